"""A patient's file, or a row of a table of them -> a layer of customisation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.customise.layers import Customisation, Named
from compiler.customise.progression import Progression
from compiler.load.avoiding import avoided_of
from compiler.load.companions import PatientFile
from compiler.load.profiles import overrides_of, progression_of
from compiler.load.project import Project, slug_of
from compiler.load.reading import Reading
from compiler.load.tables import Row
from compiler.load.tongue import stays_foreign
from compiler.model.errors import Diagnostic, errors_among
from compiler.model.hints import did_you_mean
from compiler.system.file_names import as_stored
from compiler.yaml import Mapping, parse_nodes, read_nodes, read_text, read_yaml


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient's own layer, and what changes in it by week."""

    layer: Customisation
    progression: Progression = ()


def load_patient(
    path: Path, known: Sequence[str], routine: Path | None = None, language: str = ""
) -> tuple[Patient | None, list[Diagnostic]]:
    """A patient's file, with what is wrong in it; None where it cannot be read. It may lie anywhere.

    It may speak of any of the `known` exercises, be they in the routine or not, and of those that other routines
    of the `routine`'s project have of their own; a name that is none of them is a mistake, because the patient
    would get somebody else's dose. `language` is the routine's: words that a file says to be in another one are told.
    """
    path = as_stored(path)
    written, problems = read_yaml(path, PatientFile)
    if written is None:
        return None, problems
    found, more = _patient(written, slug_of(path), path, known, routine)
    return found, [*problems, *more, *_foreign(written, found, language)]


def load_row(
    row: Row, table: Path, known: Sequence[str], routine: Path | None = None, language: str = ""
) -> tuple[Patient | None, list[Diagnostic]]:
    """The patient of a row of the `table`; what is returned is as with :func:`load_patient`."""
    if errors_among(row.problems):
        return None, list(row.problems)
    written, problems = read_nodes(row.keys, PatientFile)
    if written is None:
        return None, [*row.problems, *problems]
    found, more = _patient(written, row.file, as_stored(table), known, routine)
    return found, [*row.problems, *problems, *more, *_foreign(written, found, language)]


def _foreign(written: PatientFile, patient: Patient | None, language: str) -> Iterator[Diagnostic]:
    if written.lang and language and patient:
        layers = (patient.layer, *(week.changes for week in patient.progression))
        yield from stays_foreign(layers, written.lang.value, language)


def _patient(
    written: PatientFile, name: str, path: Path, known: Sequence[str], routine: Path | None
) -> tuple[Patient | None, list[Diagnostic]]:
    reading = Reading(path, Project.of(path))
    avoid, meaningless = avoided_of(written.avoid, Project.of(routine or path), known)
    found = Customisation(
        name=name,
        patient=written.name.value,
        lenient=True,
        avoid=avoid,
        **overrides_of(written, reading),
    )
    weeks = progression_of(written, lenient=True)
    layers = (found, *(week.changes for week in weeks))
    unknown = [named for one in layers for named in one.names if named.exercise not in known]
    if unknown and routine:
        known = sorted({*known, *_own_exercises_of_all(routine)})
    problems = [_no_exercise(named, known) for named in unknown if named.exercise not in known]
    return Patient(found, weeks), [*reading.diagnostics, *meaningless, *problems]


def _own_exercises_of_all(routine: Path) -> Iterator[str]:
    """Names under `exercises:` of every routine of the project; what else is in those files is not looked at."""
    for path in Project.of(routine).routines(routine.parent):
        text, _ = read_text(path)
        root, _ = parse_nodes(text, path) if text is not None else (None, [])
        entry = root.entries.get("exercises") if isinstance(root, Mapping) else None
        yield from entry.value.entries if entry and isinstance(entry.value, Mapping) else ()


def is_patient_file(path: Path) -> bool:
    """Whether the file at `path` is a patient's, without a mistake in it."""
    return read_yaml(path, PatientFile)[0] is not None


def _no_exercise(named: Named, known: Sequence[str]) -> Diagnostic:
    hint = did_you_mean(named.exercise, known) or f"there are: {', '.join(known)}"
    return Diagnostic(message=f"there is no exercise {named.exercise!r}", span=named.span, hint=hint)
