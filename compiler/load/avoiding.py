"""Words of what somebody is to avoid, or looks for: each means something that exercises can ask for."""

from collections.abc import Collection, Iterator

from compiler.customise.avoiding import Avoided
from compiler.load.project import Project, from_here
from compiler.load.schema import ExerciseFile
from compiler.model.about import EQUIPMENT, GROUPS, Movement, Region
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.position import Body
from compiler.yaml import Located, read_yaml

WORDS = (*Body, *GROUPS, *Region, *Movement, *EQUIPMENT)
"""What can be asked for by any exercise."""


def avoided_of(
    written: tuple[Located[str], ...], project: Project, exercises: Collection[str]
) -> tuple[tuple[Avoided, ...], list[Diagnostic]]:
    """What is to be avoided, and words that mean nothing to any exercise of the project or the library."""
    own = () if all(one.value in WORDS for one in written) else tuple(things_of(project))
    known = (*WORDS, *own)
    unknown = [one for one in written if one.value not in known]
    return (
        tuple(Avoided(one.value, one.span) for one in written if one.value in known),
        [_unknown(one, known, exercises) for one in unknown],
    )


def things_of(project: Project) -> Iterator[str]:
    """Every thing that an exercise says it takes; files with mistakes are told where they are used."""
    for path in project.named_files("exercises").values():
        exercise, _ = read_yaml(from_here(path), ExerciseFile)
        yield from (thing.value for thing in (exercise.equipment if exercise else None) or ())


def _unknown(one: Located[str], known: Collection[str], exercises: Collection[str]) -> Diagnostic:
    hint = did_you_mean(one.value, known) or f"there are: {', '.join(dict.fromkeys(known))}"
    if one.value in exercises:
        hint = f"it is an exercise: write skip: {one.value}"
    message = f"no exercise asks for {one.value!r}"
    return Diagnostic(message=message, span=one.span, hint=hint)
