"""When each word begins, inside a WAV file: cue points with labels, which sound editors show as markers."""

import struct
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from compiler.model.timeline import WordTime

_HEADER = struct.Struct("<4sI")
_POINT = struct.Struct("<II4sIII")


def add_marks(path: Path, words: Sequence[WordTime], sample_rate: int) -> None:
    """Write the times of `words` behind the sound of the WAV file `path`."""
    points = [_POINT.pack(n, at, b"data", 0, 0, at) for n, at in _samples(words, sample_rate)]
    labels = [_chunk(b"labl", struct.pack("<I", n) + w.text.encode() + b"\0") for n, w in enumerate(words, 1)]
    more = _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    more += _chunk(b"LIST", b"adtl" + b"".join(labels))
    with path.open("r+b") as file:
        file.seek(0, 2)
        file.write(more)
        size = file.tell() - _HEADER.size
        file.seek(4)
        file.write(struct.pack("<I", size))


def _samples(words: Sequence[WordTime], sample_rate: int) -> Iterator[tuple[int, int]]:
    for number, word in enumerate(words, 1):
        yield number, round(word.start * sample_rate)


def _chunk(name: bytes, data: bytes) -> bytes:
    return _HEADER.pack(name, len(data)) + data + b"\0" * (len(data) % 2)


def read_marks(path: Path, sample_rate: int) -> tuple[WordTime, ...]:
    """The words of a file that `add_marks` has written to; none where nobody knew when they begin."""
    chunks = dict(_chunks(path))
    if b"cue " not in chunks or b"LIST" not in chunks:
        return ()
    points = {number: at for number, _, _, _, _, at in _POINT.iter_unpack(chunks[b"cue "][4:])}
    labels = (data for name, data in _inside(chunks[b"LIST"][4:]) if name == b"labl")
    return tuple(
        WordTime(text=data[4:-1].decode(), start=Fraction(points[number], sample_rate))
        for data in labels
        for number in struct.unpack("<I", data[:4])
    )


def _chunks(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """All but the sound, which is passed over."""
    with path.open("rb") as file:
        file.seek(12)
        while len(header := file.read(_HEADER.size)) == _HEADER.size:
            name, size = _HEADER.unpack(header)
            if name == b"data":
                file.seek(size + size % 2, 1)
            else:
                yield name, file.read(size + size % 2)[:size]


def _inside(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        name, size = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        yield name, data[at : at + size]
        at += size + size % 2
