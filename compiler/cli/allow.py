"""The command that lets the programs of a routine's voices run on this machine."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from compiler.model.errors import ExitCode
from compiler.model.showing import visible

Asked = Annotated[list[Path], typer.Argument(help="Routine files (YAML).", show_default=False)]
Yes = Annotated[bool, typer.Option("--yes", help="Agree without being asked.")]
Forget = Annotated[bool, typer.Option("--forget", help="Take back what was agreed for the project.")]


def allow(routines: Asked, yes: Yes = False, forget: Forget = False) -> None:
    """Let the programs that a routine's voices name run on this machine; asks for each."""
    from compiler.load.commands import commands_in
    from compiler.system.agreements import agree, disagree, is_agreed

    refused = False
    for path in routines:
        asked = commands_in(path)
        if forget:
            typer.echo(f"{path}: agreements forgotten: {disagree(asked.project)}")
            continue
        if not asked.commands:
            typer.echo(f"{path} runs no program")
        for command in asked.commands:
            shown = visible(shlex.join(command))
            if is_agreed(asked.project, command):
                typer.echo(f"{path} may run {shown}")
            elif yes or _agrees(path, shown):
                agree(asked.project, command)
                typer.echo(f"{path} may run {shown} from now on")
            else:
                refused = True
    if refused:
        sys.exit(int(ExitCode.INVALID_ROUTINE))


def _agrees(path: Path, shown: str) -> bool:
    """Asked at a terminal; nobody there has not agreed."""
    if not sys.stdin.isatty():
        typer.echo(f"{path} would run {shown}; add --yes to agree to it", err=True)
        return False
    return typer.confirm(f"{path} runs this program on your machine: {shown}\nLet it?", err=True)
