"""A routine file -> Routine: exercises looked up, defaults applied, every mistake collected."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.draw.theme import TOKENS as THEME_TOKENS
from compiler.draw.theme import theme_names
from compiler.errors import Diagnostic
from compiler.load import exercises
from compiler.load.library import Library
from compiler.load.pictures import Pictures
from compiler.load.project import FileReference, Project, find_file
from compiler.load.schema import (
    ExerciseStepFile,
    RestStepFile,
    RoutineFile,
    SayStepFile,
    SpeakerFile,
    VoiceFile,
)
from compiler.routine import (
    ChannelNotes,
    Line,
    Music,
    RestStep,
    Routine,
    SayStep,
    Speaker,
    Step,
    Voice,
)
from compiler.yamlfile import Located, did_you_mean, read_yaml

DEFAULT_RATE = 150
DEFAULT_VOICES = {"en": "en-us", "de": "de", "es": "es"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file: the routine, unless there are errors among the diagnostics."""

    routine: Routine | None
    diagnostics: tuple[Diagnostic, ...]


def load_routine(path: Path, *, animatic: bool = False) -> Loaded:
    """Read the routine at `path` and all that it names.

    With `animatic`, an exercise with no picture is no mistake: a card stands in for it.
    """
    written, diagnostics = read_yaml(path, RoutineFile)
    if written is None:
        return Loaded(None, tuple(diagnostics))
    builder = _Builder(written, path, animatic=animatic)
    routine = builder.routine()
    if any(d.severity == "error" for d in builder.diagnostics):
        return Loaded(None, tuple(builder.diagnostics))
    return Loaded(routine, tuple(builder.diagnostics))


def slug_of(path: Path) -> str:
    """A safe file name from a routine's file name: lower case letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:80].rstrip("-_") or "routine"
    return f"{slug}-routine" if _DEVICE.fullmatch(slug) else slug


_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices."""


def value_of(located: Located[Any] | None, default: Any) -> Any:
    """The value, or `default` where nothing was written."""
    return default if located is None else located.value


class _Builder:
    """Turns what was written into a Routine; collects what does not add up."""

    def __init__(self, written: RoutineFile, path: Path, *, animatic: bool) -> None:
        self.written = written
        self.path = path
        self.project = Project.of(path)
        self.diagnostics: list[Diagnostic] = []
        self.library = Library(self.project, written.exercises, path)
        presenter = value_of(written.presenter, "default")
        self.pictures = Pictures(self.project, animatic=animatic, presenter=presenter)
        self.language = value_of(written.lang, "en")
        self.voice = self._voice(written.voice, Voice(language=self.language, **self._default_voice()))
        self.speakers = {id_: self._speaker(id_, s) for id_, s in written.speakers.items()}

    def _default_voice(self) -> dict[str, Any]:
        base = self.language.split("-")[0]
        return {"name": DEFAULT_VOICES.get(base, self.language), "words_per_minute": DEFAULT_RATE}

    def routine(self) -> Routine:
        written = self.written
        defaults = written.defaults
        steps = tuple(step for entry in written.steps if (step := self._step(entry)))
        return Routine(
            path=self.path,
            slug=slug_of(self.path),
            title=written.title.value,
            summary=value_of(written.summary, ""),
            steps=steps,
            voice=self.voice,
            language=self.language,
            theme=self._theme(),
            size=value_of(written.size, (1920, 1080)),
            frame_rate=value_of(written.frame_rate, Fraction(30)),
            rest_between_exercises=defaults.rest.value if defaults and defaults.rest else None,
            music=self._music(),
            disclaimer=value_of(written.disclaimer, ""),
            tags=tuple(tag.value for tag in written.tags),
            closing=self.line(written.closing) if written.closing else None,
            channel=self._channel(),
            span=written.title.span,
        )

    def _theme(self) -> str:
        """One of the package's themes by its name, or the folder of one of the project's own."""
        named = self.written.theme
        if named is None:
            return "calm"
        own = self.project.folder / "assets" / "themes" / named.value
        if (own / THEME_TOKENS).is_file():
            return str(own)
        if named.value not in theme_names():
            known = ", ".join(theme_names())
            hint = did_you_mean(named.value, theme_names()) or (
                f"there is {known}; one of your own goes into assets/themes/{named.value}/"
            )
            message = f"there is no theme {named.value!r}"
            self.diagnostics.append(Diagnostic(message=message, span=named.span, hint=hint))
        return str(named.value)

    def _channel(self) -> ChannelNotes:
        notes = self.written.publish
        if notes is None:
            return ChannelNotes()
        given = {name: getattr(notes, name) for name in type(notes).model_fields}
        return ChannelNotes(**{name: located.value for name, located in given.items() if located is not None})

    def _music(self) -> Music | None:
        music = self.written.music
        if music is None:
            return None
        path = self.file(music.file, "audio")
        level = value_of(music.level_db, Fraction(-20))
        return Music(path=path, level_db=level, span=music.file.span) if path else None

    def file(self, name: Located[str], kind: str) -> Path | None:
        found, problems = find_file(
            FileReference(name.value, name.span, kind), self.project, self.path.parent
        )
        self.diagnostics += problems
        return found

    def line(self, written: Any) -> Line:
        """Words from anything with `say` and perhaps `audio`."""
        recording = self.file(written.audio, "audio") if written.audio else None
        return Line(text=written.say.value, span=written.say.span, recording=recording)

    def _voice(self, written: VoiceFile | None, base: Voice) -> Voice:
        if written is None:
            return base
        folder = None
        if written.folder:
            folder = self.file(written.folder, "audio")
        return Voice(
            engine=value_of(written.engine, base.engine),
            name=value_of(written.voice, base.name),
            words_per_minute=value_of(written.words_per_minute, base.words_per_minute),
            pitch=value_of(written.pitch, base.pitch),
            volume=Fraction(value_of(written.volume, int(base.volume * 100)), 100),
            command=tuple(w.value for w in written.command) if written.command else base.command,
            folder=folder or base.folder,
            language=base.language,
            span=written.voice.span if written.voice else base.span,
        )

    def _speaker(self, id_: str, written: SpeakerFile) -> Speaker:
        return Speaker(
            id=id_,
            name=written.name.value,
            role=value_of(written.role, ""),
            voice=self._voice(written.voice, self.voice),
            presenter=value_of(written.presenter, None),
        )

    def speaker(self, named: Located[str] | None) -> Speaker | None:
        if named is None:
            return None
        if named.value not in self.speakers:
            known = ", ".join(self.speakers) or "none; add them under speakers:"
            hint = did_you_mean(named.value, self.speakers) or f"known: {known}"
            message = f"there is no speaker {named.value!r}"
            self.diagnostics.append(Diagnostic(message=message, span=named.span, hint=hint))
        return self.speakers.get(named.value)

    def _step(self, entry: Any) -> Step | None:
        if isinstance(entry, SayStepFile):
            return self._say(entry)
        if isinstance(entry, RestStepFile):
            line = self.line(entry) if entry.say else None
            return RestStep(seconds=entry.rest.value, line=line, voice=self.voice, span=entry.rest.span)
        assert isinstance(entry, ExerciseStepFile)
        return exercises.build(entry, self)

    def _say(self, entry: SayStepFile) -> SayStep:
        speaker = self.speaker(entry.speaker)
        media = None
        if entry.clip:
            media, problems = self.pictures.footage(entry.clip, self.path.parent)
            self.diagnostics += problems
        return SayStep(
            line=self.line(entry),
            slot=value_of(entry.for_, None),
            media=media,
            voice=speaker.voice if speaker else self.voice,
            speaker=speaker,
            span=entry.say.span,
        )
