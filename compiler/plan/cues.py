"""Lines in a step of fixed length: each at a time that it wishes for, never over another, none in silence cut."""

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass

from compiler.model.routine import CueAnchor, TimedLine
from compiler.model.timeline import Cue, CueRole
from compiler.model.timing import written_duration
from compiler.plan.setting import Setting, Spoken

_LONGER_PHASE = "say it at a longer phase, or begin it with the phase's own word"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A frame to start at, and one to have ended by, if there is one."""

    start: int
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A line and where it may be said, the best place first; what is not `required` gives way.

    Where a wish with the same `key` is met, the tool's own words are not missed.
    """

    spoken: Spoken
    slots: tuple[Slot, ...]
    priority: int
    required: bool = False
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Placed:
    """What found its place, (text, reason) of what did not, and the keys of what was said."""

    cues: tuple[Cue, ...]
    dropped: tuple[tuple[str, str], ...]
    keys: frozenset[Hashable] = frozenset()


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
    taken: list[Cue] = []
    dropped: list[tuple[Wish, str]] = []
    keys: set[Hashable] = set()
    for wish in sorted(wishes, key=lambda w: (-w.required, -w.priority, w.slots[0].start)):
        if _is_told(wish, keys):
            continue
        at, reason = _best(wish, taken, frames, setting)
        if at is not None:
            taken.append(setting.cue(wish.spoken, at))
            keys.add(wish.key)
        elif not wish.required:
            dropped.append((wish, reason))
    told = tuple((w.spoken.utterance.text, why) for w, why in dropped if not _is_told(w, keys))
    return Placed(tuple(sorted(taken, key=lambda cue: cue.range.start)), told, frozenset(keys))


def _is_told(wish: Wish, keys: Set[Hashable]) -> bool:
    """Whether somebody's words have taken the place of the tool's own."""
    return wish.spoken.role is not CueRole.CUE and wish.key is not None and wish.key in keys


def _best(wish: Wish, taken: list[Cue], frames: int, setting: Setting) -> tuple[int | None, str]:
    """The first of the wished-for starts that is free; else why not even the last one is, having complained."""
    for slot in wish.slots[:-1]:
        if _obstacle(wish, slot, taken, frames, setting, complain=False) is None:
            return slot.start, ""
    last = wish.slots[-1]
    reason = _obstacle(wish, last, taken, frames, setting, complain=wish.required)
    return (last.start, "") if reason is None else (None, reason)


def _obstacle(
    wish: Wish, slot: Slot, taken: list[Cue], frames: int, setting: Setting, *, complain: bool
) -> str | None:
    """Why the wish cannot be met in that slot; None if it can."""
    start = slot.start
    if not 0 <= start < frames:
        length = written_duration(setting.seconds(frames))
        if complain:
            setting.complain(f"this cue lies outside its step, which is {length} long", wish.spoken.span)
        return f"it lies outside its step, which is {length} long"
    before = next((c for c in taken if c.range.start <= start < c.range.stop), None)
    if before is not None:
        if complain:
            _complain_of_overlap(wish, start, before, setting)
        return f"{before.text!r} is being said then"
    later = [c.range.start for c in taken if c.range.start >= start]
    room = min([*later, frames, *([] if slot.until is None else [slot.until])]) - start
    if setting.speech_frames(wish.spoken) > room:
        if complain:
            remedy = "start it earlier or make the step longer" if slot.until is None else _LONGER_PHASE
            setting.too_long(wish.spoken, room, remedy)
        return "it does not fit before what follows"
    return None


def _complain_of_overlap(wish: Wish, start: int, before: Cue, setting: Setting) -> None:
    if start == before.range.start:
        setting.complain(f"this cue starts at the same time as {before.text!r}", wish.spoken.span)
        return
    free = setting.seconds(before.range.stop)
    hint = f"start it at +{float(free):.1f}s or later, or shorten the other"
    setting.complain(f"this cue starts while {before.text!r} is still being said", wish.spoken.span, hint)
