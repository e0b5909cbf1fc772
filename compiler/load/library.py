"""The exercises a routine may use: its own `exercises:`, then the project's files, then the library's."""

from pathlib import Path

from compiler.load.project import Project, from_here
from compiler.load.schema import ExerciseFile
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.yaml import Located, read_yaml


class Library:
    """Looks exercises up by name, reads each file once."""

    def __init__(self, project: Project, inline: dict[str, ExerciseFile], routine: Path) -> None:
        self._inline = inline
        self._routine = routine
        self._files = project.named_files("exercises")
        self._read: dict[str, ExerciseFile | None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every exercise there is, sorted."""
        return tuple(sorted({*self._inline, *self._files}))

    def find(self, name: Located[str]) -> tuple[ExerciseFile | None, Path, list[Diagnostic]]:
        """The exercise, the file it is in, and what is wrong (a broken file is reported once)."""
        if name.value in self._inline:
            return self._inline[name.value], self._routine, []
        path = self._files.get(name.value)
        if path is None:
            return None, self._routine, [self._unknown(name)]
        if name.value in self._read:
            return self._read[name.value], path, []
        exercise, problems = read_yaml(from_here(path), ExerciseFile)
        self._read[name.value] = exercise
        return exercise, path, problems

    def _unknown(self, name: Located[str]) -> Diagnostic:
        hint = did_you_mean(name.value, self.names) or f"there are: {', '.join(self.names)}"
        return Diagnostic(message=f"there is no exercise {name.value!r}", span=name.span, hint=hint)
