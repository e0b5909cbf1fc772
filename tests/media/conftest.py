"""Small clips of known content, made with PyAV while the tests run."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from compiler.media.clip import ClipReader
from compiler.media.conform import conform_here
from compiler.media.job import Conform
from compiler.media.planes import frame_of_picture
from compiler.model.routine import Footage

RED, GREEN, BLUE, WHITE = (200, 40, 40), (40, 180, 60), (40, 60, 200), (230, 230, 230)
Paint = Callable[[int, int, int], np.ndarray]


def quarters(width: int, height: int, _index: int = 0) -> np.ndarray:
    """Red top left, green top right, blue bottom left, white bottom right."""
    image = np.empty((height, width, 3), np.uint8)
    half_y, half_x = height // 2, width // 2
    image[:half_y, :half_x], image[:half_y, half_x:] = RED, GREEN
    image[half_y:, :half_x], image[half_y:, half_x:] = BLUE, WHITE
    return image


def brightening(width: int, height: int, index: int) -> np.ndarray:
    """All grey, 3 levels brighter with each frame."""
    return np.full((height, width, 3), 10 + 3 * index, np.uint8)


def busy(width: int, height: int, index: int) -> np.ndarray:
    """Noise that moves: nothing of it can be guessed from its neighbours."""
    return np.random.default_rng(index).integers(0, 255, (height, width, 3), np.uint8)


def drifting(width: int, height: int, index: int) -> np.ndarray:
    """Soft waves with fine grain that drift, as footage does."""
    y, x = np.mgrid[:height, :width]
    waves = 110 + 60 * np.sin((x + 3 * index) / 17) + 40 * np.cos((y - 2 * index) / 11)
    grain = np.random.default_rng(1).normal(0, 8, (height, width))
    return np.repeat(np.clip(waves + np.roll(grain, index, 1), 0, 255).astype(np.uint8)[..., None], 3, axis=2)


@pytest.fixture
def make_clip(tmp_path: Path) -> Callable[..., Path]:
    """A factory of video files; see its parameters."""

    def make(
        name: str = "clip.mp4",
        paint: Paint = quarters,
        size: tuple[int, int] = (160, 120),
        frames: int = 30,
        rate: Fraction = Fraction(30),
        codec: str = "libx264",
        pix_fmt: str = "yuv420p",
        options: dict[str, str] | None = None,
        container_options: dict[str, str] | None = None,
        times: list[Fraction] | None = None,
        rotation: int = 0,
        stamp: dict[str, int] | None = None,
        sound_seconds: float = 0,
        cover_art: bool = False,
        **context: Any,
    ) -> Path:
        path = tmp_path / name
        width, height = size
        with av.open(str(path), "w", options=container_options or {}) as container:
            stream = container.add_stream(
                codec, rate=rate, options=options or {"crf": "12"} if "264" in codec else options
            )
            stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
            for key, value in {**(stamp or {}), **context}.items():
                setattr(stream.codec_context, key, value)
            if rotation:
                stream.set_display_rotation(rotation)
            if times:
                stream.codec_context.time_base = Fraction(1, 1000)
            sound = container.add_stream("aac", rate=44_100) if sound_seconds else None
            for index in range(frames):
                frame = av.VideoFrame.from_ndarray(paint(width, height, index), "rgb24")
                frame = frame.reformat(
                    format=pix_fmt,
                    dst_colorspace=(stamp or {}).get("colorspace", 5),
                    dst_color_range=(stamp or {}).get("color_range", 1),
                )
                frame.pts = int(times[index] * 1000) if times else index
                frame.time_base = Fraction(1, 1000) if times else 1 / rate
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
            if sound is not None:
                _add_sound(container, sound, sound_seconds)
        return path

    return make


def _add_sound(container: Any, sound: Any, seconds: float) -> None:
    samples = np.zeros((2, int(44_100 * seconds)), np.float32)
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = 44_100, 0, Fraction(1, 44_100)
    container.mux(sound.encode(frame))
    container.mux(sound.encode(None))


@pytest.fixture
def conformed(tmp_path: Path) -> Callable[..., list[np.ndarray]]:
    """Conform footage in this process; the frames as RGB arrays."""

    def run(
        footage: Footage, size: tuple[int, int] = (160, 120), rate: Fraction = Fraction(30), **more: Any
    ) -> list[np.ndarray]:
        out = tmp_path / "kept.mp4"
        for _ in conform_here(Conform(footage=footage, size=size, frame_rate=rate, **more), out, tmp_path):
            pass
        with ClipReader(out) as reader:
            assert reader.size == size
            assert reader.frame_rate == rate
            return [rgb(reader.picture(index)) for index in range(reader.frames)]

    return run


def damaged_everywhere(path: Path) -> Iterator[int]:
    """The file with 64 bytes flipped in ten places, one after the other; yields where, in per cent."""
    whole = path.read_bytes()
    for share in range(25, 75, 5):
        data = bytearray(whole)
        start = len(data) * share // 100
        data[start : start + 64] = bytes(b ^ 0xFF for b in data[start : start + 64])
        path.write_bytes(data)
        yield share


def rgb(picture: Any) -> np.ndarray:
    return frame_of_picture(picture).to_ndarray(
        format="rgb24", src_colorspace="ITU709", dst_color_range="JPEG"
    )


def corners(image: np.ndarray) -> list[str]:
    """The colour names in the middle of each quarter, row by row."""
    height, width, _ = image.shape
    places = [(1, 1), (1, 3), (3, 1), (3, 3)]
    return [nearest(image[height * y // 4, width * x // 4]) for y, x in places]


def nearest(pixel: np.ndarray) -> str:
    names = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE, "ink": (16, 36, 31)}
    distance = {name: float(np.abs(pixel.astype(int) - colour).max()) for name, colour in names.items()}
    best = min(distance, key=lambda name: distance[name])
    return best if distance[best] < 25 else f"{best}? {pixel}"
