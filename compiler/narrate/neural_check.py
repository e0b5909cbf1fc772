"""What is wrong with a neural voice, without loading it."""

import json

from compiler.language import base_of, english_name, usual_voice
from compiler.model.errors import Diagnostic, Severity
from compiler.model.hints import did_you_mean
from compiler.model.routine import Voice
from compiler.narrate.kokoro_voices import VOICES, KokoroVoice
from compiler.narrate.missing import kokoro_missing, piper_missing
from compiler.narrate.voice_files import piper_files, piper_voices


def check_kokoro(voice: Voice) -> list[Diagnostic]:
    """Its name, whether it speaks the routine's language, what is missing for it, and the rate."""
    if not voice.name:
        message = f"no Kokoro voice speaks {english_name(voice.language)}"
        return [
            Diagnostic(message=message, hint="use `engine: pyttsx3`, or `engine: piper` with a voice file")
        ]
    if voice.name not in VOICES:
        usual = usual_voice("kokoro", voice.language)
        hint = did_you_mean(voice.name, VOICES) or f"there are {', '.join(VOICES)}"
        hint = f"{hint}; {usual} is the usual one" if usual and usual not in hint else hint
        return [Diagnostic(message=f"there is no Kokoro voice named {voice.name!r}", hint=hint)]
    known, missing = VOICES[voice.name], kokoro_missing(voice.name)
    found = [missing] if missing else []
    return [*found, *_wrong_language(voice, known.language), *_wrong_rate(voice, known)]


def check_piper(voice: Voice) -> list[Diagnostic]:
    """Whether it is named and there, whether it speaks the routine's language, and the rate."""
    if not voice.name:
        known = ", ".join(piper_voices())
        hint = f"on this machine are {known}" if known else "name a file of yours: `voice: my-voice.onnx`"
        return [
            Diagnostic(
                message="a Piper voice needs a name: there is none that goes without saying", hint=hint
            )
        ]
    missing = piper_missing(voice)
    if missing:
        return [missing]
    return _wrong_language(voice, _spoken_by(voice))


def _spoken_by(voice: Voice) -> str:
    """The language in the voice's own description; the routine's where it cannot be read, which speaking tells."""
    try:
        written = json.loads(piper_files(voice.name, voice.model).description.read_bytes())
        return str(written["espeak"]["voice"])
    except (OSError, ValueError, KeyError, TypeError):
        return voice.language


def _wrong_language(voice: Voice, spoken: str) -> list[Diagnostic]:
    if base_of(spoken) == base_of(voice.language):
        return []
    message = (
        f"the voice {voice.name} speaks {english_name(spoken)}, the words are {english_name(voice.language)}"
    )
    return [Diagnostic(message=message, severity=Severity.WARNING)]


def _wrong_rate(voice: Voice, known: KokoroVoice) -> list[Diagnostic]:
    least, most = known.rates
    if least <= voice.words_per_minute <= most:
        return []
    message = f"the voice {voice.name} speaks {least} to {most} words a minute, not {voice.words_per_minute}"
    return [Diagnostic(message=message, severity=Severity.WARNING)]
