"""The command line: flags in, diagnostics and exit code out.

Everything heavy is imported where it is needed, so that `--help` answers at once.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from compiler.cli.allow import allow
from compiler.cli.around import doctor, init, new, schema
from compiler.cli.build import build
from compiler.cli.cache import cache
from compiler.cli.check import check
from compiler.cli.exercises import exercises
from compiler.cli.export import export
from compiler.cli.handout import handout
from compiler.cli.help import help_on
from compiler.cli.importing import import_exercises
from compiler.cli.pictures import clip, contact_sheet, figure
from compiler.cli.plan import plan
from compiler.cli.publish import login, publish, serve, status
from compiler.cli.say import say
from compiler.cli.script import record, script
from compiler.cli.studio import studio
from compiler.cli.takes import takes
from compiler.cli.terminal import answering
from compiler.cli.theme import theme
from compiler.cli.unpublish import unpublish
from compiler.cli.voices import voices
from compiler.system import interrupts, surroundings
from compiler.version import __version__


class _Commands(TyperGroup):
    """Runs a command so that whatever happens in it becomes a message and an exit code."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        with answering():
            surroundings.require_folder()
            return super().invoke(ctx)


app = typer.Typer(
    name="followalong",
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Compile a YAML routine into a narrated, real-time follow-along exercise video.",
)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if version:
        typer.echo(f"followalong {__version__}")
        raise typer.Exit


for command in (
    check,
    plan,
    build,
    export,
    handout,
    exercises,
    contact_sheet,
    theme,
    takes,
    init,
    new,
    clip,
    figure,
    schema,
    doctor,
    say,
    script,
    record,
    cache,
    allow,
    publish,
    unpublish,
    status,
    serve,
    studio,
    login,
):
    app.command(command.__name__.replace("_", "-"))(command)
app.command("import")(import_exercises)
app.command("help")(help_on)
app.add_typer(voices)


def main() -> None:
    """The command, up to its exit code."""
    interrupts.answer_interrupts()
    surroundings.open_streams()
    app(prog_name="followalong", standalone_mode=True)


if __name__ == "__main__":
    main()
