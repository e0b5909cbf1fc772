"""Where a routine's files are: its project folder and the library that comes with the package.

A project is the nearest folder at or above the routine that has an `assets` folder; without one, the routine's
own folder. What a routine names must lie inside its project or in the library: a shared routine cannot read
other files of the machine that builds it.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from compiler.model.errors import Diagnostic, ExitCode, SourceSpan
from compiler.shipped import library_folder


def from_here(path: Path) -> Path:
    """The same file by a path from the current folder, where it lies in it: for showing."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def slug_of(path: Path) -> str:
    """A safe file name from a routine's file name: lower case letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:80].rstrip("-_") or "routine"
    return f"{slug}-routine" if _DEVICE.fullmatch(slug) else slug


_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with routines and assets of one's own, over the library that comes with the package."""

    folder: Path
    library: Path

    @staticmethod
    def of(routine: Path) -> "Project":
        """The project that a routine file belongs to."""
        start = Path.cwd() / routine.parent
        for folder in (start, *start.parents):
            if (folder / "assets").is_dir():
                return Project(folder, library_folder())
        return Project(start, library_folder())

    @property
    def asset_folders(self) -> tuple[Path, ...]:
        """The project's own assets first, then the library's."""
        return (self.folder / "assets", self.library)

    def named_files(self, kind: str, suffix: str = ".yaml") -> dict[str, Path]:
        """Files of a kind (exercises, figures) by their name without suffix; the project's own win."""
        found: dict[str, Path] = {}
        for assets in reversed(self.asset_folders):
            found.update({path.stem: path for path in sorted((assets / kind).glob(f"*{suffix}"))})
        return found


@dataclass(frozen=True, slots=True)
class FileReference:
    """A file, or a folder, as an author names it, and the kind of asset it is (clips, audio)."""

    text: str
    span: SourceSpan
    kind: str
    folder: bool = False


def find_file(
    reference: FileReference, project: Project, beside: Path
) -> tuple[Path | None, list[Diagnostic]]:
    """The file that `reference` names, looked for in the assets, beside the YAML file and in the project.

    Never outside the project and the library: not by `..`, an absolute path, `~`, or a symbolic link.
    """
    name = reference.text
    if Path(name).is_absolute() or name.startswith(("~", "/", "\\")) or name[1:2] == ":" or "\0" in name:
        return None, [_outside(reference)]
    bases = [assets / reference.kind for assets in project.asset_folders]
    bases += [beside, project.folder]
    for base in bases:
        try:
            found = (base / name).resolve()
        except (OSError, RuntimeError):  # a loop of symbolic links
            return None, [_wrong(reference, f"{name} is a loop of links")]
        if not _exists(base / name):
            continue
        if not any(found.is_relative_to(root.resolve()) for root in (project.folder, project.library)):
            return None, [_outside(reference)]
        return found, []
    if not (bases[-1] / name).resolve().is_relative_to(project.folder.resolve()):
        return None, [_outside(reference)]
    hint = _near_names(name, bases, Path.is_dir if reference.folder else Path.is_file)
    message = f"there is no {'folder' if reference.folder else 'file'} {name} in {' or '.join(_shown(bases, project))}"
    return None, [_wrong(reference, message, hint, ExitCode.BAD_MEDIA)]


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:  # a name that is too long
        return False


def _outside(reference: FileReference) -> Diagnostic:
    hint = f"copy the file into assets/{reference.kind} and name it without a path"
    return _wrong(reference, f"{reference.text} lies outside the project", hint)


def _wrong(
    reference: FileReference,
    message: str,
    hint: str | None = None,
    exit_code: ExitCode = ExitCode.INVALID_ROUTINE,
) -> Diagnostic:
    return Diagnostic(message=message, span=reference.span, hint=hint, exit_code=exit_code)


def _shown(bases: Iterable[Path], project: Project) -> list[str]:
    inside = [b for b in dict.fromkeys(bases) if b.is_relative_to(project.folder)]
    return [str(b.relative_to(project.folder)) if b != project.folder else "the project" for b in inside]


def _near_names(name: str, bases: Iterable[Path], wanted: Callable[[Path], bool]) -> str | None:
    beside = (p for base in bases if base.is_dir() for p in base.iterdir() if wanted(p))
    names = {p.name for p in beside if p.suffix not in {".yaml", ".yml"}}
    close = difflib.get_close_matches(Path(name).name, sorted(names), n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else None
