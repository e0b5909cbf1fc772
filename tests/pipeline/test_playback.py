"""How a clip goes on that is shorter or longer than its step, in the finished video."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from compiler import build
from compiler.model.timeline import StepKind

RATE = 10
COLOURS = {"red": (200, 40, 40), "green": (40, 180, 60), "blue": (40, 60, 200)}


def write_slides(path: Path, seconds: dict[str, int]) -> None:
    """A film of plain pictures, each named colour for so many seconds, the last one told twice."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "12"})
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        starts = np.cumsum([0, *seconds.values()])
        moments = [*zip(starts * 1000, seconds, strict=False), (starts[-1] * 1000 - 33, [*seconds][-1])]
        for moment, colour in moments:
            frame = av.VideoFrame.from_ndarray(np.full((90, 160, 3), COLOURS[colour], np.uint8), "rgb24")
            frame.pts, frame.time_base = int(moment), Fraction(1, 1000)
            container.mux(stream.encode(frame.reformat(format="yuv420p")))
        container.mux(stream.encode(None))


CLIPS = {
    "freeze, step as long": ("3s", "{file: s.mkv, play: freeze}", "red green blue"),
    "freeze, step shorter": ("2s", "{file: s.mkv, play: freeze}", "red green"),
    "freeze, step longer": ("5s", "{file: s.mkv, play: freeze}", "red green blue blue blue"),
    "freeze of one picture": ("2s", "{file: s.mkv, play: freeze, in: 2900ms}", "blue blue"),
    "ping-pong of a late part": ("3s", "{file: s.mkv, play: ping-pong, in: 1500ms, out: 2s}", "green green green"),
    "loop of a late part": ("4s", "{file: s.mkv, in: 1s}", "green blue green blue"),
    "slow": ("4s", "{file: s.mkv, in: 1s, speed: 0.5}", "green green blue blue"),
}  # fmt: skip


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """For each of CLIPS, the colour in the middle of each second of its step."""
    folder = tmp_path_factory.mktemp("playback")
    (folder / "assets" / "clips").mkdir(parents=True)
    write_slides(folder / "assets" / "clips" / "s.mkv", {"red": 1, "green": 1, "blue": 1})
    steps = "\n".join(f"- {{say: Hello., for: {slot}, clip: {clip}}}" for slot, clip, _ in CLIPS.values())
    routine = folder / "r.yaml"
    routine.write_text(
        f"title: Playback\nsize: 256x144\nframe_rate: {RATE}\nvoice: {{engine: silent}}\nsteps:\n{steps}\n"
    )
    built = build(routine, output=folder / "output", store=folder / "store", jobs=1)
    with av.open(str(next(p for p in built.files if p.suffix == ".mp4"))) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    says = [step for step in built.timeline.steps if step.kind is StepKind.SAY]
    middles = [range(step.range.start + RATE // 2, step.range.stop, RATE) for step in says]
    return {
        name: " ".join(_colour(frames[n]) for n in moments)
        for name, moments in zip(CLIPS, middles, strict=True)
    }


def _colour(frame: np.ndarray) -> str:
    pixel = frame[8, 80].astype(int)
    return min(COLOURS, key=lambda name: float(np.abs(pixel - COLOURS[name]).sum()))


@pytest.mark.parametrize("name", CLIPS)
def test_what_a_clip_shows_in_its_step(seen: dict[str, str], name: str) -> None:
    assert seen[name] == CLIPS[name][2]
