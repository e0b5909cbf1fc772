"""A routine in another language: every piece of text looked up in word lists, what is missing told.

`morning.de.yaml` beside `morning.yaml` has, under `words:`, the routine's texts as keys and their German as
values. Words of a library exercise come from `assets/exercises/de/<name>.yaml`, also for a routine that is written
in German itself. A text that neither has stays in the original language, with a warning at its place.
"""

import glob
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from compiler.customise.layers import Addition, Customisation
from compiler.language import base_of, schedule_in
from compiler.load.companions import TranslationFile
from compiler.load.files import FileReference, find_file
from compiler.load.library import Library
from compiler.load.project import Project
from compiler.load.say_as import for_any_voice, joined, names_of
from compiler.load.schema import LineFile, VoiceFile
from compiler.load.tongue import stand_in
from compiler.load.voices import names_a_file, voice_in, voice_of
from compiler.load.word_lists import WordLists, with_single_blanks, word_problems
from compiler.model.about import About
from compiler.model.callouts import Callout
from compiler.model.edges import Card
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.hints import did_you_mean
from compiler.model.prescription import Load, Prescription
from compiler.model.routine import (
    Edge,
    ExerciseStep,
    FigureUse,
    Line,
    Phase,
    RestStep,
    Routine,
    SayStep,
    Speaker,
    Step,
    Thumbnail,
    TimedLine,
    Voice,
)
from compiler.model.routine import joined as joined_line
from compiler.yaml import parse_nodes, read_text, read_yaml

_NAME = re.compile(r"(?P<routine>.+)\.(?P<language>[a-z]{2,3}(-[A-Za-z0-9]{2,8})?)", re.IGNORECASE)


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


def translation_path(routine: Path, language: str) -> Path | None:
    """The file with a routine's words in `language`, in whatever case it is named: its own, or its base's."""
    beside = {_tag_of(path, routine): path for path in sorted(routine.parent.glob(f"*{routine.suffix}"))}
    return beside.get(language.lower()) or beside.get(base_of(language))


def languages_of(routine: Path) -> list[str]:
    """The languages into which the routine is translated, by the files beside it."""
    beside = sorted(routine.parent.glob(f"{glob.escape(routine.stem)}.*{routine.suffix}"))
    return [tag for path in beside if (tag := _tag_of(path, routine))]


def _tag_of(path: Path, routine: Path) -> str:
    """The language that a file beside the routine is named after; empty where it is none of its."""
    found = _NAME.fullmatch(path.stem)
    return found["language"].lower() if found and found["routine"] == routine.stem else ""


def read_translation(
    routine: Path, language: str, library: Library, project: Project
) -> tuple["Translator | None", list[Diagnostic]]:
    """What translates the routine at that path, or None with what is wrong."""
    path = translation_path(routine, language)
    if path is None:
        known = sorted(p.stem.rpartition(".")[2] for p in routine.parent.glob(f"{routine.stem}.*.yaml"))
        hint = f"there is: {', '.join(known)}" if known else "translations are described in docs/language.md"
        message = f"{routine} has no translation {routine.stem}.{language}{routine.suffix}"
        return None, [Diagnostic(message=message, hint=hint)]
    written, problems = read_yaml(path, TranslationFile)
    if written is None:
        return None, problems
    wrong = [p for line in written.words.values() for p in word_problems(line)]
    if wrong:
        return None, [*problems, *wrong]
    tag = _tag_of(path, routine)
    lists = WordLists(project=project, library=library, language=tag)
    problems += stand_in(tag, SourceSpan(path=path, line=1, column=1))
    return Translator(path=path, language=tag, written=written, project=project, lists=lists), problems


def in_its_language(routine: Routine, library: Library, project: Project) -> "Translator":
    """What finds library words in the language that the routine itself is written in."""
    lists = WordLists(project=project, library=library, language=routine.language)
    return Translator(
        path=routine.path, language=routine.language, written=None, project=project, lists=lists
    )


@dataclass(kw_only=True)
class Translator:
    """Translates; notes what it did not find and what nobody asked for.

    `written` is None where the routine is in that language already, and only its exercises' words are looked up.
    """

    path: Path
    language: str
    written: TranslationFile | None
    project: Project
    lists: WordLists
    found: list[Diagnostic] = field(default_factory=list)
    _missing: dict[str, SourceSpan | None] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _speakers: set[str] = field(default_factory=set)
    _places: dict[str, SourceSpan | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._own = with_single_blanks(self.written.words) if self.written else {}

    def routine(self, routine: Routine) -> Routine:
        """The routine with translated words and the language's voice."""
        if self.written is None:
            return replace(routine, steps=tuple(self._step(step) for step in routine.steps))
        voice = self._voice(routine.voice, self.written.voice)
        return replace(
            routine,
            title=self._text(routine.title, routine.span),
            summary=self._text(routine.summary, routine.span),
            title_card=self._card(routine.title_card),
            end_card=self._card(routine.end_card),
            opener=self._edge(routine.opener),
            closer=self._edge(routine.closer),
            disclaimer=self._text(routine.disclaimer, routine.span),
            closing=self._line(routine.closing) if routine.closing else None,
            thumbnail=self._thumbnail(routine.thumbnail) if routine.thumbnail else None,
            tags=tuple(self._text(tag, None, optional=True) for tag in routine.tags),
            prescription=self._prescription(routine.prescription),
            steps=tuple(self._step(step) for step in routine.steps),
            voice=voice,
            language=self.language,
            variant=self.language,
            say_as=joined(for_any_voice(routine.say_as), names_of(self.written.say_as)),
        )

    def _thumbnail(self, thumbnail: Thumbnail) -> Thumbnail:
        return replace(
            thumbnail,
            title=self._line(thumbnail.title) if thumbnail.title else None,
            words=self._line(thumbnail.words) if thumbnail.words else None,
        )

    def layer(self, layer: Customisation) -> Customisation:
        """A profile with translated words."""
        return replace(
            layer,
            title=self._text(layer.title, layer.span) if layer.title else None,
            summary=self._text(layer.summary, layer.span) if layer.summary else None,
            title_card=self._card(layer.title_card),
            end_card=self._card(layer.end_card),
            loads=tuple(replace(c, load=self._load(c.load, c.span)) for c in layer.loads),
            prescription=self._prescription(layer.prescription),
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
        strangers = [
            Diagnostic(
                message=f"the routine has no speaker {name!r}, so that this has no effect",
                span=self.written.place_of("speakers", name) if self.written else None,
                hint=did_you_mean(name, self._speakers),
                severity=Severity.WARNING,
            )
            for name in (self.written.speakers if self.written else ())
            if name not in self._speakers
        ]
        elsewhere = f"in {self.path}" if self.written else "write them in the step: name, setup, cues, …"
        return (*self.found, *self.lists.found, *missing, *self.lists.problems(elsewhere), *stale, *strangers)

    # --- parts ----------------------------------------------------------------------------------------------

    def _card(self, card: Card) -> Card:
        said, heading = (self._text(text, card.span) for text in (card.said, card.heading))
        return replace(card, said=said, heading=heading)

    def _edge(self, edge: Edge | None) -> Edge | None:
        """A clip in which somebody speaks: the translated words are spoken over it instead."""
        if edge is None or edge.line is None:
            return edge
        return replace(edge, line=self._line(edge.line))

    def _addition(self, addition: Addition) -> Addition:
        return replace(addition, steps=tuple(self._step(step) for step in addition.steps))

    def _step(self, step: Step) -> Step:
        return self._grouped(self._words_of(step))

    def _grouped(self, step: Step) -> Step:
        """What the groups are called that a step belongs to, and the chapter that begins with it."""
        section, round_ = step.section, step.round
        if section:
            name, chapter = (self._text(text, section.span) for text in (section.name, section.chapter))
            section = replace(section, name=name, chapter=chapter)
        if round_:
            circuit = round_.circuit
            name, chapter = (self._text(text, circuit.span) for text in (circuit.name, circuit.chapter))
            round_ = replace(round_, circuit=replace(circuit, name=name, chapter=chapter))
        return replace(step, section=section, round=round_, chapter=self._text(step.chapter, step.span))

    def _words_of(self, step: Step) -> Step:
        voice = self._step_voice(step)
        if isinstance(step, SayStep):
            speaker = self._speaker(step.speaker)
            parts = tuple(self._line(part) for part in step.parts)
            line = joined_line(parts) if parts else self._line(step.line)
            heading, callouts = self._text(step.heading, step.span), self._callouts(step.callouts, None)
            return replace(
                step, line=line, parts=parts, voice=voice, speaker=speaker, heading=heading, callouts=callouts
            )
        if isinstance(step, RestStep):
            return replace(step, line=self._line(step.line) if step.line else None, voice=voice)
        return self._exercise(step, voice)

    def _exercise(self, step: ExerciseStep, voice: Voice) -> ExerciseStep:
        def text(words: str) -> str:
            return self._text(words, step.span, step.id)

        self._places.setdefault(step.id, step.span)
        sides = step.side_names
        return replace(
            step,
            name=text(step.name),
            needs=text(step.needs),
            about=self._about(step),
            side_names=(text(sides[0]), text(sides[1])) if sides else None,
            setup=tuple(self._line(line, step.id) for line in step.setup),
            switch=tuple(self._line(line, step.id) for line in step.switch),
            cues=self._cues(step.cues, step.id),
            callouts=self._callouts(step.callouts, step.id),
            dose=replace(
                step.dose,
                tempo=tuple(self._phase(phase, step) for phase in step.dose.tempo),
                load=self._load(step.dose.load, step.span, step.id),
            ),
            voice=voice,
            speaker=self._speaker(step.speaker),
            say_as=joined(
                step.say_as if self.written is None else for_any_voice(step.say_as), self.lists.names(step.id)
            ),
        )

    def _phase(self, phase: Phase, step: ExerciseStep) -> Phase:
        """A part of a repetition by its translated name; a figure's own parts are words of the exercise."""
        text = phase.name.replace("_", " ")
        entry = self._entry(text, step.id)
        if entry is None:
            self._miss(text, step.span, step.id, always=isinstance(step.media, FigureUse))
        return replace(phase, name=entry.say.value, written=phase.key) if entry else phase

    def _about(self, step: ExerciseStep) -> About:
        """What an exercise says of itself is in no video, so that nothing is missed in it."""
        about, place = step.about, (step.span, step.id)
        return replace(
            about,
            purpose=self._text(about.purpose, *place, optional=True),
            careful_with=tuple(
                replace(one, about=self._text(one.about, *place, optional=True)) for one in about.careful_with
            ),
        )

    def _load(self, load: Load | None, span: SourceSpan | None, exercise: str | None = None) -> Load | None:
        """A weight is the same in every language; words are translated."""
        if load is None or load.unit:
            return load
        return replace(load, written=self._text(load.written, span, exercise))

    def _prescription(self, prescription: Prescription) -> Prescription:
        def text(words: str, *, understood: bool = False) -> str:
            return self._text(words, prescription.place_of(words), optional=understood)

        often = prescription.frequency
        return replace(
            prescription,
            frequency=text(often, understood=schedule_in(self.language, often) is not None),
            notes=tuple(text(note) for note in prescription.notes),
            stop_if=tuple(text(sign) for sign in prescription.stop_if),
        )

    def _cues(self, cues: tuple[TimedLine, ...], exercise: str | None) -> tuple[TimedLine, ...]:
        return tuple(replace(cue, line=self._line(cue.line, exercise)) for cue in cues)

    def _callouts(self, callouts: tuple[Callout, ...], exercise: str | None) -> tuple[Callout, ...]:
        return tuple(replace(one, text=self._text(one.text, one.span, exercise)) for one in callouts)

    def _speaker(self, speaker: Speaker | None) -> Speaker | None:
        if speaker is None:
            return None
        self._speakers.add(speaker.id)
        written = self.written.speakers.get(speaker.id) if self.written else None
        return replace(
            speaker, role=self._text(speaker.role, None), voice=self._voice(speaker.voice, written)
        )

    def _step_voice(self, step: Step) -> Voice:
        if self.written is None:
            return step.voice
        speaker = getattr(step, "speaker", None)
        written = self.written.speakers.get(speaker.id) if speaker else self.written.voice
        return self._voice(step.voice, written)

    def _voice(self, original: Voice, written: VoiceFile | None) -> Voice:
        if self.written is None:
            return original
        folder = model = None
        if written and written.folder:
            folder = self._file(written.folder.value, written.folder.span, "audio", folder=True)
        if written and written.voice and names_a_file(written):
            model = self._file(written.voice.value, written.voice.span, "voices")
        return voice_of(written, voice_in(self.language, original), folder, model)

    def _file(self, name: str, span: SourceSpan, kind: str, *, folder: bool = False) -> Path | None:
        reference = FileReference(name, span, kind, folder)
        path, problems = find_file(reference, self.project, self.path.parent)
        self.found += [problem for problem in problems if problem not in self.found]
        return path

    # --- words ----------------------------------------------------------------------------------------------

    def _line(self, line: Line, exercise: str | None = None) -> Line:
        """Translated words; a recording of the original is not one of the translation."""
        entry = self._entry(line.text, exercise)
        if entry is None:
            self._miss(line.text, line.span, exercise)
            return line
        recording = self._file(entry.audio.value, entry.audio.span, "audio") if entry.audio else None
        return replace(line, text=entry.say.value, span=entry.say.span, recording=recording, part=None)

    def _text(
        self, text: str, span: SourceSpan | None, exercise: str | None = None, *, optional: bool = False
    ) -> str:
        if not text:
            return text
        entry = self._entry(text, exercise)
        if entry is None and not optional:
            self._miss(text, span, exercise)
        return text if entry is None else entry.say.value

    def _miss(
        self, text: str, span: SourceSpan | None, exercise: str | None, *, always: bool = False
    ) -> None:
        """Note a text without words: with its exercise where it is the library's, else at its own place."""
        of_library = exercise is not None and (always or text in self.lists.library.words_of(exercise))
        if exercise and of_library:
            if self.lists.stays_foreign(exercise) or (
                self.written and not self.lists.library.is_shipped(exercise)
            ):
                self.lists.note(exercise, text, self._places.get(exercise, span))
        elif self.written:
            self._missing.setdefault(text, span)

    def _entry(self, text: str, exercise: str | None) -> LineFile | None:
        if text in self._own:
            self._used.add(text)
            return self._own[text]
        return self.lists.get(exercise, text) if exercise else None
