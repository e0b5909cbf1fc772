"""The command `theme`: the look of a project as a picture, and a theme of drawings to start from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.terminal import code_of, leave, say, tell
from compiler.model.errors import ExitCode

if TYPE_CHECKING:
    from compiler.model.brand import Layout


def theme(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The PNG to write.", show_default=False)
    ] = None,
    name: Annotated[
        str, typer.Option("--theme", metavar="NAME", help="calm, plain, or a theme of the project.")
    ] = "calm",
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout", metavar="WORD,…", help="left, right, below, ring, bar, number, middle, big."
        ),
    ] = None,
    captions: Annotated[bool, typer.Option("--captions", help="With burnt-in captions.")] = False,
    new: Annotated[
        str | None,
        typer.Option("--new", metavar="NAME", help="Start a theme of your own: drawings in assets/themes."),
    ] = None,
) -> None:
    """Draw every card in every size, in the brand of the project; or start a theme with drawings of your own."""
    from compiler.pipeline.look import Asked, new_theme, project_look
    from compiler.pipeline.look_sheet import look_problems, write_look_sheet

    if new is not None:
        say(f"wrote {path}" for path in new_theme(new, Path.cwd()))
        return
    found = project_look(Asked(theme=name, layout=_layout(layout or ""), burnt_in=captions), Path.cwd())
    problems = list(found.problems)
    if found.theme:
        problems += look_problems(found.theme, found.look)
    tell(tuple(dict.fromkeys(problems)))
    code = code_of(tuple(problems))
    if code is ExitCode.OK and found.theme:
        destination = output or Path("output") / "look.png"
        write_look_sheet(found.theme, found.look, destination)
        say([f"wrote {destination}"])
    leave(code)


def _layout(text: str) -> "Layout":
    from compiler.yaml import layout_of_words

    try:
        return layout_of_words([word.strip() for word in text.split(",") if word.strip()])
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--layout") from None
