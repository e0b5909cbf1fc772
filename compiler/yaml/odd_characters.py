"""Characters that look like YAML's own and are others: curly quotes, wide colons, bullets, no-break spaces.

They come with text from word processors, chats and phones. Only where a line's layout hangs on them are they
taken for slips: a curly quote in the middle of a text is part of the text.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from compiler.model.lookalikes import (
    BLANKS,
    BULLETS,
    COLONS,
    DASHES,
    DOUBLE_QUOTES,
    INVISIBLE,
    LINE_ENDS,
    SINGLE_QUOTES,
    named,
    plain,
)
from compiler.yaml.quoting import quoted
from compiler.yaml.repair import Repair

_SPACE = f"[ \t{BLANKS}{INVISIBLE}]"
_MARKS = re.escape(BULLETS + DASHES)
_LINE = re.compile(
    rf"(?P<lead>{_SPACE}*)"
    rf"(?P<marks>(?:(?:-(?={_SPACE})|[{_MARKS}]){_SPACE}*)*)"
    rf"(?:(?P<key>[^\s:{COLONS}{BLANKS}{{}}\[\]][^:{COLONS}{{}}\[\]]{{0,80}}?)"
    rf"(?P<colon>{_SPACE}*(?:[{COLONS}]|:(?={_SPACE}|$)){_SPACE}*))?"
    r"(?P<value>.*)"
)


class _Straight(NamedTuple):
    text: str
    odd: str
    column: int
    where: str


def odd_characters(lines: tuple[str, ...], at: int, keys: AbstractSet[str]) -> Iterator[Repair]:
    """The line with plain characters where its layout hangs on them, and all others that have the same."""
    straight = straightened(lines[at], keys)
    if straight is None:
        return
    others = {n: found.text for n, line in enumerate(lines) if (found := straightened(line, keys))
              and found.odd == straight.odd and found.where == straight.where}  # fmt: skip
    others[at] = straight.text
    message = also_on(f"{named(straight.odd)} {straight.where}", len(others))
    written = tuple(others.get(n, line) for n, line in enumerate(lines))
    yield Repair(message=message, hint=hint_of(straight.odd), line=at, column=straight.column,
                 first=0, stop=len(lines), lines=written)  # fmt: skip


def also_on(message: str, lines: int) -> str:
    """The message, with how many lines it holds for."""
    more = lines - 1
    return message if not more else f"{message}, here and on {more} other line{'s' if more > 1 else ''}"


def hint_of(odd: str) -> str:
    """What to type instead of such a character."""
    meant = plain(odd)
    if odd in BULLETS:
        return 'an entry of a list starts with "- ", a plain dash and a blank'
    if meant == "":
        return "delete it; it cannot be seen, so delete what stands around it and type that again"
    if meant == " ":
        return "type it again as a plain blank"
    if meant in "\"'":
        return "type it again as a straight quote, \" or '"
    return f"type it again as a plain {meant}"


def straightened(line: str, keys: AbstractSet[str]) -> _Straight | None:
    """The line with plain characters where its layout hangs on them, and the first odd one; None if it has none."""
    if line.isascii():
        return None
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    parts = [
        ("stands among the blanks before the line", found["lead"], plain(found["lead"])),
        ("stands where a dash belongs", found["marks"], _dashes(found["marks"])),
        ("stands in a key", found["key"] or "", _key(found["key"] or "", keys)),
        ("stands where a colon and a blank belong", found["colon"] or "", _colon(found["colon"] or "")),
        (_role(found["value"]), found["value"], _wrapped(found["value"])),
    ]
    text, column, first = "", 0, None
    for where, old, new in parts:
        if new != old and first is None:
            first = next(
                ((c, column + n, where) for n, c in enumerate(old) if plain(c) != c or c in BULLETS), None
            )
        text, column = text + new, column + len(old)
    return None if first is None or text == line else _Straight(text, *first)


def _role(value: str) -> str:
    what = "plain bracket" if value.strip()[:1] in {"｛", "［"} else "straight quote"
    return f"stands where a {what} belongs"


def _dashes(marks: str) -> str:
    return "- " * len(re.findall(rf"[-{_MARKS}]", marks)) if not marks.isascii() else marks


def _key(key: str, keys: AbstractSet[str]) -> str:
    """A key with its plain letters, where that makes one that is known; without the curly quotes around it."""
    bare = plain(key).strip("\"' ")
    return bare if bare in keys or (not keys and bare.isascii()) else key


def _colon(colon: str) -> str:
    return colon if colon.isascii() else ": "


def _wrapped(value: str) -> str:
    """A value whose outer quotes are curly in straight ones; one with odd brackets in plain ones."""
    inner = value.strip(" " + BLANKS)
    if re.match("[｛［]", inner):
        return plain(inner)
    for curly, mark in ((DOUBLE_QUOTES, '"'), (SINGLE_QUOTES, "'")):
        ends = inner[:1], inner[-1:]
        if len(inner) > 1 and all(c in curly + mark for c in ends) and any(c in curly for c in ends):
            return quoted(inner[1:-1])
    return value


def odd_line_ends(lines: tuple[str, ...], at: int, keys: AbstractSet[str]) -> Iterator[Repair]:
    """The line as the several that it was meant to be."""
    found = re.search(f"[{LINE_ENDS}]", lines[at])
    if found:
        yield Repair(message=f"{named(found[0])} ends no line in YAML files", hint="press return there instead",
                     line=at, column=found.start(), first=at, stop=at + 1,
                     lines=tuple(re.split(f"[{LINE_ENDS}]", lines[at])))  # fmt: skip
