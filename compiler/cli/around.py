"""The commands around the making of videos: new, init, schema, doctor."""

from pathlib import Path
from typing import Annotated

import typer

from compiler.cli import completing
from compiler.cli.terminal import leave
from compiler.model.errors import ExitCode


def new(
    name: Annotated[
        list[str], typer.Argument(help="Name of the routine: becomes routines/NAME.yaml.", metavar="NAME")
    ],
) -> None:
    """Start a routine from the exercise library, with comments that teach."""
    from compiler.pipeline.starter import write_starter

    typer.echo(f"wrote {write_starter(' '.join(name), Path.cwd())}")


def init(
    folder: Annotated[Path, typer.Argument(help="The project's folder; this one without it.")] = Path(),
) -> None:
    """Start a project: a routine, a patient's file, and folders for clips, sounds and exercises."""
    from compiler.cli.project_starter import write_project

    begun = write_project(folder)
    for path in begun.written:
        typer.echo(f"wrote {path}")
    for path in begun.kept:
        typer.echo(f"kept {path}, which was there")


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            help="routine, exercise, patient, translation, words, say_as, settings, theme, brand, publish.",
            autocompletion=completing.schemas,
        ),
    ] = "routine",
    everything: Annotated[
        Path | None, typer.Option("--all", metavar="DIR", help="Write those of all kinds into this folder.")
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete and check while typing."""
    from compiler.cli.schemas import all_kinds, write_schemas
    from compiler.load.schemas import schema_of, schema_text

    if everything is not None:
        for path in write_schemas(everything):
            typer.echo(f"wrote {path}")
        return
    kinds = all_kinds()
    if kind not in kinds:
        raise typer.BadParameter(f"there are: {', '.join(kinds)}", param_hint="kind")
    typer.echo(schema_text(schema_of(kinds[kind])), nl=False)


def doctor() -> None:
    """Tell whether voice, encoder, fonts and folders of this machine are as they should be."""
    from compiler.cli.doctor import examine

    worst = ExitCode.OK
    for finding in examine():
        typer.echo(f"{'ok  ' if finding.ok else 'BAD '} {finding.what}: {finding.detail}")
        worst = worst if finding.ok or worst else finding.exit_code
    leave(worst)
