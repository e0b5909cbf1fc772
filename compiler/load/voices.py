"""Who speaks: what is written about a voice, over what goes without saying."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.language import usual_voice
from compiler.load.schema import VoiceFile
from compiler.model.errors import SourceSpan
from compiler.model.routine import Voice
from compiler.model.voice_choices import CHOICES, keys_used
from compiler.yaml import Located

DEFAULT_RATE = 150


def default_voice(language: str, span: SourceSpan | None = None) -> Voice:
    """The offline voice of a language; `span` is where the language was written."""
    name = usual_voice("pyttsx3", language)
    return Voice(language=language, name=name, words_per_minute=DEFAULT_RATE, span=span)


def voice_of(
    written: VoiceFile | None, base: Voice, folder: Path | None = None, model: Path | None = None
) -> Voice:
    """`base` with what is written; `folder` and `model` are the written ones, found.

    Another engine's voice is the usual one of the language where none is named.
    """
    if written is None:
        return base
    engine = _or(written.engine, base.engine)
    name = base.name if engine == base.engine else usual_voice(engine, base.language)
    return replace(
        base,
        engine=engine,
        name=_or(written.voice, name) if model is None else model.stem,
        words_per_minute=_or(written.words_per_minute, base.words_per_minute),
        pitch=_or(written.pitch, base.pitch),
        volume=Fraction(_or(written.volume, int(base.volume * 100)), 100),
        command=tuple(w.value for w in written.command) if written.command else base.command,
        folder=folder or base.folder,
        model=model if written.voice or written.engine else base.model,
        span=place_of(written, engine) or base.span,
    )


def keys_without_effect(written: VoiceFile | None, voice: Voice) -> tuple[str, ...]:
    """Keys that the engine of the `voice` that they made does not look at."""
    if written is None or voice.engine not in CHOICES:
        return ()
    used = set(keys_used(voice.engine))
    if any("{words_per_minute}" in part for part in voice.command):
        used.add("words_per_minute")
    return tuple(key for key in written.model_fields_set if key not in used)


def names_a_file(written: VoiceFile) -> bool:
    """Whether the voice is a file of the project, as engine piper may have it."""
    return written.voice is not None and written.voice.value.endswith(".onnx")


def place_of(written: VoiceFile, engine: str = "") -> SourceSpan | None:
    """Where the key stands by which that engine knows the voice, else the engine itself."""
    keys = {"command": written.command and written.command[0], "recorded": written.folder}
    named = keys.get(engine, written.voice) or written.engine
    return named.span if named else None


def voice_in(language: str, original: Voice) -> Voice:
    """The same speaker in another language: the language's own voice in place of one by name."""
    name = original.name
    if original.engine == "pyttsx3":
        _, plus, variant = name.partition("+")
        name = f"{usual_voice('pyttsx3', language)}{plus}{variant}"
    elif original.engine in {"kokoro", "auto"}:
        name = usual_voice(original.engine, language)
    return replace(original, name=name, language=language)


def _or(located: Located[Any] | None, default: Any) -> Any:
    return default if located is None else located.value
