"""What would not look right, found without drawing anything."""

import unicodedata
from collections.abc import Iterator

from compiler.draw.design import Group, spot_of
from compiler.draw.filling import Misfit, Words, fill
from compiler.draw.fonts import FontBook
from compiler.errors import Diagnostic

_SHOWN = 60
_NAMED = 5


def check_group(
    group: Group, words: Words, fonts: FontBook, layout: str, like: Words
) -> Iterator[Diagnostic]:
    """The mistakes in what `group` shows of `words`."""
    for text in group.texts():
        for name in spot_of(text).words:
            lacking = fonts.lacking(words.get(name, ""))
            if lacking:
                yield _lacking(name, words[name], lacking)
    filled = fill(group, words, fonts, like)
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
