"""Scores to listen to: plans that were kept, and a small one that can be spoiled."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.language import language_of
from compiler.listen import Doing, Score, Sound, Words
from compiler.model.position import Body, Place
from compiler.model.routine import Phase, PhaseRole, Side
from compiler.model.timeline import StepKind, ToneKind

BEFORE = sorted((Path(__file__).parent / "before").glob("*.json"))
"""Plans of shipped routines, as they were before there was a cue grammar."""


def kept_score(path: Path) -> Score:
    """What was heard and done in a plan that was written down."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Score(
        language=language_of(kept["language"]),
        words=tuple(said(start, stop, text) for start, stop, text in kept["words"]),
        sounds=tuple(Sound(at=seconds(at), kind=ToneKind(kind)) for kind, at in kept["tones"]),
        doings=tuple(_doing(step) for step in kept["steps"]),
    )


def _doing(step: dict[str, Any]) -> Doing:
    phases = tuple(Phase(name=n, role=PhaseRole(r), seconds=seconds(s)) for n, r, s in step.get("phases", ()))
    hold = step.get("hold")
    return Doing(
        kind=StepKind(step["kind"]),
        start=seconds(step["start"]),
        stop=seconds(step["stop"]),
        exercise=step.get("exercise", ""),
        side=step.get("side", ""),
        set=step["set"],
        hold=seconds(hold) if hold else None,
        reps=step.get("reps"),
        phases=phases,
        needs=step.get("needs", ""),
        setup=tuple(step.get("setup", ())),
    )


def seconds(number: float | str) -> Fraction:
    return Fraction(str(number))


def said(start: float, stop: float, text: str) -> Words:
    return Words(start=seconds(start), stop=seconds(stop), text=text)


BRIDGE = Doing(
    kind=StepKind.SETUP,
    start=seconds(0),
    stop=seconds(20),
    exercise="Bridge",
    side="left leg",
    set=1,
    reps=3,
    phases=(
        Phase(name="lift", role=PhaseRole.MOVE_IN, seconds=seconds(2)),
        Phase(name="hold", role=PhaseRole.HOLD, seconds=seconds(3)),
        Phase(name="lower", role=PhaseRole.MOVE_OUT, seconds=seconds(2)),
    ),
    needs="a mat",
    setup=("Lie on your back.",),
    place=Place(body=Body.ON_BACK, strap=Side.LEFT),
)
GOOD_WORDS = (
    said(0.3, 2, "Bridge. Three slow reps."),
    said(2.3, 3, "Only the left leg."),
    said(3.3, 4, "You will need: a mat."),
    said(4.3, 5, "Lie on your back."),
    said(5.3, 9, "Lift two seconds, hold three, lower two."),
    *(said(at, at + 0.5, text) for at, text in ((37, "Three"), (38, "Two"), (39, "One"))),
    *(said(at, at + 0.4, text) for at, text in (
        (40, "Begin"), (40.6, "Lift"), (42, "Hold"), (45, "Lower"),
        (47, "Two"), (47.6, "Lift"), (49, "Hold"), (52, "Lower"), (53.2, "Last one"),
        (54, "Three"), (54.6, "Lift"), (56, "Hold"), (59, "Lower"),
    )),
    said(61.6, 62.2, "And relax."),
)  # fmt: skip
GOOD = Score(
    language=language_of("en"),
    words=GOOD_WORDS,
    sounds=(Sound(at=seconds(61), kind=ToneKind.END),),
    doings=(
        replace(BRIDGE, stop=seconds(40)),
        replace(BRIDGE, kind=StepKind.REPS, start=seconds(40), stop=seconds(61)),
        Doing(kind=StepKind.END, start=seconds(61), stop=seconds(80)),
    ),
)
"""Three repetitions with a strap, told as they should be."""


def without(score: Score, *texts: str) -> Score:
    """The score with these words left unsaid."""
    return replace(score, words=tuple(words for words in score.words if words.text not in texts))


def moved(score: Score, text: str, start: float) -> Score:
    """The score with the first such words said at another time."""
    first = next(words for words in score.words if words.text == text)
    later = replace(first, start=seconds(start), stop=seconds(start) + first.stop - first.start)
    return replace(score, words=tuple(later if words is first else words for words in score.words))
