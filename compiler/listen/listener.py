"""Asks the listener at every second what happens, and before every dose whether one could be ready for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from compiler.listen.belief import Activity, Moment, walk
from compiler.listen.ears import Ears, says
from compiler.listen.getting_ready import not_ready
from compiler.listen.moments import misplaced
from compiler.listen.score import Doing, Score
from compiler.model.errors import SourceSpan
from compiler.model.timeline import StepKind, ToneKind

LATE = Fraction(1, 2)
"""Words and tones may come so much later than what they tell, in seconds."""
WRONG = Fraction(3, 2)
"""So far from the truth, in seconds, may the time be that is believed to be left."""
LONGEST_SILENCE = Fraction(25)
"""Nobody keeps count of the time by himself for longer than this."""

LONGEST_OF_CLOCK = Fraction(61)
"""A clock under which one goes from one exercise to the next is told every minute."""
NAMED_WITHIN = Fraction(4)
"""Seconds after its turn has come in which an exercise is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What cannot be told with eyes closed: when, in which step, and what would mend it."""

    second: Fraction
    doing: Doing
    message: str
    hint: str
    span: SourceSpan | None = None


def eyes_closed(score: Score) -> tuple[Finding, ...]:
    """Everything that somebody who only listens cannot tell, in order of time; nothing is told twice of a step."""
    found = [*_moments(score), *_preparations(score), *_edges(score), *_turns(score), *_talk(score)]
    once = {(one.doing.start, one.message): one for one in sorted(found, key=lambda f: -f.second)}
    return tuple(sorted(once.values(), key=lambda finding: finding.second))


# --- at every second ----------------------------------------------------------------------------------------


def _moments(score: Score) -> Iterator[Finding]:
    for moment in walk(score):
        doubt = _doubt(moment)
        if doubt:
            message, hint = doubt
            yield Finding(second=moment.second, doing=moment.doing, message=message, hint=hint)


def _doubt(moment: Moment) -> tuple[str, str] | None:
    """What is believed wrongly in a moment, and what would mend it."""
    doing, belief, second = moment.doing, moment.belief, moment.second
    if not doing.is_dose:
        over = second - doing.start > LATE and belief.activity is not Activity.WAITING
        return ("nothing has told that the dose is over", _on("end")) if over else None
    if second - doing.start < LATE:
        return None
    return _doubt_of_names(moment) or (
        _doubt_of_time(moment) if doing.kind is StepKind.HOLD else _doubt_of_phase(moment)
    )


def _doubt_of_names(moment: Moment) -> tuple[str, str] | None:
    doing, belief = moment.doing, moment.belief
    if belief.exercise != doing.exercise:
        return (
            f"one hears of {belief.exercise or 'no exercise'}",
            "say its name before it: cues: {announce: yes}",
        )
    if doing.side and belief.side != doing.side:
        return f"one believes to be on the {belief.side or 'wrong side'}", "name the side before it: {side}"
    if belief.activity is Activity.WAITING:
        return "nothing has told that it has begun", _on("begin")
    return None


def _on(kind: str) -> str:
    return f"cues: {{{kind}: words}}, or {{{kind}: tone}}"


def _doubt_of_time(moment: Moment) -> tuple[str, str] | None:
    belief, second = moment.belief, moment.second
    if belief.left is None:
        return "nobody has told how long it takes", "tell the dose before it: {hold}"
    believed, real = belief.left - (second - belief.since), moment.doing.stop - second
    if abs(believed - real) > WRONG:
        wrong = float(believed - real)
        message = f"the time that is told to be left is wrong by {abs(wrong):.0f} s"
        return message, "tell a time only where it is true: at: halfway, at: -10s"
    longest = LONGEST_OF_CLOCK if moment.doing.turns else LONGEST_SILENCE
    if second - belief.since > longest:
        return f"no time is told for more than {longest} s", "cues: {time_left: yes}"
    return None


def _doubt_of_phase(moment: Moment) -> tuple[str, str] | None:
    belief, doing = moment.belief, moment.doing
    rep, phase, begun = doing.phase_at(moment.second)
    if moment.second - begun < LATE or (belief.turning and not phase):
        return None
    if belief.phase != phase:
        name = doing.phases[phase].name
        hint = "cues: {phases: words}, and keep other cues off the start of a phase: at: rep 2 " + name
        return f"the body should {name!r}, and one does not hear it", hint
    if belief.rep > rep:
        return f"one believes to be in repetition {belief.rep + 1}, and it is {rep + 1}", "cues: {count: yes}"
    return None


# --- getting ready ------------------------------------------------------------------------------------------


def _preparations(score: Score) -> Iterator[Finding]:
    before = Fraction(0)
    preparing: list[Doing] = []
    needed: set[str] = set()
    done: set[tuple[str, object]] = set()
    for doing in score.doings:
        if not doing.is_dose:
            preparing.append(doing)
            continue
        new, known = doing.needs not in needed, (doing.exercise, doing.phases) in done
        for message, hint in not_ready(score, before, preparing, doing, new_needs=new, known=known):
            step = preparing[-1] if preparing else doing
            yield Finding(second=step.start, doing=step, message=message, hint=hint)
        needed.add(doing.needs)
        done.add((doing.exercise, doing.phases))
        before, preparing = doing.stop, []


# --- the edges of a dose ------------------------------------------------------------------------------------


def _edges(score: Score) -> Iterator[Finding]:
    ears = Ears(score.language)
    ends = [sound.at for sound in score.sounds if sound.kind is ToneKind.END]
    for doing in (d for d in score.doings if d.is_dose):
        numbers = [w for w in score.heard(doing.start - LATE, doing.start + WRONG) if ears.number(w.text)]
        if any(w.start >= doing.start - Fraction(1, 10) for w in numbers):
            message = (
                f"{numbers[-1].text!r} comes so soon after the countdown that it is taken for a part of it"
            )
            yield Finding(second=doing.start, doing=doing, message=message, hint=_on("begin"))
        if not any(abs(at - doing.stop) <= LATE for at in ends):
            yield Finding(second=doing.stop, doing=doing, message="no tone tells its end", hint=_on("end"))
        if doing.kind is StepKind.REPS and (doing.reps or 0) > 2:
            yield from _last(score, doing, ears)


def _last(score: Score, doing: Doing, ears: Ears) -> Iterator[Finding]:
    turn = sum((phase.seconds for phase in doing.phases), Fraction(0))
    heard = score.heard(doing.stop - 2 * turn, doing.stop - turn + LATE)
    if not any(ears.is_last(words.text) or ears.one_more(words.text) for words in heard):
        message = "the last repetition is not told before it begins"
        yield Finding(second=doing.stop - turn, doing=doing, message=message, hint="cues: {last_one: yes}")


# --- under one clock ----------------------------------------------------------------------------------------


def _turns(score: Score) -> Iterator[Finding]:
    """That each exercise is named, with its side, when its turn comes."""
    for doing in score.doings:
        for turn in doing.turns[1:]:
            heard = [words.text for words in score.heard(turn.start - LATE, turn.start + NAMED_WITHIN)]
            for what in filter(None, (turn.exercise, turn.side)):
                if not any(says(text, what) for text in heard):
                    message = f"the turn of {what} comes, and nothing says so"
                    hint = "give it a longer dose, so that there is time to name it"
                    yield Finding(second=turn.start, doing=doing, message=message, hint=hint)


# --- what is said -------------------------------------------------------------------------------------------


def _talk(score: Score) -> Iterator[Finding]:
    ordered = sorted(score.words, key=lambda words: words.start)
    for one, other in pairwise(ordered):
        if other.start < one.stop:
            doing = next(d for d in score.doings if d.start <= other.start < d.stop)
            message = f"{other.text!r} is said while {one.text!r} still is"
            yield Finding(
                second=other.start, doing=doing, message=message, hint="start it later", span=other.span
            )
    for words, doing, phase in misplaced(score):
        message = f"{words.text!r} speaks of {phase!r}, and is said in another phase"
        hint = f"tie it to that phase: at: rep 2 {phase.split(' / ', maxsplit=1)[0]}"
        yield Finding(second=words.start, doing=doing, message=message, hint=hint, span=words.span)
