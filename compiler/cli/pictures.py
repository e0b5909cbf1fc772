"""The commands `contact-sheet` and `clip`: pictures without a video."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from compiler.cli import completing
from compiler.cli.arguments import Animatic, OneRoutine
from compiler.cli.progress import progress_of
from compiler.cli.terminal import code_of, leave, say, tell
from compiler.model.errors import ExitCode


def contact_sheet(
    routine: OneRoutine,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The PNG to write.", show_default=False)
    ] = None,
    animatic: Animatic = False,
) -> None:
    """Draw one picture with a frame of every step."""
    from compiler.pipeline.check import check
    from compiler.pipeline.contact_sheet import write_contact_sheet
    from compiler.pipeline.request import Request
    from compiler.system.workshop import open_workshop

    with open_workshop() as shop:
        found = check(Request(path=routine[0], animatic=animatic), shop)
        tell(found.diagnostics)
        code = code_of(found.diagnostics)
        if code is ExitCode.OK and found.timeline:
            name = found.timeline.slug
            destination = output or Path("output") / name / f"{name}.contact-sheet.png"
            with progress_of(name) as on_progress:
                write_contact_sheet(found.timeline, replace(shop, on_progress=on_progress), destination)
            say([f"wrote {destination}"])
    leave(code)


def clip(
    figure: Annotated[
        str,
        typer.Argument(help="A figure of assets/figures, without .yaml.", autocompletion=completing.figures),
    ],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
    presenter: Annotated[str, typer.Option(help="Who shows it.")] = "default",
    mirror: Annotated[bool, typer.Option("--mirror", help="Show the other side.")] = False,
    size: Annotated[
        str, typer.Option(help="landscape, portrait, square or 1280x720.", autocompletion=completing.sizes)
    ] = "landscape",
) -> None:
    """Draw a demonstration to a clip of its own."""
    from compiler.load.scalars import frame_size
    from compiler.pipeline.figure_clips import figure_clip

    try:
        pixels = frame_size(size)
    except ValueError as error:
        raise typer.BadParameter(f"size {error}") from None
    path = output or Path(f"{figure}.mp4")
    frames = figure_clip(figure, path, presenter=presenter, mirrored=mirror, size=pixels, folder=Path.cwd())
    typer.echo(f"wrote {path}: {frames / 30:.1f} s")
