"""The command `handout`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.arguments import Routines
from compiler.cli.flags import customisable
from compiler.cli.patients import requests_of
from compiler.cli.progress import progress_of
from compiler.cli.terminal import leave, say, tell
from compiler.model.errors import ExitCode, FollowalongError

if TYPE_CHECKING:
    from compiler.handout.paper import Print
    from compiler.model.timeline import Timeline
    from compiler.pipeline.handout import Handout
    from compiler.pipeline.request import Request
    from compiler.pipeline.variants import Variant
    from compiler.system.workshop import Workshop

OUTPUT = Path("output")


@customisable
def handout(
    routines: Routines,
    wanted: tuple["Variant", ...],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="A .pdf or .html file, or a folder.", show_default=False),
    ] = None,
    paper: Annotated[str, typer.Option("--paper", metavar="a4|letter", help="The size of the paper.")] = "a4",
    big: Annotated[bool, typer.Option("--big", help="Big letters and pictures.")] = False,
) -> None:
    """Write a sheet to print: pictures, doses, steps, a table to tick off, a code that leads to the video."""
    from compiler.system.workshop import open_workshop

    how = _print(paper, big=big)
    asked = requests_of(routines, wanted)
    _refuse(output, asked)
    code = ExitCode.OK
    with open_workshop() as shop:
        for request in asked:
            try:
                _one(request, how, output, shop)
            except FollowalongError as error:
                if len(asked) == 1:
                    raise
                tell(error.diagnostics)
                code = code or error.exit_code
    leave(code)


def write_beside(request: "Request", output: Path, shop: "Workshop") -> None:
    """Write the sheet as PDF on A4 into the folder of the video's results, and say so."""
    from compiler.handout.paper import Print
    from compiler.pipeline.handout import handout as write

    def place(timeline: "Timeline") -> Path:
        return output / timeline.slug / timeline.file_name("pdf", "handout")

    made = write(request, Print(), place, shop)
    say([f"wrote {made.path}{_length(made, Print())}"])


def _print(paper: str, *, big: bool) -> "Print":
    from compiler.handout.paper import Paper, Print

    names = {one.value for one in Paper}
    if paper.lower() not in names:
        raise typer.BadParameter(f"{paper!r} is none of {', '.join(sorted(names))}", param_hint="--paper")
    return Print(paper=Paper(paper.lower()), big=big)


def _refuse(output: Path | None, asked: "list[Request]") -> None:
    """A file that cannot be meant."""
    from compiler.pipeline.handout import SUFFIXES

    if output is None or output.is_dir() or not output.suffix:
        return
    if output.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"{output} ends neither with .pdf nor with .html", param_hint="-o")
    if len(asked) > 1:
        raise typer.BadParameter(
            f"{len(asked)} sheets do not fit into one file: give a folder", param_hint="-o"
        )


def _one(request: "Request", how: "Print", output: Path | None, shop: "Workshop") -> None:
    from compiler.pipeline.handout import handout as write

    def place(timeline: "Timeline") -> Path:
        if output and output.suffix and not output.is_dir():
            return output.with_suffix(output.suffix.lower())
        return (output or OUTPUT / timeline.slug) / timeline.file_name("pdf", "" if output else "handout")

    with progress_of(request.path.stem) as on_progress:
        made = write(request, how, place, replace(shop, on_progress=on_progress))
    tell(made.diagnostics)
    say([f"wrote {made.path}{_length(made, how)}"])
    say([f"its code leads to {made.address}" if made.address else "no code: the video has no address yet"])


def _length(made: "Handout", how: "Print") -> str:
    if made.pages is None:
        return ""
    name = how.paper.value.capitalize()
    return f": {made.pages} page{'s' if made.pages > 1 else ''}, {name}"
