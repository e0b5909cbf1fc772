"""One encoder setting for a whole video, so that pieces encoded apart join by packet copy.

Closed groups of pictures, two B-frames, constant frame rate, bt709: what YouTube recommends for uploads
(support.google.com/youtube/answer/1722171, read 2026-11).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from compiler.media import Picture
from compiler.media.planes import plane_values

B_FRAMES = 2
LONGEST_GROUP = 250
_UP_TO_AVX2 = "MMX2,SSE2Fast,SSSE3,SSE4.2,AVX,FMA3,LZCNT,BMI2,AVX2"
"""x264's names of what every processor with AVX-512 has besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How a video is encoded; goes into every segment's key."""

    preset: str
    crf: Fraction
    x264: tuple[tuple[str, str], ...] = ()


FULL = Quality(
    preset="superfast",
    crf=Fraction("22.6"),
    x264=(
        ("mbtree", "1"), ("rc-lookahead", "15"), ("aq-strength", "0.75"), ("chroma-qp-offset", "1"),
    ),
)  # fmt: skip
"""Near veryfast at CRF 21 in half the time: luma PSNR within 0.5 dB, size within 10 %, key frames of pieces included.

docs/decisions/encoder-settings.md has the measurements, and what else was tried.
"""
DRAFT = Quality(
    preset="ultrafast",
    crf=Fraction(24),
    x264=(("cabac", "0"), ("8x8dct", "1"), ("mbtree", "0"), ("rc-lookahead", "0")),
)


def encoder_options(quality: Quality) -> dict[str, str]:
    """x264's options. One thread: segments are what runs side by side."""
    fixed = {
        "bframes": str(B_FRAMES), "b-pyramid": "none", "open-gop": "0", "scenecut": "0",
        "keyint": str(LONGEST_GROUP), "min-keyint": str(LONGEST_GROUP), "threads": "1",
        "b-adapt": "0", "force-cfr": "1", "weightp": "0", "weightb": "0",
    }  # fmt: skip
    parameters = ":".join(f"{key}={value}" for key, value in {**fixed, **dict(quality.x264)}.items())
    return {"preset": quality.preset, "crf": f"{float(quality.crf):g}", "x264-params": parameters}


def _on_this_machine(options: dict[str, str]) -> dict[str, str]:
    """The options without AVX-512, whose macroblock tree is not the same every time at widths such as 320 or 1080.

    (Seen where a row is no multiple of eight macroblocks; why is a guess: it may read past the row's end.) Leaving
    it out costs no time that could be measured; without it no run gave other bytes.
    """
    if not has_avx512():
        return options
    return {**options, "x264-params": f"{options['x264-params']}:asm={_UP_TO_AVX2}"}


@cache
def has_avx512() -> bool:
    """Whether this processor has it, as far as NumPy can tell."""
    for module in ("numpy._core._multiarray_umath", "numpy.core._multiarray_umath"):  # NumPy 2, NumPy 1
        with suppress(ImportError, AttributeError):
            return bool(import_module(module).__cpu_features__.get("AVX512F", False))
    return False


def tagged(context: Any, frame_rate: Fraction, options: dict[str, str]) -> None:
    """What all video of ours is: H.264 High, 4:2:0, bt709, constant rate."""
    context.pix_fmt = "yuv420p"
    context.profile = "High"
    context.options = _on_this_machine(options)
    context.time_base = 1 / frame_rate
    context.color_range = ColorRange.MPEG
    context.colorspace = Colorspace.ITU709
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709


class SegmentEncoder:
    """Encodes pictures into one segment file; every picture drawn lands in the encoder's own buffer."""

    def __init__(self, path: Path, size: tuple[int, int], frame_rate: Fraction, quality: Quality) -> None:
        self._container: Any = av.open(str(path), "w", format="mp4")
        stream: Any = self._container.add_stream("libx264", rate=frame_rate)
        stream.width, stream.height = size
        tagged(stream.codec_context, frame_rate, encoder_options(quality))
        stream.codec_context.thread_count = 1
        self._stream = stream
        self._frame = av.VideoFrame(*size, "yuv420p")
        self._frame.time_base = 1 / frame_rate
        self.canvas = _canvas(self._frame)
        self._written = 0

    def write(self) -> None:
        """Encode what is on the canvas as the next frame."""
        self._frame.pts = self._written
        self._written += 1
        self._container.mux(self._stream.encode(self._frame))

    def close(self) -> None:
        """Finish the file."""
        self._container.mux(self._stream.encode(None))
        self._container.close()

    def abandon(self) -> None:
        """Let go of the file as it is: muxing on after a failed write can crash libav."""
        with suppress(OSError, ValueError):
            self._container.close()


@contextmanager
def segment_encoder(
    path: Path, size: tuple[int, int], frame_rate: Fraction, quality: Quality
) -> Iterator[SegmentEncoder]:
    """A :class:`SegmentEncoder` that is closed at the end, or abandoned where something failed."""
    encoder = SegmentEncoder(path, size, frame_rate, quality)
    try:
        yield encoder
        encoder.close()
    except BaseException:
        encoder.abandon()
        raise


def _canvas(frame: av.VideoFrame) -> Picture:
    """The frame's own memory as a Picture, so that drawing on it costs no copy."""
    return Picture(*(plane_values(plane) for plane in frame.planes[:3]))
