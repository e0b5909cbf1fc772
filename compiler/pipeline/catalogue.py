"""The exercises that there are: looked through, searched, and shown on a page with pictures."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compiler.customise.avoiding import asked_for, takes
from compiler.language import Language, language_of
from compiler.load.catalogue import all_exercises
from compiler.load.project import from_here, project_of
from compiler.model.about import bodies_of
from compiler.model.errors import Diagnostic
from compiler.model.routine import ExerciseStep, FigureUse
from compiler.model.timeline import Timeline
from compiler.narrate import estimate_seconds
from compiler.plan import plan
from compiler.shipped import library_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What an exercise has to be like to be listed; empty is anything. Of several words of a kind, one is enough.

    Of `equipment` and `without`, all count, and each of the `words` must stand in what the exercise says.
    """

    regions: Collection[str] = ()
    positions: Collection[str] = ()
    levels: Collection[str] = ()
    equipment: Collection[str] = ()
    without: Collection[str] = ()
    words: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An exercise, its file, whether it is one's own, and its dose in words."""

    step: ExerciseStep
    path: Path
    own: bool
    dose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The exercises that were found, of how many, a timeline that does them in their order, and files with mistakes."""

    listed: tuple[Listed, ...]
    count: int
    timeline: Timeline | None
    language: Language
    problems: tuple[Diagnostic, ...]


def catalogue(folder: Path, language: str, sought: Sought) -> Catalogue:
    """Those exercises of the project at `folder`, and of the library, that are like what is `sought`."""
    routine, problems = all_exercises(folder, language)
    tongue = language_of(language)
    steps = [step for step in routine.steps if isinstance(step, ExerciseStep)]
    found = [step for step in steps if is_like(step, sought, tongue)]
    timeline = None
    if found:
        timeline = plan(replace(routine, steps=tuple(found)), estimate_seconds, measured=False).timeline
    return Catalogue(
        listed=tuple(_listed(found, timeline, folder)) if timeline else (),
        count=len(steps),
        timeline=timeline,
        language=tongue,
        problems=tuple(dict.fromkeys(problems)),
    )


def _listed(steps: list[ExerciseStep], timeline: Timeline, folder: Path) -> Iterator[Listed]:
    files = project_of(folder).named_files("exercises")
    for step, told in zip(steps, timeline.exercises, strict=True):
        path = files[step.id]
        own = not path.is_relative_to(library_folder())
        yield Listed(step=step, path=path, own=own, dose=told.dose_words)


def is_like(step: ExerciseStep, sought: Sought, language: Language) -> bool:
    """Whether the exercise is like what is sought."""
    about, body = step.about, step.position.body if step.position else None
    said = " ".join(words_of(step, language)).casefold()
    return (
        _any(sought.regions, set(about.regions))
        and (not sought.positions or any(body in bodies_of(word) for word in sought.positions))
        and _any(sought.levels, {about.level})
        and all(takes(about, step.needs, thing) for thing in sought.equipment)
        and not any(asked_for(step, word) for word in sought.without)
        and all(word.casefold() in said for word in sought.words)
    )


def words_of(step: ExerciseStep, language: Language) -> tuple[str, ...]:
    """All that an exercise says of itself, in words of the language."""
    about, word = step.about, language.library.word
    position = (step.position.body,) if step.position else ()
    said = map(word, (*position, *about.regions, *about.movements, *(about.equipment or ())))
    return (step.id, step.name, about.purpose, step.needs, *said)


def _any(wanted: Collection[str], there: set[Any]) -> bool:
    return not wanted or bool(set(wanted) & there)


def as_object(one: Listed) -> dict[str, Any]:
    """An exercise as `exercises --json` prints it."""
    step, about = one.step, one.step.about
    return {
        "id": step.id,
        "name": step.name,
        "own": one.own,
        "file": str(from_here(one.path)),
        "purpose": about.purpose,
        "regions": [region.value for region in about.regions],
        "movements": [movement.value for movement in about.movements],
        "position": step.position.body.value if step.position else None,
        "places": list(step.media.places) if isinstance(step.media, FigureUse) else [],
        "needs": step.needs,
        "equipment": list(about.equipment or ()),
        "level": about.level.value if about.level else None,
        "dose": one.dose,
        "careful_with": [
            {"about": caution.about, "source": caution.source} for caution in about.careful_with
        ],
        "sources": list(step.sources),
    }
