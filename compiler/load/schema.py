"""The grammar of routine and exercise files, as pydantic models. `followalong schema` is made from these.

Everything here is as written: nothing is looked up, no default is applied, every value knows its place.
Aliases are annotated with `Any` parameters where pydantic, not mypy, carries the type.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from compiler.load import scalars as s
from compiler.load.ranges import HoldFile, RepsFile, RestFile, SetsFile
from compiler.model import limits
from compiler.model.position import Body
from compiler.yaml import (
    CuesFile,
    Duration,
    Flag,
    OneOrMany,
    Problem,
    Record,
    Text,
    TextStandsFor,
    Words,
    WrittenLayout,
)


class VoiceFile(Record):
    """Who speaks, and how."""

    engine: s.EngineWord | None = None
    voice: Text | None = None
    words_per_minute: s.WordsPerMinute | None = None
    pitch: s.Pitch | None = None
    volume: s.Percent | None = None
    command: Annotated[tuple[Text, ...], Field(min_length=1, max_length=limits.MOST_ARGUMENTS)] | None = None
    folder: Text | None = None


class PresenterFile(Record):
    """Who shows drawn exercises, and which hand they prefer."""

    name: Text | None = None
    handed: s.SideWord | None = None


Presenter = Annotated[PresenterFile, TextStandsFor("name")]


class SpeakerFile(Record):
    """Somebody who speaks in the steps that name them."""

    name: s.ShortText
    role: s.ShortText | None = None
    voice: VoiceFile | None = None
    presenter: Presenter | None = None


Photos = Annotated[tuple[Text, ...], Field(min_length=2, max_length=limits.MOST_PHOTOS)]
"""Of one movement, from its start to its end."""


class ClipSoundFile(Record):
    """Whether a clip's own sound is heard, and how far it lies below speech."""

    use: s.SoundWord
    level_db: s.Decibels | None = None


class PictureKeys(Record):
    """Footage or photos: which file, which part of it, and how it is fitted."""

    file: Text | None = None
    photos: Photos | None = None
    in_: s.StartTime | None = Field(default=None, alias="in")
    out: Duration | None = None
    play: s.PlaybackWord | None = None
    fit: s.FitWord | None = None
    focus: s.Focus | None = None
    speed: s.Speed | None = None
    mirror: Flag | None = None
    motion: s.MotionWord | None = None
    effects: Annotated[tuple[s.EffectEntry, ...], Field(max_length=limits.MOST_EFFECTS)] = ()

    @model_validator(mode="after")
    def _one_source(self) -> "PictureKeys":
        if self.file and self.photos:
            raise Problem("a clip has either file or photos, not both", span=self.file.span)
        if not self.file and not self.photos:
            raise Problem(
                "a clip needs a file, or photos", hint="clip: bridge.mp4, or photos: [start.jpg, end.jpg]"
            )
        return self


class ClipFile(PictureKeys):
    """Footage or photos: which file, which part of it, how it is fitted, and whether it is heard."""

    sound: Annotated[ClipSoundFile, TextStandsFor("use")] | None = None


Clip = Annotated[ClipFile, TextStandsFor("file")]


Needs = Annotated[tuple[s.Needed, ...], OneOrMany(), Field(min_length=1, max_length=limits.MOST_EXERCISES)]
"""Exercises of which one must be in the routine (or, after `not`, out of it) for words to stand."""


class LineFile(Record):
    """Words to be spoken, perhaps with a recording of them."""

    say: Words
    audio: Text | None = None


class DependingLineFile(LineFile):
    """Words to be spoken, perhaps only with some exercise."""

    if_: Needs | None = Field(default=None, alias="if")


Line = Annotated[LineFile, TextStandsFor("say")]
DependingLine = Annotated[DependingLineFile, TextStandsFor("say")]
Lines = Annotated[tuple[DependingLine, ...], Field(max_length=limits.MOST_LINES), OneOrMany()]


class SayAsFile(Record):
    """How a name or term is spoken: in plain spelling, in IPA, or both."""

    say: s.Spelling | None = None
    ipa: s.Ipa | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "SayAsFile":
        if self.say is None and self.ipa is None:
            raise Problem("needs how it is spoken: say: KAY-gul, or ipa: /ˈkeɪɡəl/")
        return self


SayAs = Annotated[
    dict[s.WrittenName, Annotated[SayAsFile, TextStandsFor("say")]], Field(max_length=limits.MOST_NAMES)
]


class CueFile(Record):
    """A line at a time of its step: `+5s`, `-10s`, `halfway`; or at a moment of the repetitions: `rep 3 lower`."""

    at: s.CueTimeText
    say: Words
    audio: Text | None = None
    priority: s.Priority | None = None
    if_: Needs | None = Field(default=None, alias="if")


Cues = Annotated[tuple[CueFile, ...], Field(max_length=limits.MOST_CUES)]
_OfExercises = Field(max_length=limits.MOST_EXERCISES)


class SideNamesFile(Record):
    """What the two sides are called: `left: left leg`."""

    left: s.ShortText
    right: s.ShortText


class PositionFile(Record):
    """Where the body is for an exercise; `down` is the side that is lain on, `strap` the foot that is in it."""

    body: s.BodyWord
    down: s.WhichWord | None = None
    holding: s.ShortText | None = None
    strap: s.WhichWord | None = None

    @model_validator(mode="after")
    def _side_of_lying(self) -> "PositionFile":
        if self.down and self.body.value != Body.ON_SIDE:
            raise Problem(f"nobody lies on a side in {self.body.value!r}", span=self.down.span)
        return self


Rest = Annotated[RestFile, TextStandsFor("default")]


class CalloutFile(Record):
    """A short text at a place of the picture, from a time, repetition or phase to another; with an arrow or none."""

    text: s.CalloutText
    at: s.Place
    from_: s.CueTimeText | None = Field(default=None, alias="from")
    to: s.CueTimeText | None = None
    arrow: Flag | None = None


Callouts = Annotated[tuple[CalloutFile, ...], Field(min_length=1, max_length=limits.MOST_CALLOUTS)]


class InsetFile(PictureKeys):
    """A second picture or clip in a corner: what a clip may say of its pictures, which corner, and how wide."""

    corner: s.CornerWord | None = None
    width: s.InsetShare | None = None


Inset = Annotated[InsetFile, TextStandsFor("file")]


class ExerciseKeys(Record):
    """What both an exercise file and a step that uses it may say."""

    load: s.LoadText | None = None
    clip: Clip | None = None
    second_side_clip: Clip | None = None
    photos: Photos | None = None
    figure: s.Name | None = None
    highlight: Annotated[tuple[Text, ...], OneOrMany(), Field(min_length=1, max_length=8)] | None = None
    needs: s.ShortText | None = None
    position: Annotated[PositionFile, TextStandsFor("body")] | None = None
    change_time: Duration | None = None
    setup: Lines | None = None
    setup_time: Duration | None = None
    tempo: Annotated[dict[str, Duration], Field(min_length=1, max_length=8)] | None = None
    sides: s.SidesWord | None = None
    first_side: s.SideWord | None = None
    side_names: SideNamesFile | None = None
    switch: Lines | None = None
    switch_time: Duration | None = None
    cues: Cues | None = None
    callouts: Callouts | None = None
    inset: Inset | None = None

    @model_validator(mode="after")
    def _one_picture(self) -> "ExerciseKeys":
        both = [name for name in ("clip", "photos", "figure") if getattr(self, name)]
        if len(both) > 1:
            span = self.figure.span if self.figure else self.photos[0].span if self.photos else None
            raise Problem(f"has both {both[0]} and {both[1]}", hint="keep one", span=span)
        return self


class CautionFile(Record):
    """Who should take care, and of what; `source` is where that is from."""

    about: Text
    source: Text | None = None


class ExerciseFile(ExerciseKeys):
    """A file of the exercise library, `assets/exercises/<name>.yaml`."""

    name: s.ShortText
    place: Annotated[tuple[s.PlaceWord, ...], OneOrMany()] = ()
    purpose: s.ShortText | None = None
    region: Annotated[tuple[s.RegionWord, ...], OneOrMany()] = ()
    movements: Annotated[tuple[s.MovementWord, ...], OneOrMany()] = ()
    equipment: Annotated[tuple[s.Thing, ...], OneOrMany(), Field(max_length=limits.MOST_THINGS)] | None = None
    level: s.LevelWord | None = None
    careful_with: Annotated[
        tuple[Annotated[CautionFile, TextStandsFor("about")], ...],
        OneOrMany(),
        Field(max_length=limits.MOST_NOTES),
    ] = ()
    hold: Annotated[HoldFile, TextStandsFor("default")] | None = None
    reps: Annotated[RepsFile, TextStandsFor("default")] | None = None
    sets: Annotated[SetsFile, TextStandsFor("default")] | None = None
    rest: Rest | None = None
    say_as: SayAs = {}
    sources: Annotated[tuple[Text, ...], Field(max_length=limits.MOST_SOURCES)] = ()
    licence: s.ShortText | None = None
    reviewed: Flag | None = None

    @model_validator(mode="after")
    def _one_dose(self) -> "ExerciseFile":
        if (self.hold is None) == (self.reps is None):
            raise Problem("needs either hold or reps, and not both")
        return self


class ExerciseStepFile(ExerciseKeys):
    """A step that does an exercise of the library, with this routine's dose."""

    exercise: s.Name
    name: s.ShortText | None = None
    hold: s.WholeHold | None = None
    reps: s.Reps | None = None
    sets: s.Sets | None = None
    rest: Rest | None = None
    speaker: s.Name | None = None
    chapter: s.ShortText | None = None
    place: s.PlaceWord | None = None

    @model_validator(mode="after")
    def _one_dose(self) -> "ExerciseStepFile":
        if self.hold and self.reps:
            raise Problem("a step has either hold or reps, not both", span=self.reps.span)
        return self


class PartFile(Record):
    """A piece of what a step says, perhaps only said with some exercise."""

    say: Words
    if_: Needs | None = Field(default=None, alias="if")


Part = Annotated[PartFile, TextStandsFor("say")]
Parts = Annotated[tuple[Part, ...], Field(min_length=1, max_length=limits.MOST_LINES)]


def _say_kind(value: Any) -> str:
    """A list is one of pieces where one of them has keys; [words] in brackets are text without its quotes."""
    pieces = isinstance(value, (list, tuple)) and any(isinstance(one, (dict, PartFile)) for one in value)
    return "<parts>" if pieces else "<words>"


SayWords = Annotated[
    Annotated[Words, Tag("<words>")] | Annotated[Parts, Tag("<parts>")], Discriminator(_say_kind)
]
"""Words, or a list of pieces of words of which some depend on exercises."""


class SayStepFile(Record):
    """Words on a card or over a clip; as long as they need, or `for` so long."""

    say: SayWords
    audio: Text | None = None
    if_: Needs | None = Field(default=None, alias="if")
    for_: Duration | None = Field(default=None, alias="for")
    clip: Clip | None = None
    photos: Photos | None = None
    callouts: Callouts | None = None
    inset: Inset | None = None
    speaker: s.Name | None = None
    position: Annotated[PositionFile, TextStandsFor("body")] | None = None
    chapter: s.ShortText | None = None

    @model_validator(mode="after")
    def _one_recording(self) -> "SayStepFile":
        if self.audio and isinstance(self.say, tuple):
            hint = "a recording is of exactly these words: make a step of it with say: and its words"
            raise Problem(
                "audio goes with words, and not with a list of them", hint=hint, span=self.audio.span
            )
        return self


class RestStepFile(Record):
    """A pause that shows and says what comes next, or says `say`."""

    rest: Rest
    say: Words | None = None
    audio: Text | None = None
    if_: Needs | None = Field(default=None, alias="if")
    chapter: s.ShortText | None = None


PLAIN_KEYS = ("exercise", "rest", "say")
"""What a step starts with that is no group of steps."""
GROUP_KEYS = ("section", "rounds", "intervals", "amrap")


def _kind(*groups: str) -> Discriminator:
    """Which step it is: an exercise may have a rest, a rest may have words, and a group either."""
    order = (*groups, *PLAIN_KEYS)

    def kind(value: Any) -> str | None:
        found = next((key for key in order if key in value), None) if isinstance(value, dict) else None
        return f"<{found}>" if found else None

    more = (
        f"; a group of steps with {', '.join(f'{key}:' for key in groups[:-1])} or {groups[-1]}:"
        if groups
        else ""
    )
    return Discriminator(
        kind,
        custom_error_type="step_kind",
        custom_error_message=f"a step starts with exercise:, say: or rest:{more}",
        custom_error_context={"known": (PLAIN_KEYS[0], *groups, *PLAIN_KEYS[1:])},  # type: ignore[dict-item]
    )


_Plain = (
    Annotated[ExerciseStepFile, Tag("<exercise>")]
    | Annotated[SayStepFile, Tag("<say>")]
    | Annotated[RestStepFile, Tag("<rest>")]
)
PlainStepFile = Annotated[_Plain, _kind()]
PlainSteps = Annotated[
    tuple[PlainStepFile, ...], Field(min_length=1, max_length=limits.MOST_STEPS_OF_A_GROUP)
]
ExerciseSteps = Annotated[
    tuple[ExerciseStepFile, ...], Field(min_length=1, max_length=limits.MOST_STEPS_OF_A_GROUP)
]


class GroupKeys(Record):
    """What all groups of steps that are done again and again may say."""

    name: s.ShortText | None = None
    chapter: s.ShortText | None = None


class RoundsStepFile(GroupKeys):
    """Steps that are done so many times, with a rest between the rounds."""

    rounds: s.Rounds
    rest: Rest | None = None
    steps: PlainSteps


class IntervalsFile(Record):
    """Work and rest by the clock; `times` counts the stretches of work, for which the exercises take turns."""

    work: s.WholeHold
    rest: Duration
    times: s.Times
    exercises: (
        Annotated[
            tuple[s.Name, ...], OneOrMany(), Field(min_length=1, max_length=limits.MOST_STEPS_OF_A_GROUP)
        ]
        | None
    ) = None


class IntervalsStepFile(GroupKeys):
    """Exercises that take turns by the clock: so long of work, so long of rest, so many times."""

    intervals: IntervalsFile
    steps: ExerciseSteps | None = None

    @model_validator(mode="after")
    def _one_list(self) -> "IntervalsStepFile":
        if bool(self.intervals.exercises) == bool(self.steps):
            hint = "intervals: {work: 20s, rest: 10s, times: 8, exercises: [march, bridge]}"
            raise Problem("intervals need either exercises: with their names, or steps:", hint=hint)
        return self


class AmrapStepFile(GroupKeys):
    """Exercises that are done in turn, as many rounds as one can, under one clock."""

    amrap: s.ClockTime
    steps: ExerciseSteps


_Group = (
    Annotated[RoundsStepFile, Tag("<rounds>")]
    | Annotated[IntervalsStepFile, Tag("<intervals>")]
    | Annotated[AmrapStepFile, Tag("<amrap>")]
)
InSectionFile = Annotated[_Plain | _Group, _kind(*GROUP_KEYS[1:])]


class SectionStepFile(Record):
    """A part of the routine with a name: of its `steps`, or without any, of all that follows up to the next one."""

    section: s.ShortText
    card: Flag | None = None
    say: Words | None = None
    audio: Text | None = None
    chapter: s.ShortText | None = None
    steps: Annotated[tuple[InSectionFile, ...], Field(min_length=1, max_length=limits.MOST_STEPS)] = ()


StepFile = Annotated[_Plain | Annotated[SectionStepFile, Tag("<section>")] | _Group, _kind(*GROUP_KEYS)]


Notes = Annotated[tuple[s.ShortText, ...], OneOrMany(), Field(max_length=limits.MOST_NOTES)]


class PrescriptionFile(Record):
    """How often and until when, notes for paper alone, and signs to stop at."""

    frequency: s.ShortText | None = None
    until: s.Day | None = None
    notes: Notes = ()
    stop_if: Notes = ()


class DosesFile(PrescriptionFile):
    """Doses, one value for all exercises or a value by exercise, and which exercises there are."""

    hold: Annotated[dict[str, s.WholeHold], _OfExercises, s.ForAll()] | None = None
    reps: Annotated[dict[str, s.Reps], _OfExercises, s.ForAll()] | None = None
    sets: Annotated[dict[str, s.Sets], _OfExercises, s.ForAll()] | None = None
    rest: Annotated[dict[str, Duration], _OfExercises, s.ForAll()] | None = None
    load: Annotated[dict[str, s.LoadText], _OfExercises, s.ForAll()] | None = None
    scale: s.Factor | None = None
    only: Annotated[tuple[s.Name, ...], _OfExercises, OneOrMany()] = ()
    skip: Annotated[tuple[s.Name, ...], _OfExercises, OneOrMany()] = ()


def _each_week_once(value: Any) -> Any:
    weeks: dict[int, str] = {}
    for key in value if isinstance(value, dict) else ():
        found = s.WEEK.fullmatch(key.strip())
        other = weeks.setdefault(int(found[1]), key) if found else key
        if other != key:
            raise Problem(f"{other!r} and {key!r} are the same week", hint="make one of them")
    return value


Progression = Annotated[
    dict[s.Week, DosesFile], Field(max_length=limits.MOST_WEEKS), BeforeValidator(_each_week_once)
]
"""What changes from a week on."""


class OverridesFile(DosesFile):
    """What makes a routine somebody's own."""

    fit: Duration | None = None
    cues: Annotated[dict[str, Cues], _OfExercises] = {}
    words_per_minute: s.WordsPerMinute | None = None


class AdditionFile(Record):
    """Steps that a profile adds directly after, or before, an exercise of the routine."""

    after: s.Name | None = None
    before: s.Name | None = None
    steps: Annotated[tuple[StepFile, ...], Field(min_length=1, max_length=limits.MOST_ADDED_STEPS)]

    @model_validator(mode="after")
    def _one_place(self) -> "AdditionFile":
        if bool(self.after) == bool(self.before):
            raise Problem("needs either after or before, with the name of an exercise")
        return self


class TitleFile(Record):
    """A routine's title, and what is otherwise about its card."""

    text: s.Title
    card: Flag | None = None
    say: Words | None = None
    for_: Duration | None = Field(default=None, alias="for")


class ProfileTitleFile(Record):
    """A version's title, and what is otherwise about its card."""

    text: s.Title | None = None
    card: Flag | None = None
    say: Words | None = None
    for_: Duration | None = Field(default=None, alias="for")


class EndFile(Record):
    """What is otherwise about the end card; `end: no` is for none."""

    card: Flag | None = None
    title: s.Title | None = None
    say: Words | None = None
    for_: Duration | None = Field(default=None, alias="for")


class DisclaimerFile(Record):
    """The disclaimer, and where it is seen or heard."""

    text: s.ShortText | None = None
    on: Annotated[tuple[s.DisclaimerWord, ...], OneOrMany(), Field(min_length=1, max_length=3)] | None = None


class EdgeFile(PictureKeys):
    """A clip before the title or after the end, and what is said in it; a photo is shown `for` so long."""

    sound: s.SoundWord | None = None

    say: Words | None = None
    for_: Duration | None = Field(default=None, alias="for")


End = Annotated[EndFile, TextStandsFor("card")]
Edge = Annotated[EdgeFile, TextStandsFor("file")]


class ProfileFile(OverridesFile):
    """A version of the routine, such as gentle or strong; chosen by `--profile`."""

    title: Annotated[ProfileTitleFile, TextStandsFor("text")] | None = None
    end: End | None = None
    summary: s.ShortText | None = None
    voice: VoiceFile | None = None
    captions: s.CaptionsWord | None = None
    add: Annotated[tuple[AdditionFile, ...], Field(max_length=limits.MOST_ADDITIONS)] = ()


class DefaultsFile(Record):
    """What holds for every step that does not say otherwise."""

    rest: Rest | None = None
    switch_time: Duration | None = None


class MusicFile(Record):
    """A bed under everything: the file (or `calm`, which is made) and how far below full level it lies."""

    file: Text
    level_db: s.Decibels | None = None


class PublishFile(Record):
    """What a channel is told beside title and summary."""

    category: s.ShortText | None = None
    playlist: s.ShortText | None = None
    privacy: s.PrivacyWord | None = None
    publish_at: s.Moment | None = None
    made_for_kids: Flag | None = None
    synthetic_media: Flag | None = None


class ThumbnailFile(Record):
    """What a channel shows for the video: a picture, a moment of the video or an exercise, beside a few large words."""

    picture: Clip | None = None
    at: s.StartTime | None = None
    exercise: s.Name | None = None
    title: s.Title | None = None
    words: s.Title | None = None

    @model_validator(mode="after")
    def _one_picture(self) -> "ThumbnailFile":
        given = [name for name in ("picture", "at", "exercise") if getattr(self, name)]
        if len(given) > 1:
            span = self.place_of(given[1])
            raise Problem(f"a thumbnail has both {given[0]} and {given[1]}", hint="keep one", span=span)
        if self.title and self.words:
            hint = "words are set as they are; of a title, the first few are taken"
            raise Problem("a thumbnail has both title and words", hint=hint, span=self.place_of("title"))
        return self


class DemonstrationsFile(Record):
    """What drawn people do beside the exercises themselves."""

    speakers: Flag | None = None
    ways: Flag | None = None
    ghost: Flag | None = None


class RoutineFile(PrescriptionFile):
    """A routine: what is shown, said and done, in order."""

    title: Annotated[TitleFile, TextStandsFor("text")]
    summary: s.ShortText | None = None
    lang: s.Language | None = None
    voice: VoiceFile | None = None
    say_as: SayAs = {}
    speakers: Annotated[dict[s.NameKey, SpeakerFile], Field(max_length=limits.MOST_SPEAKERS)] = {}
    presenter: Presenter | None = None
    figures: DemonstrationsFile | None = None
    place: Annotated[tuple[s.PlaceWord, ...], OneOrMany()] = ()
    theme: s.Name | None = None
    size: s.FrameSize | None = None
    frame_rate: s.FrameRate | None = None
    captions: s.CaptionsWord | None = None
    layout: WrittenLayout | None = None
    thumbnail: Annotated[ThumbnailFile, TextStandsFor("picture")] | None = None
    defaults: DefaultsFile | None = None
    cues: CuesFile | None = None
    opener: Edge | None = None
    end: End | None = None
    closer: Edge | None = None
    disclaimer: Annotated[DisclaimerFile, TextStandsFor("text")] | None = None
    closing: DependingLine | None = None
    music: Annotated[MusicFile, TextStandsFor("file")] | None = None
    tags: Annotated[tuple[s.ShortText, ...], Field(max_length=limits.MOST_TAGS)] = ()
    publish: PublishFile | None = None
    exercises: Annotated[dict[s.NameKey, ExerciseFile], _OfExercises] = {}
    profiles: Annotated[dict[str, ProfileFile], Field(max_length=limits.MOST_PROFILES)] = {}
    progression: Progression = {}
    steps: Annotated[tuple[StepFile, ...], Field(min_length=1, max_length=limits.MOST_STEPS)]
