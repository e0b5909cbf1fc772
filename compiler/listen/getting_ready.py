"""Whether one who only listens is in place in time: what comes, which side, how much, where to be, what to have."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from compiler.listen.ears import TONE_ROLES, Ears, says
from compiler.listen.score import Doing, Score, Words
from compiler.model.position import OTHER_SIDE, TAKING, Place, change_seconds, moves
from compiler.model.timeline import StepKind

NEAR = Fraction(1, 2)
SETTLED = Fraction(2)
"""Seconds between the last words of a setup and the countdown, to do what they say."""
COUNTED = (3, 2, 1)

Doubt = tuple[str, str]
"""What is not known, and what would mend it."""


def not_ready(
    score: Score,
    before: Fraction,
    preparing: Sequence[Doing],
    dose: Doing,
    *,
    new_needs: bool,
    known: bool,
) -> Iterator[Doubt]:
    """What is missing before `dose`, of what is heard from the end of the dose before it, at `before`.

    `known` is whether the same movement has been done before, at the same tempo.
    """
    heard = score.heard(before, dose.start)
    ears = Ears(score.language)
    if not any(says(words.text, dose.exercise) for words in heard):
        yield (
            f"{dose.exercise} is not named before it",
            "cues: {announce: yes, next_up: yes}, or a longer rest",
        )
    said = score.heard(Fraction(0), dose.start) if dose.clocked else heard
    if not any(ears.dose(words.text, dose.hold, dose.reps) for words in said):
        yield "the dose is not told before it", "cues: {announce: yes}, or a longer rest"
    yield from _side(heard, preparing, dose)
    yield from _place(heard, preparing, dose, ears, first=not before)
    if dose.needs and new_needs:
        yield from _needs(score, dose)
    yield from _countdown(heard, preparing, dose, ears)
    if dose.kind is StepKind.REPS and not known and preparing and preparing[-1].kind is StepKind.SETUP:
        yield from _tempo(score, heard, dose, ears)


def _side(heard: Sequence[Words], preparing: Sequence[Doing], dose: Doing) -> Iterator[Doubt]:
    if not dose.side:
        return
    named = [words for words in heard if says(words.text, dose.side)]
    if not named:
        yield (
            f"the {dose.side} is not named before it",
            "write {side} in its words, or give the rest more time",
        )
        return
    step = preparing[-1] if preparing and preparing[-1].kind is StepKind.SETUP else None
    going = next((w for w in heard if step and w.start >= step.start and w.text in step.setup), None)
    if going and named[0].start > going.start:
        yield f"the {dose.side} is named after the words that make one take the position", "name it first"
    if dose.start - named[0].stop < min(_asked(preparing, dose), OTHER_SIDE):
        yield f"the {dose.side} is named too late to change to it", "give the change more time: switch_time"


def _place(
    heard: Sequence[Words], preparing: Sequence[Doing], dose: Doing, ears: Ears, *, first: bool
) -> Iterator[Doubt]:
    place, left = dose.place, preparing[-1].left if preparing else None
    if place is None:
        if first and not any(ears.places(words.text) for words in heard):
            yield "nothing says where to be", "give the exercise a position, such as position: seated"
        return
    told = [w for w in heard if ears.place(w.text, place)] if moves(left, place) else list(heard[:1])
    if not told:
        yield f"nothing says to be {_named(place)}", "cues: {position: yes}, or say it in its words"
        return
    asked = _asked(preparing, dose)
    if dose.side and left is not None and left.strap is not place.strap:
        told = [words for words in heard if says(words.text, dose.side)] or told
    time = dose.start - told[0].stop
    if time + NEAR < asked:
        message = f"there are {float(time):.0f} s to get {_named(place)}, and it takes {float(asked):.0f} s"
        yield message, f"give it time: change_time or switch_time: {float(asked):.0f}s, or a longer rest"


def _asked(preparing: Sequence[Doing], dose: Doing) -> Fraction:
    """The seconds that the change takes: as its author says, or by the table."""
    step = preparing[-1] if preparing else None
    if step and step.change is not None:
        return step.change
    if dose.place is None:
        return OTHER_SIDE
    return change_seconds(step.left if step else None, dose.place)


def _named(place: Place) -> str:
    strap = f", the strap on the {place.strap} foot" if place.strap else ""
    side = f" ({place.down})" if place.down else ""
    return f"{place.body.value}{side}{strap}"


def _needs(score: Score, dose: Doing) -> Iterator[Doubt]:
    told = [words for words in score.words if words.stop <= dose.start and says(words.text, dose.needs)]
    if not told:
        yield f"nothing says that it needs {dose.needs}", "cues: {needs: yes}, or say it in a step before"
    elif dose.start - told[0].stop < TAKING:
        yield f"{dose.needs} is told of too late to fetch it", "say it earlier, or give it setup_time"


def _countdown(
    heard: Sequence[Words], preparing: Sequence[Doing], dose: Doing, ears: Ears
) -> Iterator[Doubt]:
    times = {n: dose.start - n for n in COUNTED}
    counted = {
        n for n in COUNTED for w in heard if ears.number(w.text) == n and abs(w.start - times[n]) <= NEAR
    }
    if len(counted) < len(COUNTED):
        yield "nothing counts down to its start", "cues: {countdown: yes}, or a rest of at least 3s"
        return
    words = [w for w in heard if ears.number(w.text) is None]
    if not preparing or preparing[-1].kind is StepKind.REST or not words:
        return
    if times[3] - words[-1].stop < SETTLED:
        yield (
            "there is no time between the last words and the countdown to do what they say",
            "leave setup_time or switch_time out, or make it longer",
        )


def _tempo(score: Score, heard: Sequence[Words], dose: Doing, ears: Ears) -> Iterator[Doubt]:
    tones = {s.kind for s in score.sounds if dose.start <= s.at < dose.stop and s.kind in TONE_ROLES}
    unknown = [
        kind for kind in sorted(tones) if not any(ears.explains(w.text, TONE_ROLES[kind]) for w in heard)
    ]
    if unknown:
        yield (
            f"a tone means {unknown[0].value!r}, and nobody has said so",
            "keep cues off the start of a phase (at: rep 2 hold), or cues: {phases: tones}",
        )
    elif not tones and not any(ears.tempo(words.text, dose.phases) for words in heard):
        yield "the tempo is not told", "cues: {tempo: yes}"
