"""What the author meant: a routine with its exercises looked up, defaults applied and every value typed.

Made by `load`, read by `plan`. Everything is frozen; times are exact seconds (Fraction). Words and values
keep their :class:`SourceSpan`, so that later stages can point at the YAML line.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from compiler.model.about import About
from compiler.model.brand import Brand, Layout
from compiler.model.callouts import Callout, Corner
from compiler.model.cue_times import LAST_REP as LAST_REP  # noqa: PLC0414 - it is read here as well
from compiler.model.cue_times import CueAnchor as CueAnchor  # noqa: PLC0414
from compiler.model.cue_times import RepMoment as RepMoment  # noqa: PLC0414
from compiler.model.cueing import CueGrammar
from compiler.model.edges import USUAL_END, Card, DisclaimerAt
from compiler.model.errors import SourceSpan
from compiler.model.position import Position
from compiler.model.prescription import Load, Prescription
from compiler.model.side import Side as Side  # noqa: PLC0414 - it is read here as well
from compiler.model.structure import Form, Round, Section, begins
from compiler.model.timing import frames_of

DEFAULT_FRAME_RATE = Fraction(30)

DEFAULT_REST, DEFAULT_SWITCH = Fraction(10), Fraction(6)
"""Seconds between sets, and to change sides, where nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks and how. `engine` names a narrator; `command` is an argument list for engine "command".

    `model` is the project's own file of engine "piper"; its voices of the user's are known by `name`.
    """

    engine: str = "pyttsx3"
    name: str = "en-us"
    words_per_minute: int = 150
    pitch: int = 50
    volume: Fraction = Fraction(1)
    command: tuple[str, ...] = ()
    folder: Path | None = None
    model: Path | None = None
    language: str = "en"
    span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SayAs:
    """How a name or term is spoken: `plain` in letters that every voice reads, `ipa` for those that take it."""

    written: str
    plain: str = ""
    ipa: str = ""
    span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Words in a voice; `recording` is a file that already holds them, `say_as` how names among them are spoken.

    With `part`, the recording is a film in which they are said between these seconds (None: its end), pauses and
    all.
    """

    text: str
    voice: Voice
    recording: Path | None = None
    part: tuple[Fraction, Fraction | None] | None = None
    say_as: tuple[SayAs, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """An exercise that is in the routine, or with `absent` one that is not."""

    exercise: str
    absent: bool = False
    span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words that an author wrote to be spoken, with their place.

    With `needs`, they stand only where one of these holds. `recording` and `part` are as in an utterance.
    """

    text: str
    span: SourceSpan | None = None
    recording: Path | None = None
    part: tuple[Fraction, Fraction | None] | None = None
    needs: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True)
class Demonstrator:
    """Who shows drawn exercises: a presenter, and whether the left hand is theirs.

    One who is left-handed does mirrored what has no side of its own.
    """

    name: str = "default"
    left_handed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who speaks in some steps: shown by name, with a voice and a figure of their own."""

    id: str
    name: str
    role: str = ""
    voice: Voice = Voice()
    presenter: Demonstrator | None = None


class Fit(StrEnum):
    """How a picture of another shape fills the frame."""

    COVER = "cover"
    CONTAIN = "contain"
    BLUR = "blur"


class Motion(StrEnum):
    """How a photo is looked at: held still, or slowly along it or nearer to it."""

    NONE = "none"
    PAN = "pan"
    ZOOM = "zoom"


class Playback(StrEnum):
    """How a clip that is shorter than its step goes on."""

    LOOP = "loop"
    PING_PONG = "ping-pong"
    FREEZE = "freeze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A MoviePy video effect by its class name, with parameters as JSON-able pairs."""

    name: str
    parameters: tuple[tuple[str, str | int | float | bool], ...] = ()
    span: SourceSpan | None = None


class PhaseRole(StrEnum):
    """What a phase of a movement is for: going in, staying, coming out."""

    MOVE_IN = "move-in"
    HOLD = "hold"
    MOVE_OUT = "move-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A named part of one repetition, such as "flatten", "hold", "release".

    `written` is what an author calls it, where `name` is a translation of that.
    """

    name: str
    seconds: Fraction
    role: PhaseRole
    written: str = ""

    @property
    def key(self) -> str:
        """What cues call it."""
        return self.written or self.name

    def frames(self, frame_rate: Fraction) -> int:
        """How long it takes, at least one frame."""
        return max(1, frames_of(self.seconds, frame_rate))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipSound:
    """A film's own sound is heard, `level_db` below speech, and lower still while somebody speaks.

    With `speaks`, it is what is said in its step, and as loud as every voice.
    """

    level_db: Fraction = Fraction(-12)
    speaks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """A film or photo, and the part of a film to use: from `start` up to `stop` (None: its end).

    `mirrored` is how the author wants it shown at first; a second side is mirrored against that. `photos` are
    two or more of one movement, from its start to its end, `path` being the first of them; `phases` is the
    count that they follow, if there is one. `focus` is what stays in view; `focus_moves` are points that it comes
    by, each with its second of the clip as it is shown.
    """

    path: Path
    start: Fraction = Fraction(0)
    stop: Fraction | None = None
    playback: Playback = Playback.LOOP
    fit: Fit = Fit.COVER
    focus: tuple[Fraction, Fraction] = (Fraction(1, 2), Fraction(1, 2))
    focus_moves: tuple[tuple[Fraction, tuple[Fraction, Fraction]], ...] = ()
    speed: Fraction = Fraction(1)
    mirrored: bool = False
    effects: tuple[Effect, ...] = ()
    sound: ClipSound | None = None
    motion: Motion = Motion.NONE
    photos: tuple[Path, ...] = ()
    phases: tuple[Phase, ...] = ()
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureUse:
    """A pose script that draws the demonstration; `phases` are the script's own, at their own speed.

    `shows` is the side that moves when the figure is not mirrored. `places` are all that it can be drawn on, the
    usual one first; `place` is where it is drawn, empty for the usual one. `highlight` are regions of the body that are
    tinted, None for the script's own; with `ghost`, the end of its way in is hinted at. With a `framing` it is seen
    otherwise than its script says.
    """

    path: Path
    phases: tuple[Phase, ...]
    presenter: str = "default"
    left_handed: bool = False
    shows: Side = Side.RIGHT
    places: tuple[str, ...] = ()
    place: str = ""
    highlight: tuple[str, ...] | None = None
    ghost: bool = False
    framing: str = ""
    span: SourceSpan | None = None

    @property
    def on(self) -> str:
        """What it is drawn on."""
        return self.place or next(iter(self.places), "")

    def at(self, place: str) -> "FigureUse":
        """The figure on that place, if it can be drawn there; as it is if not."""
        usual = place == next(iter(self.places), "")
        return replace(self, place="" if usual else place) if place in self.places else self


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingClip:
    """No picture yet: a card with the exercise's name stands in under `--animatic`."""

    name: str
    span: SourceSpan | None = None


Media = Footage | FigureUse | MissingClip


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstrations:
    """What drawn people do beside the exercises themselves: figures by the place that an exercise is drawn on.

    `speakers` are seen speaking between exercises ("": at any place that has none of its own), `hosts` greet on the
    title card and thank on the end card, `ways` get from one position to the next. Empty: nobody does. Where there is a
    `chair` beside the mat, one holds on to it. With `ghost`, where a hold is to be held is hinted at on the way there.
    """

    speakers: tuple[tuple[str, FigureUse], ...] = ()
    hosts: tuple[tuple[str, FigureUse], ...] = ()
    ways: tuple[tuple[str, FigureUse], ...] = ()
    chair: bool = False
    ghost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """A second picture in a corner of the frame, `share` of its width wide.

    It is mirrored with the side that the exercise is done on, unless it is to `stay`.
    """

    media: Footage
    corner: Corner = Corner.TOP_RIGHT
    share: Fraction = Fraction(3, 10)
    stay: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The range in which a dose may be customised, both ends included, and where it was set."""

    minimum: Fraction
    maximum: Fraction
    span: SourceSpan | None = None


LONGEST_HOLD = Fraction(600)
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of an exercise: one long hold, or reps with a tempo; on these sides; so many sets; with a load or none.

    Exactly one of `hold` (seconds) and `reps` is set. `tempo` are the phases of one rep; a hold that has one is spent
    moving.
    """

    hold: Fraction | None = None
    reps: int | None = None
    tempo: tuple[Phase, ...] = ()
    sets: int = 1
    sides: tuple[Side, ...] = ()
    load: Load | None = None

    @property
    def moving(self) -> bool:
        """Whether it is a movement that goes on for a time."""
        return self.hold is not None and bool(self.tempo)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedLine:
    """A cue as written: words `offset` seconds after the step's start, before its end, halfway, or at a `moment`."""

    line: Line
    anchor: CueAnchor
    offset: Fraction = Fraction(0)
    moment: RepMoment = RepMoment()
    priority: int = 50
    required: bool = True
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseStep:
    """An exercise to do, everything about it decided but its place in time.

    `change_time` (into its position) and `switch_time` (between its sides) are in place of what is reckoned from
    the `position`. `chapter` is the title of a chapter that begins with it, if its author gave one.
    """

    id: str
    name: str
    dose: Dose
    first_side: Side = Side.LEFT
    media: Media
    second_side_media: Media | None = None
    position: Position | None = None
    change_time: Fraction | None = None
    setup: tuple[Line, ...] = ()
    switch: tuple[Line, ...] = ()
    needs: str = ""
    side_names: tuple[str, str] | None = None
    cues: tuple[TimedLine, ...] = ()
    rest_between: Fraction = DEFAULT_REST
    switch_time: Fraction | None = None
    setup_time: Fraction | None = None
    hold_limits: Limits | None = None
    reps_limits: Limits | None = None
    sets_limits: Limits | None = None
    rest_limits: Limits | None = None
    say_as: tuple[SayAs, ...] = ()
    voice: Voice = Voice()
    speaker: "Speaker | None" = None
    sources: tuple[str, ...] = ()
    about: About = About()
    section: Section | None = None
    round: Round | None = None
    chapter: str = ""
    callouts: tuple[Callout, ...] = ()
    inset: "Inset | None" = None
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SayStep:
    """Words with a card, or over a clip; as long as the words need, or `slot` seconds.

    `parts` are pieces that make up the line, where some of them depend on exercises. A `heading` is shown in place
    of the words. The `position` is where one gets to meanwhile.
    """

    line: Line
    parts: tuple[Line, ...] = ()
    slot: Fraction | None = None
    media: Media | None = None
    position: Position | None = None
    voice: Voice = Voice()
    speaker: "Speaker | None" = None
    needs: tuple[Presence, ...] = ()
    heading: str = ""
    section: Section | None = None
    round: Round | None = None
    chapter: str = ""
    callouts: tuple[Callout, ...] = ()
    inset: "Inset | None" = None
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestStep:
    """A pause that shows and says what comes next; a `line` that is not `required` gives way to the tool's words.

    One that is `between` two rounds belongs to the round that it leads to.
    """

    seconds: Fraction
    line: Line | None = None
    required: bool = True
    limits: Limits | None = None
    voice: Voice = Voice()
    needs: tuple[Presence, ...] = ()
    between: bool = False
    section: Section | None = None
    round: Round | None = None
    chapter: str = ""
    span: SourceSpan | None = None


Step = ExerciseStep | SayStep | RestStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A clip before the title or after the end, `seconds` long; with a `line`, somebody speaks in it."""

    media: Footage
    seconds: Fraction
    line: Line | None = None
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Music:
    """A bed under everything, `level_db` below the voice's full level, ducked while somebody speaks.

    `path` is its file; None for music of followalong's own.
    """

    path: Path | None
    level_db: Fraction = Fraction(-20)
    span: SourceSpan | None = None


class Captions(StrEnum):
    """How captions come to the viewer: switched on in the player, or as part of the picture."""

    CLOSED = "closed"
    BURNT_IN = "burnt_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNotes:
    """What a channel is told beside the title: see docs/publishing.md."""

    category: str = ""
    playlist: str = ""
    privacy: str = "private"
    publish_at: str = ""
    made_for_kids: bool | None = None
    synthetic_media: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """What is shown for the video: a picture of its own, a moment of the video (`at`, in seconds), or an exercise.

    With none of them, the most telling exercise is shown. `words` are set on it; without them, a few are taken from
    `title`, or else from the routine's.
    """

    picture: Footage | None = None
    at: Fraction | None = None
    exercise: str = ""
    title: Line | None = None
    words: Line | None = None
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """What was compiled: the file's path in its project, with slashes, and the SHA-256 of its bytes.

    `profile` is the version that was asked for, `patient` the patient's file: its path in the project, or only its
    name where it lies elsewhere. `week` is the week of its progression.
    """

    path: str
    sha256: str
    profile: str = ""
    patient: str = ""
    week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """The whole, in the author's order. `slug` is a safe file name, `variant` what is added to it, if anything."""

    path: Path
    slug: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    voice: Voice
    language: str = "en"
    theme: str | Path = "calm"
    size: tuple[int, int] = (1920, 1080)
    frame_rate: Fraction = DEFAULT_FRAME_RATE
    rest_between_exercises: Fraction | None = None
    end_seconds: Fraction = USUAL_END
    music: Music | None = None
    title_card: Card = Card()
    end_card: Card = Card()
    opener: Edge | None = None
    closer: Edge | None = None
    disclaimer: str = ""
    disclaimer_at: tuple[DisclaimerAt, ...] = ()
    say_as: tuple[SayAs, ...] = ()
    tags: tuple[str, ...] = ()
    closing: Line | None = None
    grammar: CueGrammar = CueGrammar()
    channel: ChannelNotes = ChannelNotes()
    captions: Captions = Captions.CLOSED
    prescription: Prescription = Prescription()
    brand: Brand | None = None
    layout: Layout = Layout()
    thumbnail: Thumbnail | None = None
    figures: Demonstrations = Demonstrations()
    patient: str = ""
    variant: str = ""
    rest_limits: Limits | None = None
    source: SourceFile | None = None
    span: SourceSpan | None = None
    summary_span: SourceSpan | None = None
    disclaimer_span: SourceSpan | None = None


def holds(needs: tuple[Presence, ...], exercises: Collection[str]) -> bool:
    """Whether one of `needs` holds in a routine with these exercises; without any, yes."""
    return not needs or any((one.exercise in exercises) is not one.absent for one in needs)


def joined(parts: Sequence[Line]) -> Line:
    """Pieces of words as one line, at the place of the first; it depends on all that they depend on."""
    needs = tuple(one for part in parts for one in part.needs)
    return Line(text=" ".join(part.text for part in parts), span=parts[0].span, needs=needs)


def exercises_in(steps: Iterable[Step]) -> tuple["ExerciseStep", ...]:
    """The exercises that are done, in order; in a circuit each counts once, however often its turn comes."""
    found: dict[object, ExerciseStep] = {}
    for step in steps:
        if isinstance(step, ExerciseStep):
            key = (step.round.circuit, step.id) if step.round else len(found)
            found.setdefault(key, step)
    return tuple(found.values())


def with_rests(routine: Routine) -> tuple[Step, ...]:
    """The author's steps, with the default rest between two exercises that follow each other directly."""
    seconds = routine.rest_between_exercises
    steps: list[Step] = []
    for step in routine.steps:
        before = steps[-1] if steps else None
        if seconds and isinstance(step, ExerciseStep) and isinstance(before, ExerciseStep):
            steps += [] if _one_clock(before, step) else [_default_rest(routine, seconds, before, step)]
        steps.append(step)
    return tuple(steps)


def _one_clock(before: ExerciseStep, step: ExerciseStep) -> bool:
    """Whether the two are done one after the other while a clock runs."""
    rounds = before.round, step.round
    return all(one is not None and one.form is Form.AMRAP for one in rounds) and begins(*rounds) is False


def _default_rest(routine: Routine, seconds: Fraction, before: ExerciseStep, step: ExerciseStep) -> RestStep:
    """The rest that goes without saying; between two rounds it leads to the second of them."""
    same = before.round is not None and step.round is not None and before.round.circuit == step.round.circuit
    return RestStep(
        seconds=seconds,
        limits=routine.rest_limits,
        voice=routine.voice,
        between=same and begins(step.round, before.round),
        section=step.section if before.section == step.section else None,
        round=step.round if same else None,
        span=step.span,
    )
