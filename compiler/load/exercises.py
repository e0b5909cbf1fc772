"""A step that does an exercise: what the library says, overlaid with what the routine says."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compiler.language import HOLD_WORDS
from compiler.load.ranges import HoldFile, RepsFile, RestFile, SetsFile
from compiler.load.schema import (
    CueFile,
    ExerciseFile,
    ExerciseStepFile,
)
from compiler.model.errors import Diagnostic, Severity
from compiler.model.hints import did_you_mean
from compiler.model.routine import (
    Dose,
    ExerciseStep,
    FigureUse,
    Limits,
    Line,
    Media,
    Phase,
    PhaseRole,
    Side,
    Speaker,
    TimedLine,
)
from compiler.yaml import Located

if TYPE_CHECKING:
    from compiler.load.loader import _Builder

DEFAULT_REST = Fraction(10)
DEFAULT_SWITCH = Fraction(6)
LIBRARY_PRIORITY = 40
AUTHOR_PRIORITY = 60


def build(step: ExerciseStepFile, builder: "_Builder") -> ExerciseStep | None:
    """The resolved step, or None with the builder's diagnostics told."""
    exercise, path, problems = builder.library.find(step.exercise)
    builder.diagnostics += problems
    if exercise is None:
        return None
    return _Resolver(step, exercise, path, builder).step()


class _Resolver:
    """One step against one library entry: the step's own word goes first, key by key."""

    def __init__(
        self, step: ExerciseStepFile, exercise: ExerciseFile, path: Path, builder: "_Builder"
    ) -> None:
        self.written = step
        self.exercise = exercise
        self.folder = path.parent
        self.builder = builder

    def pick(self, key: str) -> Any:
        """What the step says under `key`, else what the exercise says, else None."""
        own = getattr(self.written, key)
        return own if own is not None else getattr(self.exercise, key)

    def value(self, key: str, default: Any) -> Any:
        located = self.pick(key)
        return located.value if located is not None else default

    def complain(self, message: str, span: Any, hint: str | None = None) -> None:
        self.builder.diagnostics.append(Diagnostic(message=message, span=span, hint=hint))

    def step(self) -> ExerciseStep | None:
        written, exercise = self.written, self.exercise
        speaker = self.builder.speaker(written.speaker)
        media = self._media(speaker)
        dose = self._dose(media)
        second = self._second_side_media()
        if media is None or dose is None:
            return None
        defaults = self.builder.written.defaults
        names = self.pick("side_names")
        rest = self.pick("rest") or (defaults.rest if defaults else None)
        allowed = fillable(dose)
        return ExerciseStep(
            id=written.exercise.value,
            name=(written.name or exercise.name).value,
            dose=dose,
            first_side=Side(self.value("first_side", "left")),
            media=media,
            second_side_media=second,
            setup=tuple(self.builder.line(line, allowed) for line in self.pick("setup") or ()),
            needs=self.value("needs", ""),
            side_names=(names.left.value, names.right.value) if names else None,
            cues=self._cues(allowed),
            rest_between=rest.default.value if rest else DEFAULT_REST,
            switch_time=_first(self.pick("switch_time"), defaults and defaults.switch_time, DEFAULT_SWITCH),
            setup_time=self.value("setup_time", None),
            hold_limits=limits_of(exercise.hold),
            reps_limits=limits_of(exercise.reps),
            sets_limits=limits_of(exercise.sets),
            rest_limits=limits_of(rest),
            voice=speaker.voice if speaker else self.builder.voice,
            speaker=speaker,
            span=written.exercise.span,
        )

    def _media(self, speaker: Speaker | None) -> Media | None:
        pictures = self.builder.pictures
        source = self.written if self.written.clip or self.written.figure else self.exercise
        folder = self.builder.path.parent if source is self.written else self.folder
        if source.clip:
            media, problems = pictures.footage(source.clip, folder)
        elif source.figure:
            media, problems = pictures.figure(source.figure, speaker.presenter if speaker else None)
        else:
            media, problems = pictures.none_given(self.exercise.name.value, self.written.exercise.span)
        self.builder.diagnostics += problems
        return media

    def _second_side_media(self) -> Media | None:
        clip = self.pick("second_side_clip")
        if clip is None:
            return None
        media, problems = self.builder.pictures.footage(clip, self.folder)
        self.builder.diagnostics += problems
        return media

    # --- dose -----------------------------------------------------------------------------------------------

    def _dose(self, media: Media | None) -> Dose | None:
        sets = self._within("sets", self.written.sets, self.exercise.sets, 1)
        sides = self._sides()
        if self.written.reps or (self.exercise.reps and not self.written.hold):
            reps = self._within("reps", self.written.reps, self.exercise.reps, 1)
            tempo = self._tempo(media)
            return Dose(reps=reps, tempo=tempo, sets=sets, sides=sides) if tempo else None
        hold = self._within("hold", self.written.hold, self.exercise.hold, Fraction(0))
        return Dose(hold=hold, sets=sets, sides=sides)

    def _within(self, key: str, own: Any, library: Any, default: Any) -> Any:
        """The step's dose or the library's; outside the library's range is a mistake."""
        if own is None:
            return library.default.value if library else default
        limits = limits_of(library)
        if limits and not limits.minimum <= own.value <= limits.maximum:
            self._complain_of_range(key, own, limits)
        return own.value

    def _complain_of_range(self, key: str, own: Located[Any], limits: Limits) -> None:
        go_on = self.builder.beyond_range
        shown, low, high = (_shown(key, n) for n in (own.value, limits.minimum, limits.maximum))
        message = f"{key} of {shown} is outside the range of {self.exercise.name.value}, {low} to {high}"
        hint = f"the range is set in {limits.span}"
        self.builder.diagnostics.append(
            Diagnostic(
                message=message,
                span=own.span,
                hint=hint if go_on else f"{hint}; --beyond-range goes on all the same",
                severity=Severity.WARNING if go_on else Severity.ERROR,
                beyond_range=go_on,
            )
        )

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
        if not written:
            name = self.exercise.name.value
            self.complain(
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
                self.complain(message, seconds.span, hint)
        return tuple(
            Phase(name=p.name, seconds=written[p.name].value if p.name in written else p.seconds, role=p.role)
            for p in figure.phases
        )

    # --- cues -----------------------------------------------------------------------------------------------

    def _cues(self, allowed: frozenset[str]) -> tuple[TimedLine, ...]:
        line = partial(self.builder.line, allowed=allowed)
        if self.written.cues is not None:
            return tuple(timed_line(cue, line, AUTHOR_PRIORITY) for cue in self.written.cues)
        changed = bool(self.written.hold or self.written.reps or self.written.tempo)
        cues = self.exercise.cues or ()
        return tuple(timed_line(cue, line, LIBRARY_PRIORITY, required=not changed) for cue in cues)


def fillable(dose: Dose) -> frozenset[str]:
    """What a line of an exercise with that dose can be filled with."""
    kinds = {"hold"} if dose.hold is not None else {"reps"}
    return frozenset({"name", "next", "sets", *kinds, *({"side"} if dose.sides else ())})


def timed_line(
    cue: CueFile, line_of: Callable[[CueFile], Line], priority: int, *, required: bool = True
) -> TimedLine:
    """A cue as written; `priority` is for one that gives none."""
    at = cue.at.value
    return TimedLine(
        line=line_of(cue),
        anchor=at.anchor,
        offset=at.offset,
        priority=cue.priority.value if cue.priority else priority,
        required=required,
        span=cue.at.span,
    )


def _first(*candidates: Any) -> Fraction:
    """The first that was written; the last candidate is a plain default."""
    located = next((c for c in candidates[:-1] if c), None)
    return Fraction(located.value if located else candidates[-1])


def limits_of(written: HoldFile | RepsFile | SetsFile | RestFile | None) -> Limits | None:
    """The range of a dose, if one is written; an end that is not written is the default."""
    if written is None or (written.min is None and written.max is None):
        return None
    default = written.default
    return Limits(
        minimum=Fraction((written.min or default).value),
        maximum=Fraction((written.max or default).value),
        span=(written.min or written.max or default).span,
    )


def _shown(key: str, value: Any) -> str:
    return f"{float(value):g}s" if key == "hold" else str(int(value))


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
