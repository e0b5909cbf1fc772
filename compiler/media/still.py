"""A picture file -> RGBA pixels, through PyAV alone and only after its header was judged."""

import io
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compiler.media.opening import reading, refuse_too_large, require_file
from compiler.media.probe import Orientation, orientation
from compiler.model.errors import BadMedia

MOST_PIXELS = 25_000_000
"""More than any screen has; decoding stays under 200 MB."""

_MOST_BYTES = 64 << 20
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_SIZED_MARKERS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

Rgba = NDArray[np.uint8]
"""(height, width, 4) uint8, straight alpha."""


class _BrokenError(ValueError):
    """The file is not what its first bytes say."""


def decode_still(path: Path) -> Rgba:
    """The PNG, JPEG or WebP file's pixels, upright. What counts is what it is, not how it is called.

    Raises:
        BadMedia: missing, no regular file, another format, truncated, damaged, or over 25 million pixels.
    """
    if require_file(path).st_size > _MOST_BYTES:
        raise BadMedia(f"{path} is larger than {_MOST_BYTES >> 20} MiB", hint="save the picture smaller")
    data = path.read_bytes()
    kind, judge = _kind(data, path)
    try:
        width, height, wanted = judge(data)
    except (_BrokenError, struct.error, IndexError) as error:
        raise BadMedia(
            f"{path} is cut off or damaged: it is no whole {kind} picture", hint="copy or export it again"
        ) from error
    refuse_too_large(path, width, height, MOST_PIXELS)
    return _decode(wanted, kind, path)


def _kind(data: bytes, path: Path) -> tuple[str, Callable[[bytes], tuple[int, int, bytes]]]:
    if data.startswith(_PNG):
        return "png", _judge_png
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg", _judge_jpeg
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp", _judge_webp
    raise BadMedia(f"{path} is no PNG, JPEG or WebP picture", hint="save it as PNG or JPEG")


def _judge_png(data: bytes) -> tuple[int, int, bytes]:
    """Size, and the file without what can hide a bomb: only the chunks that make the picture."""
    width, height = struct.unpack(">II", data[16:24])
    kept, kinds = [_PNG], set()
    for kind, chunk in _png_chunks(data):
        kinds.add(kind)
        if kind in _KEPT_CHUNKS:
            kept.append(chunk)
    if not {b"IHDR", b"IDAT", b"IEND"} <= kinds:
        raise _BrokenError
    return width, height, b"".join(kept)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG)
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        end = position + 12 + length
        if end > len(data):
            raise _BrokenError
        yield kind, data[position:end]
        if kind == b"IEND":
            return
        position = end


def _judge_jpeg(data: bytes) -> tuple[int, int, bytes]:
    """Size from the frame header; the end marker must come after it."""
    position = 2
    while data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        if marker in _SIZED_MARKERS:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            if data.rfind(b"\xff\xd9") < position:
                raise _BrokenError
            return width, height, data
        if length < 2:
            raise _BrokenError
        position += 2 + length
    raise _BrokenError


def _judge_webp(data: bytes) -> tuple[int, int, bytes]:
    """Size from the first chunk, whichever of its three kinds it is."""
    if 8 + int.from_bytes(data[4:8], "little") > len(data):
        raise _BrokenError
    kind, body = data[12:16], data[20:34]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little"), data
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), data
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF, data
    raise _BrokenError


def _decode(data: bytes, kind: str, path: Path) -> Rgba:
    import av

    with reading(path), av.open(io.BytesIO(data), "r", format=f"{kind}_pipe") as container:
        stream = container.streams.video[0]
        stream.codec_context.options = {"err_detect": "explode"}
        stream.thread_count = 1
        frame = next(container.decode(stream), None)
        if frame is None or frame.is_corrupt:
            raise BadMedia(
                f"{path} is damaged: its picture cannot be decoded", hint="copy or export it again"
            )
        refuse_too_large(path, frame.width, frame.height, MOST_PIXELS)
        turn = orientation(frame)
        return _upright(frame.to_ndarray(format="rgba").astype(np.uint8, copy=False), turn)


def _upright(pixels: Rgba, turn: Orientation) -> Rgba:
    if turn.transposed:
        pixels = pixels.transpose(1, 0, 2)
    if turn.flipped_x:
        pixels = pixels[:, ::-1]
    if turn.flipped_y:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
