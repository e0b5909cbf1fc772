"""The command that lets one hear a voice."""

from pathlib import Path
from typing import Annotated

import typer

from compiler.cli.terminal import code_of, leave, tell
from compiler.model.errors import ExitCode


def say(
    text: Annotated[str, typer.Argument(help="The words.")],
    engine: Annotated[str | None, typer.Option("--engine", help="pyttsx3, kokoro, piper or auto.")] = None,
    voice: Annotated[str | None, typer.Option("--voice", help="One of the engine's voices.")] = None,
    language: Annotated[str, typer.Option("--lang", help="The language of the words.")] = "en",
    words_per_minute: Annotated[int, typer.Option("--words-per-minute", min=80, max=600)] = 150,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write a WAV file.")] = None,
) -> None:
    """Speak words in a voice: play them, or write them to a file as loud as in a video."""
    import tempfile

    from compiler.narrate import check_voice
    from compiler.narrate.choosing import told, voice_named
    from compiler.pipeline.saying import say as spoken
    from compiler.system.playing import play

    if output and output.suffix.lower() != ".wav":
        raise typer.BadParameter("writes WAV: give a name that ends in .wav", param_hint="--output")
    wanted = voice_named(engine, voice, language, words_per_minute)
    problems = tuple(check_voice(wanted))
    tell(problems)
    if (code := code_of(problems)) is not ExitCode.OK:
        leave(code)
    typer.echo(told(wanted), err=True)
    with tempfile.TemporaryDirectory(prefix="followalong-say-") as folder:
        heard = output or Path(folder) / "speech.wav"
        seconds = spoken(text, wanted, heard)
        if output:
            typer.echo(f"wrote {output}: {float(seconds):.2f} s")
        else:
            play(heard)
