"""The command `import`: what others have collected, into the project's own library."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.terminal import leave
from compiler.model.errors import ExitCode

if TYPE_CHECKING:
    from compiler.collection.reading import Told
    from compiler.collection.writing import Imported

FORMS = ("exercises",)


def import_exercises(
    file: Annotated[Path, typer.Argument(help="A collection of exercises (JSON).", show_default=False)],
    form: Annotated[str, typer.Option("--as", metavar="exercises", help="What it becomes.")] = FORMS[0],
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD,…", help="Only those with one of these words in their name or category."),
    ] = None,
    pictures: Annotated[
        Path | None,
        typer.Option("--pictures", metavar="FOLDER", help="Where its pictures are; beside it without this."),
    ] = None,
    licence: Annotated[str, typer.Option("--licence", help="Its licence, where it says none itself.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Write over what is there and differs.")] = False,
) -> None:
    """Bring exercises of a public collection into your library, each a file to read and mend."""
    from compiler.collection.reading import read_collection
    from compiler.collection.writing import Importing
    from compiler.load.project import project_of

    if form not in FORMS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMS)}", param_hint="--as")
    chosen = [told for told in read_collection(file) if _is_wanted(told, only or [])]
    if not chosen:
        raise typer.BadParameter("no exercise of the collection has such a word", param_hint="--only")
    importing = Importing(
        project=project_of(Path.cwd()),
        source=file,
        pictures=pictures or file.parent,
        licence=licence,
        replacing=replace,
    )
    done = importing.write(chosen)
    for one in done:
        _tell(one)
    _sum_up(done)
    leave(ExitCode.OK if any(not one.broken for one in done) else ExitCode.INVALID_ROUTINE)


def _is_wanted(told: "Told", only: list[str]) -> bool:
    words = [word.strip().casefold() for text in only for word in text.split(",") if word.strip()]
    names = f"{told.name} {told.category}".casefold()
    return not words or any(word in names for word in words)


def _tell(one: "Imported") -> None:
    if one.written:
        typer.echo(f"wrote {one.written}")
    else:
        typer.echo(f"kept {one.name}: {one.kept}", err=True)
    for note in one.notes:
        typer.echo(f"note: {one.name}: {note}", err=True)


def _sum_up(done: "tuple[Imported, ...]") -> None:
    written = [one for one in done if one.written]
    without = sum(not one.licence for one in written)
    if without:
        told = f"note: nothing says under which licence {without} of them are: find out, and add --licence"
        typer.echo(told, err=True)
    typer.echo(
        f"{len(written)} of {len(done)} exercises are imported. Nobody has reviewed their words: "
        "check says so wherever one is used"
    )
