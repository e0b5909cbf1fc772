"""The exercises a routine may use: its own `exercises:`, then the project's files, then the library's."""

from dataclasses import dataclass
from pathlib import Path

from compiler.load.project import Project, from_here
from compiler.load.schema import ExerciseFile
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.shipped import library_folder
from compiler.yaml import Located, read_yaml


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise as it is written, and the file it is written in."""

    exercise: ExerciseFile
    path: Path


class Library:
    """Looks exercises up by name, reads each file once."""

    def __init__(self, project: Project, inline: dict[str, ExerciseFile], routine: Path) -> None:
        self._inline = inline
        self._routine = routine
        self._files = project.named_files("exercises")
        self._read: dict[str, Entry | None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every exercise there is, sorted."""
        return tuple(sorted({*self._inline, *self._files}))

    def find(self, name: Located[str]) -> tuple[Entry | None, list[Diagnostic]]:
        """The exercise, and what is wrong (a broken file is reported once)."""
        if name.value in self._inline:
            return Entry(self._inline[name.value], self._routine), []
        path = self._files.get(name.value)
        if path is None:
            return None, [self._unknown(name)]
        problems: list[Diagnostic] = []
        if name.value not in self._read:
            exercise, problems = read_yaml(from_here(path), ExerciseFile)
            self._read[name.value] = Entry(exercise, path) if exercise else None
        return self._read[name.value], problems

    def words_of(self, name: str) -> frozenset[str]:
        """The texts of an exercise's file; none of one that the routine has itself, or that is nowhere."""
        entry = self._read.get(name)
        return texts_of(entry.exercise) if entry and name not in self._inline else frozenset()

    def is_shipped(self, name: str) -> bool:
        """Whether the exercise is one of those that come with the tool, whose words are English."""
        path = self._files.get(name)
        return path is not None and name not in self._inline and path.is_relative_to(library_folder())

    def _unknown(self, name: Located[str]) -> Diagnostic:
        hint = did_you_mean(name.value, self.names) or f"there are: {', '.join(self.names)}"
        return Diagnostic(message=f"there is no exercise {name.value!r}", span=name.span, hint=hint)


def texts_of(exercise: ExerciseFile) -> frozenset[str]:
    """Everything in an exercise that is shown or said."""
    said = (*(exercise.setup or ()), *(exercise.switch or ()))
    lines = [*(line.say for line in said), *(cue.say for cue in exercise.cues or ())]
    lines += [callout.text for callout in exercise.callouts or ()]
    sides = exercise.side_names
    named = [exercise.name, exercise.needs, *((sides.left, sides.right) if sides else ())]
    phases = (name.replace("_", " ") for name in exercise.tempo or ())
    load = exercise.load.value if exercise.load else None
    loads = (load.written,) if load and not load.unit else ()
    told = (text.value for text in named if text)
    return frozenset((*phases, *loads, *(line.value for line in lines), *told))
