"""A routine's text in a version -> all that the page of a routine shows, with every mistake at its field."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compiler.load import readable_routine
from compiler.load.translation import languages_of
from compiler.model.errors import errors_among
from compiler.pipeline.check import Report, check
from compiler.studio.answers import diagnostic_json
from compiler.studio.describing import Described, steps_json, timeline_json
from compiler.studio.desk import Desk
from compiler.studio.places import Places
from compiler.studio.wanted import request_of, sizes
from compiler.yaml.changes import can_be_changed


def view_of(desk: Desk, path: Path, variant: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The routine with that `text` as `view`, None where the text makes no sense, and what is wrong with it."""
    asked = {**variant, "path": desk.name_of(path)}
    found = check(request_of(desk, asked, text), desk.shop)
    places = Places.of(text, path)
    return {
        "diagnostics": [diagnostic_json(one, desk, places) for one in found.diagnostics],
        "errors": len(errors_among(found.diagnostics)),
        "view": _view(desk, path, found, places, text) if can_be_changed(text) else None,
    }


def _view(desk: Desk, path: Path, found: Report, places: Places, text: str) -> dict[str, Any]:
    routine = found.routine or readable_routine(path, text)
    timeline = found.timeline
    described = Described(places=places, routine=routine, timeline=timeline)
    return {
        "title": routine.title if routine else path.stem,
        "language": routine.language if routine else "",
        "seconds": float(timeline.duration_seconds) if timeline else None,
        "measured": timeline.measured if timeline else False,
        "frames": timeline.frames if timeline else 0,
        "size": list(timeline.size) if timeline else None,
        "profiles": list(found.profiles) or _written_profiles(places),
        "languages": languages_of(path),
        "sizes": sizes(),
        "patients": patients_of(desk),
        "steps": steps_json(described),
        "timeline": timeline_json(described),
    }


def _written_profiles(places: Places) -> list[str]:
    node = places.node(("profiles",))
    return list(getattr(node, "entries", {}))


def patients_of(desk: Desk) -> list[dict[str, str]]:
    """The patients' files of the project: what the page calls them, and their name."""
    files = sorted((desk.project.folder / "patients").glob("*.y*ml"))
    return [{"path": desk.name_of(path), "name": path.stem} for path in files]
