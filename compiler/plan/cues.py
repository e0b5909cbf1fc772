"""Timed lines in a step of fixed length: each at its written time, never over another, none in silence cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from compiler.model.routine import CueAnchor, TimedLine
from compiler.model.timeline import Cue
from compiler.model.timing import written_duration
from compiler.plan.setting import Setting, Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A line and the frame it wants to start at; what is not `required` gives way."""

    spoken: Spoken
    start: int
    priority: int
    required: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """What found its place, and (text, reason) of what did not."""

    cues: tuple[Cue, ...]
    dropped: tuple[tuple[str, str], ...]


def start_frame(line: TimedLine, frames: int, setting: Setting) -> int:
    """Where a timed line starts in a step of `frames`; may lie outside it."""
    if line.anchor is CueAnchor.HALFWAY:
        return frames // 2
    offset = setting.frames(line.offset)
    return frames - offset if line.anchor is CueAnchor.END else offset


def place(wishes: Iterable[Wish], frames: int, setting: Setting) -> Placed:
    """Give each wish its place in [0, frames), the most important first.

    A required line that does not fit is an error at its YAML line; another one is dropped, with the reason.
    """
    taken: list[tuple[Wish, Cue]] = []
    dropped: list[tuple[str, str]] = []
    for wish in sorted(wishes, key=lambda w: (-w.required, -w.priority, w.start)):
        reason = _obstacle(wish, taken, frames, setting)
        if reason is None:
            taken.append((wish, setting.cue(wish.spoken, wish.start)))
        elif not wish.required:
            dropped.append((wish.spoken.utterance.text, reason))
    cues = sorted((cue for _, cue in taken), key=lambda cue: cue.range.start)
    return Placed(tuple(cues), tuple(dropped))


def _obstacle(wish: Wish, taken: list[tuple[Wish, Cue]], frames: int, setting: Setting) -> str | None:
    """Why the wish cannot be met, having complained where it is required; None if it can."""
    length = written_duration(Fraction(frames) / setting.rate)
    if not 0 <= wish.start < frames:
        reason = f"it lies outside its step, which is {length} long"
        if wish.required:
            setting.complain(f"this cue lies outside its step, which is {length} long", wish.spoken.span)
        return reason
    cue = setting.cue(wish.spoken, wish.start)
    later = [c.range.start for _, c in taken if c.range.start >= wish.start]
    slot = min([*later, frames]) - wish.start
    before = next((c for _, c in taken if c.range.start <= wish.start < c.range.stop), None)
    if before is not None:
        if wish.required:
            _complain_of_overlap(wish, before, setting)
        return f"{before.text!r} is being said then"
    if len(cue.range) > slot:
        if wish.required:
            setting.too_long(wish.spoken, slot, "start it earlier or make the step longer")
        return "it does not fit before what follows"
    return None


def _complain_of_overlap(wish: Wish, before: Cue, setting: Setting) -> None:
    if wish.start == before.range.start:
        setting.complain(f"this cue starts at the same time as {before.text!r}", wish.spoken.span)
        return
    free = setting.seconds(before.range.stop)
    hint = f"start it at +{float(free):.1f}s or later, or shorten the other"
    setting.complain(f"this cue starts while {before.text!r} is still being said", wish.spoken.span, hint)
