"""The files that a routine names: looked for in its project and in the library, and nowhere else."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from compiler.load.project import Project
from compiler.load.settings import footage_folders
from compiler.model.errors import Diagnostic, ExitCode, SourceSpan
from compiler.model.hints import near_names
from compiler.system.file_names import as_stored


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

    A clip may lie in a folder that the user has settled for footage. Never elsewhere outside
    the project: not by `..`, an absolute path, `~`, or a symbolic link.
    """
    name = reference.text
    if Path(name).is_absolute() or name.startswith(("~", "/", "\\")) or name[1:2] == ":" or "\0" in name:
        return None, [_outside(reference)]
    footage = footage_folders() if reference.kind == "clips" else ()
    bases = [assets / reference.kind for assets in project.asset_folders]
    bases += [*footage, beside, project.folder]
    for base in bases:
        try:
            found = as_stored(base / name).resolve()
        except (OSError, RuntimeError):  # a loop of symbolic links
            return None, [_wrong(reference, f"{name} is a loop of links")]
        if not _exists(as_stored(base / name)):
            continue
        if not any(
            found.is_relative_to(root.resolve()) for root in (project.folder, project.library, *footage)
        ):
            return None, [_outside(reference)]
        return found, []
    if not (bases[-1] / name).resolve().is_relative_to(project.folder.resolve()):
        return None, [_outside(reference)]
    hint = _near_names(name, bases, Path.is_dir if reference.folder else Path.is_file)
    places = " or ".join(_shown(bases, project, footage))
    message = f"there is no {'folder' if reference.folder else 'file'} {name} in {places}"
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


def _shown(bases: Iterable[Path], project: Project, footage: Collection[Path]) -> list[str]:
    """Where a file was looked for, but for the library that nobody puts files into."""
    return [
        f"{base}{'' if base.is_dir() else ', which is not there now,'}"
        if base in footage
        else str(base.relative_to(project.folder))
        if base != project.folder
        else "the project"
        for base in dict.fromkeys(bases)
        if base in footage or base.is_relative_to(project.folder)
    ]


def _near_names(name: str, bases: Iterable[Path], wanted: Callable[[Path], bool]) -> str | None:
    beside = (p for base in bases if base.is_dir() for p in base.iterdir() if wanted(p))
    names = {p.name for p in beside if p.suffix not in {".yaml", ".yml"}}
    return near_names(Path(name).name, names, cutoff=0.5)
