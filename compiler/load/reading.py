"""A YAML file that is being read: finds the files it names and collects what does not add up in it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from compiler.load.files import FileReference, find_file
from compiler.load.project import Project
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.yaml import Located

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """The file at `path`, and the project that what it names is looked for in."""

    path: Path
    project: Project
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def complain(self, message: str, span: SourceSpan | None, hint: str | None = None) -> None:
        """Note a mistake at its place."""
        self.diagnostics.append(Diagnostic(message=message, span=span, hint=hint))

    def warn(self, message: str, span: SourceSpan | None, hint: str | None = None) -> None:
        """Note what is worth knowing at its place, once."""
        found = Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING)
        if message not in {one.message for one in self.diagnostics}:
            self.diagnostics.append(found)

    def noting(self, found: tuple[T, list[Diagnostic]]) -> T:
        """What was found; the problems that came with it are noted."""
        self.diagnostics.extend(found[1])
        return found[0]

    def file(self, name: Located[str], kind: str, *, folder: bool = False) -> Path | None:
        """The file (or folder) of that name and kind of asset; None where it is not there, which is noted."""
        reference = FileReference(name.value, name.span, kind, folder)
        return self.noting(find_file(reference, self.project, self.path.parent))
