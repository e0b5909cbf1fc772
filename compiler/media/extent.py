"""How long a file says it is: a copy that broke off is found by its own header, before decoding."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from compiler.media.matroska import EBML_MARK, around_clusters, end_of_segment
from compiler.media.ogg import OGG_PAGE, end_of_pages
from compiler.media.photo_kinds import GIF_MARKS, GIF_TRAILER, gif_blocks

_MP4_FIRST = {b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip", b"pnot"}
_STREAM_PACKETS, _STREAM_MARK = ((188, 0), (192, 4)), b"\x47"
"""Bytes of a transport stream's packets and where their mark stands, in `.ts` and in `.m2ts`."""
_MP3_LENGTH = re.compile(rb"(?:Xing|Info)\0\0\0(?P<flags>.)(?P<frames>....)(?P<bytes>....)", re.DOTALL)
_MP3_FRAME = 200
"""So far into a frame its length may stand."""
_MOST_BOXES = 100_000
_PLACEHOLDERS = 1_900_000_000
"""Lengths from here on stand for "not known yet": 2,000,000,036, 0x7FFFFFFF, 0xFFFFFFFF and others near them."""


def missing_part(path: Path) -> str | None:
    """Words for what is missing of an MP4, MOV, Matroska, WebM, AVI, WAV, MP3, Ogg, GIF or transport stream.

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
        head, actual = file.read(12), path.stat().st_size
        if head[4:8] in _MP4_FIRST:
            return _end_of_boxes(file, actual)
        if head[:4] == b"RIFF":
            return _end_of_riff(int.from_bytes(head[4:8], "little"), actual)
        if head[:3] == b"ID3" or (head[0] == 0xFF and head[1:2] >= b"\xe0"):
            return _end_of_mp3(file, head)
        if head[:6] in GIF_MARKS:
            return _end_of_gif(file)
        others = {EBML_MARK: lambda: end_of_segment(file), OGG_PAGE: lambda: end_of_pages(file, actual)}
        return others.get(head[:4], lambda: _end_of_stream(file, actual))()


def _end_of_mp3(file: BinaryIO, head: bytes) -> int | None:
    """From where its first frame tells the bytes of all of them, as encoders write it of a variable rate."""
    tags = sum((byte & 0x7F) << 7 * (3 - place) for place, byte in enumerate(head[6:10])) + 10
    start = tags if head[:3] == b"ID3" else 0
    file.seek(start)
    told = _MP3_LENGTH.search(file.read(_MP3_FRAME))
    return start + int.from_bytes(told["bytes"], "big") if told and told["flags"][0] & 3 == 3 else None


def _end_of_stream(file: BinaryIO, actual: int) -> int | None:
    """Where the last packet of a transport stream ends: it is all packets of one length, each with a mark."""
    for length, before in _STREAM_PACKETS:
        packets = actual // length
        marks = []
        for number in (0, 1, packets - 1):
            file.seek(max(0, number) * length + before)
            marks.append(file.read(1))
        if marks == [_STREAM_MARK] * 3:
            return -(-actual // length) * length
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
        elif head[:4] == EBML_MARK:
            found = around_clusters(file, actual)
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
