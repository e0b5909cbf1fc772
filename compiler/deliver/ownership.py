"""Whose results are in a folder: nothing is written over what was made from something else.

A timeline.json says what its results were made from as far as it can be told to anybody: paths in the project. Which
project that is, is remembered on this machine alone.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from compiler.model.errors import CannotWrite, Conflict
from compiler.model.timeline import Timeline
from compiler.store import write_atomically
from compiler.system.folders import data_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What results are made from: the full paths of the routine and of the patient's file, profile and week.

    Behind the path of a table of patients stands the row: `clinic.csv#ana`.
    """

    routine: str
    profile: str = ""
    patient: str = ""
    week: int | None = None

    def __str__(self) -> str:
        week = f" in week {self.week}" if self.week else ""
        profile = f" with --profile {self.profile}" if self.profile else ""
        patient = f" for {_from_here(self.patient)}" if self.patient else ""
        return f"{_from_here(self.routine)}{profile}{patient}{week}"


def refuse_others(folder: Path, timeline: Timeline, ours: Origin, project: Path) -> None:
    """See to it that what is in `folder` under the timeline's names may be replaced.

    Raises:
        Conflict: it was made from another routine, profile or patient, which is still there.
    """
    result = folder / timeline.file_name("json", "timeline")
    theirs = (_remembered(result) or _told_in(result, project)) if result.is_file() else None
    if theirs is None or theirs == ours or _gone(theirs, ours):
        return
    raise Conflict(
        f"{folder / timeline.file_name('mp4')} was made from {theirs}, and this is {ours}",
        hint="rename one of the two, choose another folder with -o, or delete what is there",
    )


def remember(folder: Path, timeline: Timeline, ours: Origin) -> None:
    """Keep what the results that were just written are made from."""
    result = folder / timeline.file_name("json", "timeline")
    if _remembered(result) == ours:
        return
    note, text = _note(result), json.dumps(asdict(ours))
    with suppress(OSError, CannotWrite):  # the results are whole; without the note their timeline.json tells
        note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(note, lambda unfinished: unfinished.write_text(text, encoding="utf-8"))


def _note(result: Path) -> Path:
    """In the user's data folder, a file for each result."""
    digest = hashlib.sha256(str(result.resolve()).encode(errors="surrogateescape")).hexdigest()
    return data_folder() / "results" / f"{digest[:24]}.json"


def _remembered(result: Path) -> Origin | None:
    try:
        told = json.loads(_note(result).read_text(encoding="utf-8"))
        return Origin(
            routine=str(told["routine"]),
            profile=str(told["profile"]),
            patient=str(told["patient"]),
            week=_number(told.get("week")),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _told_in(result: Path, project: Path) -> Origin | None:
    """What a timeline.json says, read as paths of `project`."""
    try:
        told = json.loads(result.read_text(encoding="utf-8"))["source"]
        routine, profile, patient = (str(told.get(key, "")) for key in ("path", "profile", "patient"))
        week = _number(told.get("week"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    inside = project.resolve()
    return Origin(
        routine=str(inside / routine),
        profile=profile,
        patient=str(inside / patient) if patient else "",
        week=week,
    )


def _number(told: object) -> int | None:
    return told if isinstance(told, int) else None


def _gone(theirs: Origin, ours: Origin) -> bool:
    """Whether a file that it was made from is not there any more: it was renamed or moved, or is not missed."""
    patient = theirs.patient if theirs.patient != ours.patient else ""
    return any(not _is_there(name) for name in (theirs.routine, patient) if name)


def _is_there(name: str) -> bool:
    """Whether the file is there, or the table whose row is named behind its path."""
    return Path(name).exists() or ("#" in name and Path(name.rpartition("#")[0]).exists())


def _from_here(path: str) -> Path:
    """The path from the current folder where it lies in it."""
    here = Path.cwd()
    return Path(path).relative_to(here) if Path(path).is_relative_to(here) else Path(path)
