"""A routine in another language: every piece of text looked up in word lists, what is missing told.

`morning.de.yaml` beside `morning.yaml` has, under `words:`, the routine's texts as keys and their German as
values. Words of a library exercise come from `assets/exercises/de/<name>.yaml`. A text that neither has stays
in the original language, with a warning at its place.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compiler.customise.layers import Addition, Customisation
from compiler.load.companions import TranslationFile, WordsFile
from compiler.load.project import FileReference, Project, find_file, from_here
from compiler.load.schema import LineFile, VoiceFile
from compiler.load.voices import voice_in, voice_of
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.placeholders import PLACEHOLDERS, placeholder_problems
from compiler.model.routine import (
    ExerciseStep,
    Line,
    RestStep,
    Routine,
    SayStep,
    Speaker,
    Step,
    TimedLine,
    Voice,
)
from compiler.yaml import parse_nodes, read_text, read_yaml

_NAME = re.compile(r"(?P<routine>.+)\.(?P<language>[a-z]{2,3}(-[A-Za-z0-9]{2,8})?)", re.IGNORECASE)

Words = Mapping[str, LineFile]


def source_of(path: Path) -> tuple[Path, str] | None:
    """The routine and the language, where `path` is a translation: named like one, and without steps."""
    found = _NAME.fullmatch(path.stem)
    if not found:
        return None
    source = path.with_name(f"{found['routine']}{path.suffix}")
    if not source.is_file():
        return None
    text, _ = read_text(path)
    node, _ = parse_nodes(text, path) if text is not None else (None, [])
    entries = getattr(node, "entries", {})
    return None if "steps" in entries or not entries else (source, found["language"].lower())


def translation_path(routine: Path, language: str) -> Path:
    """Where the translation of a routine file is."""
    return routine.with_name(f"{routine.stem}.{language}{routine.suffix}")


def read_translation(
    routine: Path, language: str, project: Project
) -> tuple["Translator | None", list[Diagnostic]]:
    """What translates the routine at that path, or None with what is wrong."""
    path = translation_path(routine, language)
    if not path.is_file():
        known = sorted(p.stem.rpartition(".")[2] for p in routine.parent.glob(f"{routine.stem}.*.yaml"))
        hint = f"there is: {', '.join(known)}" if known else "translations are described in docs/language.md"
        message = f"{routine} has no translation {path.name}"
        return None, [Diagnostic(message=message, hint=hint)]
    written, problems = read_yaml(path, TranslationFile)
    if written is None:
        return None, problems
    problems = [p for line in written.words.values() for p in _word_problems(line)]
    if problems:
        return None, problems
    return Translator(path=path, language=language, written=written, project=project), []


def _word_problems(line: LineFile) -> list[Diagnostic]:
    return placeholder_problems(line.say.value, line.say.span, frozenset(PLACEHOLDERS))


def _tidy(words: Words) -> dict[str, LineFile]:
    """Keys as texts are: with single blanks."""
    return {" ".join(source.split()): line for source, line in words.items()}


@dataclass(kw_only=True)
class Translator:
    """Translates; notes what it did not find and what nobody asked for."""

    path: Path
    language: str
    written: TranslationFile
    project: Project
    found: list[Diagnostic] = field(default_factory=list)
    _missing: dict[str, SourceSpan | None] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _lists: dict[str, dict[str, LineFile]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._own = _tidy(self.written.words)
        self._files: dict[str, Path] = {}
        for folder in (self.language.split("-")[0], self.language):
            self._files.update(self.project.named_files(f"exercises/{folder}"))

    def routine(self, routine: Routine) -> Routine:
        """The routine with translated words and the language's voice."""
        voice = self._voice(routine.voice, self.written.voice)
        return replace(
            routine,
            title=self._text(routine.title, routine.span),
            summary=self._text(routine.summary, routine.span),
            disclaimer=self._text(routine.disclaimer, routine.span),
            closing=self._line(routine.closing) if routine.closing else None,
            tags=tuple(self._text(tag, None, optional=True) for tag in routine.tags),
            steps=tuple(self._step(step) for step in routine.steps),
            voice=voice,
            language=self.language,
            variant=self.language,
        )

    def layer(self, layer: Customisation) -> Customisation:
        """A profile with translated words."""
        return replace(
            layer,
            title=self._text(layer.title, layer.span) if layer.title else None,
            summary=self._text(layer.summary, layer.span) if layer.summary else None,
            cues=tuple(replace(c, cues=self._cues(c.cues, c.exercise)) for c in layer.cues),
            additions=tuple(self._addition(addition) for addition in layer.additions),
        )

    def problems(self) -> tuple[Diagnostic, ...]:
        """What is not translated, at its place; and what is translated but not said any more."""
        where = f"add it under words: in {self.path}"
        missing = [
            Diagnostic(
                message=f"not translated ({self.language}): {text!r}",
                span=span,
                hint=where,
                severity=Severity.WARNING,
            )
            for text, span in self._missing.items()
        ]
        stale = [
            Diagnostic(
                message=f"the routine does not say {text!r}",
                span=line.say.span,
                hint="has its text changed? It is translated by its exact words",
                severity=Severity.WARNING,
            )
            for text, line in self._own.items()
            if text not in self._used
        ]
        return (*self.found, *missing, *stale)

    # --- parts ----------------------------------------------------------------------------------------------

    def _addition(self, addition: Addition) -> Addition:
        return replace(addition, steps=tuple(self._step(step) for step in addition.steps))

    def _step(self, step: Step) -> Step:
        voice = self._step_voice(step)
        if isinstance(step, SayStep):
            speaker = self._speaker(step.speaker)
            return replace(step, line=self._line(step.line), voice=voice, speaker=speaker)
        if isinstance(step, RestStep):
            return replace(step, line=self._line(step.line) if step.line else None, voice=voice)
        return self._exercise(step, voice)

    def _exercise(self, step: ExerciseStep, voice: Voice) -> ExerciseStep:
        def text(words: str) -> str:
            return self._text(words, step.span, step.id)

        tempo = tuple(replace(phase, name=text(phase.name.replace("_", " "))) for phase in step.dose.tempo)
        sides = step.side_names
        return replace(
            step,
            name=text(step.name),
            needs=text(step.needs),
            side_names=(text(sides[0]), text(sides[1])) if sides else None,
            setup=tuple(self._line(line, step.id) for line in step.setup),
            cues=self._cues(step.cues, step.id),
            dose=replace(step.dose, tempo=tempo),
            voice=voice,
            speaker=self._speaker(step.speaker),
        )

    def _cues(self, cues: tuple[TimedLine, ...], exercise: str | None) -> tuple[TimedLine, ...]:
        return tuple(replace(cue, line=self._line(cue.line, exercise)) for cue in cues)

    def _speaker(self, speaker: Speaker | None) -> Speaker | None:
        if speaker is None:
            return None
        voice = self._voice(speaker.voice, self.written.speakers.get(speaker.id))
        return replace(speaker, role=self._text(speaker.role, None), voice=voice)

    def _step_voice(self, step: Step) -> Voice:
        speaker = getattr(step, "speaker", None)
        written = self.written.speakers.get(speaker.id) if speaker else self.written.voice
        return self._voice(step.voice, written)

    def _voice(self, original: Voice, written: VoiceFile | None) -> Voice:
        folder = None
        if written and written.folder:
            folder = self._file(written.folder.value, written.folder.span, folder=True)
        return voice_of(written, voice_in(self.language, original), folder)

    def _file(self, name: str, span: SourceSpan, *, folder: bool = False) -> Path | None:
        reference = FileReference(name, span, "audio", folder)
        path, problems = find_file(reference, self.project, self.path.parent)
        self.found += [problem for problem in problems if problem not in self.found]
        return path

    # --- words ----------------------------------------------------------------------------------------------

    def _line(self, line: Line, exercise: str | None = None) -> Line:
        """Translated words; a recording of the original is not one of the translation."""
        entry = self._entry(line.text, exercise)
        if entry is None:
            self._missing.setdefault(line.text, line.span)
            return line
        recording = self._file(entry.audio.value, entry.audio.span) if entry.audio else None
        return Line(text=entry.say.value, span=entry.say.span, recording=recording)

    def _text(
        self, text: str, span: SourceSpan | None, exercise: str | None = None, *, optional: bool = False
    ) -> str:
        if not text:
            return text
        entry = self._entry(text, exercise)
        if entry is None and not optional:
            self._missing.setdefault(text, span)
        return text if entry is None else entry.say.value

    def _entry(self, text: str, exercise: str | None) -> LineFile | None:
        if text in self._own:
            self._used.add(text)
            return self._own[text]
        return self._list_of(exercise).get(text) if exercise else None

    def _list_of(self, exercise: str) -> dict[str, LineFile]:
        """The word list of a library exercise, read once."""
        if exercise not in self._lists:
            path, words = self._files.get(exercise), None
            if path:
                words, problems = read_yaml(from_here(path), WordsFile)
                self.found += problems
            self._lists[exercise] = _tidy(words.words) if words else {}
            for line in self._lists[exercise].values():
                self.found += _word_problems(line)
        return self._lists[exercise]
