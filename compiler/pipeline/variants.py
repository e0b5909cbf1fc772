"""One routine, many videos: which version is wanted, and the routine made into it.

Layers count in the order that docs/language.md states. Then comes the fit, which needs to know how long
speech takes and is therefore done while planning.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from pathlib import Path

from compiler.customise import Customisation, Customised, VoiceChange, customise
from compiler.customise.layers import FitTarget
from compiler.customise.progression import Progression, layers_in
from compiler.load import (
    Loaded,
    OptionProblem,
    Patient,
    Project,
    Row,
    load_patient,
    load_routine,
    load_row,
)
from compiler.model.errors import Diagnostic, Severity, SourceSpan, ToolFailed, errors_among
from compiler.model.hints import did_you_mean
from compiler.model.names import composed
from compiler.model.routine import Routine, SourceFile, Voice
from compiler.model.timing import clock
from compiler.model.voicing import with_voices
from compiler.narrate.choosing import resolved, voice_choice
from compiler.pipeline.framing import framed
from compiler.plan import Fitted, LengthOf, fit
from compiler.store import file_digest
from compiler.system.file_names import as_stored

AS_WRITTEN = "standard"
"""The profile that every routine has: what its steps say, unless it describes one of that name."""

NEARLY = Fraction(1, 20)
"""The share of its length by which speech may take another time than was estimated."""

_SHORTER = "; a shorter title and end card (title: for:, end: no) leave more of it to the exercises"

Size = tuple[str, tuple[int, int]]
"""A size as it was named, and its width and height in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Which version of a routine is wanted; by default the one that is written.

    `patient` is a patient's file, or with `row` the table that the row is of.
    """

    profile: str | None = None
    size: Size | None = None
    language: str | None = None
    patient: Path | None = None
    row: Row | None = None
    week: int | None = None
    changes: Customisation | None = None
    beyond_range: bool = False
    fit_exactly: bool = False

    @property
    def row_name(self) -> str:
        """What is put behind the table's path to tell its rows apart: `#ana`."""
        return f"#{self.row.file}" if self.row else ""

    @property
    def asks_for_nothing(self) -> bool:
        """Whether the doses are those that are written."""
        given = (self.profile, self.patient, self.week, self.changes)
        return all(one is None for one in given)


@dataclass(frozen=True, slots=True)
class Asked:
    """A patient who was asked for: the file, or the row of the table that it is; nobody without either."""

    path: Path | None = None
    row: Row | None = None

    @property
    def week(self) -> int | None:
        """The week that the row says."""
        return self.row.week if self.row else None


def variants(
    base: Variant,
    *,
    patients: Sequence["Asked"],
    profiles: Sequence[str],
    sizes: Sequence[Size],
    weeks: Sequence[int] = (),
) -> tuple[Variant, ...]:
    """`base` in every combination of the patients, profiles, weeks and sizes; a row's own week stands for none."""
    combined = product(patients or (Asked(),), profiles or (None,), weeks or (None,), sizes or (None,))
    return tuple(
        replace(base, patient=who.path, row=who.row, profile=profile, week=week or who.week, size=size)
        for who, profile, week, size in combined
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A routine made into a variant, all but its fit. `customised` is None where it cannot be made sense of.

    `voices` are those of a file that made no routine. `weeks` are those from which on something changes.
    """

    customised: Customised | None
    profiles: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    voices: tuple[Voice, ...] = ()

    @property
    def beyond_range(self) -> tuple[str, ...]:
        """Doses outside their range that somebody chose to go on with."""
        return tuple(d.message for d in self.diagnostics if d.beyond_range)


def prepare(path: Path, variant: Variant, *, animatic: bool, unsaved: str | None = None) -> Prepared:
    """Read the routine at `path` and apply the layers of `variant`; every mistake of all of them is told."""
    loaded = load_routine(
        path,
        animatic=animatic,
        beyond_range=variant.beyond_range,
        language=variant.language,
        unsaved=unsaved,
    )
    if loaded.routine is None:
        return Prepared(customised=None, diagnostics=loaded.diagnostics, voices=loaded.voices)
    chosen = _chosen(loaded, variant)
    layers, problems = chosen.layers, chosen.problems
    customised = customise(loaded.routine, layers, beyond_range=variant.beyond_range)
    return Prepared(
        customised=replace(
            customised, routine=framed(_sized(_sourced(_voiced(customised.routine), variant), variant.size))
        ),
        profiles=tuple(loaded.profiles),
        weeks=chosen.weeks,
        diagnostics=(
            *loaded.diagnostics,
            *problems,
            *customised.diagnostics,
            *_idle_week(loaded, variant, chosen, customised),
        ),
    )


def _idle_week(loaded: Loaded, variant: Variant, chosen: "_Chosen", made: Customised) -> Iterator[Diagnostic]:
    """That a week says what was so before it; week 1 may write out what all begin with."""
    number = variant.week
    place = dict(chosen.places).get(number) if number else None
    if loaded.routine is None or number in {None, 1} or place is None or errors_among(made.diagnostics):
        return
    before = max((week for week in chosen.weeks if week < number), default=None)
    layers = _chosen(loaded, replace(variant, week=before)).layers or (Customisation(),)
    plain = customise(loaded.routine, layers, beyond_range=variant.beyond_range)
    if replace(plain.routine, variant="") == replace(made.routine, variant="") and plain.fit == made.fit:
        since = f"in week {before}" if before else "it is without it"
        yield Diagnostic(
            message=f"this week changes nothing: all is as {since}",
            span=place,
            hint="what a week says holds until a later one says otherwise",
            severity=Severity.WARNING,
        )


def _voiced(routine: Routine) -> Routine:
    """With the engine that each `auto` comes to on this machine."""
    return with_voices(routine, resolved)


def _sourced(routine: Routine, variant: Variant) -> Routine:
    """With what it was made from; nothing of the machine is in it but what lies in the project."""
    project = Project.of(routine.path).folder
    source = SourceFile(
        path=_inside(routine.path, project),
        sha256=file_digest(routine.path),
        profile=variant.profile or "",
        patient=_inside(variant.patient, project) + variant.row_name if variant.patient else "",
        week=variant.week,
    )
    return replace(routine, source=source)


def _inside(path: Path, project: Path) -> str:
    """The path in the project, with slashes; only the name of a file that lies elsewhere."""
    place, root = full_path(path), project.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else place.name


def full_path(path: Path) -> Path:
    """Where a file is, by the name that it has there."""
    stored = as_stored(path)
    return stored.parent.resolve() / stored.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The layers of a variant, what is wrong with what asks for them, the weeks that they know, and where these are."""

    layers: tuple[Customisation, ...]
    problems: tuple[Diagnostic, ...]
    weeks: tuple[int, ...]
    places: tuple[tuple[int, SourceSpan | None], ...]


def _chosen(loaded: Loaded, variant: Variant) -> _Chosen:
    """Week, profile, patient, the patient's week, command line: the order that docs/language.md states."""
    profile, problems = _profile(loaded, variant)
    patient, found = _patient(loaded, variant)
    own = patient.progression if patient else ()
    weeks = tuple(sorted({week.number for week in (*loaded.progression, *own)}))
    named, more = _week(variant, weeks, loaded)
    layers = (
        *_in_week(variant, loaded.progression),
        profile,
        _apart(patient.layer, loaded) if patient else None,
        *_in_week(variant, own),
        named,
        variant.changes,
    )
    told = (*problems, *found, *more)
    return _Chosen(
        layers=tuple(layer for layer in layers if layer),
        problems=told,
        weeks=weeks,
        places=tuple((week.number, week.place) for week in (*loaded.progression, *own)),
    )


def _profile(loaded: Loaded, variant: Variant) -> tuple[Customisation | None, list[Diagnostic]]:
    if variant.profile is None:
        return None, []
    profile = loaded.profiles.get(composed(variant.profile))
    if profile is None and variant.profile == AS_WRITTEN:
        profile = Customisation(name=AS_WRITTEN)
    return profile, [] if profile else [_unknown_profile(variant.profile, loaded)]


def _patient(loaded: Loaded, variant: Variant) -> tuple[Patient | None, list[Diagnostic]]:
    if variant.patient is None:
        return None, []
    routine = loaded.routine
    path, language = (routine.path, routine.language) if routine else (None, "")
    if variant.row:
        return load_row(variant.row, variant.patient, loaded.exercises, path, language)
    return load_patient(variant.patient, loaded.exercises, path, language)


def _in_week(variant: Variant, progression: Progression) -> tuple[Customisation, ...]:
    return tuple(layers_in(variant.week, progression)) if variant.week else ()


def _week(
    variant: Variant, weeks: tuple[int, ...], loaded: Loaded
) -> tuple[Customisation | None, list[Diagnostic]]:
    """The week's part of the names of results, and that there is no such week."""
    if variant.week is None:
        return None, []
    asked = f"--week {variant.week}"
    if not weeks:
        hint = "write what changes from which week on: progression: {week 1: {hold: 20s}}"
        return None, [Diagnostic(message=f"{asked}: there is no progression", hint=hint)]
    problems = []
    if variant.week < weeks[0]:
        message = (
            f"{asked}: the progression begins with week {weeks[0]}, so that doses are as they are written"
        )
        problems.append(Diagnostic(message=message, severity=Severity.WARNING))
    return _apart(Customisation(name=f"week-{variant.week}"), loaded, "in"), problems


def _apart(layer: Customisation, loaded: Loaded, word: str = "for") -> Customisation:
    """A patient's or week's layer, called otherwise than every profile: results are never taken for each other."""
    taken = {AS_WRITTEN, *(profile.name for profile in loaded.profiles.values())}
    same = layer.name.casefold() in {name.casefold() for name in taken}
    return replace(layer, name=f"{word}-{layer.name}") if same else layer


def _unknown_profile(name: str, loaded: Loaded) -> Diagnostic:
    known = sorted({AS_WRITTEN, *loaded.profiles})
    hint = did_you_mean(name, known) or f"it has: {', '.join(known)}"
    return Diagnostic(message=f"--profile {name}: the routine has no profile {name!r}", hint=hint)


def _sized(routine: Routine, size: Size | None) -> Routine:
    """In another size than its own, the size goes into the name."""
    if size is None or size[1] == routine.size:
        return routine
    name, pixels = size
    return replace(routine, size=pixels, variant=".".join(filter(None, (routine.variant, name))))


def voice_change(text: str) -> VoiceChange:
    """Another voice, as in `--voice kokoro:af_heart`.

    Raises:
        OptionProblem: there is no such engine or voice.
    """
    try:
        engine, name = voice_choice(text)
    except ToolFailed as error:
        raise OptionProblem("--voice", str(error)) from None
    return VoiceChange(engine=engine, name=name)


def fitted(customised: Customised, length_of: LengthOf) -> tuple[Routine, Fitted | None]:
    """The routine as long as asked, if a length was asked for."""
    if customised.fit is None:
        return customised.routine, None
    found = fit(customised.routine, customised.fit.seconds, length_of, customised.fixed)
    return found.routine, found


def fit_problem(found: Fitted, target: FitTarget, *, exactly: bool, measured: bool) -> Diagnostic | None:
    """That a fit could not do what was asked: only a warning, unless it was to be met `exactly`.

    Where speech is only estimated, a length that is nearly reached may be reached once it is measured.
    """
    if found.exact:
        return None
    asked, too_long = target.origin or "fit", found.seconds > found.asked
    message = f"{asked} cannot be reached; the nearest that the ranges allow is {clock(found.seconds)}"
    return Diagnostic(
        message=message,
        span=target.span,
        hint="widen the ranges of the exercises, or choose another length" + (_SHORTER if too_long else ""),
        severity=Severity.ERROR if exactly else Severity.WARNING,
        estimated=not measured and abs(found.seconds - found.asked) < found.asked * NEARLY,
    )


def fit_told(found: Fitted) -> Iterator[str]:
    """What a fit did, for people."""
    if found.exact:
        yield f"fit: {clock(found.asked)} as asked"
    else:
        yield f"fit: {clock(found.seconds)}, the nearest to {clock(found.asked)} that the ranges allow"
    for change in found.changed:
        yield f"     {change}"
