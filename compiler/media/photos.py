"""Photos -> frames: what stands still, and animations whose pictures libav does not put together."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compiler.media.extent import missing_part
from compiler.media.gif_codes import gif_adds_up
from compiler.media.icc import to_srgb
from compiler.media.opening import ANY_SCRIPT, reading, refuse_too_large, require_file
from compiler.media.orientation import Orientation
from compiler.media.photo_headers import (
    BrokenHeaderError,
    PhotoHeader,
    read_header,
    riff_chunks,
)
from compiler.media.photo_kinds import PhotoKind, photo_kind
from compiler.media.timed import TimedFrame
from compiler.model.errors import BadMedia

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame

MOST_PIXELS = 50_000_000
"""As many as the cameras of phones have (48 million)."""

_MOST_BYTES = 128 << 20
_PIPES = {"JPEG": "jpeg_pipe", "PNG": "png_pipe", "WebP": "webp_pipe", "GIF": "gif", "BMP": "bmp_pipe",
          "TIFF": "tiff_pipe"}  # fmt: skip
_FASTEST = Fraction(1, 50)
"""Browsers show a picture of an animation that asks for less for a tenth of a second."""
_USUAL = Fraction(1, 10)

Rgba = NDArray[np.uint8]
"""(height, width, 4) uint8, straight alpha."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoInfo:
    """A photo; `size` is its upright width and height in pixels."""

    kind: PhotoKind
    size: tuple[int, int]


def still_kind(path: Path) -> PhotoKind | None:
    """The format of a photo that stands still; None for everything that moves, or is no photo.

    Raises:
        BadMedia: the file is missing, no regular file, unreadable or empty.
    """
    kind = _kind(path)
    return kind if kind and not kind.moving else None


def moving_webp(path: Path) -> bool:
    """Whether the file is an animation that libav does not read.

    Raises:
        BadMedia: as :func:`still_kind`.
    """
    return _kind(path) == PhotoKind("WebP", moving=True)


def _kind(path: Path) -> PhotoKind | None:
    require_file(path)
    try:
        return photo_kind(path)
    except OSError as error:
        raise BadMedia(f"{path} cannot be read: {error.strerror}") from error


def probe_photo(path: Path) -> PhotoInfo:
    """What the photo's header says.

    Raises:
        BadMedia: it is cut off or damaged, too large, or of a kind that cannot be read.
    """
    kind = _kind(path)
    assert kind is not None
    if kind.name == "HEIC":
        return PhotoInfo(kind=kind, size=_heif(path).size)
    if kind.name == "AVIF":
        frame = _avif(path)
        return PhotoInfo(kind=kind, size=(frame.width, frame.height))
    header = _header(path, kind)
    return PhotoInfo(kind=kind, size=header.size[::-1] if header.turn.transposed else header.size)


def still_frame(path: Path) -> TimedFrame:
    """The photo as one frame in sRGB at 0 s, without length.

    Raises:
        BadMedia: as :func:`probe_photo`; also where its pixels are damaged.
    """
    from av import VideoFrame

    kind, zero = _kind(path), Fraction(0)
    assert kind is not None
    if kind.name == "AVIF":
        turn = Orientation()
        return TimedFrame(frame=_avif(path), seconds=zero, duration=zero, aspect=Fraction(1), turn=turn)
    if kind.name == "HEIC":
        pixels, profile, turn = *_heif_pixels(path), Orientation()
    else:
        header = _header(path, kind)
        pixels, profile, turn = _decoded(header.data, kind, path), header.profile, header.turn
    if profile:
        pixels[..., :3] = to_srgb(np.ascontiguousarray(pixels[..., :3]), profile)
    opaque = pixels.shape[2] == 3 or bool((pixels[..., 3] == 255).all())
    frame = VideoFrame.from_ndarray(
        np.ascontiguousarray(pixels[..., :3]) if opaque else pixels, format="rgb24" if opaque else "rgba"
    )
    return TimedFrame(frame=frame, seconds=zero, duration=zero, aspect=Fraction(1), turn=turn)


def _header(path: Path, kind: PhotoKind) -> PhotoHeader:
    if require_file(path).st_size > _MOST_BYTES:
        raise BadMedia(f"{path} is larger than {_MOST_BYTES >> 20} MiB", hint="save the photo smaller")
    if missing_part(path) or gif_adds_up(path) is False:
        raise _broken(path, kind)
    try:
        header = read_header(kind.name, path.read_bytes())
    except BrokenHeaderError as error:
        raise _broken(path, kind) from error
    refuse_too_large(path, *header.size, MOST_PIXELS)
    if header.channels == 4:
        hint = "export it as JPEG or PNG in RGB"
        raise BadMedia(f"{path} is a photo in {kind.name} with colours for print (CMYK)", hint=hint)
    return header


def _broken(path: Path, kind: PhotoKind) -> BadMedia:
    return BadMedia(
        f"{path} is cut off or damaged: it is no whole photo in {kind.name}", hint="copy or export it again"
    )


def _opened(data: bytes, kind: PhotoKind) -> "InputContainer":
    import av

    return av.open(io.BytesIO(data), "r", format=_PIPES[kind.name], metadata_errors=ANY_SCRIPT)


def _decoded(data: bytes, kind: PhotoKind, path: Path) -> Rgba:
    import av

    with reading(path), _opened(data, kind) as container:
        stream = container.streams.video[0]
        if kind.name != "TIFF":  # where unusual tags count as errors
            stream.codec_context.options = {"err_detect": "explode"}
        stream.thread_count = 1
        try:
            frame = next(container.decode(stream), None)
        except av.error.InvalidDataError as error:
            raise _broken(path, kind) from error
        if frame is None or frame.is_corrupt:
            raise _broken(path, kind)
        refuse_too_large(path, frame.width, frame.height, MOST_PIXELS)
        return frame.to_ndarray(format="rgba").astype(np.uint8, copy=False)


# --- HEIC and AVIF ------------------------------------------------------------------------------------------


def _heif(path: Path) -> Any:
    """The main photo of a HEIC file, its tiles put together, upright; nothing of it is decoded yet."""
    import pillow_heif

    try:
        found = pillow_heif.open_heif(io.BytesIO(path.read_bytes()), convert_hdr_to_8bit=True)
        main = found[found.primary_index]
    except (ValueError, EOFError, RuntimeError, SyntaxError, IndexError) as error:
        raise _broken(path, PhotoKind("HEIC")) from error
    width, height = main.size
    refuse_too_large(path, width, height, MOST_PIXELS)
    return main


def _heif_pixels(path: Path) -> tuple[Rgba, bytes]:
    main = _heif(path)
    try:
        pixels = np.array(main, np.uint8)
    except (ValueError, EOFError, RuntimeError, SyntaxError) as error:
        raise _broken(path, PhotoKind("HEIC")) from error
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    return pixels, main.info.get("icc_profile") or b""


def _avif(path: Path) -> "VideoFrame":
    import av
    from av.stream import Disposition

    options = {"format_whitelist": "mov", "protocol_whitelist": "file"}
    name = f"file:{path.absolute()}"
    with reading(path), av.open(name, options=options, metadata_errors=ANY_SCRIPT) as container:
        stream = container.streams.video[0]
        if Disposition(stream.disposition) & Disposition.dependent:
            hint = "export it as JPEG or PNG"
            raise BadMedia(f"{path} is a photo in AVIF made of tiles, which are not put together", hint=hint)
        refuse_too_large(path, stream.codec_context.width, stream.codec_context.height, MOST_PIXELS)
        frame = next(container.decode(stream), None)
        if frame is None or frame.is_corrupt:
            raise _broken(path, PhotoKind("AVIF"))
        return frame


# --- animations in WebP -------------------------------------------------------------------------------------


def webp_frames(path: Path) -> Iterator[TimedFrame]:
    """The pictures of an animation in WebP in their own time, put together on its canvas.

    Raises:
        BadMedia: it is cut off or damaged, or too large.
    """
    from av import VideoFrame

    kind = PhotoKind("WebP")
    header = _header(path, kind)
    width, height = header.size
    canvas = np.zeros((height, width, 4), np.uint8)
    seconds = Fraction(0)
    parts = [body for name, body in riff_chunks(header.data) if name == b"ANMF"]
    if not parts:
        raise _broken(path, kind)
    for part in parts:
        x, y, across, down, lasts, flags = _animation_frame(part)
        picture = _decoded(_as_webp(part, across, down), kind, path)
        area = canvas[y : y + down, x : x + across]
        if picture.shape != area.shape:
            raise _broken(path, kind)
        area[...] = picture if flags & 2 else _over(picture, area)
        frame = VideoFrame.from_ndarray(canvas, format="rgba")
        yield TimedFrame(frame=frame, seconds=seconds, duration=lasts, aspect=Fraction(1))
        seconds += lasts
        if flags & 1:
            area[...] = 0


def webp_seconds(path: Path) -> Fraction:
    """How long an animation in WebP lasts.

    Raises:
        BadMedia: as :func:`webp_frames`.
    """
    header = _header(path, PhotoKind("WebP"))
    parts = (body for name, body in riff_chunks(header.data) if name == b"ANMF")
    return sum((_animation_frame(part)[4] for part in parts), Fraction(0))


def _animation_frame(part: bytes) -> tuple[int, int, int, int, Fraction, int]:
    """Left, top, width and height in pixels, seconds, and flags: 1 clear it afterwards, 2 do not blend."""
    numbers = [int.from_bytes(part[n : n + 3], "little") for n in range(0, 15, 3)]
    lasts = Fraction(numbers[4], 1000)
    return (
        2 * numbers[0], 2 * numbers[1], numbers[2] + 1, numbers[3] + 1,
        lasts if lasts >= _FASTEST else _USUAL, part[15] if len(part) > 15 else 0,
    )  # fmt: skip


def _as_webp(part: bytes, width: int, height: int) -> bytes:
    """One picture of an animation as a file of its own."""
    body = part[16:]
    if b"ALPH" in body[:4]:
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        body = b"VP8X\x0a\0\0\0\x10\0\0\0" + size + body
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def _over(picture: Rgba, under: Rgba) -> Rgba:
    alpha = picture[..., 3:].astype(np.float32) / 255
    rest = under[..., 3:].astype(np.float32) / 255 * (1 - alpha)
    whole = alpha + rest
    colours = (picture[..., :3] * alpha + under[..., :3] * rest) / np.maximum(whole, 1e-6)
    mixed: Rgba = np.rint(np.concatenate([colours, whole * 255], axis=-1)).astype(np.uint8)
    return mixed
