"""Programs that a routine's voices run: only what the user has settled, or has agreed to for this project."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from compiler.load.project import Project
from compiler.load.reading import Reading
from compiler.load.schema import RoutineFile, VoiceFile
from compiler.load.settings import settings_path, user_settings
from compiler.model.errors import InvalidRoutine, SourceSpan
from compiler.model.hints import did_you_mean
from compiler.model.routine import Voice
from compiler.system.agreements import is_agreed
from compiler.yaml import readable_part


def with_agreed_command(voice: Voice, written: VoiceFile | None, reading: Reading) -> Voice:
    """`voice` with the program that its name stands for in the user's settings; what may not run is noted."""
    if written is None or voice.engine != "command":
        return voice
    if written.command:
        if not is_agreed(reading.project.folder, voice.command):
            reading.complain(
                f"this runs a program on this machine: {shlex.join(voice.command)}",
                written.command[0].span,
                f"if you trust it: followalong allow {shlex.quote(str(reading.path))}",
            )
        return voice
    if not written.voice:
        return voice
    command = _settled(written.voice.value, written.voice.span, reading)
    # Where there is none, the mistake is told already; what the voice lacks is no second one.
    return replace(voice, command=command) if command else replace(voice, engine="silent")


def _settled(name: str, span: SourceSpan, reading: Reading) -> tuple[str, ...]:
    settings, problems = user_settings()
    reading.diagnostics.extend(problems)
    if name in settings.voices:
        return tuple(part.value for part in settings.voices[name].command)
    if not problems:
        known = ", ".join(settings.voices) or "none"
        hint = did_you_mean(name, settings.voices) or (
            f"{settings_path()} has {known}; add voices: {{{name}: {{command: […]}}}}"
        )
        reading.complain(f"there is no voice {name!r} in your settings", span, hint)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The programs that a routine asks for, and the folder of its project."""

    project: Path
    commands: tuple[tuple[str, ...], ...]


def commands_in(path: Path) -> Asked:
    """What the routine at `path` asks to run; its other mistakes do not matter here.

    Raises:
        InvalidRoutine: nothing can be made of the file.
    """
    written, _ = readable_part(path, RoutineFile, {"title": "Untitled"})
    if written is None:
        raise InvalidRoutine(f"{path} cannot be read as a routine", hint="followalong check tells why")
    return Asked(project=Project.of(path).folder, commands=tuple(dict.fromkeys(_commands(written))))


def _commands(written: RoutineFile) -> Iterator[tuple[str, ...]]:
    voices = (written.voice, *(speaker.voice for speaker in written.speakers.values()))
    for voice in voices:
        if voice and voice.command:
            yield tuple(part.value for part in voice.command)
