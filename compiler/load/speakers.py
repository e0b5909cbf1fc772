"""Everybody who may speak in a routine: the routine's own voice, and its speakers by their id."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compiler.figure import presenters
from compiler.load.commands import with_agreed_command
from compiler.load.reading import Reading
from compiler.load.schema import PresenterFile, RoutineFile, SpeakerFile, VoiceFile
from compiler.load.voices import default_voice, names_a_file, voice_of
from compiler.model.hints import did_you_mean
from compiler.model.routine import Demonstrator, Speaker, Voice
from compiler.yaml import Located


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks where nobody is named, and those who can be named."""

    voice: Voice
    by_id: Mapping[str, Speaker]

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody's."""
        return (self.voice, *(speaker.voice for speaker in self.by_id.values()))

    def find(self, named: Located[str] | None, reading: Reading) -> Speaker | None:
        """Who is named; nobody where there is no such speaker, which is noted."""
        if named is None:
            return None
        if named.value not in self.by_id:
            known = ", ".join(self.by_id) or "none; add them under speakers:"
            hint = did_you_mean(named.value, self.by_id) or f"known: {known}"
            reading.complain(f"there is no speaker {named.value!r}", named.span, hint)
        return self.by_id.get(named.value)


def speakers_of(written: RoutineFile, reading: Reading) -> Speakers:
    """Who may speak, as the routine says."""
    lang = written.lang
    base = default_voice(lang.value, lang.span) if lang else default_voice("en")
    voice = _voice(written.voice, base, reading)
    return Speakers(voice, {id_: _speaker(id_, one, voice, reading) for id_, one in written.speakers.items()})


def _voice(written: VoiceFile | None, base: Voice, reading: Reading) -> Voice:
    folder, model = voice_files(written, reading)
    return with_agreed_command(voice_of(written, base, folder, model), written, reading)


def voice_files(written: VoiceFile | None, reading: Reading) -> tuple[Path | None, Path | None]:
    """The folder of recordings and the voice's own file, where they are written and found."""
    if written is None:
        return None, None
    folder = reading.file(written.folder, "audio", folder=True) if written.folder else None
    model = reading.file(written.voice, "voices") if written.voice and names_a_file(written) else None
    return folder, model


def presenter_of(written: PresenterFile | None, reading: Reading) -> Demonstrator | None:
    """Who the drawn figure is to be; nobody where nothing is said, or there is no such presenter, which is noted."""
    if written is None:
        return None
    named = written.name
    if named and named.value not in presenters():
        hint = did_you_mean(named.value, presenters()) or f"there are: {', '.join(presenters())}"
        reading.complain(f"there is no presenter {named.value!r}", named.span, hint)
        return None
    left_handed = bool(written.handed and written.handed.value == "left")
    return Demonstrator(named.value if named else "default", left_handed)


def _speaker(id_: str, written: SpeakerFile, voice: Voice, reading: Reading) -> Speaker:
    return Speaker(
        id=id_,
        name=written.name.value,
        role=written.role.value if written.role else "",
        voice=_voice(written.voice, voice, reading),
        presenter=presenter_of(written.presenter, reading),
    )
