"""The command `studio`."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from compiler.model.errors import ToolFailed


def studio(
    folder: Annotated[Path, typer.Argument(help="The project's folder; this one without it.")] = Path(),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="0 takes the one of last time, or any that is free.")
    ] = 0,
    jobs: Annotated[int, typer.Option("--jobs", min=0, max=64, help="Processes (0: one for each core).")] = 0,
) -> None:
    """Make routines on a page in the browser, until Ctrl-C."""
    if not (find_spec("starlette") and find_spec("uvicorn")):
        hint = 'pip install "followalong[studio]"'
        raise ToolFailed("the studio needs two packages that are not installed here", hint=hint)
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}", param_hint="FOLDER")
    from compiler.studio import Studio
    from compiler.studio.desk import open_desk

    with open_desk(folder, jobs=jobs) as desk, Studio(desk, port=port) as running:
        if desk.shop.note:
            typer.echo(f"note: {desk.shop.note}", err=True)
        typer.echo(f"{running.address} (Ctrl-C ends)")
        running.open_page()
        running.wait()
