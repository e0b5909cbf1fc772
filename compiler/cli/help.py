"""The command `help`: what the docs say of the things that people look up, from the same pages."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from compiler.cli import completing
from compiler.cli.topics import TOPICS, text_of


def help_on(
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            help=f"{', '.join(TOPICS)}, or a command.",
            show_default=False,
            metavar="TOPIC",
            autocompletion=completing.topics,
        ),
    ] = None,
) -> None:
    """Look something up: durations, cues, clips, doses, publishing, or a command."""
    if topic is None:
        typer.echo("\n".join(_list_of_topics()))
    elif topic.lower() in TOPICS:
        _show(text_of(TOPICS[topic.lower()]))
    else:
        typer.echo(_help_of_command(context, topic))


def _list_of_topics() -> Iterator[str]:
    yield "followalong help TOPIC shows what the docs say of"
    for name, topic in TOPICS.items():
        yield f"  {name:<12} {topic.about}"
    yield "followalong COMMAND --help lists the options of a command."


def _help_of_command(context: typer.Context, name: str) -> str:
    """What `followalong NAME --help` prints."""
    from compiler.model.hints import did_you_mean

    root = context.find_root()
    commands = getattr(root.command, "commands", {})
    if name not in commands:
        hint = did_you_mean(name, [*TOPICS, *commands]) or f"there are {', '.join(TOPICS)}, and the commands"
        raise typer.BadParameter(f"there is nothing on {name!r}; {hint}", param_hint="TOPIC")
    command = commands[name]
    with command.make_context(name, [], parent=root, resilient_parsing=True) as own:
        return str(command.get_help(own))


def _show(text: str) -> None:
    """Laid out for a terminal; as it is written for anything else."""
    if not sys.stdout.isatty():
        typer.echo(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(100, Console().width)).print(Markdown(text, code_theme="ansi_light"))
