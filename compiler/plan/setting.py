"""What every part of the planner looks at: the routine, its words, and how long speech takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from compiler.language import Language, Phrases, known_language, language_of
from compiler.language.names import name_pattern
from compiler.model.cueing import CueGrammar
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.position import Place
from compiler.model.routine import ExerciseStep, Line, Routine, SayAs, Side, Utterance, Voice
from compiler.model.structure import Round, Section
from compiler.model.timeline import Cue, CueRole, Scene, StepKind, TimelineExercise, Tone, WordTime
from compiler.model.timing import FrameRange, frames_covering, frames_of, seconds_of

LengthOf = Callable[[Utterance], Fraction]
"""Seconds that an utterance takes: measured, or estimated."""

WordsOf = Callable[[Utterance], tuple[WordTime, ...]]
"""When each of its words is spoken; nothing where nobody knows."""

LEAD = Fraction(3, 10)
"""Quiet before the first words of a step, so that nothing starts on the cut."""
GAP = Fraction(35, 100)
"""Quiet between two lines, about a breath."""
TAIL = Fraction(4, 10)
"""Quiet after the last words of a step that lasts as long as they need."""
SETTLE = Fraction(5, 2)
"""Quiet after the last words of a setup or a switch, to do what they say, before the countdown."""
AFTER_TONE = Fraction(6, 10)
"""Quiet at the start of a step that follows a dose, while the tone of its end is heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A line that wants a place."""

    role: CueRole
    utterance: Utterance
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A step before it has a place in the whole: its frames start at 0, its cues and tones count from there.

    With `own_chapter` its author has asked for the chapter that begins with it, or for the section that it is of.
    """

    kind: StepKind
    name: str
    frames: int
    scene: Scene
    cues: tuple[Cue, ...] = ()
    tones: tuple[Tone, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    exercise: str | None = None
    exercise_index: int | None = None
    side: Side | None = None
    set: int | None = None
    place: Place | None = None
    left: Place | None = None
    change: Fraction = Fraction(0)
    own_change: bool = False
    span: SourceSpan | None = None
    chapter: str | None = None
    own_chapter: bool = False
    told: TimelineExercise | None = None
    section: Section | None = None
    round: Round | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """The planner's surroundings; `diagnostics` collects what does not fit."""

    routine: Routine
    length_of: LengthOf
    measured: bool
    say_as: tuple[SayAs, ...] = ()
    words_of: WordsOf = lambda _: ()
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def language(self) -> Language:
        """The routine's language, or the one that stands in for it."""
        return language_of(self.routine.language)

    @property
    def phrases(self) -> Phrases:
        """The tool's own words in the routine's language."""
        return self.language.phrases

    @property
    def numbers(self) -> Language | None:
        """The language that numbers are spoken in; None where they are left to the voice, as digits."""
        return known_language(self.routine.language)

    @property
    def grammar(self) -> CueGrammar:
        """Which cues the tool makes by itself."""
        return self.routine.grammar

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        return self.routine.frame_rate

    def frames(self, seconds: Fraction | int) -> int:
        """Frames nearest to `seconds`."""
        return frames_of(Fraction(seconds), self.rate)

    def seconds(self, frames: int) -> Fraction:
        """How long `frames` last."""
        return seconds_of(frames, self.rate)

    def speech_frames(self, spoken: Spoken) -> int:
        """Frames that the words need, at least one."""
        return max(1, frames_covering(self.length_of(spoken.utterance), self.rate))

    def spoken(self, role: CueRole, text: str, voice: Voice, line: Line | None = None) -> Spoken:
        """A line in a voice; `line` gives the place and a recording, where an author wrote the words."""
        utterance = Utterance(
            text=text,
            voice=voice,
            recording=line.recording if line else None,
            part=line.part if line else None,
            say_as=tuple(name for name in self.say_as if name_pattern(name.written).search(text)),
        )
        return Spoken(role=role, utterance=utterance, span=line.span if line else None)

    def cue(self, spoken: Spoken, start: int) -> Cue:
        """The line at frame `start`."""
        stop = start + self.speech_frames(spoken)
        return Cue(
            role=spoken.role, utterance=spoken.utterance, range=FrameRange(start, stop), span=spoken.span,
            words=self.words_of(spoken.utterance),
        )  # fmt: skip

    def sequence(self, lines: tuple[Spoken, ...], start: int) -> tuple[Cue, ...]:
        """Lines one after the other from frame `start`, a breath apart."""
        cues: list[Cue] = []
        for line in lines:
            cue = self.cue(line, start)
            cues.append(cue)
            start = cue.range.stop + self.frames(GAP)
        return tuple(cues)

    def complain(self, message: str, span: SourceSpan | None, hint: str | None = None) -> None:
        """Note an error at a YAML line."""
        self.diagnostics.append(Diagnostic(message=message, span=span, hint=hint))

    def warn(self, message: str, span: SourceSpan | None, hint: str, *, estimated: bool = False) -> None:
        """Note a warning at a YAML line; an `estimated` one may be otherwise once speech is measured."""
        self.diagnostics.append(
            Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING, estimated=estimated)
        )

    def too_long(self, spoken: Spoken, slot_frames: int, remedy: str, span: SourceSpan | None = None) -> None:
        """Note that a line needs more time than it has; `span` is the place of a line that nobody wrote."""
        takes = self.length_of(spoken.utterance)
        slot = max(Fraction(0), self.seconds(slot_frames))
        about = "" if self.measured else "about "
        words = len(spoken.utterance.text.split())
        surplus = min(words, -(-words * (takes - slot) // takes)) if takes else 0
        drop = (
            f"drop about {surplus} word{'s' if surplus != 1 else ''}" if surplus < words else "drop the line"
        )
        estimated = "" if self.measured else " (estimated; build measures it)"
        line, hint = (
            ("this line", f"{drop}, or {remedy}") if spoken.span else (f"{spoken.utterance.text!r}", remedy)
        )
        self.diagnostics.append(
            Diagnostic(
                message=f"{line} takes {about}{float(takes):.1f} s, its slot is {float(slot):.1f} s{estimated}",
                span=spoken.span or span or self.routine.span,
                hint=hint,
                estimated=not self.measured,
            )
        )


def names_of(routine: Routine) -> tuple[SayAs, ...]:
    """How names are spoken, anywhere in the routine; what it says itself goes before what its exercises say."""
    steps = (step for step in routine.steps if isinstance(step, ExerciseStep))
    found = {name.written.casefold(): name for step in steps for name in step.say_as}
    return tuple((found | {name.written.casefold(): name for name in routine.say_as}).values())
