"""Where an exercise is done: the first of the places asked for that it can be done on, else its usual one."""

from collections.abc import Iterator, Sequence

from compiler.load.reading import Reading
from compiler.load.schema import ExerciseFile, ExerciseStepFile
from compiler.model.errors import Diagnostic, Severity
from compiler.model.routine import FigureUse, Media
from compiler.yaml import Located

Asked = Sequence[Located[str]]


def possible_places(media: Media | None, exercise: ExerciseFile) -> tuple[str, ...]:
    """All that the exercise can be done on, the usual one first; none where it is filmed and does not say."""
    said = tuple(one.value for one in exercise.place)
    if not isinstance(media, FigureUse):
        return said
    return tuple(one for one in said if one in media.places) or media.places


def chosen_place(media: Media | None, asked: Asked, exercise: ExerciseFile) -> str:
    """Where it is done; empty where nothing is known of it, or it can be done on none of the places asked for."""
    possible = possible_places(media, exercise)
    if not asked:
        return possible[0] if possible else ""
    return next((one.value for one in asked if one.value in possible), "")


def placed(
    media: Media | None, written: ExerciseStepFile, exercise: ExerciseFile, routine: Asked, reading: Reading
) -> Media | None:
    """A figure on its place; `routine` is what the whole routine asks for. A place that cannot be is noted."""
    asked = (written.place,) if written.place else routine
    possible, chosen = possible_places(media, exercise), chosen_place(media, asked, exercise)
    if asked and possible and not chosen:
        reading.diagnostics.append(_impossible(written, exercise.name.value, asked, possible))
    return media.at(chosen) if isinstance(media, FigureUse) else media


def _impossible(written: ExerciseStepFile, name: str, asked: Asked, possible: tuple[str, ...]) -> Diagnostic:
    places = ", ".join(possible)
    words = " or ".join(repr(one.value) for one in asked)
    if written.place:
        return Diagnostic(
            message=f"{name} cannot be done on {words}", span=written.place.span, hint=f"it can be: {places}"
        )
    whose = "the routine's place is" if len(asked) == 1 else "the routine's places are"
    return Diagnostic(
        message=f"{name} cannot be done there: {whose} {words}",
        span=written.exercise.span,
        hint=f"it can be done on: {places}; give this step a place, or the routine several: "
        f"place: [{', '.join([one.value for one in asked] + [possible[0]])}]",
    )


def idle_places(
    routine: Asked, steps: Sequence[tuple[ExerciseStepFile, ExerciseFile, Media | None]]
) -> Iterator[Diagnostic]:
    """A warning for each place that is asked for and where nothing is done."""
    for written, exercise, media in steps:
        if written.place and not possible_places(media, exercise):
            message = f"place has no effect: {exercise.name.value} is shown where it was filmed"
            yield Diagnostic(message=message, span=written.place.span, severity=Severity.WARNING)
    used = {chosen_place(media, routine, exercise) for written, exercise, media in steps if not written.place}
    own = {written.place.value for written, _, _ in steps if written.place}
    for index, one in enumerate(routine):
        twice = one.value in {before.value for before in routine[:index]}
        if twice or one.value not in used:
            why = (
                "nothing is done there"
                if one.value not in own
                else "what is done there has a place of its own"
            )
            message = f"place {one.value!r} has no effect: {'it stands twice' if twice else why}"
            yield Diagnostic(message=message, span=one.span, severity=Severity.WARNING)
