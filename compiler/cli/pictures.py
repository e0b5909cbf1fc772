"""The commands `contact-sheet`, `clip` and `figure`: pictures without a video."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli import completing
from compiler.cli.arguments import Animatic, OneRoutine
from compiler.cli.progress import progress_of
from compiler.cli.terminal import code_of, leave, say, tell
from compiler.model.errors import ExitCode

if TYPE_CHECKING:
    from compiler.pipeline.figure_on_show import FigureOnShow


FigureName = Annotated[
    str, typer.Argument(help="A figure of assets/figures, without .yaml.", autocompletion=completing.figures)
]
Presenter = Annotated[str, typer.Option(help="Who shows it.")]
Mirror = Annotated[bool, typer.Option("--mirror", help="Show the other side.")]
FrameSize = Annotated[
    str, typer.Option(help="landscape, portrait, square or 1280x720.", autocompletion=completing.sizes)
]


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
    figure: FigureName,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
    presenter: Presenter = "default",
    mirror: Mirror = False,
    size: FrameSize = "landscape",
) -> None:
    """Draw a demonstration to a clip of its own."""
    from compiler.pipeline.figure_clips import figure_clip

    pixels = _pixels(size)
    path = output or Path(f"{figure}.mp4")
    frames = figure_clip(figure, path, presenter=presenter, mirrored=mirror, size=pixels, folder=Path.cwd())
    typer.echo(f"wrote {path}: {frames / 30:.1f} s")


def figure(
    name: FigureName,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The JPEG to write.", show_default=False)
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Show it in the browser, anew at each save.")
    ] = False,
    presenter: Presenter = "default",
    mirror: Mirror = False,
    size: FrameSize = "960x540",
) -> None:
    """Check a figure's script and draw it where it arrives; with --watch, see it while you write it."""
    from compiler.pipeline.figure_clips import require_presenter, script_named
    from compiler.pipeline.figure_on_show import FigureOnShow

    pixels = _pixels(size)
    script = script_named(name, Path.cwd())
    require_presenter(presenter)
    shown = FigureOnShow(script, presenter=presenter, mirrored=mirror, size=pixels)
    if watch:
        _watch(shown)
    else:
        _draw(script, shown, output or Path(f"{name}.jpg"))


def _pixels(size: str) -> tuple[int, int]:
    from compiler.load.scalars import frame_size

    try:
        return frame_size(size)
    except ValueError as error:
        raise typer.BadParameter(f"size {error}") from None


def _watch(shown: "FigureOnShow") -> None:
    from compiler.watch import WatchingFigure

    with WatchingFigure(shown) as watching:
        typer.echo(f"{shown.path} is shown at {watching.address} (Ctrl-C ends)", err=True)
        watching.open_page()
        watching.wait()


def _draw(script: Path, shown: "FigureOnShow", destination: Path) -> None:
    from compiler.figure import read_figure
    from compiler.store import write_atomically

    problems = tuple(read_figure(script)[1])
    tell(problems)
    code = code_of(problems)
    shown.look()
    picture = shown.picture("end")
    if code is ExitCode.OK and picture:
        write_atomically(destination, lambda path: path.write_bytes(picture))
        say([f"wrote {destination}"])
    leave(code)
