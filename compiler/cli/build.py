"""The command `build`."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.arguments import Animatic, On, Routines
from compiler.cli.batch import build_all, frames_of, say_what_it_came_to
from compiler.cli.elsewhere import working_on
from compiler.cli.flags import customisable
from compiler.cli.handout import write_beside
from compiler.cli.patients import requests_of
from compiler.cli.progress import progress_of
from compiler.cli.terminal import leave, length, say, tell
from compiler.model.errors import ExitCode

if TYPE_CHECKING:
    from compiler.deliver.live import LiveVideo
    from compiler.pipeline.build import Built, OnLive
    from compiler.pipeline.request import BuildSettings, Request
    from compiler.pipeline.variants import Variant
    from compiler.system.workshop import Workshop


@customisable
def build(
    routines: Routines,
    wanted: tuple["Variant", ...],
    draft: Annotated[bool, typer.Option("--draft", help="Small and quick: 640 pixels wide.")] = False,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the results.")] = Path("output"),
    animatic: Animatic = False,
    jobs: Annotated[int, typer.Option("--jobs", min=0, max=64, help="Processes (0: one for each core).")] = 0,
    loudness: Annotated[
        float,
        typer.Option("--loudness", min=-31, max=-9, metavar="LUFS", help="How loud the whole comes out."),
    ] = -14.0,
    max_size: Annotated[
        str | None, typer.Option("--max-size", metavar="20MB", help="Make it fit, for a mail.")
    ] = None,
    with_handout: Annotated[
        bool, typer.Option("--handout", help="Write the sheet to print as well, beside the video.")
    ] = False,
    on: On = None,
    watch: Annotated[bool, typer.Option("--watch", help="See it in the browser while it is made.")] = False,
) -> None:
    """Make the video, its captions, description and thumbnail."""
    from compiler.pipeline.request import BuildSettings
    from compiler.system.workshop import open_workshop

    settings = BuildSettings(output=output, draft=draft, loudness_lufs=loudness, most_bytes=_bytes(max_size))
    asked = requests_of(routines, wanted, animatic=animatic)
    if watch and len(asked) > 1:
        raise typer.BadParameter("shows one video: give one routine, and one variant", param_hint="--watch")
    if watch:
        _build_watched(asked[0], settings, jobs, on)
        leave(ExitCode.OK)
    with open_workshop(jobs=jobs, pool_for=working_on(on)) as shop:
        if len(asked) > 1:
            leave(build_all(asked, settings, shop, with_handout=with_handout))
        _build_one(asked[0], settings, shop)
        if with_handout:
            write_beside(asked[0], output, shop)
    leave(ExitCode.OK)


def _bytes(text: str | None) -> int | None:
    from compiler.model.file_size import read_file_size

    try:
        return read_file_size(text) if text is not None else None
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="--max-size") from None


def _build_watched(request: "Request", settings: "BuildSettings", jobs: int, on: str | None) -> None:
    from compiler.system.workshop import open_workshop
    from compiler.watch import Watching

    with Watching() as watching:
        typer.echo(f"watch it at {watching.address}", err=True)

        def on_live(live: "LiveVideo") -> None:
            watching.show(live)
            watching.open_page()

        with open_workshop(jobs=jobs, pool_for=working_on(on)) as shop:
            _build_one(request, settings, shop, on_live)
        if watching.viewers:
            typer.echo("it is still being watched (Ctrl-C ends)", err=True)
        with suppress(KeyboardInterrupt):
            watching.wait()


def _build_one(
    request: "Request", settings: "BuildSettings", shop: "Workshop", on_live: "OnLive | None" = None
) -> None:
    from compiler.pipeline.build import build

    with progress_of(request.path.stem) as on_progress:
        working = replace(shop, on_progress=on_progress)
        built = build(request, settings, working, on_warnings=tell, on_live=on_live)
    for note in built.notes:
        typer.echo(f"note: {note}", err=True)
    _print_built(built)
    say_what_it_came_to(built)


def _print_built(built: "Built") -> None:
    say(f"wrote {path}" for path in built.files)
    loudness = f"{built.loudness_lufs:.1f} LUFS, true peak {built.true_peak_dbtp:.1f} dBTP"
    say([f"sound {loudness}"])
    say([f"video {length(built.timeline)}, built in {_took(built.seconds)} ({frames_of(built)})"])


def _took(seconds: float) -> str:
    from compiler.model.timing import clock

    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)
