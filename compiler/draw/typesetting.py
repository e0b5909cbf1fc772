"""Words into a box: wrap, then shrink, then admit that it does not fit.

All lengths are in design units. Lines are balanced: no wider than they need to be for their number.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product, zip_longest

from compiler.draw.fonts import FontBook
from compiler.language.parting import SOFT_HYPHEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a text is set: `spacing` is added after each character, at the design's `size`."""

    family: str
    weight: int
    size: float
    spacing: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a text may take: `width`, so many `lines`, and the smallest size that can still be read.

    Words whose soft hyphens are known are parted where they would be smaller than `parting` otherwise, and come to be
    larger by that; 0 is never.
    """

    width: float
    lines: int
    least: float
    parting: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """Lines in a face at a size; `width` is the widest line's.

    `fits` is False where even the least size is too big.
    """

    lines: tuple[str, ...]
    family: str
    weight: int
    size: float
    width: float
    fits: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that stays on one line, and whether a blank stands before it; one that `ends` has its line end after it."""

    text: str
    blank_before: bool
    em_width: float
    ends: bool


_STEP = 0.96
_WORTH = 1.12
"""So many times larger have letters to become for words to be parted."""


def typeset(text: str, face: Face, room: Room, fonts: FontBook) -> Typeset:
    """`text` at the largest size from `face.size` down to `room.least` at which it fits `room`."""
    whole = _typeset(text.replace(SOFT_HYPHEN, ""), face, room, fonts)
    if SOFT_HYPHEN not in text or whole.size >= room.parting:
        return whole
    found = [_typeset(one, face, room, fonts) for one in _partings(text)]
    best = max(found, key=lambda one: (one.fits, one.size))
    return best if best.fits and best.size >= _WORTH * whole.size else whole


_MOST_WAYS = 64


def _partings(text: str) -> Iterator[str]:
    """The text with lines that end at some of the soft hyphens in it, fewest first."""
    parts = text.split(SOFT_HYPHEN)
    ways = sorted(islice(product((False, True), repeat=len(parts) - 1), _MOST_WAYS), key=sum)
    for way in ways:
        ends = (SOFT_HYPHEN if parted else "" for parted in way)
        yield "".join(part + end for part, end in zip_longest(parts, ends, fillvalue=""))


def _typeset(text: str, face: Face, room: Room, fonts: FontBook) -> Typeset:
    spacing = face.spacing / face.size
    chosen = fonts.face_for(text, face.family, face.weight)

    def measure(part: str) -> float:
        return fonts.width(part, chosen) + spacing * len(part)

    pieces = [
        _Piece(shown := part.replace(SOFT_HYPHEN, "-"), blank, measure(shown), part.endswith(SOFT_HYPHEN))
        for part, blank in _pieces(text)
    ]
    blank = measure(" ")
    size = face.size
    while True:
        lines = _wrap(pieces, blank, room.width / size)
        width = _widest(lines, blank) * size
        fits = len(lines) <= room.lines and width <= room.width * (1 + 1e-9)
        if fits or size <= room.least:
            break
        size = max(room.least, size * _STEP)
    if fits:
        lines = _balanced(pieces, blank, lines)
    joined = tuple(_joined(line) for line in lines)
    return Typeset(
        lines=joined,
        family=chosen.family,
        weight=chosen.weight,
        size=size,
        width=_widest(lines, blank) * size,
        fits=fits,
    )


def _pieces(text: str) -> list[tuple[str, bool]]:
    """The parts between which a line may end: at blanks, after hyphens, between wide characters."""
    found: list[tuple[str, bool]] = []
    for word in text.split():
        parts = [p for p in re.split(r"(?<=[^\W\d_]-)(?=\w)|(?<=\xad)", word) if p]
        parts = [piece for part in parts for piece in _split_wide(part)]
        found += [(part, number == 0) for number, part in enumerate(parts)]
    return found


def _split_wide(part: str) -> list[str]:
    pieces: list[str] = []
    for character in part:
        wide = unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character)[0] == "L"
        if wide or not pieces:
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _wrap(pieces: Sequence[_Piece], blank: float, width: float) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = []
    used = 0.0
    for piece in pieces:
        gap = blank if piece.blank_before else 0.0
        if lines and not lines[-1][-1].ends and used + gap + piece.em_width <= width:
            lines[-1].append(piece)
            used += gap + piece.em_width
        else:
            lines.append([piece])
            used = piece.em_width
    return lines


def _widest(lines: Sequence[Sequence[_Piece]], blank: float) -> float:
    return max((_line_width(line, blank) for line in lines), default=0.0)


def _line_width(line: Sequence[_Piece], blank: float) -> float:
    blanks = sum(piece.blank_before for piece in line[1:])
    return sum(piece.em_width for piece in line) + blank * blanks


def _balanced(pieces: Sequence[_Piece], blank: float, lines: list[list[_Piece]]) -> list[list[_Piece]]:
    """As many lines as before, the widest of them as narrow as can be."""
    if len(lines) < 2:
        return lines
    low, high = _widest(lines, blank) / len(lines), _widest(lines, blank)
    return _narrowest(lambda width: _wrap(pieces, blank, width), len(lines), low, high)


def _narrowest(
    wrapped: Callable[[float], list[list[_Piece]]], count: int, low: float, high: float
) -> list[list[_Piece]]:
    best = wrapped(high + 1e-9)
    for _ in range(16):
        middle = (low + high) / 2
        lines = wrapped(middle)
        if len(lines) <= count:
            best, high = lines, middle
        else:
            low = middle
    return best


def _joined(line: Sequence[_Piece]) -> str:
    text = "".join((" " if piece.blank_before else "") + piece.text for piece in line)
    return text.strip()


def is_right_to_left(text: str) -> bool:
    """Whether the first character with a direction goes from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False
