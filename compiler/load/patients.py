"""A patient's file -> a layer of customisation."""

from collections.abc import Sequence
from pathlib import Path

from compiler.customise.layers import Customisation, Named
from compiler.load.companions import PatientFile
from compiler.load.profiles import overrides_of
from compiler.load.project import Project, slug_of
from compiler.load.reading import Reading
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.system.file_names import as_stored
from compiler.yaml import read_yaml


def load_patient(path: Path, known: Sequence[str]) -> tuple[Customisation | None, list[Diagnostic]]:
    """A patient's file as a layer, with what is wrong in it; None where it cannot be read. It may lie anywhere.

    It may speak of any of the `known` exercises, be they in the routine or not; a name that is none of them is a
    mistake, because the patient would get somebody else's dose.
    """
    path = as_stored(path)
    written, problems = read_yaml(path, PatientFile)
    if written is None:
        return None, problems
    reading = Reading(path, Project.of(path))
    found = Customisation(
        name=slug_of(path),
        patient=written.name.value,
        lenient=True,
        **overrides_of(written, reading),
    )
    unknown = [_no_exercise(named, known) for named in found.names if named.exercise not in known]
    return found, [*problems, *reading.diagnostics, *unknown]


def _no_exercise(named: Named, known: Sequence[str]) -> Diagnostic:
    hint = did_you_mean(named.exercise, known) or f"there are: {', '.join(known)}"
    return Diagnostic(message=f"there is no exercise {named.exercise!r}", span=named.span, hint=hint)
