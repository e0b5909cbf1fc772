"""`thumbnail:` of a routine: its picture found, its exercise and title read."""

from collections.abc import Sequence

from compiler.load.context import Context
from compiler.load.lines import note_placeholders
from compiler.load.schema import ThumbnailFile
from compiler.model.hints import did_you_mean
from compiler.model.routine import ExerciseStep, Footage, Line, Step, Thumbnail
from compiler.yaml import Located, value_of


def thumbnail_of(written: ThumbnailFile, steps: Sequence[Step], context: Context) -> Thumbnail:
    """What is to be shown for the video of these steps; what is wrong with it is noted."""
    reading = context.reading
    picture = None
    if written.picture:
        picture = reading.noting(context.pictures.footage(written.picture, reading.path.parent))
    if written.exercise:
        done = dict.fromkeys(step.id for step in steps if isinstance(step, ExerciseStep))
        if written.exercise.value not in done:
            hint = did_you_mean(written.exercise.value, done) or f"the steps do {', '.join(done) or 'none'}"
            message = f"no step does the exercise {written.exercise.value!r}"
            reading.complain(message, written.exercise.span, hint)
    for text in filter(None, (written.title, written.words)):
        note_placeholders(text, reading)
    places = (written.place_of(name) for name in ("picture", "at", "exercise", "title", "words"))
    return Thumbnail(
        picture=picture if isinstance(picture, Footage) else None,
        at=value_of(written.at, None),
        exercise=value_of(written.exercise, ""),
        title=_line(written.title),
        words=_line(written.words),
        span=next((place for place in places if place), None),
    )


def _line(text: Located[str] | None) -> Line | None:
    return Line(text=text.value, span=text.span) if text else None
