"""What the steps of a routine file are read with: exercises, pictures, speakers, and what goes without saying."""

from dataclasses import dataclass
from pathlib import Path

from compiler.load.library import Library
from compiler.load.pictures import Pictures
from compiler.load.project import Project
from compiler.load.reading import Reading
from compiler.load.schema import DefaultsFile, RoutineFile
from compiler.load.settings import user_settings
from compiler.load.speakers import Speakers, presenter_of, speakers_of
from compiler.model.routine import Demonstrator
from compiler.yaml import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Services only: nothing here knows what a step is. What is wrong goes to `reading`.

    `places` are what the routine is done on.
    With `beyond_range`, a dose outside its exercise's range is only a warning.
    """

    reading: Reading
    library: Library
    pictures: Pictures
    speakers: Speakers
    defaults: DefaultsFile
    places: tuple[Located[str], ...]
    beyond_range: bool


def context_of(written: RoutineFile, path: Path, *, animatic: bool, beyond_range: bool) -> Context:
    """The surroundings of the routine that is `written` in the file at `path`."""
    project = Project.of(path)
    reading = Reading(path, project)
    reading.noting(user_settings())
    presenter = presenter_of(written.presenter, reading) or Demonstrator()
    return Context(
        reading=reading,
        library=Library(project, written.exercises, path),
        pictures=Pictures(project, animatic=animatic, presenter=presenter),
        speakers=speakers_of(written, reading),
        defaults=written.defaults or DefaultsFile(),
        places=written.place,
        beyond_range=beyond_range,
    )
