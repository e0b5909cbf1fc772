"""As many rounds as one can under one clock: the list is shown in turn, at its own pace, until the time is over.

Everybody has a pace of their own, so that nothing is counted: the picture shows each exercise for as long as its dose
takes, a voice names it, the panel says what comes after it, and the ring has the time that is left of all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import cycle

from compiler.language import duration_words
from compiler.model.cueing import Guide
from compiler.model.routine import CueAnchor
from compiler.model.structure import Circuit
from compiler.model.timeline import CueRole, ProgressBar, SecondsRing, StepKind
from compiler.plan.callouts import with_overlays
from compiler.plan.cues import Slot, Wish, place, start_frame
from compiler.plan.exercise import ExercisePlanner
from compiler.plan.pictures import holding, phase_frames, repeating
from compiler.plan.setting import GAP, Draft, Setting, Spoken
from compiler.plan.showing import Shown, scene
from compiler.plan.signals import end_tones
from compiler.plan.wording import Turn, capital, place_of, turns_of

TIME_PRIORITY, NAME_PRIORITY, ADVICE_PRIORITY = 95, 85, 40
MINUTE = Fraction(60)
LAST_TOLD = (Fraction(30), Fraction(10))
"""Seconds before the end at which the time is told, beside every minute and the half."""
SHORTEST_TURN = Fraction(5)
"""What is left of the clock for less than this goes to the turn before."""
EARLY = Fraction(3, 2)
"""A time may be told so many seconds early, where what comes next would be in its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A turn of an exercise under the clock: frames `start` up to `stop` of the whole, in the `lap`-th time round."""

    planner: ExercisePlanner
    turn: Turn
    start: int
    stop: int
    lap: int


def amrap_drafts(planners: Sequence[ExercisePlanner], circuit: Circuit, setting: Setting) -> Iterator[Draft]:
    """The time under the clock, as steps: one for each turn of an exercise."""
    stretches = _stretches(planners, setting.frames(circuit.work), setting)
    marks = dict(_marks(circuit.work, setting))
    for index, stretch in enumerate(stretches):
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        told = stretch.planner.told() if index and stretch.lap == 1 and not stretch.turn.index else None
        clock = _Clock(stretches=stretches, marks=marks, circuit=circuit, setting=setting)
        yield replace(clock.draft(stretch, following), told=told)


def _stretches(planners: Sequence[ExercisePlanner], frames: int, setting: Setting) -> list[_Stretch]:
    """The turns that begin before the time is over; the last one lasts until then."""
    turns = [(planner, turn) for planner in planners for turn in turns_of(planner.step)]
    found: list[_Stretch] = []
    start = 0
    for number, (planner, turn) in enumerate(cycle(turns)):
        stop = min(frames, start + _length(planner, setting))
        if frames - stop < setting.frames(SHORTEST_TURN):
            stop = frames
        lap = number // len(turns) + 1
        found.append(_Stretch(planner=planner, turn=turn, start=start, stop=stop, lap=lap))
        if stop == frames:
            return found
        start = stop
    raise AssertionError("there is an exercise")


def _length(planner: ExercisePlanner, setting: Setting) -> int:
    dose = planner.step.dose
    once = (
        setting.frames(dose.hold) if dose.hold else (dose.reps or 1) * sum(phase_frames(dose.tempo, setting))
    )
    return max(once, setting.frames(SHORTEST_TURN))


def _marks(clock: Fraction, setting: Setting) -> Iterator[tuple[int, Fraction]]:
    """(frame, seconds left) of the times that are told."""
    minutes = {MINUTE * n for n in range(1, int(clock // MINUTE) + 1)}
    for left in sorted({*minutes, clock / 2, *LAST_TOLD}, reverse=True):
        if left < clock and left.denominator == 1:
            yield setting.frames(clock - left), left


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """All that the turns under one clock have in common."""

    stretches: Sequence[_Stretch]
    marks: dict[int, Fraction]
    circuit: Circuit
    setting: Setting

    def draft(self, stretch: _Stretch, following: _Stretch | None) -> Draft:
        step, setting, frames = stretch.planner.step, self.setting, stretch.stop - stretch.start
        kind = StepKind.REPS if step.dose.hold is None else StepKind.HOLD
        shows = repeating if kind is StepKind.REPS else holding
        placed = place(self._wishes(stretch), frames, setting)
        whole = self.stretches[-1].stop
        tones = end_tones(setting, StepKind.HOLD, frames) if following is None else ()
        picture = scene(
            self._shown(stretch, following, frames),
            "exercise",
            clip=shows(step, stretch.turn.side, setting),
            ring=SecondsRing(start=-stretch.start, total=whole),
            ring_unit=setting.phrases.ring_seconds,
        )
        return Draft(
            kind=kind,
            name=step.name,
            frames=frames,
            scene=with_overlays(picture, step, stretch.turn.side, frames, setting),
            cues=placed.cues,
            tones=tones,
            dropped=placed.dropped if stretch.lap == 1 else (),
            exercise=step.id,
            exercise_index=stretch.planner.index,
            side=stretch.turn.side,
            set=stretch.lap,
            place=place_of(step, stretch.turn.side),
            span=step.span,
        )

    # --- what is seen ---------------------------------------------------------------------------------------

    def _shown(self, stretch: _Stretch, following: _Stretch | None, frames: int) -> Shown:
        wording = stretch.planner.wording
        dose = capital(wording.once_shown())
        template = self.setting.language.circuits.next_one
        after = template.format(name=following.planner.step.name) if following else ""
        words = {
            "name": wording.step.name,
            "side": capital(wording.side_name(stretch.turn.side)),
            "detail": " · ".join(filter(None, (dose, after))),
        }
        return Shown(words, self._bar(stretch, frames), self.setting.phrases)

    def _bar(self, stretch: _Stretch, frames: int) -> ProgressBar:
        """The parts of the bar that belong to these exercises fill with the clock."""
        first, count = self.stretches[0].planner, len({one.planner.index for one in self.stretches})
        share, stop = (Fraction(n * count, self.stretches[-1].stop) for n in (stretch.start, stretch.stop))
        index = min(int(share), count - 1)
        return ProgressBar(
            index=first.index + index, count=first.count, start=share - index, stop=min(stop - index, Fraction(1)),
            frames=frames,
        )  # fmt: skip

    # --- what is said ---------------------------------------------------------------------------------------

    def _wishes(self, stretch: _Stretch) -> Iterator[Wish]:
        """Times that fall here; the start, or the name of what is done now; and in the first lap, advice."""
        times = list(self._times(stretch)) if self.setting.grammar.time_left else []
        yield from times
        now = self._now(stretch)
        ends = (time.slots[0].start + self.setting.speech_frames(time.spoken) for time in times)
        starts = (0, *(end + self.setting.frames(GAP) for end in ends))
        if now:
            yield Wish(spoken=now, slots=tuple(map(Slot, starts)), priority=NAME_PRIORITY)
        if stretch.lap == 1:
            yield from self._advice(stretch, self.setting.speech_frames(now) if now else 0)

    def _now(self, stretch: _Stretch) -> Spoken | None:
        wording = stretch.planner.wording
        if stretch.start:
            return wording.own(CueRole.NEXT, wording.next_work(stretch.turn, with_dose=stretch.lap == 1))
        words = self.setting.grammar.begin is not Guide.NOTHING
        return wording.own(CueRole.BEGIN, self.setting.language.cues.begin) if words else None

    def _times(self, stretch: _Stretch) -> Iterator[Wish]:
        """What is told of the time; a little early where it would not end before the next exercise is named."""
        setting, template = self.setting, self.setting.language.cues.time_left
        for at, left in self.marks.items():
            if stretch.start <= at < stretch.stop:
                time = duration_words(left, setting.language, spoken=True)
                spoken = stretch.planner.wording.own(CueRole.TIME, capital(template.format(time=time)))
                latest = stretch.stop - stretch.start - setting.speech_frames(spoken)
                exact = at - stretch.start
                early = max(0, min(exact, latest))
                slot = Slot(early if exact - early <= setting.frames(EARLY) else exact)
                yield Wish(spoken=spoken, slots=(slot,), priority=TIME_PRIORITY, key=left)

    def _advice(self, stretch: _Stretch, free: int) -> Iterator[Wish]:
        """An author's cues, where they are tied to no repetition."""
        frames = stretch.stop - stretch.start
        for cue in stretch.planner.step.cues:
            if cue.anchor is CueAnchor.REP or stretch.planner.wording.lacking(cue.line):
                continue
            exact = max(free + self.setting.frames(GAP), start_frame(cue, frames, self.setting))
            spoken = stretch.planner.wording.line(CueRole.CUE, cue.line, stretch.turn.side)
            yield Wish(spoken=spoken, slots=(Slot(exact),), priority=ADVICE_PRIORITY)
