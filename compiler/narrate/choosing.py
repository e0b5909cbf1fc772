"""Which voice is meant: names as a command line gives them, and the engine that `auto` comes to."""

from dataclasses import replace

from compiler.language import another_voice, usual_voice
from compiler.model.errors import ToolFailed
from compiler.model.routine import Voice
from compiler.model.voice_choices import AUTO, CHOICES, NAMED
from compiler.narrate.kokoro_voices import VOICES
from compiler.narrate.missing import kokoro_missing


def voice_choice(text: str) -> tuple[str | None, str | None]:
    """Engine and name of `ENGINE:NAME`, `ENGINE` or `NAME`; None is what goes without saying.

    A Kokoro voice brings its engine with it; any other name is one of the offline voice's.

    Raises:
        ToolFailed: there is no such engine.
    """
    engine, colon, name = text.partition(":")
    if colon:
        if engine not in CHOICES:
            raise ToolFailed(f"there is no voice engine {engine!r}", hint=f"there are: {', '.join(CHOICES)}")
        return engine, name or None
    if text in CHOICES:
        return text, None
    return ("kokoro" if text in VOICES else "pyttsx3"), text


def voice_named(engine: str | None, name: str | None, language: str, words_per_minute: int = 150) -> Voice:
    """The voice of an engine, the usual ones where nothing is said.

    Raises:
        ToolFailed: there is no such engine.
    """
    if engine is None:
        engine, name = voice_choice(name) if name else ("pyttsx3", None)
    elif engine not in CHOICES:
        raise ToolFailed(f"there is no voice engine {engine!r}", hint=f"there are: {', '.join(CHOICES)}")
    name = name or usual_voice(engine or AUTO, language)
    voice = Voice(engine=engine or AUTO, name=name, language=language, words_per_minute=words_per_minute)
    return resolved(voice)


def resolved(voice: Voice) -> Voice:
    """`voice`, but for engine `auto`: Kokoro where it can speak the language on this machine, else pyttsx3.

    What comes out never says `auto`, so that whatever is made from it tells what really spoke.
    """
    if voice.engine != AUTO:
        return voice
    natural = voice.name if voice.name in VOICES else _natural(voice)
    if natural and kokoro_missing(natural) is None:
        return replace(voice, engine="kokoro", name=natural)
    own = voice.name and voice.name not in VOICES
    return replace(
        voice, engine="pyttsx3", name=voice.name if own else usual_voice("pyttsx3", voice.language)
    )


def _natural(voice: Voice) -> str:
    """The Kokoro voice in the place of an offline one: a variant such as +f3 is somebody else than the usual one."""
    usual = usual_voice("kokoro", voice.language)
    return another_voice("kokoro", voice.language, usual, voice.name) if "+" in voice.name else usual


def told(voice: Voice) -> str:
    """A voice in a few words, for people: "kokoro af_heart, 150 words a minute"."""
    name = f" {voice.name}" if voice.name and voice.engine in NAMED else ""
    return f"{voice.engine}{name}, {voice.words_per_minute} words a minute"
