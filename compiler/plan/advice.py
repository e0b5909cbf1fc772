"""An author's cues in a dose: each at its time, and clear of the words that guide, as far as there is room."""

from collections.abc import Iterator
from fractions import Fraction

from compiler.model.routine import CueAnchor, TimedLine
from compiler.model.timeline import CueRole
from compiler.plan.cues import Slot, Wish, start_frame
from compiler.plan.hold_guide import TIME_PRIORITY, HoldGuide
from compiler.plan.rep_guide import PHASE_PRIORITY, WORD_GAP, RepGuide
from compiler.plan.setting import GAP, Spoken
from compiler.plan.wording import Turn

LATER = Fraction(5)
"""Advice may come so much later, in seconds, where something that guides is said at its time."""

Guides = RepGuide | HoldGuide


def advised(cue: TimedLine, turn: Turn, frames: int, guide: Guides) -> Iterator[Wish]:
    """What one cue wishes for in a dose of `frames`."""
    spoken = guide.wording.line(CueRole.CUE, cue.line, turn.side)
    text = spoken.utterance.text
    if cue.anchor is CueAnchor.REP:
        moments = guide.slots(cue, text) if isinstance(guide, RepGuide) else ()
        found = tuple(moments) or (((Slot(frames),), None),)  # there is no such repetition
        for slots, key in found:
            least = PHASE_PRIORITY + 1 if key else 0
            yield _wish(cue, spoken, slots, max(cue.priority, least), key)
        return
    told = guide.told_by(cue, text) if isinstance(guide, HoldGuide) else None
    exact = start_frame(cue, frames, guide.wording.setting)
    if told:
        yield _wish(cue, spoken, (Slot(exact),), max(cue.priority, TIME_PRIORITY + 1), told)
    else:
        yield _wish(cue, spoken, _from(exact, spoken, guide), cue.priority)


def _wish(cue: TimedLine, spoken: Spoken, slots: tuple[Slot, ...], priority: int, key: object = None) -> Wish:
    return Wish(spoken=spoken, slots=slots, priority=priority, required=cue.required, key=key)


def _from(exact: int, spoken: Spoken, guide: Guides) -> tuple[Slot, ...]:
    """The time itself where nothing that guides is said then; else the first gaps after it; at worst, the time."""
    setting, spans = guide.wording.setting, guide.spans()
    length = setting.speech_frames(spoken)
    gap = setting.frames(WORD_GAP if isinstance(guide, RepGuide) else GAP)
    starts = [
        exact,
        *(stop + gap for _, stop in spans if exact < stop + gap <= exact + setting.frames(LATER)),
    ]
    free = [at for at in starts if not any(at < stop and start < at + length for start, stop in spans)]
    return tuple(Slot(at) for at in (*free, exact))
