"""The command `export`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli import completing
from compiler.cli.arguments import OneRoutine
from compiler.cli.flags import customisable
from compiler.cli.progress import progress_of
from compiler.cli.terminal import leave, length, say, tell
from compiler.model.errors import ExitCode

if TYPE_CHECKING:
    from compiler.export.formats import Format
    from compiler.pipeline.variants import Variant


@customisable
def export(
    routine: OneRoutine,
    wanted: tuple["Variant", ...],
    form: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="otio|fit|json",
            help="otio: for editors. fit: a workout for watches. json: for search engines.",
            autocompletion=completing.forms,
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.", show_default=False)],
    collect: Annotated[
        bool, typer.Option("--collect", help="With otio: copy video, films and music beside it.")
    ] = False,
) -> None:
    """Write the routine for another program."""
    from compiler.pipeline.exporting import export as export_routine
    from compiler.pipeline.request import Request
    from compiler.system.workshop import open_workshop

    row = _form(form)
    if collect and not row.needs_video:
        raise typer.BadParameter(f"there is nothing to collect for {row.name}", param_hint="--collect")
    if len(wanted) > 1:
        raise typer.BadParameter("one file holds one version: give one profile, patient and size")
    if _is_input(output, [routine[0], wanted[0].patient]):
        raise typer.BadParameter(f"{output} is what is read, and would be lost", param_hint="-o")
    request = Request(path=routine[0], variant=wanted[0])
    with open_workshop() as shop, progress_of(request.path.stem) as on_progress:
        made = export_routine(request, row, output, replace(shop, on_progress=on_progress), collect=collect)
    tell(made.diagnostics)
    say([f"wrote {made.path}: {length(made.timeline)}"])
    say(made.fit)
    leave(ExitCode.OK)


def _is_input(output: Path, files: "list[Path | None]") -> bool:
    return output.exists() and any(file and file.exists() and output.samefile(file) for file in files)


def _form(name: str) -> "Format":
    from compiler.export.formats import FORMATS

    row = FORMATS.get(name.lower())
    if row is None:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(FORMATS)}", param_hint="--as")
    return row
