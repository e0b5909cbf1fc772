"""The command `check`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.arguments import Animatic, Routines
from compiler.cli.flags import customisable
from compiler.cli.patients import requests_of
from compiler.cli.progress import progress_of
from compiler.cli.terminal import code_of, how_sure, leave, length, named, say, tell
from compiler.model.errors import ExitCode

if TYPE_CHECKING:
    from compiler.draw import Proofreader
    from compiler.pipeline.request import Request
    from compiler.pipeline.variants import Variant
    from compiler.system.workshop import Workshop


@customisable
def check(
    routines: Routines,
    wanted: tuple["Variant", ...],
    animatic: Animatic = False,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Also draw what each size shows of the clips, into a PNG.")
    ] = False,
    eyes_closed: Annotated[
        bool, typer.Option("--eyes-closed", help="Prove that it can be followed by ear alone.")
    ] = False,
) -> None:
    """Report every mistake of the routines, with its place and a hint."""
    from compiler.draw import Proofreader
    from compiler.system.workshop import open_workshop

    reader = Proofreader()
    asked = requests_of(routines, wanted, animatic=animatic, eyes_closed=eyes_closed)
    with open_workshop() as shop:
        codes = [_check_one(request, shop, reader) for request in asked]
        if pictures and not any(codes):
            for request in asked:
                _draw(request, shop)
    leave(next(filter(None, codes), ExitCode.OK))


def _draw(request: "Request", shop: "Workshop") -> None:
    from compiler.pipeline.check import check
    from compiler.pipeline.crop_sheet import write_crop_sheet

    found = check(request, shop)
    if found.routine and found.timeline:
        path = Path("output") / found.routine.slug / found.timeline.file_name("pictures.png")
        with progress_of(found.routine.slug) as on_progress:
            drawn = write_crop_sheet(found.routine, replace(shop, on_progress=on_progress), path)
        say([f"wrote {path}" if drawn else f"{request.path}: there is neither clip nor photo in it"])


def _check_one(request: "Request", shop: "Workshop", reader: "Proofreader") -> ExitCode:
    from compiler.pipeline.check import check, profile_problems, week_problems

    found = check(request, shop, reader)
    diagnostics = found.diagnostics
    if request.variant.asks_for_nothing:
        diagnostics += tuple(profile_problems(request, found, shop, reader))
    if request.variant.week is None:
        diagnostics += tuple(week_problems(request, found, shop, reader))
    tell(diagnostics)
    code = code_of(diagnostics)
    if code is ExitCode.OK and found.timeline:
        say(
            [
                f"{named(request.path, found.timeline)}: fine, {length(found.timeline)}{how_sure(found.timeline)}"
            ]
        )
        say(found.fit)
    return code
