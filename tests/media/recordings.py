"""Long recordings in small: somebody speaks, moves, stands still, claps, at known times."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

RATE = 16_000
FRAME_RATE = 5
SIZE = (160, 90)
Spans = Sequence[tuple[float, float]]


def write_recording(
    path: Path,
    seconds: float,
    *,
    speech: Spans | None = None,
    movement: Spans | None = None,
    claps: Sequence[float] = (),
    keys_every: int = FRAME_RATE,
    late: float = 0,
) -> Path:
    """A film of five frames a second, or sound alone where no `movement` is given (`speech=None`: no sound).

    With `late` the sound begins so many seconds after the pictures.
    """
    with av.open(str(path), "w") as container:
        pictures: Any = None
        if movement is not None:
            pictures = container.add_stream(
                "libx264", rate=FRAME_RATE, options={"g": str(keys_every), "preset": "ultrafast"}
            )
            pictures.width, pictures.height = SIZE
            pictures.pix_fmt = "yuv420p"
        sound: Any = None
        if speech is not None:
            codec = {".wav": "pcm_s16le", ".mp3": "libmp3lame"}.get(path.suffix, "aac")
            sound = container.add_stream(codec, rate=RATE, layout="mono")
        for n, gray in enumerate(_pictures(seconds, movement) if movement is not None else ()):
            frame = av.VideoFrame.from_ndarray(gray, format="gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = n, Fraction(1, FRAME_RATE)
            container.mux(pictures.encode(frame))
        if pictures is not None:
            container.mux(pictures.encode(None))
        if speech is not None:
            _mux_sound(container, sound, sound_of(seconds, speech, claps)[int(late * RATE) :], late)
    return path


def sound_of(seconds: float, speech: Spans, claps: Sequence[float] = ()) -> np.ndarray:
    """The room's noise, syllables of a voice while somebody speaks, and claps; mono at 16 kHz."""
    random = np.random.default_rng(3)
    moments = np.arange(int(seconds * RATE)) / RATE
    sound = 0.002 * random.standard_normal(len(moments))
    voice = np.sin(2 * np.pi * 140 * moments) + 0.5 * np.sin(2 * np.pi * 700 * moments)
    syllables = np.clip(np.sin(2 * np.pi * 4 * moments) + 0.6, 0, 1)
    for start, stop in speech:
        part = slice(int(start * RATE), int(stop * RATE))
        sound[part] += 0.1 * (voice * syllables)[part]
    for clap in claps:
        bang = random.standard_normal(RATE // 4) * np.exp(-np.arange(RATE // 4) / (0.015 * RATE))
        sound[int(clap * RATE) : int(clap * RATE) + len(bang)] += 0.6 * bang
    return np.clip(sound, -1, 1)


def _pictures(seconds: float, movement: Spans) -> Sequence[np.ndarray]:
    """A bright arm, a tenth of the picture wide, that goes up and down before a grey wall with camera noise."""
    random = np.random.default_rng(5)
    width, height = SIZE
    walls = [110 + random.normal(0, 2, (height, width)) for _ in range(5)]
    frames = []
    for n in range(int(seconds * FRAME_RATE)):
        moved = sum(max(0.0, min(n / FRAME_RATE, stop) - start) for start, stop in movement)
        top = int(height * (0.4 + 0.35 * np.sin(2 * np.pi * moved / 4)))
        wall = walls[n % 5].copy()
        wall[top : top + height // 5, width // 2 : width // 2 + width // 10] = 200
        frames.append(np.clip(wall, 0, 255).astype(np.uint8))
    return frames


def _mux_sound(container: Any, stream: Any, samples: np.ndarray, late: float) -> None:
    for start in range(0, len(samples), 1024):
        block = (32767 * samples[start : start + 1024]).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
        frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
        frame.pts = start + int(late * RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
