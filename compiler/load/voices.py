"""Who speaks: what is written about a voice, over what goes without saying."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.language import offline_voice
from compiler.load.schema import VoiceFile
from compiler.model.errors import SourceSpan
from compiler.model.routine import Voice
from compiler.yaml import Located

DEFAULT_RATE = 150


def default_voice(language: str, span: SourceSpan | None = None) -> Voice:
    """The offline voice of a language; `span` is where the language was written."""
    return Voice(language=language, name=offline_voice(language), words_per_minute=DEFAULT_RATE, span=span)


def voice_of(written: VoiceFile | None, base: Voice, folder: Path | None) -> Voice:
    """`base` with what is written; `folder` is the written one, found."""
    if written is None:
        return base
    return Voice(
        engine=_or(written.engine, base.engine),
        name=_or(written.voice, base.name),
        words_per_minute=_or(written.words_per_minute, base.words_per_minute),
        pitch=_or(written.pitch, base.pitch),
        volume=Fraction(_or(written.volume, int(base.volume * 100)), 100),
        command=tuple(w.value for w in written.command) if written.command else base.command,
        folder=folder or base.folder,
        language=base.language,
        span=_place(written, _or(written.engine, base.engine)) or base.span,
    )


_USED_BY: Mapping[str, frozenset[str]] = {
    "pyttsx3": frozenset({"voice", "words_per_minute", "pitch", "volume"}),
    "recorded": frozenset({"folder", "volume"}),
    "command": frozenset({"command", "voice", "volume"}),
    "silent": frozenset({"words_per_minute"}),
}
"""Keys of a voice that each engine makes use of, beside `engine`."""


def keys_without_effect(written: VoiceFile | None, voice: Voice) -> tuple[str, ...]:
    """Keys that the engine of the `voice` that they made does not look at."""
    if written is None or voice.engine not in _USED_BY:
        return ()
    used = {"engine", *_USED_BY[voice.engine]}
    if any("{words_per_minute}" in part for part in voice.command):
        used.add("words_per_minute")
    return tuple(key for key in written.model_fields_set if key not in used)


def _place(written: VoiceFile, engine: str) -> SourceSpan | None:
    """Where the key stands by which that engine knows the voice, else the engine itself."""
    keys = {"command": written.command and written.command[0], "recorded": written.folder}
    named = keys.get(engine, written.voice) or written.engine
    return named.span if named else None


def voice_in(language: str, original: Voice) -> Voice:
    """The same speaker in another language: the language's own voice in place of one by name."""
    name = original.name
    if original.engine == "pyttsx3":
        _, plus, variant = name.partition("+")
        name = f"{offline_voice(language)}{plus}{variant}"
    return Voice(
        engine=original.engine,
        name=name,
        words_per_minute=original.words_per_minute,
        pitch=original.pitch,
        volume=original.volume,
        command=original.command,
        folder=original.folder,
        language=language,
        span=original.span,
    )


def _or(located: Located[Any] | None, default: Any) -> Any:
    return default if located is None else located.value
