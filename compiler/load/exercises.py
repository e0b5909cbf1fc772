"""A step that does an exercise: what the library says, overlaid with what the routine says."""

from fractions import Fraction
from typing import Any

from compiler.customise.layers import DoseKind
from compiler.customise.ranges import range_problem
from compiler.language import HOLD_WORDS
from compiler.load.callouts import callouts_of, inset_of
from compiler.load.context import Context
from compiler.load.highlights import tinted
from compiler.load.library import Entry
from compiler.load.lines import AUTHOR_PRIORITY, LIBRARY_PRIORITY, line_of, timed_line
from compiler.load.places import placed
from compiler.load.project import from_here
from compiler.load.ranges import limits_of
from compiler.load.say_as import names_of
from compiler.load.schema import ExerciseFile, ExerciseStepFile, PositionFile
from compiler.model.about import About, Caution, Level, Movement, Region
from compiler.model.hints import did_you_mean
from compiler.model.moments import moment_problem
from compiler.model.placeholders import fillable
from compiler.model.position import Body, Position, Which
from compiler.model.routine import (
    DEFAULT_REST,
    Dose,
    ExerciseStep,
    FigureUse,
    Footage,
    Media,
    Phase,
    PhaseRole,
    Side,
    Speaker,
    TimedLine,
)
from compiler.yaml import Located, value_of


def exercise_step(step: ExerciseStepFile, context: Context) -> ExerciseStep | None:
    """The step with everything about it decided, or None where it makes no sense, which is noted."""
    entry = context.reading.noting(context.library.find(step.exercise))
    return _Resolver(step, entry, context).step() if entry else None


class _Resolver:
    """One step against one library entry: the step's own word goes first, key by key."""

    def __init__(self, step: ExerciseStepFile, entry: Entry, context: Context) -> None:
        self.written = step
        self.exercise = entry.exercise
        self.path = entry.path
        self.folder = entry.path.parent
        self.context = context
        self.reading = context.reading

    def pick(self, key: str) -> Any:
        """What the step says under `key`, else what the exercise says, else None."""
        own = getattr(self.written, key)
        return own if own is not None else getattr(self.exercise, key)

    def value(self, key: str, default: Any) -> Any:
        located = self.pick(key)
        return located.value if located is not None else default

    def step(self) -> ExerciseStep | None:
        written, exercise = self.written, self.exercise
        self._warn_of_words()
        speaker = self.context.speakers.find(written.speaker, self.reading)
        media = self._media(speaker)
        dose = self._dose(media)
        second = self._second_side_media()
        if media is None or dose is None:
            return None
        defaults = self.context.defaults
        names = self.pick("side_names")
        rest = self.pick("rest") or defaults.rest
        allowed = fillable(dose)
        beside = self.reading.path.parent if written.inset else self.folder
        return ExerciseStep(
            id=written.exercise.value,
            name=(written.name or exercise.name).value,
            dose=dose,
            first_side=Side(self.value("first_side", "left")),
            media=media,
            second_side_media=second,
            setup=tuple(line_of(line, allowed, self.reading) for line in self.pick("setup") or ()),
            switch=tuple(line_of(line, allowed, self.reading) for line in self.pick("switch") or ()),
            needs=self.value("needs", ""),
            position=position_of(self.pick("position")),
            change_time=self.value("change_time", None),
            side_names=(names.left.value, names.right.value) if names else None,
            cues=self._cues(allowed, dose),
            rest_between=rest.default.value if rest else DEFAULT_REST,
            switch_time=value_of(self.pick("switch_time") or defaults.switch_time, None),
            setup_time=self.value("setup_time", None),
            hold_limits=limits_of(exercise.hold),
            reps_limits=limits_of(exercise.reps),
            sets_limits=limits_of(exercise.sets),
            rest_limits=limits_of(rest),
            voice=speaker.voice if speaker else self.context.speakers.voice,
            say_as=names_of(exercise.say_as),
            speaker=speaker,
            sources=(*(source.value for source in exercise.sources), *_licence_of(exercise)),
            about=about_of(exercise),
            chapter=value_of(written.chapter, ""),
            callouts=callouts_of(self.pick("callouts"), media, dose, exercise.name.value, self.context),
            inset=inset_of(self.pick("inset"), beside, self.context),
            span=written.exercise.span,
        )

    def _warn_of_words(self) -> None:
        """Where a program wrote the words down, and nobody has read them since."""
        reviewed = self.exercise.reviewed
        if reviewed is None or reviewed.value:
            return
        message = f"the words of {self.exercise.name.value} were imported, and nobody has reviewed them"
        hint = f'read {from_here(self.path)}, mend it, and delete its line "reviewed: no"'
        self.reading.warn(message, self.written.exercise.span, hint)

    def _media(self, speaker: Speaker | None) -> Media | None:
        pictures = self.context.pictures
        own = self.written.clip or self.written.photos or self.written.figure
        source = self.written if own else self.exercise
        folder = self.reading.path.parent if source is self.written else self.folder
        if source.clip:
            found = pictures.footage(source.clip, folder)
        elif source.photos:
            found = pictures.photos(source.photos, folder)
        elif source.figure:
            found = pictures.figure(source.figure, speaker.presenter if speaker else None)
        else:
            found = pictures.none_given(self.exercise.name.value, self.written.exercise.span)
        media = self.reading.noting(found)
        media = placed(media, self.written, self.exercise, self.context.places, self.reading)
        media = tinted(media, self.written, self.exercise, self.reading)
        if isinstance(media, Footage) and media.sound and media.sound.speaks:
            hint = "sound: keep lets it be heard under the cues; a step with say: can have a clip that speaks"
            message = "sound: speaks is for a clip of a step with say:"
            self.reading.complain(message, media.span, hint)
        return media

    def _second_side_media(self) -> Media | None:
        clip = self.pick("second_side_clip")
        if clip is None:
            return None
        folder = self.reading.path.parent if clip is self.written.second_side_clip else self.folder
        return self.reading.noting(self.context.pictures.footage(clip, folder))

    # --- dose -----------------------------------------------------------------------------------------------

    def _dose(self, media: Media | None) -> Dose | None:
        sets = self._within(DoseKind.SETS, self.written.sets, self.exercise.sets, 1)
        sides, load = self._sides(), self.value("load", None)
        if self.written.reps or (self.exercise.reps and not self.written.hold):
            reps = self._within(DoseKind.REPS, self.written.reps, self.exercise.reps, 1)
            tempo = self._tempo(media)
            return Dose(reps=reps, tempo=tempo, sets=sets, sides=sides, load=load) if tempo else None
        hold = self._within(DoseKind.HOLD, self.written.hold, self.exercise.hold, Fraction(0))
        return Dose(hold=hold, sets=sets, sides=sides, load=load)

    def _within(self, kind: DoseKind, own: Located[Any] | None, library: Any, default: Any) -> Any:
        """The step's dose or the library's; outside the library's range is a mistake."""
        if own is None:
            return library.default.value if library else default
        problem = range_problem(
            kind, Fraction(own.value), limits_of(library), self.exercise.name.value,
            span=own.span, beyond_range=self.context.beyond_range,
        )  # fmt: skip
        self.reading.diagnostics.extend([problem] if problem else [])
        return own.value

    def _sides(self) -> tuple[Side, ...]:
        word = self.value("sides", "none")
        first = Side(self.value("first_side", "left"))
        return {"both": (first, first.other), "none": ()}.get(word) or (
            (Side(word),) if word in {"left", "right"} else ()
        )

    def _tempo(self, media: Media | None) -> tuple[Phase, ...]:
        written: dict[str, Located[Any]] = self.pick("tempo") or {}
        if isinstance(media, FigureUse):
            return self._figure_tempo(media, written)
        if not written and self.exercise.figure:  # its count stays when somebody films it
            found = self.reading.noting(self.context.pictures.figure(self.exercise.figure, None))
            return found.phases if isinstance(found, FigureUse) else ()
        if not written:
            name = self.exercise.name.value
            self.reading.complain(
                f"{name} has reps but no tempo",
                self.written.exercise.span,
                hint="say how one rep goes: tempo: {lift: 2s, hold: 1s, lower: 2s}",
            )
        return _phases(written)

    def _figure_tempo(self, figure: FigureUse, written: dict[str, Located[Any]]) -> tuple[Phase, ...]:
        """The figure's own phases, each as long as the tempo says."""
        own = {phase.name: phase for phase in figure.phases}
        for name, seconds in written.items():
            if name not in own:
                hint = did_you_mean(name, own) or f"its phases are: {', '.join(own)}"
                message = f"the figure of {self.exercise.name.value} has no phase {name!r}"
                self.reading.complain(message, seconds.span, hint)
        return tuple(
            Phase(name=p.name, seconds=written[p.name].value if p.name in written else p.seconds, role=p.role)
            for p in figure.phases
        )

    # --- cues -----------------------------------------------------------------------------------------------

    def _cues(self, allowed: frozenset[str], dose: Dose) -> tuple[TimedLine, ...]:
        own = self.written.cues
        priority = LIBRARY_PRIORITY if own is None else AUTHOR_PRIORITY
        written = (self.exercise.cues or ()) if own is None else own
        required = own is not None or self._is_as_its_author_wrote_it()
        cues = tuple(timed_line(cue, allowed, self.reading, priority, required=required) for cue in written)
        meant = own is not None or bool(self.exercise.reps) == bool(dose.reps)
        problems = (moment_problem(cue, dose, self.exercise.name.value) for cue in cues if meant)
        self.reading.diagnostics.extend(problem for problem in problems if problem)
        return cues

    def _is_as_its_author_wrote_it(self) -> bool:
        """Whether the exercise is of the routine's own project and its dose unchanged, so that its cues must fit."""
        step = self.written
        if self.context.library.is_shipped(step.exercise.value):
            return False
        return not (step.hold or step.reps or step.tempo)


def about_of(written: ExerciseFile) -> About:
    """What the exercise says of itself."""
    things = written.equipment
    return About(
        regions=tuple(Region(one.value) for one in written.region),
        movements=tuple(Movement(one.value) for one in written.movements),
        equipment=tuple(one.value for one in things) if things is not None else None,
        level=Level(written.level.value) if written.level else None,
        purpose=value_of(written.purpose, ""),
        careful_with=tuple(
            Caution(one.about.value, value_of(one.source, "")) for one in written.careful_with
        ),
    )


def position_of(written: PositionFile | None) -> Position | None:
    """The position as it is written."""
    if written is None:
        return None
    return Position(
        body=Body(written.body.value),
        down=Which(written.down.value) if written.down else None,
        holding=value_of(written.holding, ""),
        strap=Which(written.strap.value) if written.strap else None,
    )


def _phases(written: dict[str, Located[Any]]) -> tuple[Phase, ...]:
    """Roles by name: before a hold goes in, after it comes out; with no hold the last phase comes out."""
    names = list(written)
    holds = [i for i, name in enumerate(names) if name.lower() in HOLD_WORDS]
    turn = holds[0] if holds else len(names) - 1

    def role(index: int) -> PhaseRole:
        if index in holds:
            return PhaseRole.HOLD
        return PhaseRole.MOVE_IN if index < turn else PhaseRole.MOVE_OUT

    return tuple(Phase(name=name, seconds=written[name].value, role=role(i)) for i, name in enumerate(names))


def _licence_of(exercise: ExerciseFile) -> tuple[str, ...]:
    """The licence, as it is told among the sources."""
    return (f"licence: {exercise.licence.value}",) if exercise.licence else ()
