"""Whose results are in a folder: nothing is written over what was made from something else.

The timeline.json of a result says what it was made from, in words that are the same wherever the result lies.
"""

import json
from pathlib import Path

from compiler.model.errors import Conflict
from compiler.model.routine import SourceFile
from compiler.model.timeline import Timeline


def refuse_others(folder: Path, timeline: Timeline, project: Path) -> None:
    """See to it that what is in `folder` under the timeline's names may be replaced.

    Raises:
        Conflict: it was made from another routine, profile or patient, which is still there.
    """
    ours = timeline.source
    theirs = _recorded(folder / timeline.file_name("json", "timeline"))
    if ours is None or theirs is None or _identity(theirs) == _identity(ours) or _gone(theirs, ours, project):
        return
    raise Conflict(
        f"{folder / timeline.file_name('mp4')} was made from {_told(theirs)}, and this is {_told(ours)}",
        hint="rename one of the two, choose another folder with -o, or delete what is there",
    )


def _identity(source: SourceFile) -> tuple[str, str, str, str]:
    """A project that was moved as a whole is still the same one."""
    return source.project, source.path, source.profile, source.patient


def _recorded(path: Path) -> SourceFile | None:
    """What the results beside a timeline.json were made from; None where that is not known."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["source"]
        return SourceFile(**{key: str(told[key]) for key in SourceFile.__dataclass_fields__})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _gone(theirs: SourceFile, ours: SourceFile, project: Path) -> bool:
    """Whether a file that it was made from is not there any more: it was renamed or moved, or is not missed."""
    if theirs.place != ours.place:
        return False
    there = project.parent / theirs.project
    patient = theirs.patient if theirs.patient != ours.patient else ""
    return any(not (there / name).exists() for name in (theirs.path, patient) if name)


def _told(source: SourceFile) -> str:
    profile = f" with --profile {source.profile}" if source.profile else ""
    patient = f" --for {source.patient}" if source.patient else ""
    return f"{source.project}/{source.path}{profile}{patient}"
