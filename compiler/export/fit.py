"""Timeline -> a FIT workout, as watches take them: a step for all that is done, for each rest and each change.

What the video says of itself (title, words in between, the end) is no step of a workout.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.export.programme import Programme
from compiler.export.watch import Repeat, Row, watch_rows
from compiler.model.errors import Diagnostic, Severity
from compiler.model.timeline import Timeline

if TYPE_CHECKING:
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage

TEXT_BYTES = 250
"""A text of a FIT file has one byte for its length, and ends with a zero."""


def write_fit(programme: Programme, destination: Path) -> tuple[Diagnostic, ...]:
    """The workout as a file; texts that are too long for one are cut, which is told."""
    from fit_tool.fit_file_builder import FitFileBuilder

    timeline = programme.timeline
    rows = watch_rows(timeline)
    builder = FitFileBuilder(auto_define=True)  # not strict: 0.9.16 takes steps of repetitions for loops
    builder.add(_file_id(timeline))
    builder.add(_workout(timeline, len(rows)))
    for index, row in enumerate(rows):
        builder.add(_message(index, row))
    destination.write_bytes(builder.build_bytes())
    return tuple(_cut(timeline, rows))


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


def _message(index: int, row: Row | Repeat) -> "WorkoutStepMessage":
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import Intensity, WorkoutStepDuration, WorkoutStepTarget

    message = WorkoutStepMessage()
    message.message_index = index
    if isinstance(row, Repeat):
        _repeating(message, row)
        return message
    message.workout_step_name = _fitting(row.name)
    message.intensity = Intensity.ACTIVE if row.active else Intensity.REST
    if row.reps is not None:
        message.duration_type = WorkoutStepDuration.REPS
        message.duration_reps = row.reps
    else:
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = float(row.seconds)
    message.target_type = WorkoutStepTarget.OPEN
    message.target_value = 0
    if row.notes:
        message.notes = _fitting(row.notes)
    return message


def _repeating(message: "WorkoutStepMessage", row: Repeat) -> None:
    from fit_tool.profile.profile_type import WorkoutStepDuration

    message.duration_step = row.first
    if row.seconds is not None:
        message.duration_type = WorkoutStepDuration.REPEAT_UNTIL_TIME
        message.target_repeat_time = float(row.seconds)
    else:
        message.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
        message.target_repeat_steps = row.times


def _fitting(text: str) -> str:
    raw = text.encode()
    return text if len(raw) <= TEXT_BYTES else raw[: TEXT_BYTES - 3].decode(errors="ignore").rstrip() + "…"


def _cut(timeline: Timeline, rows: Sequence[Row | Repeat]) -> Iterator[Diagnostic]:
    steps = [row for row in rows if isinstance(row, Row)]
    texts = [(timeline.title, None), *((row.name, row.span) for row in steps)]
    texts += [(row.notes, row.span) for row in steps]
    for text, span in dict.fromkeys(texts):
        if _fitting(text) != text:
            yield Diagnostic(
                message=f"a watch gets {TEXT_BYTES} bytes of {text[:40]!r}…, which has {len(text.encode())}",
                span=span,
                hint="write less to get ready by, or leave it to the video",
                severity=Severity.WARNING,
            )
