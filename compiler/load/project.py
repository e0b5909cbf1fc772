"""Where a routine's files are: its project folder and the library that comes with the package.

A project is the nearest folder, at or above the routine, that has a file `followalong.txt` or a folder `assets` in
it, or the folder `routines` in which the routine lies; without any of these, the routine's own folder. What a routine
names must lie inside its project, in the library, or in a folder that the user, and never a routine, has settled:
a shared routine cannot read other files of the machine that builds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.model.names import composed, slug
from compiler.shipped import library_folder


def from_here(path: Path) -> Path:
    """The same file by a path from the current folder, where it lies in it: for showing."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def slug_of(path: Path) -> str:
    """What the results of the file at `path` are called."""
    return slug(path.stem)


MARKER = "followalong.txt"
"""A file of this name makes a folder a project, whatever else is in it; `followalong init` writes one."""


NOWHERE = "exercises.yaml"
"""Stands for a routine in a folder, where there is none that is read: its project is the folder's."""


def project_of(folder: Path) -> "Project":
    """The project that a folder belongs to."""
    return Project.of(folder / NOWHERE)


def _is_project(folder: Path, above: tuple[Path, ...]) -> bool:
    has_routine = folder / "routines" in above
    return has_routine or (folder / MARKER).is_file() or (folder / "assets").is_dir()


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with routines and assets of one's own, over the library that comes with the package."""

    folder: Path
    library: Path

    @staticmethod
    def of(routine: Path) -> "Project":
        """The project that a routine file belongs to."""
        start = Path.cwd() / routine.parent
        above = (start, *start.parents)
        return Project(next((f for f in above if _is_project(f, above)), start), library_folder())

    @property
    def asset_folders(self) -> tuple[Path, ...]:
        """The project's own assets first, then the library's."""
        return (self.folder / "assets", self.library)

    def routines(self, beside: Path) -> Iterator[Path]:
        """The routine files of the project, and those in the folder `beside`."""
        folders = (
            self.folder.glob("*.y*ml"),
            (self.folder / "routines").rglob("*.y*ml"),
            beside.glob("*.y*ml"),
        )
        yield from dict.fromkeys(path for found in folders for path in sorted(found))

    def named_files(self, kind: str, suffix: str = ".yaml") -> dict[str, Path]:
        """Files of a kind (exercises, figures) by their name without suffix; the project's own win."""
        found: dict[str, Path] = {}
        for assets in reversed(self.asset_folders):
            found.update({composed(path.stem): path for path in sorted((assets / kind).glob(f"*{suffix}"))})
        return found
