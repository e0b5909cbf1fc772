"""How an AVI and a transport stream hang together: each part begins where the one before it ends.

Bytes that were lost or doubled shift all that comes after them. Readers look for the next beginning and go on.
"""

from pathlib import Path

_LISTS = (b"RIFF", b"LIST")
_LIST_HEADER, _CHUNK_HEADER = 12, 8
_SYNC = b"\x47"
_LENGTHS = {188: 0, 192: 4, 204: 0}
"""Of a transport stream's packets, plain, with a time before each and with a checksum behind, and where the mark is."""
_LOOKED_AT = 5


class Chunks:
    """The chunks of an AVI, each with its length. Only their headers are read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = path.stat().st_size
        self._last: int | None = None

    def begin(self) -> None:
        """What is asked next is where a reader has jumped to."""
        self._last = None

    def sound_until(self, position: int | None) -> bool:
        """Whether one leads to the next, from the last asked for up to the one whose content begins there."""
        last, self._last = self._last, None if position is None else position - _CHUNK_HEADER
        if last is None or self._last is None or self._last < last:
            return True
        return self._leads(last, self._last)

    def sound_to_the_end(self) -> bool:
        """The same, from the last asked for to where the file says that it ends, if it says so."""
        with self._path.open("rb") as file:
            file.seek(4)
            end = int.from_bytes(file.read(4), "little") + _CHUNK_HEADER
        return self._last is None or not self._last < end <= self._size or self._leads(self._last, end)

    def _leads(self, start: int, end: int) -> bool:
        with self._path.open("rb") as file:
            while start < end:
                file.seek(start)
                header = file.read(_CHUNK_HEADER)
                size = int.from_bytes(header[4:], "little")
                start += _LIST_HEADER if header[:4] in _LISTS else _CHUNK_HEADER + size + size % 2
        return start == end


class Cells:
    """The packets of a transport stream, all of one length. Nothing of them is read but the first few."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(max(_LENGTHS) * _LOOKED_AT)
        marks = _SYNC * _LOOKED_AT
        self._size = path.stat().st_size
        self._length = next(
            (size for size, at in _LENGTHS.items() if head[at::size][:_LOOKED_AT] == marks), 1
        )

    def begin(self) -> None:
        """What is asked next is where a reader has jumped to: that changes nothing here."""

    def sound_until(self, position: int | None) -> bool:
        """Whether one begins there, as it does where none is shorter or longer than the others."""
        return (position or 0) % self._length == 0

    def sound_to_the_end(self) -> bool:
        """Whether the last one is whole."""
        return self._size % self._length == 0
