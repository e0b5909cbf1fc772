"""Timeline -> a FIT workout, as watches take them: a step for all that is done, for each rest and each change.

What the video says of itself (title, words in between, the end) is no step of a workout.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.export.programme import Programme
from compiler.model.errors import Diagnostic, Severity
from compiler.model.timeline import StepKind, Timeline, TimelineStep
from compiler.model.timing import seconds_of

if TYPE_CHECKING:
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage

STEPS = frozenset({StepKind.SETUP, StepKind.HOLD, StepKind.REPS, StepKind.SWITCH, StepKind.REST})
TEXT_BYTES = 250
"""A text of a FIT file has one byte for its length, and ends with a zero."""


def write_fit(programme: Programme, destination: Path) -> tuple[Diagnostic, ...]:
    """The workout as a file; texts that are too long for one are cut, which is told."""
    from fit_tool.fit_file_builder import FitFileBuilder

    timeline = programme.timeline
    steps = [step for step in timeline.steps if step.kind in STEPS]
    builder = FitFileBuilder(auto_define=True)  # not strict: 0.9.16 takes steps of repetitions for loops
    builder.add(_file_id(timeline))
    builder.add(_workout(timeline, len(steps)))
    for index, step in enumerate(steps):
        builder.add(_step(index, step, timeline))
    destination.write_bytes(builder.build_bytes())
    return tuple(_cut(timeline, steps))


def _file_id(timeline: Timeline) -> "FileIdMessage":
    """What tells files apart: one plan has the same number in each export."""
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.profile_type import FileType, Manufacturer

    message = FileIdMessage()
    message.type = FileType.WORKOUT
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.serial_number = int(hashlib.sha256(repr(timeline.steps).encode()).hexdigest()[:7], 16) + 1
    message.time_created = round(datetime.now(UTC).timestamp()) * 1000
    return message


def _workout(timeline: Timeline, steps: int) -> "WorkoutMessage":
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.profile_type import Sport, SubSport

    message = WorkoutMessage()
    message.sport = Sport.TRAINING
    message.sub_sport = SubSport.STRENGTH_TRAINING
    message.num_valid_steps = steps
    message.workout_name = _fitting(timeline.title)
    return message


def _step(index: int, step: TimelineStep, timeline: Timeline) -> "WorkoutStepMessage":
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import Intensity, WorkoutStepDuration, WorkoutStepTarget

    done = step.kind in {StepKind.HOLD, StepKind.REPS}
    message = WorkoutStepMessage()
    message.message_index = index
    message.workout_step_name = _fitting(name_of(step))
    message.intensity = Intensity.ACTIVE if done else Intensity.REST
    reps = _reps(step, timeline)
    if reps is not None:
        message.duration_type = WorkoutStepDuration.REPS
        message.duration_reps = reps
    else:
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = float(seconds_of(len(step.range), timeline.frame_rate))
    message.target_type = WorkoutStepTarget.OPEN
    message.target_value = 0
    notes = notes_of(step, timeline)
    if notes:
        message.notes = _fitting(notes)
    return message


def _reps(step: TimelineStep, timeline: Timeline) -> int | None:
    if step.kind is not StepKind.REPS or step.exercise_index is None:
        return None
    return timeline.exercises[step.exercise_index].dose.reps


def name_of(step: TimelineStep) -> str:
    """The step as it is called in the video, with its side: `Knee to Chest · Left leg`."""
    return " · ".join(words for words in (step.name, step.scene.word("side")) if words)


def notes_of(step: TimelineStep, timeline: Timeline) -> str:
    """What to do, where one gets ready; else what the video shows beside the name, such as the set or what is next."""
    if step.kind is StepKind.SETUP and step.exercise_index is not None:
        exercise = timeline.exercises[step.exercise_index]
        return " ".join(words for words in (exercise.dose_words + ".", *exercise.setup) if words)
    shown = [step.scene.word("detail")] if step.kind is not StepKind.REST else [
        step.scene.word("name"), step.scene.word("detail"), step.scene.word("needs")
    ]  # fmt: skip
    return " · ".join(words for words in shown if words and words != step.name)


def _fitting(text: str) -> str:
    raw = text.encode()
    return text if len(raw) <= TEXT_BYTES else raw[: TEXT_BYTES - 3].decode(errors="ignore").rstrip() + "…"


def _cut(timeline: Timeline, steps: list[TimelineStep]) -> Iterator[Diagnostic]:
    texts = [(timeline.title, None), *((name_of(step), step.span) for step in steps)]
    texts += [(notes_of(step, timeline), step.span) for step in steps]
    for text, span in dict.fromkeys(texts):
        if _fitting(text) != text:
            yield Diagnostic(
                message=f"a watch gets {TEXT_BYTES} bytes of {text[:40]!r}…, which has {len(text.encode())}",
                span=span,
                hint="write less to get ready by, or leave it to the video",
                severity=Severity.WARNING,
            )
