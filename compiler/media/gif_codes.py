"""Whether the codes of a GIF make as many points as its pictures have.

GIF has no checksum, and its decoders stop when a picture is full. But nearly every changed bit is another length of
some run, so that the codes then end before the picture does, or behind it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from compiler.media.photo_kinds import GIF_EXTENSION, GIF_MARKS, GIF_PICTURE, GIF_TRAILER, skip_gif_colours

_MOST_BITS = 12


def gif_adds_up(path: Path) -> bool | None:
    """Whether each picture's codes end exactly where it is full, and then the file ends; None for other files."""
    with path.open("rb") as file:
        if file.read(6) not in GIF_MARKS:
            return None
        if not all(_fills(*picture) for picture in _pictures(file)):
            return False
        file.seek(-1, 1)
        return file.read(1) == GIF_TRAILER


def _pictures(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Codes, bits of a point, and points of each picture."""
    file.seek(10)
    skip_gif_colours(file, 2)
    while (kind := file.read(1)) in {GIF_EXTENSION, GIF_PICTURE}:
        if kind == GIF_EXTENSION:
            file.seek(1, 1)
            _sub_blocks(file)
            continue
        place = file.read(8)
        skip_gif_colours(file, 0)
        bits = file.read(1)
        points = int.from_bytes(place[4:6], "little") * int.from_bytes(place[6:8], "little")
        yield _sub_blocks(file), bits[0] if bits else 0, points


def _sub_blocks(file: BinaryIO) -> bytes:
    pieces = []
    while (length := file.read(1)) not in {b"", b"\0"}:
        pieces.append(file.read(length[0]))
    return b"".join(pieces)


def _fills(codes: bytes, bits: int, points: int) -> bool:
    """Whether the codes make exactly so many points; only how long each run is, is looked at."""
    if not 0 < bits < _MOST_BITS:
        return False
    clear, made = 1 << bits, 0
    lengths, last, width = [1] * (clear + 2), 0, bits + 1
    waiting = held = 0
    for byte in codes:
        waiting |= byte << held
        held += 8
        while held >= width:
            code = waiting & ((1 << width) - 1)
            waiting >>= width
            held -= width
            if code == clear:
                lengths, last, width = [1] * (clear + 2), 0, bits + 1
                continue
            if code == clear + 1:
                return made == points
            if last and len(lengths) < 1 << _MOST_BITS:
                lengths.append(last + 1)
            if code >= len(lengths):
                return False
            last = lengths[code]
            made += last
            if len(lengths) == 1 << width and width < _MOST_BITS:
                width += 1
    return made == points
