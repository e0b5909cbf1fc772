"""Pages of an Ogg file, each with its length and a checksum."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

OGG_PAGE = b"OggS"
_HEAD_BYTES = 27
_CHECKSUM = slice(22, 26)
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Ogg's checksum is that of zlib with the bits of each byte, and of the result, the other way round."""
_ALL = 0xFFFFFFFF


def end_of_pages(file: BinaryIO, actual: int) -> int | None:
    """Where the last page ends or had to; None if there is something else among them."""
    position = 0
    while position < actual:
        file.seek(position)
        head = file.read(_HEAD_BYTES)
        if head[:4] != OGG_PAGE[: len(head)]:
            return None
        pieces = file.read(head[26]) if len(head) == _HEAD_BYTES else b""
        position += _HEAD_BYTES + len(pieces) + sum(pieces)
    return position


def pages_hold(path: Path) -> bool:
    """Whether an Ogg file is pages from beginning to end, each as its checksum says; so is every other file."""
    with path.open("rb") as file:
        if file.read(4) != OGG_PAGE:
            return True
        file.seek(0)
        return all(_holds(page) for page in _pages(file))


def _pages(file: BinaryIO) -> Iterator[bytes]:
    while head := file.read(_HEAD_BYTES):
        pieces = file.read(head[26]) if len(head) == _HEAD_BYTES else b""
        yield head + pieces + file.read(sum(pieces))


def _holds(page: bytes) -> bool:
    plain = bytearray(page)
    plain[_CHECKSUM] = bytes(4)
    found = zlib.crc32(plain.translate(_MIRRORED), _ALL) ^ _ALL
    return page[:4] == OGG_PAGE and int(f"{found:032b}"[::-1], 2) == int.from_bytes(page[_CHECKSUM], "little")
