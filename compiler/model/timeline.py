"""What will happen, frame by frame: the one value that picture, sound, captions and chapters are made from.

Made by `plan`; nothing after it decides time. The names are OpenTimelineIO's where it has one.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from compiler.model.about import About
from compiler.model.brand import Brand, Layout, Look
from compiler.model.callouts import Corner, ShownCallout
from compiler.model.errors import SourceSpan
from compiler.model.position import Place
from compiler.model.prescription import Prescription
from compiler.model.routine import ChannelNotes, Dose, Media, Music, Side, SourceFile, Speaker, Utterance
from compiler.model.scene_words import BRAND_WORDS, SPOKEN, WORDS
from compiler.model.structure import Round, Section
from compiler.model.timing import FrameRange, seconds_of


class StepKind(StrEnum):
    """What the viewer does in a step; relied on from outside."""

    TITLE = "title"
    SAY = "say"
    SETUP = "setup"
    HOLD = "hold"
    REPS = "reps"
    SWITCH = "switch"
    REST = "rest"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """Media in use. Frames count in the conformed clip, at the timeline's rate.

    The step's frame 0 shows clip frame `first`. With `loop`, frames go on round `loop` for ever; without,
    what follows the media's own end is decided by its playback. `phase_frames` is, for a figure, the length
    in frames of each of its phases (the tempo to draw it at); empty for footage.
    """

    media: Media
    mirrored: bool = False
    first: int = 0
    loop: FrameRange | None = None
    phase_frames: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondsRing:
    """A ring that empties over `total` frames; the step's frame `start` is its first."""

    start: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepsRing:
    """A ring of `reps` arcs; rep k (from 1) is on from frame (k-1) * `rep_frames`."""

    reps: int
    rep_frames: int


Ring = SecondsRing | RepsRing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressBar:
    """The bar on top: exercise `index` (from 0) of `count`; it fills from `start` to `stop` (0 to 1) in the step.

    `frames` is the step's length, over which it fills. Nothing else of the routine goes into it, so that a
    change elsewhere changes no other frame.
    """

    index: int
    count: int
    start: Fraction
    stop: Fraction
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPhase:
    """Which phase of a repetition is running: `names` as they stand in the panel, one after the other, round and round.

    `frames` is the length of each.
    """

    names: tuple[str, ...]
    frames: tuple[int, ...]

    def at(self, frame: int) -> int:
        """The number of the phase that runs in the step's `frame`."""
        left = frame % sum(self.frames)
        for number, length in enumerate(self.frames):
            if left < length:
                return number
            left -= length
        raise AssertionError("phases are shorter than their sum")


@dataclass(frozen=True, slots=True, kw_only=True)
class BurntCaption:
    """A caption in the picture, from the step's frame `start` up to `stop`."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWords:
    """Words that are shown while they are spoken, from the step's frame `start` until the next ones."""

    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How to get from one position to another, seen in the step's first frames: each clip until its stop."""

    clips: tuple[Clip, ...]
    stops: tuple[int, ...]

    @property
    def frames(self) -> int:
        """How long it is seen."""
        return self.stops[-1]

    def at(self, frame: int) -> Clip:
        """What the step's `frame` shows."""
        return next(clip for clip, stop in zip(self.clips, self.stops, strict=True) if frame < stop)


@dataclass(frozen=True, slots=True, kw_only=True)
class InsetClip:
    """A second clip in a corner, `share` of the frame's width wide: its frame 0 is seen in the step's frame 0."""

    clip: Clip
    corner: Corner
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that is seen in a step, as data.

    `layout` names the theme's drawing; `words` fill its named places (see :data:`scene_words.WORDS`). `clip` is the
    picture under it; `preview` is the next-up picture of a rest. The step's frame 0 is frame 0 here. `phases` is
    which of the words "detail" is marked when. `fade_in` is False where the step goes on with the panel of the one
    before. `captions` are there where they are burnt in; none overlaps another. `callouts` and the `inset` find their
    places beside all else when they are drawn. `spoken` takes the place of one of the words, see
    :data:`scene_words.SPOKEN`, which then holds the longest of it. The `way` is seen before the `clip`.
    """

    layout: str
    words: tuple[tuple[str, str], ...] = ()
    clip: Clip | None = None
    preview: Clip | None = None
    ring: Ring | None = None
    progress: ProgressBar | None = None
    phases: RunningPhase | None = None
    fade_in: bool = True
    captions: tuple[BurntCaption, ...] = ()
    callouts: tuple[ShownCallout, ...] = ()
    inset: InsetClip | None = None
    spoken: tuple[SpokenWords, ...] = ()
    way: Way | None = None

    def __post_init__(self) -> None:
        known = {*WORDS[self.layout], *(BRAND_WORDS if self.layout == "end" else ())}
        unknown = sorted({name for name, _ in self.words} - known)
        if unknown:
            raise ValueError(f"the layout {self.layout} has no words {', '.join(unknown)}")

    def word(self, name: str) -> str:
        """The text of that word; empty where the scene has none."""
        return dict(self.words).get(name, "")

    def words_at(self, frame: int) -> tuple[tuple[str, str], ...]:
        """The words in the step's `frame`."""
        now = next((one.text for one in reversed(self.spoken) if one.start <= frame), None)
        if now is None:
            return self.words
        spoken = SPOKEN.get(self.layout)
        return tuple((name, now if name == spoken else text) for name, text in self.words)

    def clip_at(self, frame: int) -> Clip | None:
        """The picture under the step's `frame`."""
        return self.way.at(frame) if self.way and frame < self.way.frames else self.clip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineStep:
    """A stretch of the video in which one thing happens.

    `exercise_index` is the place of its exercise in the timeline's `exercises`; None where it belongs to none.
    `place` is where the body is at its end, if that is known, and `change` the seconds that are reckoned for
    getting there from `left`, the place before, or that its author gives for it (`own_change`). `section` and `round`
    say which group it stands in.
    """

    kind: StepKind
    name: str
    range: FrameRange
    scene: Scene
    exercise: str | None = None
    exercise_index: int | None = None
    side: Side | None = None
    set: int | None = None
    place: Place | None = None
    left: Place | None = None
    change: Fraction = Fraction(0)
    own_change: bool = False
    section: Section | None = None
    round: Round | None = None
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineExercise:
    """An exercise that is done, as data: for whatever tells of the video beside it.

    `dose_words` is the dose as it is shown, `setup` what is said before it starts, `side_names` what the left and
    the right side are called. `speaker` is who explains it,
    None where it is the routine's own voice. `circuit_words` is how often its circuit is done: "3 rounds".
    """

    id: str
    name: str
    dose: Dose
    dose_words: str
    setup: tuple[str, ...] = ()
    needs: str = ""
    side_names: tuple[str, str] = ("", "")
    sources: tuple[str, ...] = ()
    about: About = About()
    speaker: Speaker | None = None
    section: Section | None = None
    round: Round | None = None
    circuit_words: str = ""


class CueRole(StrEnum):
    """Why something is said; also decides what gives way when time is short."""

    INTRODUCTION = "introduction"
    SETUP = "setup"
    COUNTDOWN = "countdown"
    COUNT = "count"
    CUE = "cue"
    BEGIN = "begin"
    PHASE = "phase"
    TIME = "time"
    BREATH = "breath"
    RELAX = "relax"
    SWITCH = "switch"
    NEXT = "next"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """A word as it is spoken, and how many seconds after the first sound of its line it begins."""

    text: str
    start: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One timed line, spoken and captioned. `range` is exactly as long as the speech, rounded up to a frame.

    `words` tells when each word is spoken, where the voice told.
    """

    role: CueRole
    utterance: Utterance
    range: FrameRange
    span: SourceSpan | None = None
    words: tuple[WordTime, ...] = ()

    @property
    def text(self) -> str:
        """The words, as captioned."""
        return self.utterance.text


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedCue:
    """A line that found no room, and why: shown by `plan`, never silent."""

    text: str
    step: int
    reason: str


class ToneKind(StrEnum):
    """The mixer's own sounds."""

    TICK = "tick"
    END = "end"
    BEGIN = "begin"
    MOVE_IN = "move-in"
    HOLD = "hold"
    MOVE_OUT = "move-out"


PHASE_TONES = frozenset({ToneKind.MOVE_IN, ToneKind.HOLD, ToneKind.MOVE_OUT})
"""Those that stand for a phase of a repetition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A short sound that starts at `frame`."""

    kind: ToneKind
    frame: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A named place in the video; lasts until the next one."""

    title: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole video. Steps follow each other without gap from frame 0; cues never overlap.

    `schedule` tells how often and until when it is to be done, in words. With `burnt_in`, scenes hold their captions,
    and the theme's drawings for them are used. `thumbnail` is shown for the video; where its author chose
    no picture, with the most telling of the `poses`.
    """

    slug: str
    title: str
    summary: str
    language: str
    disclaimer: str
    theme: str | Path
    size: tuple[int, int]
    frame_rate: Fraction
    steps: tuple[TimelineStep, ...]
    exercises: tuple[TimelineExercise, ...] = ()
    cues: tuple[Cue, ...] = ()
    tones: tuple[Tone, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    dropped: tuple[DroppedCue, ...] = ()
    tags: tuple[str, ...] = ()
    channel: ChannelNotes = ChannelNotes()
    prescription: Prescription = Prescription()
    schedule: str = ""
    music: Music | None = None
    measured: bool = field(default=False)
    variant: str = ""
    draft: bool = False
    burnt_in: bool = False
    brand: Brand | None = None
    layout: Layout = Layout()
    thumbnail: Scene | None = None
    poses: tuple[Clip, ...] = ()
    source: SourceFile | None = None

    def file_name(self, suffix: str, stem: str = "") -> str:
        """The name of a result, such as `morning.gentle.mp4`; `stem` is the routine's name where none is given.

        A draft is never taken for the real thing: `morning.gentle.draft.mp4`.
        """
        draft = "draft" if self.draft else ""
        return ".".join(part for part in (stem or self.slug, self.variant, draft, suffix) if part)

    @property
    def look(self) -> Look:
        """All that decides how its scenes are drawn."""
        return Look(theme=self.theme, burnt_in=self.burnt_in, brand=self.brand, layout=self.layout)

    def guiding_tones(self, step: TimelineStep) -> tuple[ToneKind, ...]:
        """The kinds of tones that stand for phases in a step of repetitions, in the order they are first heard."""
        inside = (tone.kind for tone in self.tones if step.range.start <= tone.frame < step.range.stop)
        return tuple(dict.fromkeys(kind for kind in inside if kind in PHASE_TONES))

    @property
    def listed(self) -> tuple[int, ...]:
        """Places in `exercises` of those that one lists: in a circuit each once, however often its turn comes."""
        found: dict[object, int] = {}
        for index, one in enumerate(self.exercises):
            key = (one.round.circuit, one.id, one.dose_words) if one.round else index
            found.setdefault(key, index)
        return tuple(found.values())

    @property
    def frames(self) -> int:
        """The length in frames."""
        return self.steps[-1].range.stop if self.steps else 0

    @property
    def duration_seconds(self) -> Fraction:
        """The length in seconds, exactly."""
        return seconds_of(self.frames, self.frame_rate)
