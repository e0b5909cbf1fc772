"""What makes a routine somebody's own: doses, selection, cues and voice, as one value per layer.

Layers come from a profile of the file, a patient's file, the week of either and the command line, and count in the
order that docs/language.md states: a later one has the last word. See
:func:`compiler.customise.apply.customise`, which applies them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from compiler.customise.avoiding import Avoided
from compiler.language import another_voice, usual_voice
from compiler.model.edges import Card
from compiler.model.errors import SourceSpan
from compiler.model.prescription import Load, Prescription
from compiler.model.routine import Captions, Step, TimedLine, Voice
from compiler.model.voice_choices import AUTO


class DoseKind(StrEnum):
    """What of a dose is changed."""

    HOLD = "hold"
    REPS = "reps"
    SETS = "sets"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseChange:
    """A new dose of one exercise, or of all where `exercise` is None. Holds and rests are in seconds.

    `origin` is the option of the command line that it comes from, as it was given; empty for a file, which has
    a `span`.
    """

    kind: DoseKind
    value: Fraction
    exercise: str | None = None
    origin: str = ""
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChange:
    """A new load of one exercise, or of all where `exercise` is None; None as the load takes it away."""

    load: Load | None
    exercise: str | None = None
    origin: str = ""
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A factor for every hold that its own layer does not give by the exercise's name."""

    factor: Fraction
    origin: str = ""
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An exercise by its name, and where it was named."""

    exercise: str
    origin: str = ""
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CueChange:
    """The cues of one exercise (of all where it is None), in place of those it had."""

    cues: tuple[TimedLine, ...]
    exercise: str | None = None
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Steps to come directly after (or before) the exercise `beside`."""

    beside: Named
    after: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceChange:
    """What is to be otherwise about the routine's own voice; None leaves it as it is.

    Another engine without a `name` speaks in its usual voice for the language.
    """

    engine: str | None = None
    name: str | None = None
    words_per_minute: int | None = None
    pitch: int | None = None
    volume: Fraction | None = None
    folder: Path | None = None
    model: Path | None = None
    span: SourceSpan | None = None

    def of(self, voice: Voice) -> Voice:
        """`voice`, changed."""
        engine = self.engine or voice.engine
        usual = voice.name if engine == voice.engine else usual_voice(engine, voice.language)
        return replace(
            voice,
            engine=engine,
            name=self.name or usual,
            words_per_minute=self.words_per_minute or voice.words_per_minute,
            pitch=voice.pitch if self.pitch is None else self.pitch,
            volume=voice.volume if self.volume is None else self.volume,
            folder=self.folder or voice.folder,
            model=self.model,
            span=self.span or voice.span,
        )

    def of_guest(self, voice: Voice, own: Voice) -> Voice:
        """The `voice` of somebody who speaks beside the routine's `own`: another one of the engine, if it changes."""
        new = self.of(own)
        if new.engine == AUTO:
            return replace(voice, engine=AUTO)
        name = another_voice(new.engine, voice.language, beside=new.name, like=voice.name)
        return replace(voice, engine=new.engine, name=name) if name != new.name else voice


@dataclass(frozen=True, slots=True, kw_only=True)
class FitTarget:
    """How long the video is to be, in seconds."""

    seconds: Fraction
    origin: str = ""
    span: SourceSpan | None = None


Change = TypeVar("Change", LoadChange, CueChange)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customisation:
    """One layer. `name` goes into the names of results; what is empty or None leaves things as they are.

    `span` is where its title or summary stands, `place` where the layer itself is named.

    A `lenient` layer may speak of exercises that this routine does not have: a patient has one file for many.
    """

    name: str = ""
    title: str | None = None
    summary: str | None = None
    title_card: Card = Card()
    end_card: Card = Card()
    patient: str = ""
    doses: tuple[DoseChange, ...] = ()
    loads: tuple[LoadChange, ...] = ()
    scale: Scale | None = None
    fit: FitTarget | None = None
    only: tuple[Named, ...] = ()
    skip: tuple[Named, ...] = ()
    cues: tuple[CueChange, ...] = ()
    additions: tuple[Addition, ...] = ()
    words_per_minute: int | None = None
    voice: VoiceChange | None = None
    captions: Captions | None = None
    prescription: Prescription = Prescription()
    avoid: tuple[Avoided, ...] = ()
    lenient: bool = False
    span: SourceSpan | None = None
    summary_span: SourceSpan | None = None
    place: SourceSpan | None = None

    @property
    def names(self) -> tuple[Named, ...]:
        """Every exercise that is named, where it is named."""
        changes: tuple[DoseChange | LoadChange, ...] = (*self.doses, *self.loads)
        doses = (Named(exercise=d.exercise, origin=d.origin, span=d.span) for d in changes if d.exercise)
        cues = (Named(exercise=c.exercise, span=c.span) for c in self.cues if c.exercise)
        return (*self.only, *self.skip, *doses, *cues)

    def dose(self, kind: DoseKind, exercise: str | None) -> DoseChange | None:
        """The last change of `kind` for exactly that exercise, or for all (None)."""
        found = [change for change in self.doses if change.kind is kind and change.exercise == exercise]
        return found[-1] if found else None

    def load_change(self, exercise: str) -> LoadChange | None:
        """The load of an exercise: its own first, then that for all."""
        return _nearest(self.loads, exercise)

    def cue_change(self, exercise: str) -> CueChange | None:
        """The cues for an exercise: its own first, then those for all."""
        return _nearest(self.cues, exercise)


def _nearest(changes: Sequence[Change], exercise: str) -> Change | None:
    """The last change for that exercise, else the last for all."""
    named = [change for change in changes if change.exercise == exercise]
    found = named or [change for change in changes if change.exercise is None]
    return found[-1] if found else None
