"""Which voices there are, what is wrong with the one asked for, and whether this machine can speak."""

import difflib
import re
import shutil
from fractions import Fraction
from functools import cache
from pathlib import Path

from compiler.language import base_of, english_name, meant_by, offline_voice, usual_voice
from compiler.model.errors import Diagnostic, ExitCode, Severity, ToolFailed
from compiler.model.routine import Utterance, Voice
from compiler.model.voice_choices import AUTO, CHOICES, ENGINES, PITCH, WORDS_PER_MINUTE
from compiler.narrate.choosing import resolved, told
from compiler.narrate.kokoro_voices import VOICES
from compiler.narrate.missing import kokoro_missing
from compiler.narrate.narrators import NARRATORS, Pyttsx3Narrator, engine_version
from compiler.narrate.neural_check import check_kokoro, check_piper
from compiler.narrate.process import ToolRunner
from compiler.narrate.voice_files import piper_voices, styles_file

_SHOWN = 12
_LANGUAGE_TAG = re.compile("[a-z]{2,3}(-[a-z0-9]{2,4})?")
_ASK_SECONDS = 20.0


def voices(engine: str) -> tuple[str, ...]:
    """The names of the voices of `engine` on this machine, sorted; empty for engines that have none to choose from.

    Raises:
        ToolFailed: there is no such engine, or its library is missing.
    """
    if engine not in NARRATORS:
        raise ToolFailed(f"there is no voice engine {engine!r}", hint=f"there are: {', '.join(ENGINES)}")
    if engine == "kokoro":
        return tuple(name for name in VOICES if styles_file(name).is_file())
    if engine == "piper":
        return piper_voices()
    return _inventory()[0] if engine == "pyttsx3" else ()


@cache
def _inventory() -> tuple[tuple[str, ...], frozenset[str]]:
    """Voices of pyttsx3, and the variants that espeak-ng takes after a plus sign."""
    answer = Pyttsx3Narrator(runner=ToolRunner(timeout_seconds=_ASK_SECONDS)).ask(list=True)
    return tuple(answer["voices"]), frozenset(answer["variants"])


def check_voice(voice: Voice, *, has_spoken: bool = False) -> list[Diagnostic]:
    """Everything that is wrong with `voice`, without speaking. A missing library is told when speaking.

    Whether there is a voice of that name is not asked where it has spoken: to ask starts a process.
    """
    if voice.engine not in NARRATORS:
        near = difflib.get_close_matches(voice.engine, CHOICES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(CHOICES)}"
        return [Diagnostic(message=f"there is no voice engine {voice.engine!r}", hint=hint)]
    found = [*_check_numbers(voice), *_check_engine(voice)]
    return found if has_spoken else [*found, *_check_name(voice)]


def _check_numbers(voice: Voice) -> list[Diagnostic]:
    ranges = (
        ("words_per_minute", voice.words_per_minute, *WORDS_PER_MINUTE),
        ("pitch", voice.pitch, *PITCH),
        ("volume", voice.volume, 0, 1),
    )
    return [
        Diagnostic(message=f"{name} must be from {least} to {most}, got {_shown(value)}")
        for name, value, least, most in ranges
        if not least <= value <= most
    ]


def _shown(value: int | Fraction) -> str:
    return str(value) if isinstance(value, int) else f"{float(value):g}"


def _check_engine(voice: Voice) -> list[Diagnostic]:
    if voice.engine == "command":
        return _check_command(voice.command)
    if voice.engine == "recorded" and voice.folder and not voice.folder.is_dir():
        message = f"there is no folder of recordings {voice.folder}"
        return [Diagnostic(message=message, exit_code=ExitCode.BAD_MEDIA)]
    return []


def _check_command(command: tuple[str, ...]) -> list[Diagnostic]:
    """A tool that is not on this machine is a warning: what it has spoken already may be all that is needed."""
    if not command:
        return [Diagnostic(message="the voice has no command", hint="give `command:` a list of arguments")]
    if not any("{output}" in part for part in command[1:]):
        hint = "the tool has to be told which file to write"
        return [Diagnostic(message="no argument of the voice's command holds {output}", hint=hint)]
    if shutil.which(command[0]) is None:
        message = f"the voice command {command[0]} is not on this machine"
        hint = "install it, or write the whole path; only what it has spoken already can be built"
        return [Diagnostic(message=message, hint=hint, severity=Severity.WARNING)]
    return []


def _check_name(voice: Voice) -> list[Diagnostic]:
    match voice.engine:
        case "pyttsx3":
            return _check_offline(voice)
        case "kokoro":
            return check_kokoro(voice)
        case "piper":
            return check_piper(voice)
        case _:
            return []


def _check_offline(voice: Voice) -> list[Diagnostic]:
    try:
        known, variants = _inventory()
    except ToolFailed:
        return []
    base, plus, variant = voice.name.partition("+")
    wanted = _comparable(base)
    if wanted not in {_comparable(k) for k in known} and not _is_language(wanted, known):
        return [
            _unknown_language(voice, known) if _goes_without_saying(voice) else _unknown_name(voice, known)
        ]
    if plus and variant not in variants:
        message = f"the voice {base} has no variant {variant!r}"
        return [Diagnostic(message=message, hint=_nearest(variant, tuple(sorted(variants))))]
    return []


def _goes_without_saying(voice: Voice) -> bool:
    """Whether nobody named the voice: it is the one of its language."""
    return voice.name.partition("+")[0] == offline_voice(voice.language)


def _unknown_language(voice: Voice, known: tuple[str, ...]) -> Diagnostic:
    meant = meant_by(voice.language)
    spoken = ", ".join(sorted({base_of(name) for name in known if len(base_of(name)) == 2}))
    return Diagnostic(
        message=f"there is no offline voice for the language {english_name(voice.language)}",
        hint=f"did you mean {meant} ({english_name(meant)})?"
        if meant
        else f"name a voice of another engine under voice:; there are voices for {spoken}",
    )


def _unknown_name(voice: Voice, known: tuple[str, ...]) -> Diagnostic:
    """A name that reads as a language's is answered with that language's voices."""
    wanted = _comparable(voice.name.partition("+")[0])
    spoken = offline_voice(wanted)
    same = [k for k in known if k == spoken or base_of(k) == base_of(spoken)]
    hint = _nearest(wanted, known)
    if same and _LANGUAGE_TAG.fullmatch(wanted):
        hint = f"voices of {english_name(wanted)}: {', '.join(same[:_SHOWN])}"
    return Diagnostic(message=f"there is no voice named {voice.name!r}", hint=hint)


def _comparable(name: str) -> str:
    return name.casefold().replace("_", "-")


def _is_language(wanted: str, known: tuple[str, ...]) -> bool:
    """Voices of macOS and Windows have names of people; there a language is found by the worker."""
    return "en-us" not in known and bool(_LANGUAGE_TAG.fullmatch(wanted))


def _nearest(wanted: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
    start = [k for k in known if k.startswith(wanted[:2]) and k not in near]
    shown = [*near, *start][:_SHOWN] or list(known[:_SHOWN])
    rest = len(known) - len(shown)
    return (
        f"{'did you mean' if near else 'there are'} {', '.join(shown)}{f' ({rest} more)' if rest > 0 else ''}"
    )


def narrator_report() -> list[tuple[str, bool, str]]:
    """For `doctor`: what was looked at, whether it is well, and what was found."""
    facts = []
    system, speaker, library = engine_version()
    facts.append(("voice library", library != "none", f"pyttsx3 {library}, {system} voice {speaker}"))
    try:
        names, variants = _inventory()
        facts.append(("voices", True, f"{len(names)} voices, {len(variants)} variants"))
    except ToolFailed as error:
        return [*facts, ("voices", False, str(error))]
    return [*facts, _try_to_speak(names), *_neural_report()]


def _neural_report() -> list[tuple[str, bool, str]]:
    """The natural voices, whose lack is no fault, and what `auto` comes to."""
    here = voices("kokoro")
    missing = kokoro_missing(here[0] if here else usual_voice("kokoro", "en"))
    detail = f"{', '.join(here)}" if missing is None else f"{missing.message} ({missing.hint})"
    automatic = told(resolved(Voice(engine=AUTO)))
    return [
        ("kokoro", True, detail),
        ("piper", True, ", ".join(piper_voices()) or "no voices here"),
        (AUTO, True, automatic),
    ]


def _try_to_speak(names: tuple[str, ...]) -> tuple[str, bool, str]:
    import tempfile

    from compiler.narrate.speech import read_speech

    voice = Voice() if Voice().name in names or not names else Voice(name=names[0])
    narrator = Pyttsx3Narrator(runner=ToolRunner(timeout_seconds=_ASK_SECONDS))
    with tempfile.TemporaryDirectory(prefix="followalong-voice-") as folder:
        path = Path(folder) / "hello.wav"
        try:
            narrator.speak(Utterance(text="Hello.", voice=voice), path)
            speech = read_speech(path)
        except ToolFailed as error:
            return ("speaking", False, str(error))
    return ("speaking", True, f'"Hello." took {float(speech.seconds):.2f} s at {speech.sample_rate} Hz')
