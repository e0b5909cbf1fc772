"""Names and terms that are spoken as somebody wants: out of the way of all rules, and back at the end."""

import re
from collections.abc import Sequence

from compiler.language.names import name_pattern
from compiler.model.routine import SayAs
from compiler.narrate.words.characters import one_kind_of_character, tidy

_FIRST = 0xE000
"""Private characters stand for names meanwhile; a text has none of its own any more at that point."""


def set_aside(text: str, names: Sequence[SayAs]) -> str:
    """The text with a private character in place of each name; longer names first."""
    for number, name in sorted(enumerate(names), key=lambda pair: -len(pair[1].written)):
        text = name_pattern(name.written).sub(chr(_FIRST + number), text)
    return text


def put_back(text: str, names: Sequence[SayAs], *, ipa: bool) -> str:
    """The text with each name as it is spoken."""
    for number, name in enumerate(names):
        text = text.replace(chr(_FIRST + number), said(name, ipa=ipa))
    return text


def said(name: SayAs, *, ipa: bool) -> str:
    """IPA between strokes for engines that take it, else plain spelling; "F A I" is letter by letter."""
    if ipa and name.ipa:
        return f"/{name.ipa}/"
    plain = tidy(one_kind_of_character(name.plain))
    return re.sub(r"(?<![^\W\d_])([A-Z]) (?=[A-Z](?!\w))", r"\1.", plain)
