"""One scene of everything that a video can show, to look a theme and a brand over."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from compiler.language import language_of
from compiler.model.brand import Brand
from compiler.model.routine import Footage, MissingClip
from compiler.model.timeline import (
    BurntCaption,
    Clip,
    ProgressBar,
    RepsRing,
    RunningPhase,
    Scene,
    SecondsRing,
)
from compiler.plan.cards import brand_lines

RATE = Fraction(10)
FRAMES = 300
SHOWN = 120
"""The frame of each scene that is drawn."""

_CLIP = Clip(media=Footage(path=Path("sample.mp4")))
_HOLD = SecondsRing(start=0, total=FRAMES)


def look_scenes(brand: Brand | None, *, burnt_in: bool) -> dict[str, Scene]:
    """By what they are called on the sheet; words are English samples of usual length."""
    phrases = language_of("en").phrases
    disclaimer = ("disclaimer", phrases.disclaimer)
    sec = ("ring_unit", phrases.ring_seconds)
    panel = (("name", "Knee to Chest"), ("side", "Left leg"), ("detail", "Hold · Set 1 of 2"))
    hold = Scene(layout="exercise", words=(*panel, sec), clip=_CLIP, ring=_HOLD, progress=_progress())
    rest = Scene(
        layout="rest",
        words=(
            ("kicker", phrases.rest_next),
            ("name", "Knee to Chest"),
            ("detail", "30 seconds each side · 2 sets"),
            ("needs", phrases.needs.format(needs="a pillow under your head")),
            sec,
        ),
        clip=_CLIP,
        preview=_CLIP,
        ring=_HOLD,
        progress=_progress(filling=False),
    )
    reps = Scene(
        layout="exercise",
        words=(
            ("name", "Pelvic Tilt"),
            ("detail", "Flatten · hold · release"),
            ("speaker", "Maya"),
            ("speaker_role", "Guest · physical therapist"),
            ("ring_unit", phrases.ring_of.format(n=8)),
        ),
        clip=_CLIP,
        ring=RepsRing(reps=8, rep_frames=37),
        progress=_progress(),
        phases=RunningPhase(names=("Flatten", "hold", "release"), frames=(10, 17, 10)),
    )
    found = {
        "title": Scene(
            layout="title",
            words=(
                ("kicker", phrases.follow_along.format(n=8)),
                ("title", "Back Pain Relief Stretches in Bed"),
                ("subtitle", "Five gentle moves before you get up."),
                ("name", "Ana"),
                disclaimer,
            ),
        ),
        "words": Scene(layout="say", words=(("text", "Lie on your back and get comfortable."),)),
        "get ready": replace(hold, words=panel[:1], ring=None, progress=_progress(filling=False)),
        "hold": hold,
        "repetitions": reps,
        "rest": rest,
        "switch": Scene(
            layout="switch",
            words=(("title", phrases.switch), ("detail", "Knee to Chest · now the right leg"), sec),
            ring=_HOLD,
            progress=_progress(filling=False),
        ),
        "end": Scene(
            layout="end",
            words=(("title", phrases.end_title), ("text", phrases.end_text), disclaimer, *_lines(brand)),
        ),
        "clip to be filmed": replace(
            hold,
            words=(*hold.words, ("missing", phrases.to_be_filmed)),
            clip=Clip(media=MissingClip(name="Knee to Chest")),
        ),
        "thumbnail": Scene(
            layout="thumbnail",
            words=(("kicker", phrases.length.format(n=8)), ("title", "Back Pain Relief in Bed")),
            preview=_CLIP,
        ),
    }
    said = BurntCaption(
        start=0, stop=FRAMES, text="Bring your left knee toward your chest, and hold it there."
    )
    return {n: replace(s, captions=(said,)) if burnt_in and n != "thumbnail" else s for n, s in found.items()}


def _progress(*, filling: bool = True) -> ProgressBar:
    stop = Fraction(1, 2) if filling else Fraction(0)
    return ProgressBar(index=1, count=5, start=Fraction(0), stop=stop, frames=FRAMES)


def _lines(brand: Brand | None) -> tuple[tuple[str, str], ...]:
    """What a brand writes on the end card; nothing without one."""
    return tuple(pair for pair in brand_lines(brand).items() if pair[1])
