"""The commands for a voice of one's own: the sheet to read from, cutting a long recording, recording line by line."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.arguments import OneRoutine
from compiler.cli.terminal import say

if TYPE_CHECKING:
    from compiler.narrate.recording import Microphone, Take
    from compiler.narrate.script import ScriptLine
    from compiler.pipeline.scripting import Script

Folder = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", help="Folder of the recordings, where the voice names none.", show_default=False
    ),
]
Language = Annotated[str | None, typer.Option("--lang", metavar="de", help="The words of a translation.")]


def script(
    routine: OneRoutine,
    output: Folder = None,
    lang: Language = None,
    split: Annotated[
        Path | None,
        typer.Option("--split", metavar="FILE", help="Cut one recording of the whole sheet at its pauses."),
    ] = None,
) -> None:
    """Write the sheet for who records the words: as text, and as a page to print."""
    found = _script(routine[0], output, lang)
    if split is None:
        say(f"wrote {path}" for path in _write_sheets(found))
        done = sum(line.recording is not None for line in found.lines)
        say([f"{len(found.lines)} lines, {done} of them recorded"])
    else:
        _split(split, found)
    _tell_folder(found)


def record(
    routine: OneRoutine,
    output: Folder = None,
    lang: Language = None,
    again: Annotated[bool, typer.Option("--again", help="Also lines that are recorded already.")] = False,
) -> None:
    """Record line after line from the microphone; what is recorded is kept, and the next time goes on there."""
    from compiler.system.microphone import SystemMicrophone

    found = _script(routine[0], output, lang)
    _write_sheets(found)
    lines = [line for line in found.lines if again or line.recording is None]
    record_lines(lines, SystemMicrophone(), _ask)
    _tell_folder(found)


def _ask(question: str) -> str:
    """The answer that is typed; an end of the input is a wish to end."""
    try:
        return input(f"{question}: ")
    except EOFError:
        return "q"


def _script(routine: Path, folder: Path | None, lang: str | None) -> "Script":
    from compiler.pipeline.request import Request
    from compiler.pipeline.scripting import script as script_of
    from compiler.pipeline.variants import Variant
    from compiler.system.workshop import open_workshop

    request = Request(path=routine, animatic=True, variant=Variant(language=lang.lower() if lang else None))
    with open_workshop() as shop:
        return script_of(request, shop, folder.absolute() if folder else None)


def _write_sheets(found: "Script") -> list[Path]:
    """The sheet three times: to read, to print, and for whoever looks a number up."""
    from compiler.narrate.script import SHEET, numbers_sheet, text_sheet
    from compiler.narrate.script_page import script_page
    from compiler.narrate.takes import make_folder
    from compiler.store import reporting_disk

    make_folder(found.folder)
    sheets = {
        "script.txt": text_sheet(found.lines, found.title),
        "script.html": script_page(found.lines, found.title, found.language),
        SHEET: numbers_sheet(found.lines),
    }
    written = []
    for name, content in sheets.items():
        path = found.folder / name
        with reporting_disk(path, every=True):
            path.write_text(content, encoding="utf-8")
        written.append(path)
    return written


def _split(recording: Path, found: "Script") -> None:
    from compiler.narrate.takes import split

    cut = split(recording, found.lines)
    say([f"wrote {len(cut.written)} of {len(found.lines)} lines to {found.folder}"])
    say(f"not found: {line.number}. {line.text}" for line in cut.missing)
    say(f"listen to it, it may be another one: {line.number}. {line.text}" for line in cut.doubtful)


def _tell_folder(found: "Script") -> None:
    if not found.named:
        say([f"then say under the routine's voice:  folder: {found.folder.name}"])


def record_lines(lines: "Sequence[ScriptLine]", microphone: "Microphone", ask: Callable[[str], str]) -> None:
    """Take line after line; `ask` puts a question and gives the answer.

    Raises:
        ToolFailed: there is no microphone, or it may not be used.
        CannotWrite: a take cannot be written.
    """
    from compiler.narrate.script import room_text
    from compiler.narrate.takes import folder_of, keep_take

    if not lines:
        say(["every line is recorded; --again records them anew"])
    for done, line in enumerate(lines, 1):
        who = f" · {line.speaker}" if line.speaker else ""
        say(["", f"{done} of {len(lines)}{who} · {room_text(line)}", f"    {line.text}"])
        while True:
            answer = ask("Enter records, s skips, q ends").strip().lower()
            if answer[:1] == "q":
                return
            if answer[:1] == "s":
                break
            took = _taken(microphone, line)
            if not took.empty and ask("Enter keeps it, r records it again").strip().lower()[:1] != "r":
                say([f"kept {keep_take(folder_of(line), line.name, took.samples, took.sample_rate)}"])
                break


def _taken(microphone: "Microphone", line: "ScriptLine") -> "Take":
    from compiler.narrate.recording import take

    took = take(microphone, line, _show_level)
    typer.echo("\r" + " " * 40 + "\r", nl=False, err=True)
    if not took.empty:
        say([f"    {took.seconds:.1f} s"])
    say(f"    {problem}" for problem in took.problems)
    return took


def _show_level(level: float) -> None:
    """A bar that moves while one speaks: 60 dB wide."""
    from math import log10

    filled = round(min(1.0, max(0.0, 1 + log10(max(level, 1e-6)) / 3)) * 30)
    typer.echo(f"\r    {'#' * filled}{'.' * (30 - filled)} ", nl=False, err=True)
