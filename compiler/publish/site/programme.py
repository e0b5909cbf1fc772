"""What is done in a video, on its page: each exercise with its picture, dose and steps, from where it starts."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from compiler.language import language_of
from compiler.model.timing import clock
from compiler.publish.markup import Child, element
from compiler.publish.site.record import SiteExercise, SiteRecord, local


def programme(record: SiteRecord) -> list[ET.Element]:
    """A list of all exercises in their order, and of the chapters that are none.

    Its links are good without a script too: they open the video file at that place.
    """
    entries = sorted([*_marks(record), *_exercises(record)], key=lambda entry: entry[0])
    if not entries:
        return []
    heading = element("h2", {"id": "programme"}, language_of(record.language).site.exercises)
    listed = element("ol", {"class": "programme"}, *(entry for _, _, entry in entries))
    return [element("section", {"class": "what", "aria-labelledby": "programme"}, heading, listed)]


Entry = tuple[float, int, ET.Element]
"""Where it starts in seconds, its place among those that start there, and the element."""


def _marks(record: SiteRecord) -> Iterator[Entry]:
    """Chapters where no exercise starts: a welcome, the end, a part that has a title of its own."""
    starts = {(exercise.name, exercise.start) for exercise in record.exercises}
    for number, (start, title) in enumerate(record.chapters):
        if (title, start) not in starts:
            link = _link(record, start, element("span", {"class": "time"}, clock(start)), " ", title)
            yield start, number, element("li", {"class": "mark"}, link)


def _exercises(record: SiteRecord) -> Iterator[Entry]:
    after = len(record.chapters)
    for number, exercise in enumerate(distinct(record), after):
        if exercise.start is not None:
            yield exercise.start, number, _card(record, exercise, exercise.start)


def distinct(record: SiteRecord) -> tuple[SiteExercise, ...]:
    """Each exercise where it first comes with this dose: rounds after the first are chapters, and no exercises anew."""
    found: dict[SiteExercise, SiteExercise] = {}
    for exercise in record.exercises:
        found.setdefault(replace(exercise, start=None), exercise)
    return tuple(found.values())


def _card(record: SiteRecord, exercise: SiteExercise, start: float) -> ET.Element:
    time = element("span", {"class": "time"}, clock(start))
    picture: list[Child] = []
    if exercise.picture:
        shown = {"src": local(exercise.picture, record.name), "alt": "", "loading": "lazy"}
        picture = [element("span", {"class": "picture"}, element("img", shown))]
    name = element("span", {"class": "name"}, exercise.name)
    dose = [element("span", {"class": "dose"}, exercise.dose)] if exercise.dose else []
    words = element("span", {"class": "words"}, element("span", {"class": "line"}, time, " ", name), *dose)
    return element(
        "li", {"class": "exercise"}, _link(record, start, *picture, words), *_how(record, exercise)
    )


def _how(record: SiteRecord, exercise: SiteExercise) -> Iterator[ET.Element]:
    """How it is done."""
    phrases = language_of(record.language).phrases
    if exercise.needs:
        yield element("p", {"class": "needs"}, phrases.needs.format(needs=exercise.needs))
    if exercise.steps:
        yield element("ol", {"class": "steps"}, *(element("li", None, step) for step in exercise.steps))


def _link(record: SiteRecord, start: float, *content: Child) -> ET.Element:
    place = _exact(start)
    return element(
        "a", {"href": f"{local(record.video, record.name)}#t={place}", "data-start": place}, *content
    )


def _exact(seconds: float) -> str:
    """Seconds to the millisecond, as short as can be: 90, 1.5."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
