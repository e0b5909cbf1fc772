"""Arguments that several commands share, and what is said of files that cannot be meant."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from compiler.cli import completing


def there(paths: Iterable[Path]) -> list[Path]:
    """The same, if none of them is a folder or a pattern that the shell found no file for.

    Raises:
        BadParameter: one of them is; the message says what there is in its place.
    """
    paths = list(paths)
    for path in paths:
        if _is(Path.is_dir, path):
            raise typer.BadParameter(f"{path} is a folder; {_files_in(path, 'give its files')}")
        if set("*?[") & set(path.name) and not _is(Path.exists, path):
            raise typer.BadParameter(f"no file is called like {path}; {_files_in(path.parent, 'there are')}")
    return paths


def _is(question: Callable[[Path], bool], path: Path) -> bool:
    try:
        return question(path)
    except (OSError, ValueError):  # no system takes such a name: told when it is opened
        return False


def distinct(paths: Iterable[Path]) -> list[Path]:
    """Each once.

    Raises:
        BadParameter: what two of them make would be written under the same names.
    """
    from compiler.load import slug_of

    known: dict[str, Path] = {}
    for path in paths:
        other = known.setdefault(slug_of(path), path)
        if other != path:
            message = f"what {other} and {path} make would lie under the same name; build them into two folders (-o)"
            raise typer.BadParameter(message)
    return list(known.values())


def _files_in(folder: Path, words: str) -> str:
    if not folder.is_dir():
        return f"there is no folder {folder} either"
    names = sorted(path.name for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return f"{words}: {shown}" if names else "there is no YAML file in it"


def _one(paths: list[Path]) -> list[Path]:
    if len(paths) > 1:
        given = ", ".join(str(path) for path in paths)
        raise typer.BadParameter(f"one routine at a time; {len(paths)} files are given: {given}")
    return there(paths)


Routines = Annotated[
    list[Path],
    typer.Argument(
        help="Routine files (YAML).",
        show_default=False,
        metavar="ROUTINE",
        callback=there,
        autocompletion=completing.routines,
    ),
]
OneRoutine = Annotated[
    list[Path],
    typer.Argument(
        help="A routine file (YAML).",
        show_default=False,
        metavar="ROUTINE",
        callback=_one,
        autocompletion=completing.routines,
    ),
]
"""A list, so that a second file is told as what it is; holds exactly one."""
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        envvar="FOLLOWALONG_ON",
        metavar="tcp://HOST:PORT",
        help="Work on the Dask cluster of that scheduler (followalong[dask]).",
    ),
]
Animatic = Annotated[bool, typer.Option("--animatic", help="Show a card where a clip is not filmed yet.")]
