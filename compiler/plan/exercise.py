"""An exercise as steps: get ready, then for each set each side its full time, with switches and rests."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from compiler.language import duration_words, known_language, number_words, spoken_duration
from compiler.model.placeholders import filled, placeholders_in
from compiler.model.routine import ExerciseStep, Line, Side
from compiler.model.timeline import (
    Clip,
    Cue,
    CueRole,
    ProgressBar,
    RepsRing,
    Ring,
    SecondsRing,
    StepKind,
    TimelineExercise,
)
from compiler.model.timing import written_duration
from compiler.plan.cues import Wish, place, start_frame
from compiler.plan.doses import dose_words, side_words
from compiler.plan.pictures import demonstration, holding, phase_frames, repeating, still
from compiler.plan.scenes import scene_of
from compiler.plan.setting import GAP, LEAD, TAIL, Draft, Setting, Spoken, hold_tones, place_countdown

COUNT_PRIORITY = 10
SHORTEST_SETUP = Fraction(6)
COUNTDOWN_SECONDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One unit of the dose: a set on a side, the `index`-th of `count` in its exercise."""

    set: int
    side: Side | None
    index: int
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Words by their place in the layout (some may be empty), and the bar on top."""

    words: dict[str, str]
    progress: ProgressBar


@dataclass(frozen=True, slots=True)
class ExercisePlanner:
    """Drafts for one exercise, the `index`-th (from 0) of `count` in the routine."""

    step: ExerciseStep
    index: int
    count: int
    setting: Setting
    next_name: str = ""

    def drafts(self) -> Iterator[Draft]:
        """The exercise from getting ready to its last set."""
        turns = self.turns()
        yield self.setup(turns[0])
        for turn in turns:
            yield self.dose(turn)
            if turn.index + 1 < turn.count:
                following = turns[turn.index + 1]
                yield self.switch(following) if following.set == turn.set else self.set_rest(following)

    def frames_without_rests(self) -> int:
        """How long all of it takes but the rests between sets: what :meth:`drafts` adds up to."""
        turns, dose, setting = self.turns(), self.step.dose, self.setting
        if dose.hold is not None:
            once = setting.frames(dose.hold)
        else:
            once = (dose.reps or 1) * sum(phase_frames(dose.tempo, setting))
        switches = (b for a, b in pairwise(turns) if a.set == b.set)
        frames = {turn.side: self.switch(turn).frames for turn in turns[1:2] if turn.set == 1}
        changing = sum(frames[turn.side] for turn in switches)
        return self.setup(turns[0]).frames + len(turns) * once + changing

    def turns(self) -> tuple[Turn, ...]:
        dose = self.step.dose
        sides: tuple[Side | None, ...] = dose.sides or (None,)
        count = dose.sets * len(sides)
        pairs = [(number, side) for number in range(1, dose.sets + 1) for side in sides]
        return tuple(Turn(set=n, side=s, index=i, count=count) for i, (n, s) in enumerate(pairs))

    # --- words ----------------------------------------------------------------------------------------------

    def side_name(self, side: Side | None) -> str:
        if side is None:
            return ""
        return side_words(side, self.step.side_names, self.setting.phrases)

    def fields(self, side: Side | None) -> dict[str, str]:
        """Values of `{hold}`, `{side}` … as they are spoken; in a language without words of ours, as digits."""
        dose, language = self.step.dose, known_language(self.setting.routine.language)
        return {
            "name": self.step.name,
            "side": self.side_name(side),
            "next": self.next_name,
            "hold": spoken_duration(dose.hold, language) if dose.hold else "",
            "reps": number_words(dose.reps, language) if dose.reps else "",
            "sets": number_words(dose.sets, language),
        }

    def line(self, role: CueRole, line: Line, side: Side | None) -> Spoken:
        text = filled(line.text, self.fields(side))
        return self.setting.spoken(role, text, self.step.voice, line)

    def own(self, role: CueRole, text: str) -> Spoken:
        return self.setting.spoken(role, text, self.step.voice)

    def shown(self, turn: Turn, detail: str, frames: int, *, done: bool = False) -> Shown:
        """What every picture of this exercise has: panel words and the bar on top."""
        side = self.side_name(turn.side)
        words = {"name": self.step.name, "detail": detail, "side": side[:1].upper() + side[1:]}
        start, stop = Fraction(turn.index, turn.count), Fraction(turn.index + done, turn.count)
        return Shown(words, self.progress(start, stop, frames))

    def progress(self, start: Fraction, stop: Fraction, frames: int) -> ProgressBar:
        return ProgressBar(index=self.index, count=self.count, start=start, stop=stop, frames=frames)

    # --- get ready ------------------------------------------------------------------------------------------

    def setup(self, turn: Turn) -> Draft:
        """Name, dose and setup words over the demonstration; the last three seconds count down."""
        step, setting = self.step, self.setting
        lines: tuple[Spoken, ...] = (self.own(CueRole.INTRODUCTION, self._introduction()),)
        lines += self.setup_lines(turn)
        if len(step.dose.sides) == 2:
            text = setting.phrases.starting_side.format(side=self.side_name(turn.side))
            lines += (self.own(CueRole.SETUP, text),)
        cues = setting.sequence(lines, setting.frames(LEAD))
        needed = cues[-1].range.stop + setting.frames(GAP) + setting.frames(COUNTDOWN_SECONDS)
        frames = self._setup_frames(needed, lines)
        counted, dropped = place_countdown(setting, step.voice, frames)
        shown = self.shown(turn, dose_words(step.dose, setting.language, spoken=False), frames)
        if step.speaker:  # a name card while the exercise is explained; the dose itself stays uncluttered
            shown.words.update(speaker=step.speaker.name, speaker_role=step.speaker.role)
        ring = setting.frames(COUNTDOWN_SECONDS)
        return Draft(
            kind=StepKind.SETUP,
            name=step.name,
            frames=frames,
            scene=scene_of(
                "exercise",
                {**shown.words, "ring_unit": setting.phrases.ring_seconds},
                setting.phrases,
                progress=shown.progress,
                clip=demonstration(step, turn.side, frames, setting),
                ring=SecondsRing(start=frames - ring, total=ring),
            ),
            cues=(*cues, *counted),
            dropped=(*self._unsaid(step.setup), *dropped),
            exercise=step.id,
            exercise_index=self.index,
            side=turn.side,
            set=turn.set,
            span=step.span,
            chapter=step.name,
            told=self.told(),
        )

    def setup_lines(self, turn: Turn) -> tuple[Spoken, ...]:
        """What the author wrote to get ready by, all that has a meaning here."""
        meant = (line for line in self.step.setup if not self._lacking(line))
        return tuple(self.line(CueRole.SETUP, line, turn.side) for line in meant)

    def told(self) -> TimelineExercise:
        """The exercise as data, for what stands beside the video."""
        step, first = self.step, self.turns()[0]
        return TimelineExercise(
            id=step.id,
            name=step.name,
            dose=step.dose,
            dose_words=dose_words(step.dose, self.setting.language, spoken=False),
            setup=tuple(spoken.utterance.text for spoken in self.setup_lines(first)),
            needs=step.needs,
            sources=step.sources,
            speaker=step.speaker,
        )

    def _introduction(self) -> str:
        words = dose_words(self.step.dose, self.setting.language, spoken=True)
        return f"{self.step.name}. {words[:1].upper()}{words[1:]}."

    def _setup_frames(self, needed: int, lines: tuple[Spoken, ...]) -> int:
        """As long as the words need, or the author's slot if they fit into it."""
        step, setting = self.step, self.setting
        if step.setup_time is None:
            return max(needed, setting.frames(SHORTEST_SETUP))
        given = setting.frames(step.setup_time)
        if needed > given:
            longest = max(lines[1:] or lines, key=setting.speech_frames)
            others = needed - setting.speech_frames(longest)
            takes = written_duration(Fraction(round(setting.seconds(needed) * 10 + Fraction(1, 2)), 10))
            setting.too_long(longest, given - others, f"give it setup_time: {takes}", step.span)
        return max(needed, given)

    # --- the dose -------------------------------------------------------------------------------------------

    def dose(self, turn: Turn) -> Draft:
        return self.hold(turn) if self.step.dose.hold is not None else self.reps(turn)

    def hold(self, turn: Turn) -> Draft:
        setting = self.setting
        assert self.step.dose.hold is not None
        frames = setting.frames(self.step.dose.hold)
        return self._dosed(
            turn,
            StepKind.HOLD,
            frames,
            clip=holding(self.step, turn.side, setting),
            ring=SecondsRing(start=0, total=frames),
            ring_unit=setting.phrases.ring_seconds,
        )

    def _dose_detail(self, turn: Turn) -> str:
        phrases, dose = self.setting.phrases, self.step.dose
        parts = [phrases.hold] if dose.hold is not None else [self._tempo_words()]
        if dose.sets > 1:
            parts.append(phrases.set_of.format(i=turn.set, n=dose.sets))
        elif dose.hold is not None:
            parts.append(duration_words(dose.hold, self.setting.language, spoken=False))
        return " · ".join(part for part in parts if part)

    def _tempo_words(self) -> str:
        words = " · ".join(phase.name.replace("_", " ") for phase in self.step.dose.tempo)
        return words[:1].upper() + words[1:]

    def reps(self, turn: Turn) -> Draft:
        setting = self.setting
        reps = self.step.dose.reps or 1
        rep_frames = sum(phase_frames(self.step.dose.tempo, setting))
        return self._dosed(
            turn,
            StepKind.REPS,
            reps * rep_frames,
            clip=repeating(self.step, turn.side, setting),
            ring=RepsRing(reps=reps, rep_frames=rep_frames),
            ring_unit=setting.phrases.ring_of.format(n=reps),
            counts=self._counts(reps, rep_frames),
        )

    def _dosed(
        self,
        turn: Turn,
        kind: StepKind,
        frames: int,
        *,
        clip: Clip,
        ring: Ring,
        ring_unit: str,
        counts: Sequence[Wish] = (),
    ) -> Draft:
        """The time of the dose itself; only a hold ticks before it ends."""
        step, setting = self.step, self.setting
        placed = place([*self._wishes(turn, frames), *counts], frames, setting)
        shown = self.shown(turn, self._dose_detail(turn), frames, done=True)
        return Draft(
            kind=kind,
            name=step.name,
            frames=frames,
            scene=scene_of(
                "exercise",
                {**shown.words, "ring_unit": ring_unit},
                setting.phrases,
                progress=shown.progress,
                clip=clip,
                ring=ring,
                fade_in=turn.index > 0,
            ),
            cues=placed.cues,
            tones=hold_tones(setting, frames, ticks=kind is StepKind.HOLD),
            dropped=(*placed.dropped, *self._unsaid(cue.line for cue in step.cues)),
            exercise=step.id,
            exercise_index=self.index,
            side=turn.side,
            set=turn.set,
            span=step.span,
        )

    def _wishes(self, turn: Turn, frames: int) -> list[Wish]:
        return [
            Wish(
                spoken=self.line(CueRole.CUE, cue.line, turn.side),
                start=start_frame(cue, frames, self.setting),
                priority=cue.priority,
                required=cue.required,
            )
            for cue in self.step.cues
            if not self._lacking(cue.line)
        ]

    def _lacking(self, line: Line) -> str | None:
        """The first name in braces that has no value for this exercise."""
        sides = self.step.dose.sides
        values = self.fields(sides[0] if sides else None)
        return next((name for name in placeholders_in(line.text) if not values.get(name)), None)

    def _unsaid(self, lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
        """Lines that cannot be filled in: the last exercise has no next one, and cues may be for all exercises."""
        lacking = ((line.text, self._lacking(line)) for line in lines)
        return tuple(
            (text, "nothing comes after this exercise" if name == "next" else f"{{{name}}} has no value here")
            for text, name in lacking
            if name
        )

    def _counts(self, reps: int, rep_frames: int) -> list[Wish]:
        """Each rep's number as the rep begins."""
        language = known_language(self.setting.routine.language)
        return [
            Wish(
                spoken=self.own(CueRole.COUNT, number_words(n + 1, language).capitalize()),
                start=n * rep_frames,
                priority=COUNT_PRIORITY,
                required=False,
            )
            for n in range(reps)
        ]

    # --- between --------------------------------------------------------------------------------------------

    def switch(self, following: Turn) -> Draft:
        step, setting = self.step, self.setting
        now = setting.phrases.now_side.format(side=self.side_name(following.side))
        text = f"{setting.phrases.switch}, {now}."
        cues = setting.sequence((self.own(CueRole.SWITCH, text),), setting.frames(Fraction(6, 10)))
        needed = cues[-1].range.stop + setting.frames(GAP + COUNTDOWN_SECONDS)
        frames = max(needed, setting.frames(step.switch_time))
        counted, dropped = place_countdown(setting, step.voice, frames)
        done = Fraction(following.index, following.count)
        words = {
            "title": setting.phrases.switch,
            "detail": f"{step.name} · {now}",
            "ring_unit": setting.phrases.ring_seconds,
        }
        return Draft(
            kind=StepKind.SWITCH,
            name=setting.phrases.switch,
            frames=frames,
            scene=scene_of(
                "switch",
                words,
                setting.phrases,
                progress=self.progress(done, done, frames),
                ring=SecondsRing(start=0, total=frames),
            ),
            cues=(*cues, *counted),
            dropped=dropped,
            exercise=step.id,
            exercise_index=self.index,
            side=following.side,
            set=following.set,
            span=step.span,
        )

    def set_rest(self, following: Turn) -> Draft:
        """The rest before another set of the same exercise, with the countdown into it."""
        step, setting = self.step, self.setting
        phrases, language = setting.phrases, setting.language
        frames = setting.frames(step.rest_between)
        counted, dropped = place_countdown(setting, step.voice, frames)
        stop = counted[0].range.start if counted else frames
        set_of = phrases.say_next_set.format(
            i=number_words(following.set, language), n=number_words(step.dose.sets, language)
        )
        cues, unsaid = first_that_fits(
            setting,
            [
                self.own(CueRole.NEXT, f"{phrases.say_rest} {set_of}"),
                self.own(CueRole.NEXT, phrases.say_rest),
            ],
            stop,
        )
        done = Fraction(following.index, following.count)
        detail = phrases.set_of.format(i=following.set, n=step.dose.sets)
        side = self.side_name(following.side)
        words = {
            "kicker": phrases.rest_next,
            "name": step.name,
            "detail": f"{detail} · {side}" if side else detail,
            "ring_unit": phrases.ring_seconds,
        }
        picture = still(step, following.side, setting)
        return Draft(
            kind=StepKind.REST,
            name=phrases.rest,
            frames=frames,
            scene=scene_of(
                "rest",
                words,
                phrases,
                progress=self.progress(done, done, frames),
                clip=picture,
                preview=picture,
                ring=SecondsRing(start=0, total=frames),
            ),
            cues=(*cues, *counted),
            dropped=(*unsaid, *dropped),
            exercise=step.id,
            exercise_index=self.index,
            side=following.side,
            set=following.set,
            span=step.span,
        )


def first_that_fits(
    setting: Setting, candidates: list[Spoken], stop: int
) -> tuple[tuple[Cue, ...], tuple[tuple[str, str], ...]]:
    """The first of the tool's own lines that ends, with a breath, before frame `stop`."""
    start = setting.frames(Fraction(6, 10))
    for spoken in candidates:
        cue = setting.cue(spoken, start)
        if cue.range.stop + setting.frames(TAIL) <= stop:
            return (cue,), ()
    return (), ((candidates[0].utterance.text, "the rest is too short for it"),)
