"""The hold that everybody films: 20 s of 1080p30 over a clip, with a name and a ring that empties."""

from fractions import Fraction
from pathlib import Path

from compiler.model.routine import Footage
from compiler.model.timeline import Clip, Scene, SecondsRing, StepKind, Timeline, TimelineStep
from compiler.model.timing import FrameRange

SIZE = 1920, 1080
RATE = Fraction(30)
SECONDS = 20
FRAMES = int(SECONDS * RATE)
NAME, DETAIL = "Knee to Chest", "Left leg"


def timeline_of(clip: Path) -> Timeline:
    """One hold over `clip` with a name and a ring that empties."""
    scene = Scene(
        layout="exercise",
        words=(("name", NAME), ("detail", DETAIL), ("ring_unit", "seconds")),
        clip=Clip(media=Footage(path=clip.absolute())),
        ring=SecondsRing(start=0, total=FRAMES),
        fade_in=False,
    )
    step = TimelineStep(kind=StepKind.HOLD, name=NAME, range=FrameRange(0, FRAMES), scene=scene)
    return Timeline(
        slug="benchmark", title=NAME, summary="", language="en", disclaimer="", theme="calm",
        size=SIZE, frame_rate=RATE, steps=(step,),
    )  # fmt: skip
