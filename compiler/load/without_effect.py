"""What is written in a routine file and changes nothing: a warning at its place, with the likely cause.

What a profile says in vain is told by `customise`, which sees what came of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from compiler.customise.layers import Customisation, DoseKind
from compiler.load.context import Context
from compiler.load.groups import EntryAsWritten, entries_of
from compiler.load.of_nothing import speaks_of_nothing
from compiler.load.places import idle_places
from compiler.load.schema import (
    ClipFile,
    DefaultsFile,
    DemonstrationsFile,
    ExerciseFile,
    ExerciseKeys,
    ExerciseStepFile,
    PublishFile,
    RestStepFile,
    RoutineFile,
    VoiceFile,
)
from compiler.load.steps import StepAsWritten
from compiler.load.themes import of_layout
from compiler.load.voices import keys_without_effect
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.routine import (
    ExerciseStep,
    FigureUse,
    Footage,
    RestStep,
    Routine,
    SayStep,
    Step,
    Voice,
)
from compiler.yaml import Located

Profiles = Mapping[str, Customisation]

SIDE_KEYS = ("first_side", "side_names", "switch", "switch_time", "second_side_clip")
_OWN_STEP = 'did you mean a step of its own? put "- " before it, in line with the "- " of the other steps'
_BETWEEN_SETS = "this is the rest between sets"


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise that the routine does: the step as written, what the library says, and what came of them."""

    written: ExerciseStepFile
    exercise: ExerciseFile
    step: ExerciseStep

    def gives(self, key: str) -> bool:
        """Whether the step or the exercise says anything under `key`."""
        return getattr(self.written, key) is not None or getattr(self.exercise, key) is not None


def without_effect(
    written: RoutineFile, routine: Routine, profiles: Profiles, context: Context
) -> Iterator[Diagnostic]:
    """A warning for each key, of a routine without mistakes, that no version of it makes use of."""
    pairs = tuple(_pairs(written, routine, profiles))
    done = tuple(_done(pairs, context))
    for one in done:
        yield from _of_exercise(one, _most_sets(one.step, profiles))
    for entry, _ in pairs:
        yield from _of_words_and_clips(entry)
    yield from _of_own_exercises(written, done)
    yield from _of_speakers(written, [step for _, step in pairs], drawn=bool(routine.figures.speakers))
    if written.figures:
        yield from _of_figures(written.figures, routine, [step for _, step in pairs])
    yield from idle_places(written.place, [(one.written, one.exercise, one.step.media) for one in done])
    yield from _of_voices(written, context)
    if written.defaults:
        yield from _of_defaults(written.defaults, [step for _, step in pairs], done, profiles)
    if written.publish:
        yield from _of_publishing(written.publish)
    if written.layout:
        yield from of_layout(written.layout, [step for _, step in pairs])
    yield from speaks_of_nothing(written, [step for _, step in pairs], routine, profiles)


def _warning(message: str, span: SourceSpan | None, hint: str | None = None) -> Diagnostic:
    return Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING)


def _pairs(
    written: RoutineFile, routine: Routine, profiles: Profiles
) -> Iterator[tuple[StepAsWritten, Step]]:
    """Every step of the file, those that profiles add among them, as written and as it became; of rounds, the first."""
    yield from _became(written.steps, routine.steps)
    for name, profile in written.profiles.items():
        for entry, addition in zip(profile.add, profiles[name].additions, strict=True):
            yield from _became(entry.steps, addition.steps)


def _became(written: Iterable[EntryAsWritten], steps: Iterable[Step]) -> Iterator[tuple[StepAsWritten, Step]]:
    by_place: dict[SourceSpan | None, Step] = {}
    for step in steps:
        by_place.setdefault(step.span, step)
    for entry in (one for group in written for one in entries_of(group)):
        yield entry, by_place[_place_of(entry)]


def _place_of(entry: StepAsWritten) -> SourceSpan | None:
    """Where a step says that it is."""
    words: Located[Any]
    if isinstance(entry, ExerciseStepFile):
        words = entry.exercise
    elif isinstance(entry, RestStepFile):
        words = entry.rest.default
    else:
        words = entry.say[0].say if isinstance(entry.say, tuple) else entry.say
    return words.span


def _done(pairs: Iterable[tuple[StepAsWritten, Step]], context: Context) -> Iterator[Done]:
    for entry, step in pairs:
        if isinstance(entry, ExerciseStepFile) and isinstance(step, ExerciseStep):
            found, _ = context.library.find(entry.exercise)
            assert found
            yield Done(entry, found.exercise, step)


# --- exercises ----------------------------------------------------------------------------------------------


def _most_sets(step: ExerciseStep, profiles: Profiles) -> int:
    """The most sets that any version of the routine does of an exercise."""
    sets = [step.dose.sets]
    for profile in profiles.values():
        change = profile.dose(DoseKind.SETS, step.id) or profile.dose(DoseKind.SETS, None)
        sets += [int(change.value)] if change else []
        sets += [int(step.sets_limits.maximum)] if profile.fit and step.sets_limits else []
    return max(sets)


def _of_exercise(one: Done, most_sets: int) -> Iterator[Diagnostic]:
    written, step = one.written, one.step
    if written.rest and most_sets == 1:
        message = f"rest has no effect: {step.name} has one set, and {_BETWEEN_SETS}"
        yield _warning(message, written.place_of("rest"), _OWN_STEP)
    if written.tempo and step.dose.reps is None:
        yield _idle_tempo(written, step.name)
    yield from _of_sides(written, step.name, len(step.dose.sides))


def _idle_tempo(written: ExerciseKeys, name: str) -> Diagnostic:
    hint = "a tempo is how one repetition goes: give it reps: 8 in place of the hold, or leave the tempo out"
    return _warning(f"tempo has no effect: {name} is held", written.place_of("tempo"), hint)


def _of_sides(written: ExerciseKeys, name: str, sides: int) -> Iterator[Diagnostic]:
    """Keys about sides, of an exercise that is done on so many of them."""
    hint = "sides: both does it on each side, for the full time"
    of_one = tuple(key for key in SIDE_KEYS if key != "side_names")
    for key in SIDE_KEYS if sides == 0 else of_one if sides == 1 else ():
        if getattr(written, key):
            has = "has no sides" if sides == 0 else "is done on one side"
            yield _warning(f"{key} has no effect: {name} {has}", written.place_of(key), hint)


def _of_own_exercises(written: RoutineFile, done: Sequence[Done]) -> Iterator[Diagnostic]:
    """Exercises under `exercises:`: those that no step does, and keys that no step makes use of."""
    for name, exercise in written.exercises.items():
        used = [one.step for one in done if one.exercise is exercise]
        if used:
            yield from _of_own_exercise(exercise, used)
            continue
        hint = f"write - exercise: {name} under steps:, or leave it out"
        yield _warning(f"no step does the exercise {name!r}", written.place_of("exercises", name), hint)


def _of_own_exercise(exercise: ExerciseFile, used: Sequence[ExerciseStep]) -> Iterator[Diagnostic]:
    name, sets = exercise.name.value, exercise.sets
    if exercise.tempo and all(step.dose.reps is None for step in used):
        yield _idle_tempo(exercise, name)
    one_set = not sets or (sets.max or sets.default).value == 1
    if exercise.rest and one_set and all(step.dose.sets == 1 for step in used):
        hint = "for more than one set give it sets: 2; a rest after it is a step of the routine"
        message = f"rest has no effect: {name} has one set, and {_BETWEEN_SETS}"
        yield _warning(message, exercise.place_of("rest"), hint)
    yield from _of_sides(exercise, name, max(len(step.dose.sides) for step in used))
    if exercise.highlight and all(isinstance(step.media, Footage) for step in used):
        message = f"highlight has no effect: {name} is not drawn"
        yield _warning(message, exercise.place_of("highlight"), "it tints drawings")


def _of_words_and_clips(written: StepAsWritten) -> Iterator[Diagnostic]:
    if isinstance(written, RestStepFile) and written.audio and not written.say:
        hint = "write the words that are recorded: say: …"
        yield _warning("audio has no effect: the rest has no words", written.place_of("audio"), hint)
    for key in ("clip", "second_side_clip"):
        clip = getattr(written, key, None)
        if isinstance(clip, ClipFile) and clip.focus and clip.fit and clip.fit.value != "cover":
            hint = "focus is what stays in view where fit: cover cuts something away"
            yield _warning("focus has no effect: all of the clip is shown", clip.place_of("focus"), hint)


# --- who speaks and shows -----------------------------------------------------------------------------------


def _of_speakers(written: RoutineFile, steps: Iterable[Step], *, drawn: bool) -> Iterator[Diagnostic]:
    """Speakers whom no step names, and presenters of figures that are not there.

    Where people are `drawn`, whoever speaks without a clip is a figure, too.
    """
    shows: dict[str | None, bool] = {}
    for step in steps:
        speaker = getattr(step, "speaker", None)
        figure = isinstance(step, ExerciseStep) and not isinstance(step.media, Footage)
        figure = figure or (drawn and isinstance(step, SayStep) and step.media is None)
        who = speaker.id if speaker else None
        shows[who] = shows.get(who, False) or figure
    for id_, one in written.speakers.items():
        if id_ not in shows:
            hint = f"write speaker: {id_} in a step, or leave it out"
            yield _warning(f"no step names the speaker {id_!r}", written.place_of("speakers", id_), hint)
        elif one.presenter and not shows[id_]:
            message = f"presenter has no effect: no drawn figure is shown while {one.name.value} speaks"
            yield _warning(message, one.place_of("presenter"))
    routines_own = [id_ for id_, one in written.speakers.items() if not one.presenter]
    if written.presenter and not any(shows.get(who) for who in (None, *routines_own)):
        message = "presenter has no effect: no drawn figure is shown"
        yield _warning(message, written.place_of("presenter"), "a presenter is who a drawn figure is")


def _of_figures(written: DemonstrationsFile, routine: Routine, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """People who are asked for where nobody is drawn."""
    says = [step for step in steps if isinstance(step, SayStep) and step.media is None]
    if written.speakers and written.speakers.value and not says:
        yield _warning("speakers has no effect: nobody speaks between exercises", written.speakers.span)
    places = {place for place, _ in routine.figures.ways}
    drawn = [step for step in steps if isinstance(step, ExerciseStep) and isinstance(step.media, FigureUse)]
    moves = len(drawn) > 1 or any(isinstance(step, SayStep) and step.position for step in steps)
    shown = moves and any(isinstance(one.media, FigureUse) and one.media.on in places for one in drawn)
    if written.ways and written.ways.value and not shown:
        hint = "ways are drawn between exercises that are drawn themselves"
        yield _warning("ways has no effect: no way can be drawn here", written.ways.span, hint)
    held = any(one.dose.hold is not None and not one.dose.moving for one in drawn)
    if written.ghost and written.ghost.value and not held:
        hint = "it hints at the position of a hold that is drawn"
        yield _warning("ghost has no effect: no hold is drawn", written.ghost.span, hint)


def _of_voices(written: RoutineFile, context: Context) -> Iterator[Diagnostic]:
    yield from _of_voice(written.voice, context.speakers.voice)
    for id_, one in written.speakers.items():
        yield from _of_voice(one.voice, context.speakers.by_id[id_].voice)


def _of_voice(written: VoiceFile | None, voice: Voice) -> Iterator[Diagnostic]:
    for key in keys_without_effect(written, voice):
        assert written
        yield _warning(f"{key} has no effect with engine: {voice.engine}", written.place_of(key))


# --- what holds for all -------------------------------------------------------------------------------------


def _of_defaults(
    written: DefaultsFile, steps: Sequence[Step], done: Sequence[Done], profiles: Profiles
) -> Iterator[Diagnostic]:
    if written.rest and not _rests_by_default(written, steps, done, profiles):
        hint = "it is for exercises with no rest written between them, and for those with more than one set"
        yield _warning(
            "rest has no effect: every rest is written where it is", written.place_of("rest"), hint
        )
    if written.switch_time and all(one.gives("switch_time") for one in done if len(one.step.dose.sides) == 2):
        hint = "it is for exercises with two sides that have no switch_time of their own"
        yield _warning("switch_time has no effect here", written.place_of("switch_time"), hint)


def _rests_by_default(
    written: DefaultsFile, steps: Sequence[Step], done: Sequence[Done], profiles: Profiles
) -> bool:
    """Whether the default rest comes in anywhere: between exercises, between sets, or as a range of rests."""
    assert written.rest
    exercises = [isinstance(step, ExerciseStep) for step in steps]
    added = [a for profile in profiles.values() for a in profile.additions]
    return (
        any(before and after for before, after in pairwise(exercises))
        or any(isinstance(step, ExerciseStep) for a in added for step in (a.steps[0], a.steps[-1]))
        or any(not one.gives("rest") and _most_sets(one.step, profiles) > 1 for one in done)
        or any(
            isinstance(step, RestStep) and (written.rest.min or written.rest.max) is not None
            for step in steps
        )
    )


def _of_publishing(written: PublishFile) -> Iterator[Diagnostic]:
    if written.publish_at and written.privacy and written.privacy.value != "public":
        message = (
            "privacy has no effect: with publish_at a video is private until then, and public afterwards"
        )
        yield _warning(message, written.place_of("privacy"), "keep one of the two")
