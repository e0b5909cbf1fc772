"""How a Matroska or WebM file hangs together: elements inside elements, each with its length, some with checksums."""

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

EBML_MARK = b"\x1a\x45\xdf\xa3"
_SEGMENT, _CLUSTER = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
_IN_SEGMENT = {
    _CLUSTER, b"\x1c\x53\xbb\x6b", b"\x12\x54\xc3\x67", b"\x11\x4d\x9b\x74", b"\x15\x49\xa9\x66",
    b"\x16\x54\xae\x6b", b"\x19\x41\xa4\x69", b"\x10\x43\xa7\x70", b"\xec", b"\xbf",
}  # fmt: skip
"""Clusters, cues, tags, contents, information, tracks, attachments, chapters, padding and checksum."""
_IN_CLUSTER = {b"\xe7", b"\xa3", b"\xa0", b"\xa7", b"\xab", b"\x58\x54", b"\xaf", b"\xec", b"\xbf"}
"""Time, blocks, place, size before, silent tracks, encrypted blocks, padding and checksum."""
_CHECKSUM = b"\xbf\x84"
"""A checksum's mark and length; it stands first."""
_NOT_TOLD = -1


class Clusters:
    """The clusters of a Matroska file, each looked at when something of it is used; of other files there are none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._inside: list[tuple[int, int]] = []
        self.follow_each_other = True
        with path.open("rb") as file:
            end = end_of_segment(file) if file.read(4) == EBML_MARK else None
            if end is not None and end <= path.stat().st_size:
                self.follow_each_other = _filled(file, end, _IN_SEGMENT, self._inside.append) is not False
        self._judged: dict[int, bool] = {}
        self._last: int | None = None

    def begin(self) -> None:
        """What is asked next is where a reader has jumped to."""
        self._last = None

    def sound_until(self, position: int | None) -> bool:
        """Whether the clusters from the last asked for up to that place are as their lengths and checksums say.

        Those between count as well: a reader may have left out what it did not understand.
        """
        number = bisect_right(self._inside, (position or 0, 0)) - 1
        first = number if self._last is None else min(self._last + 1, number)
        self._last = number
        return all(self._is_sound(one) for one in range(max(0, first), number + 1))

    def sound_to_the_end(self) -> bool:
        """Whether those after the last asked for are so as well."""
        return self.sound_until(self._inside[-1][1] if self._inside else None)

    def _is_sound(self, number: int) -> bool:
        if number not in self._judged:
            with self._path.open("rb") as file:
                start, end = self._inside[number]
                file.seek(start)
                self._judged[number] = _cluster_holds(file, end) is not False
        return self._judged[number]


def hangs_together(path: Path) -> bool:
    """Whether elements follow one another without a gap up to the end, and so in each cluster.

    Then no reader has lost a picture of it on the way. Not so where lengths are not told, as recorders write that do
    not know when they end. Of a cluster without a checksum only the headers are read.
    """
    inside: list[tuple[int, int]] = []
    with path.open("rb") as file:
        end = end_of_segment(file) if file.read(4) == EBML_MARK else None
        if end is None or end > path.stat().st_size or not _filled(file, end, _IN_SEGMENT, inside.append):
            return False
        return all(file.seek(start) and _cluster_holds(file, stop) for start, stop in inside)


def around_clusters(file: BinaryIO, actual: int) -> Iterator[tuple[int, int] | None]:
    """Starts and lengths of all but the inside of clusters; None where that cannot be told."""
    file.seek(len(EBML_MARK))
    header = _size(file)
    file.seek(header or 0, 1)
    if header is None or _id(file) != _SEGMENT or _size(file) in {None, _NOT_TOLD}:
        yield None
        return
    yield 0, file.tell()
    while (start := file.tell()) < actual:
        kind, size = _id(file), _size(file)
        if size is None or size == _NOT_TOLD:
            yield None
            return
        inside = file.tell()
        yield start, inside - start if kind == _CLUSTER else min(inside + size, actual) - start
        file.seek(inside + size)


def end_of_segment(file: BinaryIO) -> int | None:
    """Where a Matroska file's one segment ends, the file at its start; None if its length is not told."""
    file.seek(len(EBML_MARK))
    header = _size(file)
    if header is None or header == _NOT_TOLD:
        return None
    file.seek(header, 1)
    if file.read(4) != _SEGMENT:
        return None
    size = _size(file)
    return None if size is None or size == _NOT_TOLD else file.tell() + size


def _filled(
    file: BinaryIO,
    end: int,
    kinds: set[bytes],
    on_cluster: Callable[[tuple[int, int]], None] = lambda _: None,
) -> bool | None:
    """Whether elements of these kinds fill the file exactly from its position to `end`."""
    while file.tell() < end:
        kind, size = _id(file), _size(file)
        if size == _NOT_TOLD:
            return None
        if size is None or kind not in kinds or file.tell() + size > end:
            return False
        inside = file.tell()
        if kind == _CLUSTER:
            on_cluster((inside, inside + size))
        file.seek(inside + size)
    return file.tell() == end


def _cluster_holds(file: BinaryIO, end: int) -> bool | None:
    return _checksum_holds(file, end) and _filled(file, end, _IN_CLUSTER)


def _checksum_holds(file: BinaryIO, end: int) -> bool:
    """Of the element whose content begins here; also where there is none. The position stays."""
    start = file.tell()
    told = file.read(6)
    holds = told[:2] != _CHECKSUM or int.from_bytes(told[2:], "little") == _crc(file, end - file.tell())
    file.seek(start)
    return holds


def _crc(file: BinaryIO, size: int) -> int:
    found = 0
    while size > 0 and (piece := file.read(min(size, 1 << 20))):
        found = zlib.crc32(piece, found)
        size -= len(piece)
    return found


def _id(file: BinaryIO) -> bytes:
    first = file.read(1)
    length = 9 - first[0].bit_length() if first and first[0] else 1
    return first + file.read(length - 1)


def _size(file: BinaryIO) -> int | None:
    """An element's length; None if it is nonsense."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    length = 9 - first[0].bit_length()
    value = first[0] & ((1 << (8 - length)) - 1)
    value = int.from_bytes(bytes([value]) + file.read(length - 1), "big")
    return _NOT_TOLD if value == (1 << 7 * length) - 1 else value
