"""A routine file -> Routine: exercises looked up, defaults applied, every mistake collected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.customise.layers import Customisation
from compiler.draw.theme import TOKENS as THEME_TOKENS
from compiler.draw.theme import theme_names
from compiler.load import exercises
from compiler.load.damage import Damage
from compiler.load.exercises import limits_of
from compiler.load.library import Library
from compiler.load.pictures import Pictures
from compiler.load.profiles import placeholder_problems, profile_of
from compiler.load.project import FileReference, Project, find_file, slug_of
from compiler.load.schema import (
    ExerciseStepFile,
    RestStepFile,
    RoutineFile,
    SayStepFile,
    SpeakerFile,
    VoiceFile,
)
from compiler.load.translation import read_translation, source_of
from compiler.load.voices import default_voice, voice_of
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.routine import (
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
from compiler.yaml import MOST_MISTAKES, Located, read_yaml, sound_part

BETWEEN = frozenset({"next"})
"""What words between exercises can be filled with."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file: the routine, unless there are errors among the diagnostics, and its profiles.

    `exercises` names all that could have been used, the library's among them; `voices` are those of a file that
    made no routine.
    """

    routine: Routine | None
    diagnostics: tuple[Diagnostic, ...]
    profiles: Mapping[str, Customisation] = field(default_factory=dict)
    exercises: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()


def load_routine(
    path: Path, *, animatic: bool = False, beyond_range: bool = False, language: str | None = None
) -> Loaded:
    """Read the routine at `path` and all that it names.

    With `animatic`, an exercise with no picture is no mistake: a card stands in for it. With `beyond_range`, a
    dose outside its exercise's range is only a warning. With a `language`, or where `path` is a translation
    such as `morning.de.yaml`, the words are those of the translation.
    """
    source = source_of(path)
    if source:
        path, language = source[0], language or source[1]
    loaded = _load(path, animatic=animatic, beyond_range=beyond_range)
    if loaded.routine is None or not language or language == loaded.routine.language:
        return loaded
    translator, problems = read_translation(path, language, Project.of(path))
    if translator is None:
        return Loaded(None, (*loaded.diagnostics, *problems))
    routine = translator.routine(loaded.routine)
    profiles = {name: translator.layer(layer) for name, layer in loaded.profiles.items()}
    diagnostics = (*loaded.diagnostics, *translator.problems())
    return Loaded(routine, diagnostics, profiles, loaded.exercises)


def _load(path: Path, *, animatic: bool, beyond_range: bool) -> Loaded:
    written, diagnostics = read_yaml(path, RoutineFile)
    if written is None:
        many = len(diagnostics) >= MOST_MISTAKES
        more = [] if many else _others(path, animatic=animatic, beyond_range=beyond_range)
        return Loaded(None, _as_one_reads([*diagnostics, *more], path))
    builder = _Builder(written, path, animatic=animatic, beyond_range=beyond_range)
    routine = builder.routine()
    profiles = builder.profiles()
    if any(d.severity == "error" for d in builder.diagnostics):
        return Loaded(None, _as_one_reads(builder.diagnostics, path), voices=builder.voices)
    return Loaded(routine, tuple(builder.diagnostics), profiles, builder.library.names)


def _others(path: Path, *, animatic: bool, beyond_range: bool) -> list[Diagnostic]:
    """What is wrong in the file besides values that cannot be read: names, files, doses outside their range."""
    written, left_out = sound_part(path, RoutineFile, {"title": "Untitled"})
    if written is None:
        return []
    builder = _Builder(written, path, animatic=animatic, beyond_range=beyond_range)
    builder.look_up(Damage(left_out))
    return builder.diagnostics


def _as_one_reads(diagnostics: Iterable[Diagnostic], path: Path) -> tuple[Diagnostic, ...]:
    """Each once: the routine's own mistakes from top to bottom, then those in other files."""

    def order(diagnostic: Diagnostic) -> tuple[bool, int, int]:
        span = diagnostic.span
        return (span.path != path, span.line, span.column) if span else (False, 0, 0)

    return tuple(sorted(dict.fromkeys(diagnostics), key=order))


def value_of(located: Located[Any] | None, default: Any) -> Any:
    """The value, or `default` where nothing was written."""
    return default if located is None else located.value


class _Builder:
    """Turns what was written into a Routine; collects what does not add up."""

    def __init__(self, written: RoutineFile, path: Path, *, animatic: bool, beyond_range: bool) -> None:
        self.written = written
        self.beyond_range = beyond_range
        self.path = path
        self.project = Project.of(path)
        self.diagnostics: list[Diagnostic] = []
        self.library = Library(self.project, written.exercises, path)
        presenter = value_of(written.presenter, "default")
        self.pictures = Pictures(self.project, animatic=animatic, presenter=presenter)
        self.language = value_of(written.lang, "en")
        self.voice = self._voice(
            written.voice, default_voice(self.language, written.lang.span if written.lang else None)
        )
        self.speakers = {id_: self._speaker(id_, s) for id_, s in written.speakers.items()}

    def routine(self) -> Routine:
        written = self.written
        defaults = written.defaults
        steps = self.steps(written.steps)
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
            rest_between_exercises=defaults.rest.default.value if defaults and defaults.rest else None,
            rest_limits=limits_of(defaults.rest) if defaults else None,
            music=self._music(),
            disclaimer=value_of(written.disclaimer, ""),
            tags=tuple(tag.value for tag in written.tags),
            closing=self.line(written.closing) if written.closing else None,
            channel=self._channel(),
            span=written.title.span,
        )

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody who may speak."""
        return (self.voice, *(speaker.voice for speaker in self.speakers.values()))

    def look_up(self, damage: Damage) -> None:
        """Note what is wrong with the parts that are whole; of a damaged step, only the names in it."""
        self._theme()
        self._music()
        numbers = damage.kept("steps", len(self.written.steps))
        for number, entry in zip(numbers, self.written.steps, strict=True):
            exercise, speaker = getattr(entry, "exercise", None), getattr(entry, "speaker", None)
            known = not damage.touches("exercises", exercise), not damage.touches("speakers", speaker)
            if all(known) and not damage.is_in("steps", number):
                self._step(entry)
                continue
            if exercise and known[0]:
                self.diagnostics += self.library.find(exercise)[2]
            if speaker and known[1]:
                self.speaker(speaker)

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

    def steps(self, written: Iterable[Any]) -> tuple[Step, ...]:
        """The steps that could be made sense of, in their order."""
        return tuple(step for entry in written if (step := self._step(entry)))

    def profiles(self) -> dict[str, Customisation]:
        """Every version that the file describes."""
        return {name: profile_of(name, entry, self) for name, entry in self.written.profiles.items()}

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

    def file(self, name: Located[str], kind: str, *, folder: bool = False) -> Path | None:
        reference = FileReference(name.value, name.span, kind, folder)
        found, problems = find_file(reference, self.project, self.path.parent)
        self.diagnostics += problems
        return found

    def line(self, written: Any, allowed: frozenset[str] = frozenset()) -> Line:
        """Words from anything with `say` and perhaps `audio`; `allowed` names what they can be filled with."""
        self.diagnostics += placeholder_problems(written.say, allowed)
        recording = self.file(written.audio, "audio") if written.audio else None
        return Line(text=written.say.value, span=written.say.span, recording=recording)

    def _voice(self, written: VoiceFile | None, base: Voice) -> Voice:
        folder = self.file(written.folder, "audio", folder=True) if written and written.folder else None
        return voice_of(written, base, folder)

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
            return self._rest(entry)
        assert isinstance(entry, ExerciseStepFile)
        return exercises.build(entry, self)

    def _rest(self, entry: RestStepFile) -> RestStep:
        defaults = self.written.defaults
        return RestStep(
            seconds=entry.rest.default.value,
            limits=limits_of(entry.rest) or limits_of(defaults.rest if defaults else None),
            line=self.line(entry, BETWEEN) if entry.say else None,
            voice=self.voice,
            span=entry.rest.default.span,
        )

    def _say(self, entry: SayStepFile) -> SayStep:
        speaker = self.speaker(entry.speaker)
        media = None
        if entry.clip:
            media, problems = self.pictures.footage(entry.clip, self.path.parent)
            self.diagnostics += problems
        return SayStep(
            line=self.line(entry, BETWEEN),
            slot=value_of(entry.for_, None),
            media=media,
            voice=speaker.voice if speaker else self.voice,
            speaker=speaker,
            span=entry.say.span,
        )
