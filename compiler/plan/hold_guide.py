"""A hold told as it goes: its start, how much time is left by a rule of its length, and a pace to breathe at."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from compiler.language import duration_words, number_words
from compiler.model.cueing import Guide
from compiler.model.routine import CueAnchor, TimedLine
from compiler.model.timeline import Cue, CueRole, Tone, ToneKind
from compiler.plan.cues import Placed, Slot, Wish
from compiler.plan.rep_guide import BEGIN_PRIORITY
from compiler.plan.setting import Spoken
from compiler.plan.wording import Wording, capital

TIME_PRIORITY = 85
HALFWAY_FROM, TEN_FROM, LONG_FROM = Fraction(20), Fraction(25), Fraction(45)
"""Seconds from which a hold is told its half, its last ten seconds, and every quarter of a minute."""
TEN, QUARTER = Fraction(10), Fraction(15)
APART = Fraction(5)
"""Two times are not told closer to each other than this, nor so near to the start."""
BREATH_MARGIN = Fraction(4)
"""No breathing is told in the first and the last seconds of a hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A time that is told: so many seconds before the end."""

    left: Fraction
    half: bool = False


def marks_of(hold: Fraction) -> tuple[Mark, ...]:
    """Which times are told of a hold of so many seconds, from the first to the last."""
    marks = [Mark(left=hold / 2, half=True)] if hold >= HALFWAY_FROM else []
    marks += [Mark(left=TEN)] if hold >= TEN_FROM else []
    if hold >= LONG_FROM:
        quarters = (QUARTER * n for n in range(2, int(hold // QUARTER) + 1))
        marks += [
            Mark(left=left) for left in quarters if hold - left >= APART and abs(left - hold / 2) >= APART
        ]
    return tuple(sorted(marks, key=lambda mark: -mark.left))


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldGuide:
    """The guide through one hold of `frames`."""

    wording: Wording
    frames: int

    def wishes(self) -> Iterator[Wish]:
        """The start and the times, each at its moment."""
        wording, grammar = self.wording, self.wording.setting.grammar
        if grammar.begin is Guide.WORDS:
            words = wording.language.cues
            spoken = wording.own(CueRole.BEGIN, words.begin if wording.step.dose.moving else words.begin_hold)
            yield Wish(spoken=spoken, slots=(Slot(0),), priority=BEGIN_PRIORITY, key="begin")
        assert wording.step.dose.hold is not None
        for mark in marks_of(wording.step.dose.hold) if grammar.time_left else ():
            at = self._frame(mark)
            second = wording.setting.frames(1)
            slots = (Slot(at), Slot(at - second // 2), Slot(at + second // 2))
            yield Wish(
                spoken=wording.own(CueRole.TIME, self._told(mark)),
                slots=slots,
                priority=TIME_PRIORITY,
                key="half" if mark.half else ("left", mark.left),
            )

    def _frame(self, mark: Mark) -> int:
        return self.frames // 2 if mark.half else self.frames - self.wording.setting.frames(mark.left)

    def _told(self, mark: Mark) -> str:
        language = self.wording.language
        if mark.half:
            return language.cues.halfway
        return capital(language.cues.time_left.format(time=duration_words(mark.left, language, spoken=True)))

    def spans(self) -> tuple[tuple[int, int], ...]:
        """The frames in which it speaks."""
        found = [(w.slots[0].start, self.wording.setting.speech_frames(w.spoken)) for w in self.wishes()]
        return tuple((start, start + length) for start, length in found)

    def tones(self, placed: Placed) -> tuple[Tone, ...]:
        """A tone for the start, if no word tells it."""
        silent = self.wording.setting.grammar.begin is Guide.NOTHING or "begin" in placed.keys
        return () if silent else (Tone(kind=ToneKind.BEGIN, frame=0),)

    def told_by(self, cue: TimedLine, text: str) -> Hashable:
        """The key of the time that an author's own words tell; None if they tell none."""
        language = self.wording.language
        if cue.anchor is CueAnchor.HALFWAY and re.search(language.ears.halfway, text, re.IGNORECASE):
            return "half"
        if cue.anchor is CueAnchor.END and cue.offset.denominator == 1:
            numbers = {number_words(int(cue.offset), language), str(cue.offset)}
            heard = set(re.findall(r"\w+", text.casefold()))
            return ("left", cue.offset) if numbers & heard else None
        return None

    # --- breathing ------------------------------------------------------------------------------------------

    def breaths(self, taken: tuple[Cue, ...]) -> Iterator[Cue]:
        """In and out at the pace, wherever nothing else is said."""
        setting, pace = self.wording.setting, self.wording.setting.grammar.breathing
        if pace is None:
            return
        words = self.wording.language.cues
        both = (
            (self.wording.own(CueRole.BREATH, words.breathe_in), pace.breathe_in),
            (self.wording.own(CueRole.BREATH, words.breathe_out), pace.breathe_out),
        )
        turn = setting.frames(pace.breathe_in + pace.breathe_out)
        margin = setting.frames(BREATH_MARGIN)
        for start in range(margin, self.frames - margin - turn + 1, turn):
            cues = _breath(both, start, self)
            if not any(_touches(cue, other, margin // 8) for cue in cues for other in taken):
                yield from cues


def _breath(both: tuple[tuple[Spoken, Fraction], ...], start: int, guide: HoldGuide) -> list[Cue]:
    setting, cues = guide.wording.setting, []
    for spoken, seconds in both:
        cues.append(setting.cue(spoken, start))
        start += setting.frames(seconds)
    return cues if not cues[0].range.overlaps(cues[1].range) else []


def _touches(cue: Cue, other: Cue, apart: int) -> bool:
    return cue.range.start - apart < other.range.stop and other.range.start < cue.range.stop + apart
