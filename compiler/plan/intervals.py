"""The rest between two stretches of work by the clock: it tells what comes, and counts down into it."""

from dataclasses import dataclass
from fractions import Fraction

from compiler.model.position import OTHER_SIDE, change_seconds
from compiler.model.routine import RestStep
from compiler.model.timeline import CueRole, SecondsRing, StepKind
from compiler.model.timing import written_duration
from compiler.plan.exercise import ExercisePlanner
from compiler.plan.pictures import still
from compiler.plan.rest_words import Lines
from compiler.plan.rounds import shown_round
from compiler.plan.setting import AFTER_TONE, GAP, Draft
from compiler.plan.showing import scene
from compiler.plan.signals import COUNTDOWN_SECONDS, place_countdown, relax
from compiler.plan.wording import Turn, place_of, turns_of


def interval_rest(step: RestStep, planner: ExercisePlanner) -> Draft:
    """As long as it is written, and never too short for the words that one needs and the way to where it goes on."""
    return _Rest(step=step, planner=planner).draft()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rest:
    """The rest that leads to the planner's exercise."""

    step: RestStep
    planner: ExercisePlanner

    @property
    def turn(self) -> Turn:
        """The only one: each side has a stretch of work of its own."""
        return turns_of(self.planner.step)[0]

    @property
    def change(self) -> Fraction:
        """The least time to get to where it goes on."""
        exercise = self.planner.step
        if exercise.change_time is not None:
            return exercise.change_time
        place = place_of(exercise, self.turn.side)
        moved = change_seconds(self.planner.approach.before, place) if place else Fraction(0)
        return max(moved, OTHER_SIDE) if self.turn.side else moved

    def draft(self) -> Draft:
        exercise, setting, turn = self.planner.step, self.planner.setting, self.turn
        frames = self._frames()
        counted, dropped = place_countdown(setting, self.step.voice, frames)
        picture = still(exercise, turn.side, setting)
        return Draft(
            kind=StepKind.REST,
            name=setting.phrases.rest,
            frames=frames,
            scene=scene(
                self.planner.panel.between(turn, self._words(), frames),
                "rest",
                clip=picture,
                preview=picture,
                ring=SecondsRing(start=0, total=frames),
                ring_unit=setting.phrases.ring_seconds,
            ),
            cues=(*setting.sequence(self._said(frames), setting.frames(AFTER_TONE)), *counted),
            dropped=dropped,
            exercise=exercise.id,
            exercise_index=self.planner.index,
            side=turn.side,
            set=turn.set,
            place=place_of(exercise, turn.side),
            left=self.planner.approach.before,
            change=self.change,
            own_change=exercise.change_time is not None,
            span=self.step.span,
        )

    def _words(self) -> dict[str, str]:
        wording, setting = self.planner.wording, self.planner.setting
        side = wording.side_name(self.turn.side)
        needs = self.planner.approach.needs
        return {
            "kicker": setting.phrases.rest_next,
            "name": self.planner.step.name,
            "detail": " · ".join(
                filter(None, (side, shown_round(self.planner.step.round, setting.language)))
            ),
            "needs": setting.phrases.needs.format(needs=needs) if needs else "",
        }

    # --- how long, and what is said -------------------------------------------------------------------------

    def _frames(self) -> int:
        setting = self.planner.setting
        asked, least = setting.frames(self.step.seconds), self._needed(self._candidates()[-1])
        if least > asked:
            self._tell_longer(least)
        return max(asked, least)

    def _needed(self, lines: Lines) -> int:
        """Frames in which the lines are said, and one has got there."""
        setting = self.planner.setting
        cues = setting.sequence(lines, setting.frames(AFTER_TONE))
        told = cues[-1].range.stop + setting.frames(GAP) if cues else 0
        return told + setting.frames(max(self.change, Fraction(COUNTDOWN_SECONDS)))

    def _said(self, frames: int) -> Lines:
        fitting = (lines for lines in self._candidates() if self._needed(lines) <= frames)
        return next(fitting, ())

    def _candidates(self) -> list[Lines]:
        """What it could say, the fullest first: where to be, what comes, on which side, and what to have."""
        wording, setting = self.planner.wording, self.planner.setting
        place = place_of(self.planner.step, self.turn.side)
        where = wording.change(self.planner.approach.before, place) if setting.grammar.position else ""
        needs = self.planner.approach.needs if setting.grammar.needs else ""
        more = [f"{setting.phrases.needs.format(needs=needs)}."] if needs else []
        opening = relax(setting, self.step.voice)
        full, short = (
            tuple(
                setting.spoken(CueRole.NEXT, text, self.step.voice)
                for text in (where, *more, wording.next_work(self.turn, with_dose=with_dose))
                if text
            )
            for with_dose in (True, False)
        )
        return [(*opening, *full), full, (*opening, *short), short]

    def _tell_longer(self, frames: int) -> None:
        setting = self.planner.setting
        seconds = Fraction(round(setting.seconds(frames) * 10), 10)
        setting.warn(
            f"the rest before {self.planner.step.name} lasts {written_duration(seconds)}: so long it takes "
            "to be told what comes and to get there",
            self.step.span,
            "a longer rest for all, or exercises in one position after each other",
            estimated=not setting.measured,
        )
