"""The commands that deal with voices: which there are, how more of them come, and hearing one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

Names = Annotated[
    list[str] | None, typer.Argument(help="Voices of kokoro, such as af_heart.", show_default=False)
]
Source = Annotated[
    Path | None,
    typer.Option("--from", help="kokoro: a folder with its files. piper: NAME.onnx.", show_default=False),
]

voices = typer.Typer(
    name="voices", invoke_without_command=True, help="List each engine's voices on this machine, or add some."
)


@voices.callback()
def listed(context: typer.Context) -> None:
    """List each engine's voices on this machine; `voices add` brings more."""
    if context.invoked_subcommand is None:
        for line in _lines():
            typer.echo(line)


@voices.command()
def add(
    engine: Annotated[str, typer.Argument(help="kokoro or piper.")],
    names: Names = None,
    source: Source = None,
) -> None:
    """Bring voices to this machine, from files or from where they are published; builds never fetch any."""
    from compiler.narrate.bringing import add_kokoro, add_piper
    from compiler.narrate.missing import kokoro_missing
    from compiler.narrate.voices import voices as voices_of

    if engine == "kokoro":
        add_kokoro(tuple(names or ()), source, typer.echo)
        missing = [kokoro_missing(name) for name in voices_of("kokoro")]
        for told in dict.fromkeys(one.hint for one in missing if one and one.hint):
            typer.echo(f"note: what is still missing: {told}", err=True)
    elif engine == "piper":
        if source is None or names:
            raise typer.BadParameter("give the voice's file: --from NAME.onnx", param_hint="--from")
        add_piper(source, typer.echo)
    else:
        raise typer.BadParameter("voices can be added to kokoro and piper", param_hint="engine")


def _lines() -> Iterator[str]:
    from compiler.narrate.kokoro_voices import VOICES
    from compiler.narrate.missing import INSTALL, kokoro_missing
    from compiler.narrate.voice_files import kokoro_folder, piper_folder
    from compiler.narrate.voices import voices as voices_of

    offline = voices_of("pyttsx3")
    yield f"pyttsx3   comes with followalong, {len(offline)} voices: {', '.join(offline)}"
    here = voices_of("kokoro")
    missing = kokoro_missing(next(iter(here or VOICES)))
    if missing and here:
        yield f"kokoro    {missing.message}; {missing.hint}"
    for name in here:
        yield f"kokoro    {name} ({VOICES[name].language})"
    if len(here) < len(VOICES):
        absent = ", ".join(name for name in VOICES if name not in here)
        first = "" if here else f"{INSTALL}, then "
        yield f"kokoro    not here: {absent}; {first}followalong voices add kokoro"
    for name in voices_of("piper"):
        yield f"piper     {name}"
    if not voices_of("piper"):
        yield "piper     none here; followalong voices add piper --from FILE.onnx"
    yield f"kept in   {kokoro_folder()}, {piper_folder()}"
