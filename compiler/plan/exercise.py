"""An exercise as steps: get ready, then for each set each side its full time, with switches and rests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from compiler.model.routine import ExerciseStep
from compiler.model.timeline import RepsRing, Scene, SecondsRing, StepKind, TimelineExercise
from compiler.plan.advice import Guides, advised
from compiler.plan.between import Between
from compiler.plan.callouts import with_overlays
from compiler.plan.cues import Wish, place
from compiler.plan.doses import dose_words
from compiler.plan.hold_guide import HoldGuide
from compiler.plan.pictures import holding, phase_frames, repeating
from compiler.plan.rep_guide import RepGuide, rep_guide
from compiler.plan.rest_words import Approach
from compiler.plan.rounds import told_circuit
from compiler.plan.setting import Draft, Setting
from compiler.plan.showing import Panel, scene
from compiler.plan.signals import end_tones
from compiler.plan.wording import Turn, Wording, place_of, turns_of


@dataclass(frozen=True, kw_only=True)
class ExercisePlanner:
    """Drafts for one exercise, the `index`-th (from 0) of `count` in the routine."""

    step: ExerciseStep
    index: int
    count: int
    setting: Setting
    next_name: str = ""
    approach: Approach = Approach()

    @cached_property
    def wording(self) -> Wording:
        """What is said of it."""
        return Wording(step=self.step, setting=self.setting, next_name=self.next_name)

    @property
    def panel(self) -> Panel:
        """What its pictures have in common."""
        return Panel(wording=self.wording, index=self.index, count=self.count)

    @property
    def between(self) -> Between:
        """What lies between its doses."""
        return Between(wording=self.wording, panel=self.panel, approach=self.approach, guide=self.guide)

    @cached_property
    def guide(self) -> RepGuide | None:
        """The guide through its repetitions: the same on each side and in each set."""
        return None if self.step.dose.hold is not None else rep_guide(self.wording)

    def drafts(self) -> Iterator[Draft]:
        """The exercise from getting ready to its last set."""
        turns, between = turns_of(self.step), self.between
        if not self.approach.direct:
            yield replace(between.setup(turns[0]), told=self.told())
        for turn in turns:
            told = self.told() if self.approach.direct and not turn.index else None
            yield replace(self.dose(turn), told=told)
            if turn.index + 1 < turn.count:
                following = turns[turn.index + 1]
                same_set = following.set == turn.set
                yield between.switch(turn, following) if same_set else between.set_rest(turn, following)

    def frames_without_rests(self) -> int:
        """How long all of it takes but the rests between sets: what :meth:`drafts` adds up to."""
        turns, dose, setting = turns_of(self.step), self.step.dose, self.setting
        if dose.hold is not None:
            once = setting.frames(dose.hold)
        else:
            once = (dose.reps or 1) * sum(phase_frames(dose.tempo, setting))
        switches = [pair for pair in pairwise(turns) if pair[0].set == pair[1].set]
        changing = len(switches) * self.between.switch(*switches[0]).frames if switches else 0
        return self.between.setup(turns[0]).frames + len(turns) * once + changing

    def least_rest(self) -> int:
        """How many frames a rest between sets takes at least."""
        rests = (pair for pair in pairwise(turns_of(self.step)) if pair[0].set != pair[1].set)
        return max((self.between.least_rest(*pair) for pair in rests), default=0)

    def told(self) -> TimelineExercise:
        """The exercise as data, for what stands beside the video."""
        step, first = self.step, turns_of(self.step)[0]
        left, right = step.side_names or self.setting.phrases.sides
        return TimelineExercise(
            id=step.id,
            name=step.name,
            dose=step.dose,
            dose_words=dose_words(step.dose, self.setting.language, spoken=False),
            setup=tuple(spoken.utterance.text for spoken in self.between.setup_lines(first)),
            needs=step.needs,
            side_names=(left, right),
            sources=step.sources,
            about=step.about,
            speaker=step.speaker,
            section=step.section,
            round=step.round,
            circuit_words=told_circuit(step.round.circuit, self.setting.language) if step.round else "",
        )

    # --- the dose -------------------------------------------------------------------------------------------

    def dose(self, turn: Turn) -> Draft:
        """The time of the dose itself: its length is the dose, whatever is said."""
        return self._reps(turn, self.guide) if self.guide else self._hold(turn)

    def _hold(self, turn: Turn) -> Draft:
        assert self.step.dose.hold is not None
        frames = self.setting.frames(self.step.dose.hold)
        guide = HoldGuide(wording=self.wording, frames=frames)
        shows = repeating if self.step.dose.moving else holding
        picture = scene(
            self.panel.shown(turn, self.panel.dose_detail(turn), frames, done=True),
            "exercise",
            clip=shows(self.step, turn.side, self.setting),
            ring=SecondsRing(start=0, total=frames),
            ring_unit=self.setting.phrases.ring_seconds,
            fade_in=turn.index > 0 or self.approach.direct,
        )
        draft = self._dosed(turn, StepKind.HOLD, frames, guide, picture)
        cues = sorted((*draft.cues, *guide.breaths(draft.cues)), key=lambda cue: cue.range.start)
        return replace(draft, cues=tuple(cues))

    def _reps(self, turn: Turn, guide: RepGuide) -> Draft:
        rep_frames = sum(guide.frames)
        frames = guide.reps * rep_frames
        picture = scene(
            self.panel.shown(turn, self.panel.dose_detail(turn), frames, done=True),
            "exercise",
            clip=repeating(self.step, turn.side, self.setting),
            ring=RepsRing(reps=guide.reps, rep_frames=rep_frames),
            ring_unit=self.setting.phrases.ring_of.format(n=guide.reps),
            phases=self.panel.running(guide.frames),
            fade_in=turn.index > 0,
        )
        return self._dosed(turn, StepKind.REPS, frames, guide, picture)

    def _dosed(self, turn: Turn, kind: StepKind, frames: int, guide: Guides, picture: Scene) -> Draft:
        """Words, sounds and picture of a dose."""
        step, setting = self.step, self.setting
        placed = place([*self._advice(turn, frames, guide), *guide.wishes()], frames, setting)
        return Draft(
            kind=kind,
            name=step.name,
            frames=frames,
            scene=with_overlays(picture, step, turn.side, frames, setting),
            cues=placed.cues,
            tones=(*guide.tones(placed), *end_tones(setting, kind, frames)),
            dropped=(*placed.dropped, *self.wording.unsaid(cue.line for cue in step.cues)),
            exercise=step.id,
            exercise_index=self.index,
            side=turn.side,
            set=turn.set,
            place=place_of(step, turn.side),
            span=step.span,
        )

    def _advice(self, turn: Turn, frames: int, guide: Guides) -> Iterator[Wish]:
        for cue in self.step.cues:
            if not self.wording.lacking(cue.line):
                yield from advised(cue, turn, frames, guide)
