"""A photo's size, orientation and colour profile from its header; damage that shows there."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.media.orientation import Orientation
from compiler.media.photo_kinds import PNG_MARK

_SIZED_MARKERS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_PROFILE_BYTES = 4 << 20
_UPRIGHT = {
    1: Orientation(),
    2: Orientation(flipped_x=True),
    3: Orientation(flipped_x=True, flipped_y=True),
    4: Orientation(flipped_y=True),
    5: Orientation(transposed=True),
    6: Orientation(transposed=True, flipped_x=True),
    7: Orientation(transposed=True, flipped_x=True, flipped_y=True),
    8: Orientation(transposed=True, flipped_y=True),
}
"""By EXIF's number."""


class BrokenHeaderError(ValueError):
    """The file is cut off, damaged, or not what its first bytes say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoHeader:
    """`size` is width and height as stored, in pixels; `profile` an ICC profile or nothing.

    `channels` is 4 for photos made for print (CMYK) and else 3; `data` is what there is to decode.
    """

    size: tuple[int, int]
    data: bytes
    turn: Orientation = Orientation()
    profile: bytes = b""
    channels: int = 3


def read_header(kind: str, data: bytes) -> PhotoHeader:
    """The header of a JPEG, PNG, WebP, GIF, BMP or TIFF file.

    Raises:
        BrokenHeaderError: it is cut off or damaged.
    """
    try:
        return _READERS[kind](data)
    except (struct.error, IndexError, zlib.error) as error:
        raise BrokenHeaderError from error


def _jpeg(data: bytes) -> PhotoHeader:
    """Segments up to the frame header; the end marker must come after it."""
    turn, profile, position = Orientation(), b"", 2
    while data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        body = data[position + 4 : position + 2 + length]
        if marker in _SIZED_MARKERS:
            height, width = struct.unpack(">HH", body[1:5])
            if data.rfind(b"\xff\xd9") < position:
                raise BrokenHeaderError
            return PhotoHeader(size=(width, height), data=data, turn=turn, profile=profile, channels=body[5])
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            turn = exif_turn(body[6:])
        if marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
            profile += body[14:]
        if length < 2:
            raise BrokenHeaderError
        position += 2 + length
    raise BrokenHeaderError


def _png(data: bytes) -> PhotoHeader:
    """The chunks that make the picture are kept: what else is in the file can hide a bomb."""
    width, height = struct.unpack(">II", data[16:24])
    turn, profile, kept, kinds = Orientation(), b"", [PNG_MARK], set()
    for kind, chunk in _png_chunks(data):
        kinds.add(kind)
        if kind in {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}:
            kept.append(chunk)
        if kind == b"eXIf":
            turn = exif_turn(chunk[8:-4])
        if kind == b"iCCP":
            packed = chunk[8:-4].split(b"\0", 1)[1][1:]
            profile = zlib.decompressobj().decompress(packed, _MOST_PROFILE_BYTES)
    if not {b"IHDR", b"IDAT", b"IEND"} <= kinds:
        raise BrokenHeaderError
    return PhotoHeader(size=(width, height), data=b"".join(kept), turn=turn, profile=profile)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(PNG_MARK)
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        end = position + 12 + length
        if end > len(data):
            raise BrokenHeaderError
        yield kind, data[position:end]
        if kind == b"IEND":
            return
        position = end


def riff_chunks(data: bytes, start: int = 12) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk of a RIFF file or of a part of it, from `start` on.

    Raises:
        BrokenHeaderError: one reaches beyond the end.
    """
    position = start
    while position + 8 <= len(data):
        name, size = struct.unpack("<4sI", data[position : position + 8])
        if position + 8 + size > len(data):
            raise BrokenHeaderError
        yield name, data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _webp(data: bytes) -> PhotoHeader:
    if 8 + int.from_bytes(data[4:8], "little") > len(data):
        raise BrokenHeaderError
    turn, profile, size = Orientation(), b"", None
    for name, body in riff_chunks(data):
        if name in {b"VP8X", b"VP8L", b"VP8 "} and size is None:
            size = webp_size(name, body)
        if name == b"EXIF":
            turn = exif_turn(body.removeprefix(b"Exif\0\0"))
        if name == b"ICCP":
            profile = body
    if size is None:
        raise BrokenHeaderError
    return PhotoHeader(size=size, data=data, turn=turn, profile=profile)


def webp_size(name: bytes, body: bytes) -> tuple[int, int]:
    """Width and height from a chunk of one of WebP's three kinds."""
    if name == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if name == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", body[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _gif(data: bytes) -> PhotoHeader:
    width, height = struct.unpack("<HH", data[6:10])
    if b"\x3b" not in data[13:]:
        raise BrokenHeaderError
    return PhotoHeader(size=(width, height), data=data)


def _bmp(data: bytes) -> PhotoHeader:
    length, width, height = struct.unpack("<I12xii", data[2:26])
    if length > len(data):
        raise BrokenHeaderError
    return PhotoHeader(size=(abs(width), abs(height)), data=data)


def _tiff(data: bytes) -> PhotoHeader:
    tags = _tiff_tags(data)
    if not {256, 257} <= tags.keys():
        raise BrokenHeaderError
    photometric = _number(data, tags.get(262))
    start, size = _place(data, tags[34_675]) if 34_675 in tags else (0, 0)
    return PhotoHeader(
        size=(_number(data, tags[256]), _number(data, tags[257])),
        data=data,
        turn=exif_turn(data),
        profile=data[start : start + size],
        channels=4 if photometric == 5 else 3,
    )


def exif_turn(data: bytes) -> Orientation:
    """How the picture becomes upright, from an EXIF block or a TIFF file; upright where that is broken."""
    try:
        return _UPRIGHT.get(_number(data, _tiff_tags(data).get(274)), Orientation())
    except (struct.error, IndexError, BrokenHeaderError):
        return Orientation()


def _order(data: bytes) -> str:
    if data[:4] not in {b"II*\0", b"MM\0*"}:
        raise BrokenHeaderError
    return "<" if data[:2] == b"II" else ">"


def _tiff_tags(data: bytes) -> dict[int, bytes]:
    """The twelve bytes of each entry of the first directory, by its tag."""
    order = _order(data)
    (start,) = struct.unpack(f"{order}I", data[4:8])
    (count,) = struct.unpack(f"{order}H", data[start : start + 2])
    entries = [data[start + 2 + 12 * n : start + 14 + 12 * n] for n in range(count)]
    return {struct.unpack(f"{order}H", entry[:2])[0]: entry for entry in entries}


def _number(data: bytes, entry: bytes | None) -> int:
    if entry is None:
        return 0
    order = _order(data)
    short = struct.unpack(f"{order}H", entry[2:4])[0] == 3
    value: int = struct.unpack(f"{order}H" if short else f"{order}I", entry[8:10] if short else entry[8:12])[
        0
    ]
    return value


def _place(data: bytes, entry: bytes) -> tuple[int, int]:
    """Where an entry's bytes start, and how many they are."""
    size, start = struct.unpack(f"{_order(data)}II", entry[4:12])
    return start, size


_READERS = {"JPEG": _jpeg, "PNG": _png, "WebP": _webp, "GIF": _gif, "BMP": _bmp, "TIFF": _tiff}
