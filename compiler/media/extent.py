"""How long a file says it is: a copy that broke off is found by its own header, before decoding."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from compiler.media.photo_kinds import GIF_TRAILER, gif_blocks

_EBML, _SEGMENT, _CLUSTER = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
_IN_CLUSTERS = {b"\xe7", b"\xa3", b"\xa0", b"\xa7", b"\xab", b"\x58\x54", b"\xec", b"\xbf"}
"""Time, blocks, place, size before, silent tracks, padding and checksum."""
_MP4_FIRST = {b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip", b"pnot"}
_MOST_BOXES = 100_000
_PLACEHOLDERS = 1_900_000_000
"""Lengths from here on stand for "not known yet": 2,000,000,036, 0x7FFFFFFF, 0xFFFFFFFF and others near them."""


def missing_part(path: Path) -> str | None:
    """Words for what is missing of an MP4, MOV, Matroska, WebM, AVI, WAV or GIF file; None if all is there.

    None also for formats whose header does not tell.
    """
    actual = path.stat().st_size
    promised = promised_bytes(path)
    if promised is None or promised <= actual:
        return None
    return f"{actual:,} of at least {promised:,} bytes are there ({100 * actual // promised} %)"


def promised_bytes(path: Path) -> int | None:
    """The least number of bytes that the headers say the file has; None where they do not tell."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[4:8] in _MP4_FIRST:
            return _end_of_boxes(file, path.stat().st_size)
        if head[:4] == _EBML:
            return _end_of_segment(file)
        if head[:4] == b"RIFF":
            return _end_of_riff(int.from_bytes(head[4:8], "little"), path.stat().st_size)
        if head[:6] in {b"GIF87a", b"GIF89a"}:
            return _end_of_gif(file)
    return None


def _end_of_gif(file: BinaryIO) -> int | None:
    """Where its trailer ends, or had to be; None if there is nonsense before it."""
    *_, last = gif_blocks(file)
    if last == GIF_TRAILER:
        return file.tell()
    return None if last else file.tell() + 1


def _end_of_riff(size: int, actual: int) -> int | None:
    """Voices and recorders that write as they go give 0, or a length that no file of theirs will have."""
    unknown = size == 0 or (size >= _PLACEHOLDERS and actual < size // 2)
    return None if unknown else 8 + size


def _end_of_boxes(file: BinaryIO, actual: int) -> int | None:
    """Walk an MP4's outermost boxes to where the last one ends."""
    position = 0
    for _ in range(_MOST_BOXES):
        if position >= actual:
            return position
        file.seek(position)
        head = file.read(16)
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        if size == 0:  # reaches to the end of the file, whatever that is
            return None
        if len(head) < 8:
            return position + 8
        if size < 8:  # not a box: what follows is padding or nonsense, for the demuxer to judge
            return None
        position += size
    return None


def not_media(path: Path) -> list[tuple[int, int]] | None:
    """Where in an MP4, MOV, Matroska or WebM file lies what is neither picture nor sound: starts and lengths.

    That is all but the inside of `mdat` boxes and of clusters. None for other formats, and where it cannot be told.
    """
    actual = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        if head[4:8] in _MP4_FIRST:
            found = _around_mdat(file, actual)
        elif head[:4] == _EBML:
            found = _around_clusters(file, actual)
        else:
            return None
        ranges = list(islice(found, _MOST_BOXES))
    return ranges if ranges and None not in ranges and len(ranges) < _MOST_BOXES else None  # type: ignore[return-value]


def _around_mdat(file: BinaryIO, actual: int) -> Iterator[tuple[int, int] | None]:
    position = 0
    while position < actual:
        file.seek(position)
        head = file.read(16)
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        size = size or actual - position
        if size < 8:
            yield None
            return
        yield position, min(16 if head[4:8] == b"mdat" else size, actual - position)
        position += size


def _around_clusters(file: BinaryIO, actual: int) -> Iterator[tuple[int, int] | None]:
    file.seek(4)
    header = _ebml_size(file)
    file.seek(header or 0, 1)
    if header is None or _ebml_id(file) != _SEGMENT or _ebml_size(file) is None:
        yield None
        return
    yield 0, file.tell()
    while (start := file.tell()) < actual:
        kind, size = _ebml_id(file), _ebml_size(file)
        if size is None:
            yield None
            return
        inside = file.tell()
        yield start, inside - start if kind == _CLUSTER else min(inside + size, actual) - start
        file.seek(inside + size)


def _end_of_segment(file: BinaryIO) -> int | None:
    """Where a Matroska file's one segment ends; None if it was written as a stream of unknown length."""
    file.seek(4)
    header = _ebml_size(file)
    if header is None:
        return None
    file.seek(header, 1)
    if file.read(4) != _SEGMENT:
        return None
    size = _ebml_size(file)
    return None if size is None else file.tell() + size


def _ebml_size(file: BinaryIO) -> int | None:
    first = file.read(1)
    if not first or not first[0]:
        return None
    length = 9 - first[0].bit_length()
    value = first[0] & ((1 << (8 - length)) - 1)
    value = int.from_bytes(bytes([value]) + file.read(length - 1), "big")
    return None if value == (1 << 7 * length) - 1 else value


def elements_follow(path: Path) -> bool:
    """Whether a Matroska file's elements follow one another without a gap up to its end.

    Then no reader has lost a picture of it on the way. Only the elements' headers are read.
    """
    with path.open("rb") as file:
        end = promised_bytes(path)
        file.seek(4)
        header = _ebml_size(file)
        if end is None or header is None:
            return False
        file.seek(header + 4, 1)
        _ebml_size(file)
        return end <= path.stat().st_size and _tiled(file, end)


def _tiled(file: BinaryIO, end: int, among: set[bytes] | None = None) -> bool:
    """Whether elements (of the kinds `among`) fill the file exactly from its position to `end`."""
    while file.tell() < end:
        kind = _ebml_id(file)
        size = _ebml_size(file)
        if size is None or (among is not None and kind not in among):
            return False
        last = file.tell() + size
        if last > end or (kind == _CLUSTER and not _tiled(file, last, _IN_CLUSTERS)):
            return False
        file.seek(last)
    return file.tell() == end


def _ebml_id(file: BinaryIO) -> bytes:
    first = file.read(1)
    length = 9 - first[0].bit_length() if first and first[0] else 1
    return first + file.read(length - 1)
