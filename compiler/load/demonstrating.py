"""What drawn people do beside the exercises: who is seen speaking, and how one gets from one position to the next."""

from collections.abc import Iterable

from compiler.load.context import Context
from compiler.load.schema import DemonstrationsFile
from compiler.model.errors import SourceSpan
from compiler.model.routine import Demonstrations, ExerciseStep, FigureUse, Step
from compiler.yaml import Located, value_of

Pairs = tuple[tuple[str, str], ...]
"""Place and the name of a figure."""
SPEAKERS: Pairs = (
    ("", "speaking_standing"),
    ("bed", "speaking_bed"),
    ("chair", "speaking_seated"),
    ("chair-at-wall", "speaking_seated"),
)
"""Place of an exercise and the figure of somebody who speaks there; "" is any other."""
HOSTS: Pairs = (
    ("", "greeting_standing"),
    ("bed", "greeting_bed"),
    ("chair", "greeting_seated"),
    ("chair-at-wall", "greeting_seated"),
)
"""Place of an exercise and the figure of somebody who greets and thanks there."""
WAYS: Pairs = (
    *((place, "way_lying") for place in ("bed", "mat", "floor")),
    ("bed", "way_bed"),
    ("chair", "way_chair"),
    ("chair-at-wall", "way_chair"),
)
"""Place and a figure that gets from one position to another there; what is seen nearest comes first."""
ON_THE_GROUND = ("mat", "floor")
WAYS_DOWN: Pairs = tuple((place, "way_mat") for place in ON_THE_GROUND)
WAYS_DOWN_BY_A_CHAIR: Pairs = tuple((place, "way_mat_chair") for place in ON_THE_GROUND)
"""The same down to the ground and up again: alone, and with a hand on a chair."""
CHAIR, CHAIRS = "chair", frozenset({"chair", "chair-at-wall"})
"""What it takes to have one at hand: an exercise with it, or on it."""


def demonstrations_of(
    written: DemonstrationsFile | None, steps: Iterable[Step], span: SourceSpan, context: Context
) -> Demonstrations:
    """What the routine asks for; without a word, all of it where every exercise is drawn.

    A figure that cannot be read is told of at `span`.
    """
    exercises = [step for step in steps if isinstance(step, ExerciseStep)]
    usual = bool(exercises) and all(isinstance(one.media, FigureUse) for one in exercises)
    places = {"", *(one.media.on for one in exercises if isinstance(one.media, FigureUse))}
    chair = bool(places & CHAIRS) or any(CHAIR in (one.about.equipment or ()) for one in exercises)
    chair = chair and bool(places & {*ON_THE_GROUND}) and "bed" not in places
    written = written or DemonstrationsFile()

    def drawn(wanted: Located[bool] | None, names: Pairs) -> tuple[tuple[str, FigureUse], ...]:
        needed = tuple(one for one in names if one[0] in places)
        return _by_place(needed, span, context) if value_of(wanted, usual) else ()

    return Demonstrations(
        speakers=drawn(written.speakers, SPEAKERS),
        hosts=drawn(written.speakers, HOSTS),
        ways=drawn(written.ways, (*WAYS, *(WAYS_DOWN_BY_A_CHAIR if chair else WAYS_DOWN))),
        chair=chair and value_of(written.ways, usual),
        ghost=value_of(written.ghost, usual),
    )


def _by_place(names: Pairs, span: SourceSpan, context: Context) -> tuple[tuple[str, FigureUse], ...]:
    found = {
        name: context.reading.noting(context.pictures.figure(Located(name, span), None))
        for name in dict.fromkeys(name for _, name in names)
    }
    return tuple(
        (place, figure.at(place)) for place, name in names if isinstance(figure := found[name], FigureUse)
    )
