"""The video that everybody has to make: a clip, a name panel and a countdown, 20 s of 1080p30.

The footage is given, or is made here: a textured picture that pans under fresh grain, so that every frame differs
from the one before and an encoder has to work for it, written as a phone's camera writes it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from hold import FRAMES, RATE, SIZE, timeline_of
from numpy.typing import NDArray

from compiler.figure import read_figure
from compiler.figure.frames import drawn_turn
from compiler.media import Picture
from compiler.model.timeline import Timeline
from compiler.pipeline.figure_clips import write_h264

GRAIN = 4.0
"""Standard deviation of the made footage's grain, in steps of 8 bits: a camera indoors."""
CAMERA = {"b": "17M", "maxrate": "20M", "bufsize": "20M", "g": "30", "bf": "0"}
"""130 MB a minute, as an iPhone's camera settings say of 1080p at 30 frames in H.264, and a key frame a second."""
FIGURE = Path(__file__).parents[1] / "assets/figures/knee_to_chest.yaml"
FIGURE_PHASES = (75, 90, 75)
"""Frames of its phases: a turn of eight seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A video to make: its timeline, and the clip that all makers are given to loop."""

    name: str
    timeline: Timeline
    clip: Path


def footage_scenario(folder: Path, given: Path | None) -> Scenario:
    """Real footage: `given`, or a clip that is made in `folder`."""
    return _scenario("footage", given or _made(folder / "made.mp4", _grainy_frames, CAMERA))


def figure_scenario(folder: Path) -> Scenario:
    """A turn of a drawn figure, as `followalong clip` writes it."""
    clip = folder / "figure.mp4"
    if not clip.exists():
        write_h264(_figure_frames(), clip, SIZE, RATE)
    return _scenario("figure", clip)


def _scenario(name: str, clip: Path) -> Scenario:
    return Scenario(name=name, timeline=timeline_of(clip), clip=clip)


def _figure_frames() -> Iterator[Picture]:
    figure, problems = read_figure(FIGURE)
    if figure is None:
        raise SystemExit("\n".join(problem.render() for problem in problems))
    turn = drawn_turn(figure, FIGURE_PHASES, size=SIZE, frame_rate=RATE, presenter="default", mirrored=False)
    return turn.pictures()


def _made(path: Path, frames: Callable[[], Iterator[av.VideoFrame]], options: dict[str, str]) -> Path:
    if not path.exists():
        partial = path.with_name(f".{path.name}")
        _encode(partial, frames(), {"preset": "veryfast", **options})
        partial.replace(path)
    return path


def _encode(path: Path, frames: Iterator[av.VideoFrame], options: dict[str, str]) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream: Any = container.add_stream("libx264", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        context = stream.codec_context
        context.colorspace = context.color_trc = context.color_primaries = context.color_range = 1
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, 1 / RATE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _grainy_frames() -> Iterator[av.VideoFrame]:
    """A picture as wide as two frames, through which the frame wanders; grain is drawn from 16 fields."""
    random = np.random.default_rng(7)
    world = _texture(random, SIZE[1] + 200, SIZE[0] + 900)
    grain = [random.normal(0, GRAIN, (SIZE[1], SIZE[0])).astype(np.float32) for _ in range(16)]
    for number in range(FRAMES):
        x = round(450 + 440 * np.sin(number / 75))
        y = round(100 + 95 * np.sin(number / 41))
        luma = world[y : y + SIZE[1], x : x + SIZE[0]] + grain[int(random.integers(16))]
        yield _frame(luma, number)


def _texture(random: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    """Patches at five scales, as a room with cloth and wood has them; 16 to 235."""
    whole = np.zeros((height, width), np.float32)
    for power, strength in ((8, 45), (6, 30), (4, 14), (3, 8), (1, 4)):
        cells = random.normal(0, strength, (height // 2**power + 2, width // 2**power + 2)).astype(np.float32)
        frame = av.VideoFrame.from_ndarray(_as_grey(cells), "gray")
        smooth: Any = frame.reformat(width, height, interpolation="BICUBIC").to_ndarray()
        whole += smooth.astype(np.float32) - 128
    return np.clip(whole + 120, 16, 235)


def _as_grey(cells: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip(cells + 128, 0, 255).astype(np.uint8)


def _frame(luma: NDArray[np.float32], number: int) -> av.VideoFrame:
    height, width = luma.shape
    rows = np.full((height * 3 // 2, width), 128, np.uint8)
    rows[:height] = np.clip(luma, 16, 235).astype(np.uint8)
    rows[height : height * 5 // 4] = 122 + number % 3
    return av.VideoFrame.from_ndarray(rows, "yuv420p")
