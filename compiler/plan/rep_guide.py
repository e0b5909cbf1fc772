"""Repetitions told as they go: each by its number, each phase by its word, or by a tone where words are too long."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from compiler.language import number_words
from compiler.model.cueing import Guide
from compiler.model.routine import LAST_REP, Phase, PhaseRole, RepMoment, TimedLine
from compiler.model.timeline import CueRole, Tone, ToneKind
from compiler.plan.cues import Placed, Slot, Wish
from compiler.plan.pictures import phase_frames
from compiler.plan.setting import Spoken
from compiler.plan.wording import Wording, capital, spoken_name

BEGIN_PRIORITY, COUNT_PRIORITY, PHASE_PRIORITY, LAST_PRIORITY = 95, 82, 80, 78
"""The start, the count and the phases come before advice, and after what is needed for safety (from 96)."""

WORD_GAP = Fraction(12, 100)
"""Quiet between words that guide, in seconds."""
TONE_LEAD = Fraction(3, 10)
"""A tone is heard by itself for so long before a word comes."""

_TONES = {
    PhaseRole.MOVE_IN: ToneKind.MOVE_IN,
    PhaseRole.HOLD: ToneKind.HOLD,
    PhaseRole.MOVE_OUT: ToneKind.MOVE_OUT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A phase of a repetition (both from 0): its frames, the words that guide it, and where they end.

    They are to end by `until`: with their phase; where tones guide, with the repetition.
    """

    rep: int
    phase: int
    start: int
    stop: int
    said: tuple[tuple[Spoken, int, str], ...]
    free: int
    until: int

    @property
    def fits(self) -> bool:
        """Whether the words end in time."""
        return self.free <= self.until or not self.said


@dataclass(frozen=True, kw_only=True)
class RepGuide:
    """The guide through the repetitions of one exercise; `phases` is how they are told.

    With `last_first`, the last repetition is told as it begins, in place of its number; with `last_alone`, in place
    of its first phase's word as well.
    """

    wording: Wording
    phases: Guide
    begin: Guide
    last_first: bool = False
    last_alone: bool = False

    @property
    def tempo(self) -> tuple[Phase, ...]:
        return self.wording.step.dose.tempo

    @property
    def reps(self) -> int:
        return self.wording.step.dose.reps or 1

    @property
    def frames(self) -> tuple[int, ...]:
        return phase_frames(self.tempo, self.wording.setting)

    # --- what is said when ----------------------------------------------------------------------------------

    @cached_property
    def beats(self) -> tuple[Beat, ...]:
        """Every phase of every repetition."""
        frames, found, start, free = self.frames, [], 0, 0
        for rep in range(self.reps):
            end = start + sum(frames)
            for phase, length in enumerate(frames):
                until = end if self.phases is Guide.TONES else start + length
                beat = self._beat(rep, phase, (start, start + length, until), free)
                found.append(beat)
                start, free = start + length, beat.free
        return tuple(found)

    def _beat(self, rep: int, phase: int, frames: tuple[int, int, int], busy: int) -> Beat:
        """One phase with its words, one after the other, the first when those before are said."""
        setting, said = self.wording.setting, []
        start, stop, until = frames
        at = max(start + self._lead(rep, phase), busy)
        for spoken, kind in self._words(rep, phase):
            said.append((spoken, at, kind))
            at += setting.speech_frames(spoken) + setting.frames(WORD_GAP)
        end = at - setting.frames(WORD_GAP) if said else at
        return Beat(rep=rep, phase=phase, start=start, stop=stop, said=tuple(said), free=end, until=until)

    def _lead(self, rep: int, phase: int) -> int:
        tone = self.phases is Guide.TONES or (not rep and not phase and self.begin is Guide.TONES)
        return self.wording.setting.frames(TONE_LEAD) if tone else 0

    def _words(self, rep: int, phase: int) -> Iterator[tuple[Spoken, str]]:
        wording, words = self.wording, self.wording.language.cues
        if not phase and not rep:
            if self.begin is Guide.WORDS:
                yield wording.own(CueRole.BEGIN, words.begin), "begin"
        elif not phase and self.last_first and rep == self.reps - 1:
            yield wording.own(CueRole.COUNT, words.last_one), "count"
        elif not phase and wording.setting.grammar.count:
            number = number_words(rep + 1, wording.setting.numbers)
            yield wording.own(CueRole.COUNT, number.capitalize()), "count"
        if self.phases is Guide.WORDS and not self._is_alone(rep, phase):
            yield wording.own(CueRole.PHASE, capital(spoken_name(self.tempo[phase]))), "phase"

    def _is_alone(self, rep: int, phase: int) -> bool:
        """Whether "last one" is all that there is time for: it tells that the repetition begins."""
        return self.last_alone and not phase and rep == self.reps - 1

    def wishes(self) -> Iterator[Wish]:
        """All of it as wishes; what an author wants at the same time may take its place."""
        priorities = {"begin": BEGIN_PRIORITY, "count": COUNT_PRIORITY, "phase": PHASE_PRIORITY}
        for beat in self.beats:
            for spoken, at, kind in beat.said:
                key = (kind, beat.rep, beat.phase)
                yield Wish(spoken=spoken, slots=(Slot(at),), priority=priorities[kind], key=key)
        last = self._last_one()
        if last:
            yield last

    def spans(self) -> tuple[tuple[int, int], ...]:
        """The frames in which it speaks."""
        found = [(w.slots[0].start, self.wording.setting.speech_frames(w.spoken)) for w in self.wishes()]
        return tuple((start, start + length) for start, length in found)

    def _last_one(self) -> Wish | None:
        """Said before the last repetition begins: right before it, or where there is room in the one before."""
        setting = self.wording.setting
        if not setting.grammar.last_one or self.reps < 2 or self.last_first:
            return None
        words = self.wording.language.cues
        nearest, *others = reversed(self.beats[-2 * len(self.tempo) : -len(self.tempo)])
        told = [(nearest, words.last_one), *((beat, words.one_more) for beat in (nearest, *others))]
        for beat, text in told:
            spoken = self.wording.own(CueRole.COUNT, text)
            start = beat.stop - setting.frames(WORD_GAP) - setting.speech_frames(spoken)
            if start >= self._after(beat):
                slot = Slot(start, beat.stop)
                return Wish(spoken=spoken, slots=(slot,), priority=LAST_PRIORITY, key=("last",))
        return None

    @property
    def says_last(self) -> bool:
        """Whether the last repetition is told beforehand."""
        return self._last_one() is not None

    # --- tones ----------------------------------------------------------------------------------------------

    def tones(self, placed: Placed) -> tuple[Tone, ...]:
        """A tone for the start if no word tells it, and for each phase whose word is not said."""
        found = []
        begun = ("begin", 0, 0) in placed.keys
        if not begun and self.begin is not Guide.NOTHING:
            found.append(Tone(kind=ToneKind.BEGIN, frame=0))
        wordless = (
            beat
            for beat in (self.beats if self.phases is not Guide.NOTHING else ())
            if ("phase", beat.rep, beat.phase) not in placed.keys
            and (beat.start or begun)
            and not self._is_alone(beat.rep, beat.phase)
        )
        phases = (Tone(kind=_TONES[self.tempo[beat.phase].role], frame=beat.start) for beat in wordless)
        return (*found, *phases)

    @property
    def uses_tones(self) -> bool:
        """Whether tones stand for the phases, so that they have to be explained."""
        return self.phases is Guide.TONES

    def meanings(self) -> Iterator[tuple[str, str]]:
        """Of each kind of tone, the words to be filled in and the phases that it stands for."""
        words = self.wording.language.cues
        templates = {
            PhaseRole.MOVE_IN: words.tone_in,
            PhaseRole.HOLD: words.tone_hold,
            PhaseRole.MOVE_OUT: words.tone_out,
        }
        for role, template in templates.items():
            names = ", ".join(spoken_name(phase) for phase in self.tempo if phase.role is role)
            if names:
                yield template, names

    # --- an author's words ----------------------------------------------------------------------------------

    def slots(self, cue: TimedLine, text: str) -> Iterator[tuple[tuple[Slot, ...], Hashable]]:
        """Where words that are tied to a moment may be said, each time with the key of what they replace."""
        moment = cue.moment
        named = [p for p in self._meant(moment) if moment.phase and names_phase(text, self.tempo[p.phase])]
        if named:
            several = moment.every or moment.rep is not None
            chosen = named if several else named[1:2] or named
            for beat in chosen:
                at = next((at for _, at, kind in beat.said if kind == "phase"), beat.free)
                yield (Slot(at, beat.stop),), ("phase", beat.rep, beat.phase)
            return
        after = self._meant(moment)
        free = [Slot(self._after(beat), beat.stop) for beat in after]
        if moment.every:
            yield from (((slot,), None) for slot in free)
        elif free:
            yield tuple(free[1:] + free[:1] if moment.rep is None else free), None

    def _after(self, beat: Beat) -> int:
        return beat.free + (self.wording.setting.frames(WORD_GAP) if beat.said else 0)

    def _meant(self, moment: RepMoment) -> list[Beat]:
        rep = self.reps if moment.rep == LAST_REP else moment.rep
        return [
            beat
            for beat in self.beats
            if (rep is None or beat.rep + 1 == rep)
            and (not moment.phase or _key(self.tempo[beat.phase]) == moment.phase)
        ]


def _key(phase: Phase) -> str:
    return phase.key.replace("_", " ").casefold()


def names_phase(text: str, phase: Phase) -> bool:
    """Whether the words begin with the phase's own, so that they can stand in their place."""
    return re.match(rf"{re.escape(spoken_name(phase))}\b", text, re.IGNORECASE) is not None


def rep_guide(wording: Wording) -> RepGuide:
    """The fullest guide for which the tempo leaves time: words, or tones for all phases."""
    grammar = wording.setting.grammar
    guide = RepGuide(wording=wording, phases=grammar.phases, begin=grammar.begin)
    if grammar.phases is Guide.WORDS and not _fits(guide.beats[1:]):
        guide = replace(guide, phases=Guide.TONES)
    if guide.begin is Guide.WORDS and not guide.beats[0].fits:
        guide = replace(guide, begin=Guide.TONES)
        if guide.phases is Guide.WORDS and not guide.beats[0].fits:
            guide = replace(guide, phases=Guide.TONES)
    if grammar.last_one and guide.reps > 1 and not guide.says_last:
        first = replace(guide, last_first=True)
        alone = replace(first, last_alone=guide.phases is Guide.WORDS)
        guide = next((one for one in (first, alone) if _fits(one.beats)), guide)
    return guide


def _fits(beats: Iterable[Beat]) -> bool:
    return all(beat.fits for beat in beats)
