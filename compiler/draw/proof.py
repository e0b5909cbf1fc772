"""Words that would not look right, found without drawing anything."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache

from compiler.draw.beside import placed_beside
from compiler.draw.callout import filled_callout
from compiler.draw.canvas import Bounds
from compiler.draw.captioning import caption_design, caption_place
from compiler.draw.design import Group, spot_of
from compiler.draw.digits import first_digit
from compiler.draw.extent import Covered, extent, overlapping, words_extent
from compiler.draw.filling import Misfit, fill, shape_bounds
from compiler.draw.kinds import COUNTS, LOGO, over_the_clip
from compiler.draw.showing import (
    WordPairs,
    card_of,
    conditions,
    has_clip,
    own_words,
    visible,
)
from compiler.draw.theme import Theme, load_look
from compiler.model.brand import Look
from compiler.model.errors import Diagnostic
from compiler.model.scene_words import BRAND_LINES, BRAND_NAME, CAPTION, CAPTIONS, RING_DIGITS
from compiler.model.timeline import RepsRing, Scene, SecondsRing

_SHOWN = 60
_NAMED = 5


class Proofreader:
    """Reads the words of scenes, each theme and each wording once: versions of a routine share most of them."""

    def __init__(self) -> None:
        self.theme = lru_cache(maxsize=4)(looked_over)
        self._place = lru_cache(maxsize=64)(caption_place)
        self._group = cache(_group_problems)
        self._extent = cache(_extent)

    def read(
        self, scene: Scene, theme: Theme, size: tuple[int, int], frame_rate: Fraction
    ) -> list[Diagnostic]:
        """Words that do not fit even at their smallest, and characters that no font of the theme has."""
        words = _words(scene, frame_rate)
        design, met = theme.design(scene.layout, size), conditions(scene)
        shown = [(group, words) for _, group in visible(design, met, "card", *over_the_clip())]
        if not scene.ring:
            shown = [(group, given) for group, given in shown if group.kind not in COUNTS]
        card, told = card_of(scene, theme, size)
        if not has_clip(scene) and card != scene.layout:
            shown += [(group, told) for _, group in visible(theme.design(card, size), met, "card")]
        found = [
            problem
            for group, given in shown
            for problem in self._group(group, own_words(group, given), theme, scene.layout)
        ]
        found += self._overlaps(scene, theme, size, words)
        found += self._captions(scene, theme, size)
        found += _beside(scene, theme, size)
        return list(dict.fromkeys(found))

    def _overlaps(
        self, scene: Scene, theme: Theme, size: tuple[int, int], words: WordPairs
    ) -> Iterator[Diagnostic]:
        """Groups that lie over each other when these words are in them, or reach out of the drawing."""
        design = theme.design(scene.layout, size)
        covered: list[Covered] = []
        for _, group in visible(design, conditions(scene), *over_the_clip()):
            absent = (group.kind in COUNTS and not scene.ring) or (
                group.kind == "progress" and not scene.progress
            )
            reach = () if absent else self._extent(group, own_words(group, words), theme)
            if reach:
                covered.append((_called(group), reach))
        covered += self._on_the_card(scene, theme, size)
        for one, other in overlapping(covered):
            yield _too_near(f"the {one} and the {other} lie over each other", scene.layout)
        for name, reach in covered:
            if any(_is_outside(box, design.size) for box in reach):
                yield _too_near(f"the {name} reaches out of the frame", scene.layout)

    def _on_the_card(self, scene: Scene, theme: Theme, size: tuple[int, int]) -> Iterator[Covered]:
        """The words of the card where no clip is, such as what is to be filmed."""
        if has_clip(scene):
            return
        layout, told = card_of(scene, theme, size)
        for _, group in visible(theme.design(layout, size), frozenset({"no-clip"}), "card"):
            given = own_words(group, told)
            if given:
                yield "card's name", self._extent(group, given, theme)

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


def looked_over(look: Look) -> tuple[Theme | None, list[Diagnostic]]:
    """The theme of a look; what is wrong with it, and words that cannot be read in the brand's colours."""
    theme, problems = load_look(look)
    if theme is None or look.brand is None:
        return theme, problems
    from compiler.draw.contrast import contrast_problems  # it draws, and needs numpy for it

    return theme, [*problems, *contrast_problems(theme, look)]


def _beside(scene: Scene, theme: Theme, size: tuple[int, int]) -> Iterator[Diagnostic]:
    """Callouts that are too long, and what has no room beside all else that is shown, each at its place."""
    if not scene.callouts and not scene.inset:
        return
    found, frame = placed_beside(scene, theme, size), f"{size[0]} by {size[1]}"
    if scene.inset and found.inset is None:
        media = scene.inset.clip.media
        message = f"there is no room for the inset beside all else in the picture of {frame}"
        yield Diagnostic(
            message=message, span=getattr(media, "span", None), hint="make it smaller: width: 20%"
        )
    for callout, spot in zip(scene.callouts, found.spots, strict=True):
        for misfit in filled_callout(theme, size, callout.text).misfits:
            message = f"the callout {_shortened(misfit.text)} is too long, even at its smallest size"
            hint = f"shorten it by about {misfit.excess} characters"
            yield Diagnostic(message=message, span=callout.text_span, hint=hint)
        lacking = theme.fonts.lacking(callout.text)
        if lacking:
            yield replace(_lacking("callout", callout.text, lacking), span=callout.text_span)
        if spot is None:
            yield Diagnostic(
                message=f"the callout {_shortened(callout.text)} has no room beside all else in the picture of {frame}",
                span=callout.place_span,
                hint="show fewer of them at a time, or shorten it"
                if callout.arrow
                else "an arrow lets it stand further away: arrow: yes; or show fewer of them at a time",
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
        message=f"the theme's fonts cannot show {named}{more} in the {_for_people(name)} {_shortened(text)}",
        hint="leave them out, or use a theme with a font that has them (fonts: files: in theme.yaml)",
    )


def _is_outside(box: Bounds, size: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    return left < -1 or top < -1 or right > size[0] + 1 or bottom > size[1] + 1


def _extent(group: Group, given: WordPairs, theme: Theme) -> tuple[Bounds, ...]:
    if group.kind == LOGO:
        return tuple(box for box in (shape_bounds(group.part("place")),) if box)
    like = {RING_DIGITS: "8"} if group.kind in COUNTS else {}
    filled = fill(group, dict(given) | like, theme.fonts)
    if filled and group.kind == "card":
        return words_extent(filled, theme.fonts)
    return extent(filled, theme.fonts) if filled else ()


def _called(group: Group) -> str:
    """What a group is for people: its first word, or its kind."""
    names = [name for text in group.texts() for name in spot_of(text).words]
    return names[0].replace("_", " ") if group.kind == "words" and names else group.kind


def _too_near(what: str, layout: str) -> Diagnostic:
    hint = "shorten the words there, or choose another layout or corner"
    return Diagnostic(message=f"{what} in the {layout} picture", hint=hint)


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    shown = f"{character} " if character.isprintable() else ""
    return f"{shown}({code}{' ' if name else ''}{name})"


def _too_long(misfit: Misfit, layout: str) -> Diagnostic:
    words = " and ".join(_for_people(name) for name in misfit.words.split())
    room = f"does not fit the {layout} picture, even at its smallest size"
    return Diagnostic(
        message=f"the {words} {_shortened(misfit.text)} {room}",
        hint=f"shorten it by about {misfit.excess} characters",
    )


def _for_people(name: str) -> str:
    return {BRAND_NAME: "brand's name", **dict.fromkeys(BRAND_LINES, "contact or link")}.get(name, name)


def _shortened(text: str) -> str:
    tidy = " ".join(text.split())
    tidy = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in tidy)
    return f"“{tidy}”" if len(tidy) <= _SHOWN else f"“{tidy[:_SHOWN]}…”"
