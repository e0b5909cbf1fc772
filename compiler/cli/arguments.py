"""Arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Routines = Annotated[list[Path], typer.Argument(help="Routine files (YAML).", show_default=False)]
RoutineArgument = Annotated[Path, typer.Argument(help="A routine file (YAML).", show_default=False)]
Animatic = Annotated[bool, typer.Option("--animatic", help="Show a card where a clip is not filmed yet.")]
