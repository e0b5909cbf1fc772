"""A timeline as a table that a person can read, and what a change did to it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from fractions import Fraction

from rich.table import Table
from rich.text import Text

from compiler.model.position import Place
from compiler.model.structure import Form, Round
from compiler.model.timeline import StepKind, Timeline, TimelineStep
from compiler.model.timing import clock, seconds_of
from compiler.narrate.choosing import told
from compiler.narrate.recordings import is_recorded

COLUMNS = (("start", "right"), ("step", "left"), ("side", "left"), ("set", "right"), ("length", "right"))

ALIKE = 0.6
"""How much of two lines is the same, where one takes the place of the other."""


def plan_table(timeline: Timeline) -> Table:
    """Start, step, side, set, length and what is said, a row for each step."""
    table = _table(("said", "left"))
    section = None
    for step in timeline.steps:
        if step.section and step.section != section:
            table.add_row("", Text(f"-- {step.section.name}"), "", "", "", "")
        section = step.section
        said = " / ".join(cue.text for cue in timeline.cues if step.range.contains(cue.range))
        table.add_row(*_cells(step, timeline), _length(step, timeline), Text(said))
    return table


def spoken_table(timeline: Timeline) -> Table:
    """When, what is written, and what the voice is given to say, a row for each line."""
    from compiler.narrate import is_recorded, spoken_of

    table = Table(box=None, pad_edge=False)
    table.add_column("start", justify="right", no_wrap=True)
    for title in ("written", "spoken"):
        table.add_column(title, overflow="fold")
    for cue in timeline.cues:
        start = clock(seconds_of(cue.range.start, timeline.frame_rate))
        spoken = "(recorded)" if is_recorded(cue.utterance) else spoken_of(cue.utterance)
        table.add_row(start, Text(cue.text), Text(spoken))
    return table


def dropped_lines(timeline: Timeline) -> Iterator[str]:
    """What found no room, and why."""
    for dropped in timeline.dropped:
        yield f"not said in {_where(timeline.steps[dropped.step])}: {dropped.text!r}, because {dropped.reason}"


def _where(step: TimelineStep) -> str:
    side = f", {step.side}" if step.side else ""
    name = f" {step.name}" if step.kind.value != step.name.lower() else ""
    return f"{step.kind.value}{name}{side}{f', set {step.set}' if step.set else ''}"


def _table(*more: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for title, justify in COLUMNS:
        table.add_column(title, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for title, justify in more:
        table.add_column(title, justify=justify, overflow="fold")  # type: ignore[arg-type]
    return table


def _cells(step: TimelineStep, timeline: Timeline) -> tuple[str, Text, str, str]:
    name = step.kind.value if step.exercise is None else f"{step.kind.value}: {step.name}"
    name += f" ({_round(step.round)})" if step.round else ""
    name += _way(step)
    start = clock(seconds_of(step.range.start, timeline.frame_rate))
    return start, Text(name), str(step.side or ""), str(step.set or "")


def _round(round_: Round) -> str:
    """Which round of a circuit, as an author would call it."""
    if round_.form is Form.AMRAP:
        return "amrap"
    what = "round" if round_.form is Form.ROUNDS else "interval"
    return f"{what} {round_.number} of {round_.circuit.times}"


def _way(step: TimelineStep) -> str:
    """Where the body goes in this step, and the time that is reckoned for it."""
    if step.place is None or not step.change:
        return ""
    start = f"{_place(step.left)} -> " if step.left else "to "
    way = "the other side" if step.left == step.place else f"{start}{_place(step.place)}"
    return f"\n  {way}: {float(step.change):g} s"


def _place(place: Place) -> str:
    more = (f"on the {place.down}" if place.down else "", f"strap {place.strap}" if place.strap else "")
    return ", ".join(part for part in (place.body.value, *more) if part)


def _length(step: TimelineStep, timeline: Timeline, digits: int = 1) -> str:
    return f"{float(_seconds(step, timeline)):.{digits}f} s"


def _seconds(step: TimelineStep, timeline: Timeline) -> Fraction:
    return seconds_of(len(step.range), timeline.frame_rate)


def prescribed_lines(timeline: Timeline) -> Iterator[str]:
    """How often, until when, what is noted for paper, and when to stop."""
    prescribed = timeline.prescription
    if timeline.schedule:
        yield f"frequency {timeline.schedule}"
    yield from (f"note {note}" for note in prescribed.notes)
    yield from (f"stop if {sign}" for sign in prescribed.stop_if)


def voice_lines(timeline: Timeline) -> Iterator[str]:
    """Who speaks, each voice once, and which lines it speaks for want of a recording."""
    said = dict.fromkeys(cue.utterance for cue in timeline.cues)
    for voice in dict.fromkeys(utterance.voice for utterance in said):
        own = [utterance for utterance in said if utterance.voice == voice]
        spoken = [utterance for utterance in own if not is_recorded(utterance)]
        if len(spoken) == len(own) or voice.engine == "recorded":
            yield f"voice {told(voice)}"
            continue
        yield f"voice {len(own) - len(spoken)} of {len(own)} lines recorded; the others by {told(voice)}:"
        yield from (f"    {utterance.text}" for utterance in spoken)


# --- what a change did --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same step before and after; None where it is missing."""

    before: TimelineStep | None
    after: TimelineStep | None


def diff_table(before: Timeline, after: Timeline) -> Table | None:
    """Steps that came, went or are of another length; None where all are as before."""
    table = _table(("", "right"))
    for pair in _pairs(before, after):
        row = _diff_row(pair, before, after)
        if row:
            table.add_row(*row)
    return table if table.row_count else None


def _diff_row(pair: _Pair, before: Timeline, after: Timeline) -> tuple[str | Text, ...] | None:
    if pair.before is None and pair.after is not None:
        return (*_cells(pair.after, after), _length(pair.after, after), "new")
    if pair.after is None and pair.before is not None:
        return ("", *_cells(pair.before, before)[1:], _length(pair.before, before), "gone")
    assert pair.before is not None and pair.after is not None
    old, new = _seconds(pair.before, before), _seconds(pair.after, after)
    if old == new:
        return None
    digits = _digits(old, new)
    lengths = f"{_length(pair.before, before, digits)} -> {_length(pair.after, after, digits)}"
    return (*_cells(pair.after, after), lengths, f"{float(new - old):+.{digits}f} s")


def _digits(old: Fraction, new: Fraction) -> int:
    """One behind the point; two where with one the lengths and their difference would not add up."""
    shown = round(float(new), 1) - round(float(old), 1)
    change = round(float(new - old), 1)
    return 1 if change and round(shown, 1) == change else 2


def diff_lines(before: Timeline, after: Timeline) -> Iterator[str]:
    """New doses, what is said no more or now, and the totals."""
    yield from _dose_lines(before, after)
    yield from _said_lines(before, after)
    old, new = clock(before.duration_seconds), clock(after.duration_seconds)
    change = int(after.duration_seconds) - int(before.duration_seconds)  # of what is shown
    same = before.duration_seconds == after.duration_seconds
    yield f"total {new}, as before" if same else f"total {old} -> {new} ({_signed_clock(change)})"


def _signed_clock(seconds: int) -> str:
    return f"{'-' if seconds < 0 else '+'}{clock(abs(seconds))}"


def _dose_lines(before: Timeline, after: Timeline) -> Iterator[str]:
    for pair in _pairs(before, after):
        if pair.before and pair.after and pair.after.kind is StepKind.SETUP:
            old, new = _dose(pair.before, before), _dose(pair.after, after)
            if old != new:
                yield f"{pair.after.name}: {old} -> {new}"


def _dose(step: TimelineStep, timeline: Timeline) -> str:
    return timeline.exercises[step.exercise_index].dose_words if step.exercise_index is not None else ""


def _said_lines(before: Timeline, after: Timeline) -> Iterator[str]:
    for pair in _pairs(before, after):
        if not (pair.before and pair.after):
            continue
        old, new = _said(pair.before, before), _said(pair.after, after)
        gone, come = list((old - new).elements()), list((new - old).elements())
        where, reasons = _where(pair.after), _reasons(pair.after, after)
        for text in gone:
            near = get_close_matches(text, come, n=1, cutoff=ALIKE)
            if near:
                come.remove(near[0])
                yield f"said in {where}: {text!r} -> {near[0]!r}"
            else:
                why = f", because {reasons[text]}" if text in reasons else ""
                yield f"no longer said in {where}: {text!r}{why}"
        yield from (f"now said in {where}: {text!r}" for text in come)


def _reasons(step: TimelineStep, timeline: Timeline) -> dict[str, str]:
    """Why words of this step are not said."""
    index = timeline.steps.index(step)
    return {dropped.text: dropped.reason for dropped in timeline.dropped if dropped.step == index}


def _said(step: TimelineStep, timeline: Timeline) -> Counter[str]:
    return Counter(cue.text for cue in timeline.cues if step.range.contains(cue.range))


def _pairs(before: Timeline, after: Timeline) -> Iterator[_Pair]:
    """Steps of both side by side, in order; the same ones stand together."""
    old, new = _keys(before), _keys(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (_Pair(*both) for both in zip(before.steps[a:b], after.steps[c:d], strict=True))
        else:
            yield from (_Pair(step, None) for step in before.steps[a:b])
            yield from (_Pair(None, step) for step in after.steps[c:d])


def _keys(timeline: Timeline) -> list[tuple[object, ...]]:
    """What makes a step the same one; a rest is known by the exercise that it leads to."""
    keys: list[tuple[object, ...]] = []
    following: str | None = None
    for step in reversed(timeline.steps):
        following = step.exercise or following
        known = following if step.kind is StepKind.REST else step.exercise or step.name
        keys.append(
            (step.kind, known, step.side, step.set, step.round and (step.round.number, step.round.place))
        )
    return keys[::-1]
