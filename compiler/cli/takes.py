"""The command `takes`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.progress import progress_of
from compiler.cli.terminal import say

if TYPE_CHECKING:
    from compiler.pipeline.takes import Suggestion


def takes(
    file: Annotated[Path, typer.Argument(help="A film or a sound file.", metavar="FILE", show_default=False)],
    names: Annotated[
        str | None,
        typer.Option(
            help="What was filmed, in order: bridge,clamshell; or a text file with a name on each line."
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            help="Part it by claps, pauses, stillness, or both pauses and stillness.", show_default=False
        ),
    ] = None,
    pause: Annotated[str, typer.Option(help="How long a break lasts at the least.")] = "2s",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The PNG to write.", show_default=False)
    ] = None,
) -> None:
    """Find the parts of a long recording, show them on a sheet, and suggest the YAML to use them."""
    from compiler.media.takes import Sign
    from compiler.model.timing import parse_duration
    from compiler.pipeline.takes import suggest_takes
    from compiler.system.workshop import open_workshop

    signs = {sign.value: sign for sign in Sign}
    if by is not None and by not in signs:
        raise typer.BadParameter(f"there are: {', '.join(signs)}", param_hint="--by")
    try:
        seconds = float(parse_duration(pause))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--pause") from None
    wanted = _names(names) if names else ()
    with open_workshop() as shop, progress_of(file.name) as on_progress:
        found = suggest_takes(
            file,
            replace(shop, on_progress=on_progress),
            names=wanted,
            sign=signs[by] if by else None,
            pause=seconds,
            sheet=output,
        )
    say(_told(file, found, wanted))


def _names(text: str) -> tuple[str, ...]:
    """From the option itself, or from the file that it names."""
    from compiler.pipeline.suggesting import key_of

    path = Path(text)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else text.split(",")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read as text: {error}", param_hint="--names") from None
    names = tuple(line.strip() for line in lines if line.strip())
    for name in names:
        try:
            key_of(name)
        except ValueError as error:
            raise typer.BadParameter(f"{name!r} {error}", param_hint="--names") from None
    if not names:
        raise typer.BadParameter(f"there is no name in {text!r}", param_hint="--names")
    return names


def _told(file: Path, found: "Suggestion", names: Sequence[str]) -> list[str]:
    from compiler.pipeline.suggesting import clip_line, parted
    from compiler.pipeline.takes import MOST_SHOWN, span_of

    takes = found.found.takes
    lines = [
        f"{file.name}: {len(takes)} {'take' if len(takes) == 1 else 'takes'}, parted {parted(found.found)}"
    ]
    for number, take in enumerate(takes, 1):
        name = f"  {names[number - 1]}" if number <= len(names) else ""
        clip = f"   clip: {clip_line(file, take)}" if found.filmed else f"   {take.length:.1f} s"
        lines.append(f"{number:3}  {span_of(take)}{clip}{name and '   # ' + name.strip()}")
    if len(takes) < len(names):
        lines.append(f"not found: {', '.join(names[len(takes) :])}; try --by, or a shorter --pause")
    if len(takes) > MOST_SHOWN:
        lines.append(f"the sheet shows the first {MOST_SHOWN}; a longer --pause finds fewer")
    if not found.filmed:
        lines.append("a recording of a routine's lines is cut by: followalong script ROUTINE --split FILE")
    return [*lines, f"wrote {found.sheet}", *([f"wrote {found.yaml}"] if found.yaml else [])]
