"""The narrators: pyttsx3, recorded files, any command line tool, silence, and a pretended voice for tests."""

import contextlib
import json
import platform
import re
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compiler.language import language_of
from compiler.model.errors import ToolFailed
from compiler.model.routine import Footage, Utterance, Voice
from compiler.model.voice_choices import ENGINES
from compiler.narrate.estimate import REFERENCE_RATE, estimate_seconds
from compiler.narrate.neural_narrators import KokoroNarrator, PiperNarrator
from compiler.narrate.process import ToolRunner
from compiler.narrate.pyttsx3_worker import STAY
from compiler.narrate.recordings import is_recorded, recording_of
from compiler.narrate.speaking import RECORDED, TRIMMED, version, words_of
from compiler.narrate.speech import Narrator
from compiler.narrate.words import WORDS_VERSION
from compiler.store import file_digest
from compiler.store.scratch import scratch_folder

_VOICE_HINT = (
    "what is spoken is kept, and the next run goes on there; `followalong doctor` looks at the voices, and "
    "--voice chooses another one"
)
_COMMAND_HINT = "run the command under `voice:` by hand to see what it does"
_VERSION = 2
"""Raised when the library is asked otherwise, or for more: part of the key of what it says."""

_SILENT_RATE = 22_050
_NAME = "the voice (pyttsx3)"
_WORKER = Path(__file__).with_name("pyttsx3_worker.py")
"""Run as a file: as a module it would import this package first and take twice as long."""


def engine_version() -> tuple[str, ...]:
    """What the voice behind pyttsx3 is on this machine, with versions."""
    speaker = version("espeakng-loader") if sys.platform.startswith("linux") else platform.version()
    return sys.platform, speaker, version("pyttsx3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pyttsx3Narrator:
    """The voice that comes with pip; each utterance in a process of its own.

    Where it `stays` (Linux), these are forked from one that is ready, until the runner is closed.
    """

    runner: ToolRunner = field(default_factory=ToolRunner)
    stays: bool = False
    worker: tuple[str, ...] = (sys.executable, "-P", str(_WORKER))
    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """See :class:`Narrator`."""
        voice = utterance.voice
        return (
            "pyttsx3", engine_version(), _VERSION, TRIMMED, WORDS_VERSION, voice.name, _asked(voice),
            voice.pitch, voice.volume, words_of(utterance),
        )  # fmt: skip

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """See :class:`Narrator`."""
        from compiler.narrate.sound_file import finish

        voice = utterance.voice
        with scratch_folder() as folder:
            written = folder / "speech.wav"
            answer = self.ask(
                text=words_of(utterance), output=str(written), voice=voice.name, language=voice.language,
                words_per_minute=_asked(voice), pitch=voice.pitch,
            )  # fmt: skip
            finish(written, destination, maker="the voice", words=answer.get("words", ()))

    def ask(self, **job: object) -> Any:
        """One job for the worker process; its answer.

        Raises:
            ToolFailed: the voice library is missing, died or hung, or says that it cannot do this.
        """
        if self.stays:
            return self.runner.served.ask(
                (*self.worker, STAY), job, name=_NAME, seconds=self.runner.timeout_seconds, hint=_VOICE_HINT
            )
        answer = self.runner.run(self.worker, name=_NAME, text=json.dumps(job), hint=_VOICE_HINT)
        try:
            return json.loads(answer)
        except ValueError:
            raise ToolFailed(f"{_NAME} gave no answer", hint=_VOICE_HINT) from None


def _asked(voice: Voice) -> int:
    """The rate that the library is asked for, so that cues come at the words a minute that the routine asks for."""
    if not sys.platform.startswith("linux"):
        return voice.words_per_minute
    return round(voice.words_per_minute * language_of(voice.language).offline_rate / REFERENCE_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedNarrator:
    """Words that somebody recorded: a file for each utterance."""

    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """See :class:`Narrator`."""
        path = recording_of(utterance)
        if not utterance.part:
            return ("recorded", TRIMMED, RECORDED, file_digest(path))
        from compiler.media.digests import digest_of

        start, stop = utterance.part
        return ("film", digest_of(Footage(path=path, start=start, stop=stop)), start, stop)

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """See :class:`Narrator`."""
        from compiler.narrate.sound_file import finish_recording

        finish_recording(recording_of(utterance), destination, utterance.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandNarrator:
    """Any command line tool that writes a sound file.

    In its arguments `{output}` is the file to write, `{text}` the words, `{words_per_minute}` the rate. The
    words are on standard input where no argument asks for them. No shell is involved.
    """

    runner: ToolRunner = field(default_factory=ToolRunner)
    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """See :class:`Narrator`. Files that the command names are part of it, by size and time."""
        voice = utterance.voice
        return (
            "command", TRIMMED, WORDS_VERSION, list(voice.command), _named_files(voice.command),
            voice.name, voice.words_per_minute, voice.pitch, voice.volume, voice.language,
            words_of(utterance),
        )  # fmt: skip

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """See :class:`Narrator`."""
        from compiler.narrate.sound_file import finish

        command = utterance.voice.command
        if not command:
            raise ToolFailed("the voice has no command to run", hint="give `command:` a list of arguments")
        words, name = words_of(utterance), Path(command[0]).name
        with scratch_folder() as folder:
            written = folder / "speech.wav"
            values = {
                "{output}": str(written), "{text}": words,
                "{words_per_minute}": str(utterance.voice.words_per_minute),
            }  # fmt: skip
            given = "" if any("{text}" in part for part in command) else words
            arguments = [_filled(part, values) for part in command]
            self.runner.run(arguments, name=f"the voice command {name}", text=given, hint=_COMMAND_HINT)
            finish(written, destination, maker=f"the voice command {name}")


def _filled(part: str, values: dict[str, str]) -> str:
    """One argument with its placeholders filled in a single pass, so that the words may hold braces."""
    pattern = "|".join(re.escape(name) for name in values)
    return re.sub(pattern, lambda found: values[found[0]], part)


def _named_files(command: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """The program and every file among its arguments (a script, a voice model), with size and time."""
    if not command:
        return []
    found = []
    for candidate in (shutil.which(command[0]) or command[0], *command[1:]):
        with contextlib.suppress(OSError, ValueError):  # no file, and perhaps not even a name for one
            facts = Path(candidate).stat()
            if stat.S_ISREG(facts.st_mode):
                found.append((candidate, facts.st_size, facts.st_mtime_ns))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentNarrator:
    """No voice: silence as long as the words would take. For trying out, and for captions only."""

    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """See :class:`Narrator`."""
        return ("silent", TRIMMED, _SILENT_RATE, estimate_seconds(utterance))

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """See :class:`Narrator`."""
        import numpy as np

        from compiler.narrate.sound_file import write_wav

        samples = round(estimate_seconds(utterance) * _SILENT_RATE)
        write_wav(destination, np.zeros(samples, np.float32), _SILENT_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PretendedNarrator:
    """A voice for tests: a hum as long as the estimate. Needs no voice library and is quick."""

    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """See :class:`Narrator`."""
        voice = utterance.voice
        return ("pretended", TRIMMED, voice.words_per_minute, voice.pitch, words_of(utterance))

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """See :class:`Narrator`."""
        import numpy as np

        from compiler.narrate.sound_file import write_wav

        words_of(utterance)
        time = np.arange(round(estimate_seconds(utterance) * _SILENT_RATE)) / _SILENT_RATE
        pitch = 90 + utterance.voice.pitch
        hum = 0.2 * np.sin(2 * np.pi * pitch * time) + 0.1 * np.sin(6 * np.pi * pitch * time)
        write_wav(destination, (hum * (0.6 + 0.4 * np.sin(8 * np.pi * time))).astype("f4"), _SILENT_RATE)


NARRATORS: dict[str, Callable[[ToolRunner], Narrator]] = {
    "pyttsx3": lambda runner: Pyttsx3Narrator(runner=runner, stays=sys.platform == "linux"),
    "kokoro": lambda runner: KokoroNarrator(tools=runner.served),
    "piper": lambda runner: PiperNarrator(tools=runner.served),
    "recorded": lambda _: RecordedNarrator(),
    "command": lambda runner: CommandNarrator(runner=runner),
    "silent": lambda _: SilentNarrator(),
    "pretended": lambda _: PretendedNarrator(),
}
"""By engine; "pretended" is for tests, and cannot be written."""


def narrator_for(utterance: Utterance, runner: ToolRunner) -> Narrator:
    """Who speaks `utterance`: its recording if there is one, else the engine of its voice.

    Raises:
        ToolFailed: there is no such engine.
    """
    engine = "recorded" if is_recorded(utterance) else utterance.voice.engine
    if engine not in NARRATORS:
        raise ToolFailed(f"there is no voice engine {engine!r}", hint=f"there are: {', '.join(ENGINES)}")
    return NARRATORS[engine](runner)
