"""What drawn people do beside the exercises: who is seen speaking, and how one gets from one position to the next."""

from collections.abc import Iterable, Mapping

from compiler.load.context import Context
from compiler.load.schema import DemonstrationsFile
from compiler.model.errors import SourceSpan
from compiler.model.routine import Demonstrations, ExerciseStep, FigureUse, Step
from compiler.yaml import Located, value_of

SPEAKERS = {
    "": "speaking_standing",
    "bed": "speaking_bed",
    "chair": "speaking_seated",
    "chair-at-wall": "speaking_seated",
}
"""Place of an exercise -> the figure of somebody who speaks there; "" is any other."""
HOSTS = {
    "": "greeting_standing",
    "bed": "greeting_bed",
    "chair": "greeting_seated",
    "chair-at-wall": "greeting_seated",
}
"""Place of an exercise -> the figure of somebody who greets and thanks there."""
WAYS = {
    "bed": "way_bed",
    "mat": "way_mat",
    "floor": "way_mat",
    "chair": "way_chair",
    "chair-at-wall": "way_chair",
}
"""Place -> the figure that gets from one position to another there."""


def demonstrations_of(
    written: DemonstrationsFile | None, steps: Iterable[Step], span: SourceSpan, context: Context
) -> Demonstrations:
    """What the routine asks for; without a word, all of it where every exercise is drawn.

    A figure that cannot be read is told of at `span`.
    """
    exercises = [step.media for step in steps if isinstance(step, ExerciseStep)]
    usual = bool(exercises) and all(isinstance(media, FigureUse) for media in exercises)
    written = written or DemonstrationsFile()

    def drawn(wanted: Located[bool] | None, names: Mapping[str, str]) -> tuple[tuple[str, FigureUse], ...]:
        return _by_place(names, span, context) if value_of(wanted, usual) else ()

    return Demonstrations(
        speakers=drawn(written.speakers, SPEAKERS),
        hosts=drawn(written.speakers, HOSTS),
        ways=drawn(written.ways, WAYS),
        ghost=value_of(written.ghost, usual),
    )


def _by_place(
    names: Mapping[str, str], span: SourceSpan, context: Context
) -> tuple[tuple[str, FigureUse], ...]:
    found = {
        name: context.reading.noting(context.pictures.figure(Located(name, span), None))
        for name in dict.fromkeys(names.values())
    }
    return tuple(
        (place, figure.at(place))
        for place, name in names.items()
        if isinstance(figure := found[name], FigureUse)
    )
