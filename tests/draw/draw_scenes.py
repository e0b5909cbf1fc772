from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

from compiler.draw import Proofreader, Theme, load_theme
from compiler.draw.painter import Painter
from compiler.model.errors import Diagnostic
from compiler.model.routine import Footage
from compiler.model.timeline import Clip, ProgressBar, RepsRing, Scene, SecondsRing

MakePainter = Callable[..., Painter]

CLIP = Clip(media=Footage(path=Path("clip.mp4")))


@cache
def theme_named(name: str) -> Theme:
    theme, problems = load_theme(name)
    assert theme, problems
    return theme


def make_painter_of() -> MakePainter:
    def make(
        size: tuple[int, int] = (640, 360), frame_rate: Fraction = Fraction(30), theme: str = "calm"
    ) -> Painter:
        return Painter(theme_named(theme), size, frame_rate)

    return make


def problems_of(painter: Painter, scene: Scene) -> list[Diagnostic]:
    """What a reader of the scene's words finds in the painter's theme and size."""
    return Proofreader().read(scene, painter.theme, painter.size, painter.frame_rate)


def progress() -> ProgressBar:
    return ProgressBar(index=1, count=5, start=Fraction(1, 5), stop=Fraction(4, 5), frames=150)


def hold(seconds: int = 5, **words: str) -> Scene:
    named = {"name": "Bridge", "detail": "Hold · Set 2 of 3", "ring_unit": "sec"} | words
    ring = SecondsRing(start=0, total=seconds * 30)
    return Scene(layout="exercise", words=tuple(named.items()), clip=CLIP, ring=ring, progress=progress())


def scenes() -> dict[str, Scene]:
    """One of every layout, with a clip and without."""
    disclaimer = ("disclaimer", "General information, not medical advice. Stop if anything hurts.")
    unit = ("ring_unit", "sec")
    say = (("text", "Lie on your back and get comfortable."),)
    rest = (
        ("kicker", "Rest · next up"),
        ("name", "Knee to Chest"),
        ("detail", "30 seconds each side · 2 sets"),
        ("needs", "You will need: a pillow under your head"),
        unit,
    )
    ring = SecondsRing(start=60, total=90)
    return {
        "title": Scene(
            layout="title",
            words=(
                ("kicker", "Follow along · 8 min"),
                ("title", "Back Pain Relief Stretches in Bed"),
                ("subtitle", "5 gentle exercises · nothing to set up"),
                ("name", "for Ana"),
                disclaimer,
            ),
        ),
        "say": Scene(layout="say", words=say),
        "say over a clip": Scene(layout="say", words=say, clip=CLIP, progress=progress()),
        "setup": Scene(
            layout="exercise", words=(("name", "Bridge"), unit), clip=CLIP, ring=ring, progress=progress()
        ),
        "hold": hold(side="Left side"),
        "reps": Scene(
            layout="exercise",
            words=(("name", "Bridge"), ("detail", "Slowly up · hold · slowly down"), ("ring_unit", "of 3")),
            clip=CLIP,
            ring=RepsRing(reps=3, rep_frames=50),
            progress=progress(),
        ),
        "rest": Scene(layout="rest", words=rest, ring=ring, progress=progress()),
        "rest over a clip": Scene(layout="rest", words=rest, clip=CLIP, preview=CLIP, ring=ring),
        "switch": Scene(
            layout="switch",
            words=(("title", "Switch sides"), ("detail", "Knee to Chest · now the right leg"), unit),
            ring=SecondsRing(start=0, total=150),
        ),
        "end": Scene(
            layout="end", words=(("title", "Well done"), ("text", "That was today’s routine."), disclaimer)
        ),
        "missing": Scene(layout="missing", words=(("name", "Bridge"), ("detail", "clip to be filmed"))),
    }
