"""Words that would not look right, found without drawing anything."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache

from compiler.draw.captioning import caption_design, caption_place
from compiler.draw.design import Group, spot_of
from compiler.draw.digits import first_digit
from compiler.draw.filling import Misfit, fill
from compiler.draw.kinds import over_the_clip
from compiler.draw.showing import (
    WordPairs,
    card_of,
    conditions,
    has_clip,
    own_words,
    visible,
)
from compiler.draw.theme import Theme, load_theme
from compiler.model.errors import Diagnostic
from compiler.model.scene_words import CAPTION, CAPTIONS, RING_DIGITS
from compiler.model.timeline import RepsRing, Scene, SecondsRing

_SHOWN = 60
_NAMED = 5


class Proofreader:
    """Reads the words of scenes, each theme and each wording once: versions of a routine share most of them."""

    def __init__(self) -> None:
        self.theme = lru_cache(maxsize=4)(load_theme)
        self._place = lru_cache(maxsize=64)(caption_place)
        self._group = cache(_group_problems)

    def read(
        self, scene: Scene, theme: Theme, size: tuple[int, int], frame_rate: Fraction
    ) -> list[Diagnostic]:
        """Words that do not fit even at their smallest, and characters that no font of the theme has."""
        words = _words(scene, frame_rate)
        design, met = theme.design(scene.layout, size), conditions(scene)
        shown = [(group, words) for _, group in visible(design, met, "card", *over_the_clip())]
        if not scene.ring:
            shown = [(group, given) for group, given in shown if group.kind != "ring"]
        card, told = card_of(scene, theme, size)
        if not has_clip(scene) and card != scene.layout:
            shown += [(group, told) for _, group in visible(theme.design(card, size), met, "card")]
        found = [
            problem
            for group, given in shown
            for problem in self._group(group, own_words(group, given), theme, scene.layout)
        ]
        found += self._captions(scene, theme, size)
        return list(dict.fromkeys(found))

    def _captions(self, scene: Scene, theme: Theme, size: tuple[int, int]) -> Iterator[Diagnostic]:
        """Burnt-in captions that do not fit, or have no room beside all else that is shown."""
        if not scene.captions:
            return
        group = caption_design(theme, size).group
        for caption in scene.captions:
            yield from self._group(group, ((CAPTION, caption.text),), theme, CAPTIONS)
        bare = replace(scene, captions=(), ring=None, progress=None)
        if self._place(bare, theme, size) is None:
            yield Diagnostic(
                message=f"there is no room for burnt-in captions in the {scene.layout} picture beside its words",
                hint=f"shorten the words, or give the theme a {CAPTIONS}/{scene.layout}.svg with room for them",
            )


def _words(scene: Scene, frame_rate: Fraction) -> WordPairs:
    if scene.ring is None:
        return scene.words
    return (*scene.words, (RING_DIGITS, str(_largest_digit(scene.ring, frame_rate))))


def _largest_digit(ring: SecondsRing | RepsRing, frame_rate: Fraction) -> int:
    return ring.reps if isinstance(ring, RepsRing) else first_digit(ring, frame_rate)


def _group_problems(group: Group, given: WordPairs, theme: Theme, layout: str) -> tuple[Diagnostic, ...]:
    return tuple(_mistakes(group, dict(given), theme, layout))


def _mistakes(group: Group, words: dict[str, str], theme: Theme, layout: str) -> Iterator[Diagnostic]:
    for text in group.texts():
        for name in spot_of(text).words:
            lacking = theme.fonts.lacking(words.get(name, ""))
            if lacking:
                yield _lacking(name, words[name], lacking)
    like = {RING_DIGITS: "8" * len(words[RING_DIGITS])} if RING_DIGITS in words else {}
    filled = fill(group, words, theme.fonts, like)
    for misfit in filled.misfits if filled else ():
        yield _too_long(misfit, layout)


def _lacking(name: str, text: str, characters: tuple[str, ...]) -> Diagnostic:
    named = ", ".join(_named(c) for c in characters[:_NAMED])
    more = f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else ""
    return Diagnostic(
        message=f"the theme's fonts cannot show {named}{more} in the {name} {_shortened(text)}",
        hint="leave them out, or use a theme with a font that has them (fonts: files: in theme.yaml)",
    )


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    shown = f"{character} " if character.isprintable() else ""
    return f"{shown}({code}{' ' if name else ''}{name})"


def _too_long(misfit: Misfit, layout: str) -> Diagnostic:
    words = " and ".join(misfit.words.split())
    room = f"does not fit the {layout} picture, even at its smallest size"
    return Diagnostic(
        message=f"the {words} {_shortened(misfit.text)} {room}",
        hint=f"shorten it by about {misfit.excess} characters",
    )


def _shortened(text: str) -> str:
    tidy = " ".join(text.split())
    tidy = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in tidy)
    return f"“{tidy}”" if len(tidy) <= _SHOWN else f"“{tidy[:_SHOWN]}…”"
