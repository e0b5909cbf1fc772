"""Small timelines with hums for speech, and an independent ear."""

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from compiler.media.audio import read_samples
from compiler.model.routine import Music, Utterance, Voice
from compiler.model.timeline import Cue, CueRole, Scene, StepKind, Timeline, TimelineStep, Tone
from compiler.model.timing import FrameRange

Stereo = NDArray[np.float32]


@dataclass(frozen=True)
class Words:
    """Speech as the mixer sees it."""

    path: Path


@pytest.fixture
def hum(tmp_path: Path) -> Callable[..., Words]:
    """Speech-like sound at any rate and level, in a mono WAV file."""

    def make(seconds: float = 1.0, *, rate: int = 22_050, level: float = 0.1, name: str = "hum") -> Words:
        time = np.arange(int(seconds * rate)) / rate
        syllables = 0.55 + 0.45 * np.sign(np.sin(2 * np.pi * 4 * time))
        voice = sum(np.sin(2 * np.pi * 140 * k * time + k * k) / k for k in range(1, 20))
        data = np.rint(np.clip(level * syllables * voice, -1, 1) * 32_767).astype("<i2")
        path = tmp_path / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, rate, len(data), "NONE", ""))
            file.writeframes(data.tobytes())
        return Words(path)

    return make


def said(text: str = "Words.", volume: str = "1") -> Utterance:
    return Utterance(text=text, voice=Voice(volume=Fraction(volume)))


def timeline(
    frames: int,
    cues: Sequence[tuple[Utterance, int, int]] = (),
    tones: Sequence[Tone] = (),
    *,
    music: Music | None = None,
    frame_rate: Fraction = Fraction(30),
) -> Timeline:
    """One step of `frames`, with cues as (utterance, first frame, length)."""
    step = TimelineStep(kind=StepKind.SAY, name="", range=FrameRange(0, frames), scene=Scene(layout="say"))
    spoken = tuple(
        Cue(role=CueRole.CUE, utterance=u, range=FrameRange(at, at + length)) for u, at, length in cues
    )
    return Timeline(
        slug="x", title="", summary="", language="en", disclaimer="", theme="calm", size=(640, 360),
        frame_rate=frame_rate, steps=(step,), cues=spoken, tones=tuple(tones), music=music,
    )  # fmt: skip


def heard(path: Path) -> Stereo:
    """Everything in a file, (n, 2)."""
    return np.concatenate(list(read_samples(path)))


def ffmpeg_measure(samples: Stereo) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP of (n, 2), by ffmpeg's own meter."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=48_000, format="flt", layout="stereo", time_base=Fraction(1, 48_000)
    )
    meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    whole = np.ascontiguousarray(samples, np.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(whole, format="flt", layout="stereo")
    frame.sample_rate, frame.time_base, frame.pts = 48_000, Fraction(1, 48_000), 0
    graph.push(frame)
    graph.push(None)
    last: dict[str, str] = {}
    while True:
        try:
            facts = dict(graph.pull().metadata)
            last = facts if "lavfi.r128.I" in facts else last
        except (av.BlockingIOError, av.EOFError):
            break
    peak = max(float(last[f"lavfi.r128.true_peaks_ch{channel}"]) for channel in (0, 1))
    return float(last["lavfi.r128.I"]), float(20 * np.log10(max(peak, 1e-9)))
