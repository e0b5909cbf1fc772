"""Profiles of a routine and patients' files -> layers of customisation; placeholders in words are checked here."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compiler.customise.layers import (
    Addition,
    CueChange,
    Customisation,
    DoseChange,
    DoseKind,
    FitTarget,
    Named,
    Scale,
)
from compiler.load.companions import PatientFile
from compiler.load.exercises import AUTHOR_PRIORITY, timed_line
from compiler.load.project import FileReference, Project, find_file, slug_of
from compiler.load.scalars import ALL
from compiler.load.schema import AdditionFile, CueFile, OverridesFile, ProfileFile
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.placeholders import PLACEHOLDERS, placeholders_in
from compiler.model.routine import Line
from compiler.yaml import Located, read_yaml

if TYPE_CHECKING:
    from compiler.load.loader import _Builder

LineOf = Callable[[CueFile], Line]


def profile_of(name: str, written: ProfileFile, builder: "_Builder") -> Customisation:
    """A profile with its cues and added steps looked up; what is wrong goes to the builder."""
    line = partial(builder.line, allowed=frozenset(PLACEHOLDERS))
    words = written.title or written.summary
    return Customisation(
        name=name,
        title=written.title.value if written.title else None,
        summary=written.summary.value if written.summary else None,
        additions=tuple(_addition(entry, builder) for entry in written.add),
        span=words.span if words else None,
        **_common(written, line),
    )


def load_patient(path: Path, known: Sequence[str]) -> tuple[Customisation | None, list[Diagnostic]]:
    """A patient's file as a layer, with what is wrong in it; None where it cannot be read. It may lie anywhere.

    It may speak of any of the `known` exercises, be they in the routine or not; a name that is none of them is a
    mistake, because the patient would get somebody else's dose.
    """
    written, problems = read_yaml(path, PatientFile)
    if written is None:
        return None, problems
    project = Project.of(path)

    def line(cue: CueFile) -> Line:
        problems.extend(placeholder_problems(cue.say, frozenset(PLACEHOLDERS)))
        recording = None
        if cue.audio:
            reference = FileReference(cue.audio.value, cue.audio.span, "audio")
            recording, missing = find_file(reference, project, path.parent)
            problems.extend(missing)
        return Line(text=cue.say.value, span=cue.say.span, recording=recording)

    found = Customisation(
        name=slug_of(path), patient=written.name.value, lenient=True, **_common(written, line)
    )
    problems += [_no_exercise(named, known) for named in found.names if named.exercise not in known]
    return found, problems


def _no_exercise(named: Named, known: Sequence[str]) -> Diagnostic:
    hint = did_you_mean(named.exercise, known) or f"there are: {', '.join(known)}"
    return Diagnostic(message=f"there is no exercise {named.exercise!r}", span=named.span, hint=hint)


def placeholder_problems(words: Located[str], allowed: frozenset[str]) -> list[Diagnostic]:
    """Names in braces that nothing can be filled in for."""
    problems = []
    for name in dict.fromkeys(placeholders_in(words.value)):
        if name in allowed:
            continue
        if name in PLACEHOLDERS:
            message = f"{{{name}}} has no value here"
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS if one in allowed)
            hint = f"there is {known}" if known else "nothing is filled in here"
        else:
            message = f"there is no {{{name}}} to fill in"
            hint = did_you_mean(name, PLACEHOLDERS) or f"there are: {', '.join(PLACEHOLDERS)}"
        problems.append(Diagnostic(message=message, span=words.span, hint=hint))
    return problems


def _common(written: OverridesFile, line: LineOf) -> dict[str, Any]:
    """What profiles and patients' files share, as fields of a Customisation."""
    rate = written.words_per_minute
    return {
        "doses": tuple(
            change for kind in DoseKind for change in _doses(kind, getattr(written, kind.value) or {})
        ),
        "scale": Scale(factor=written.scale.value, span=written.scale.span) if written.scale else None,
        "fit": FitTarget(seconds=written.fit.value, span=written.fit.span) if written.fit else None,
        "only": tuple(_named(name) for name in written.only),
        "skip": tuple(_named(name) for name in written.skip),
        "cues": tuple(_cue_change(name, cues, line) for name, cues in written.cues.items()),
        "words_per_minute": rate.value if rate else None,
    }


def _doses(kind: DoseKind, written: Mapping[str, Located[Any]]) -> list[DoseChange]:
    return [
        DoseChange(
            kind=kind,
            value=Fraction(dose.value),
            exercise=None if name == ALL else name,
            span=dose.span,
        )
        for name, dose in written.items()
    ]


def _named(name: Located[str]) -> Named:
    return Named(exercise=name.value, span=name.span)


def _cue_change(name: str, cues: tuple[CueFile, ...], line: LineOf) -> CueChange:
    return CueChange(
        exercise=None if name == ALL else name,
        cues=tuple(timed_line(cue, line, AUTHOR_PRIORITY) for cue in cues),
        span=cues[0].at.span if cues else None,
    )


def _addition(written: AdditionFile, builder: "_Builder") -> Addition:
    place = written.after or written.before
    assert place is not None
    return Addition(beside=_named(place), after=written.after is not None, steps=builder.steps(written.steps))
