"""A project -> its routines with what is known of each: length, versions, what is built and what is published."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from compiler.load.translation import languages_of, source_of
from compiler.model.errors import InvalidRoutine, errors_among
from compiler.model.names import slug
from compiler.model.timeline import Timeline
from compiler.pipeline.check import check, faultless_timeline
from compiler.pipeline.starter import write_starter
from compiler.pipeline.variants import full_path
from compiler.publish import Ledger
from compiler.publish import status as publications
from compiler.publish.overview import PublicationStatus
from compiler.render.clips import job_of
from compiler.render.stills import exercise_pictures
from compiler.render.thumbnail import thumbnail, thumbnail_clips
from compiler.store import file_digest
from compiler.studio.answers import KEPT_AWHILE, answer
from compiler.studio.asking import body_of, text_in
from compiler.studio.desk import Desk, desk_of
from compiler.studio.places import Places
from compiler.studio.viewing import patients_of
from compiler.studio.wanted import request_of
from compiler.system.workshop import Workshop
from compiler.yaml import Scalar, read_text


def _about(request: Request) -> Response:
    return answer({"project": desk_of(request).project.folder.name})


def _home(request: Request) -> Response:
    desk = desk_of(request)
    routines = [_named(desk, path, places) for path, places in _routines(desk)]
    return answer({"project": desk.project.folder.name, "routines": routines, "patients": patients_of(desk)})


def _routines(desk: Desk) -> Iterator[tuple[Path, Places]]:
    """The files that are routines, or were meant to be: all among the routines, and others that have steps."""
    folder = desk.project.folder
    for path in desk.project.routines(folder):
        text, _ = read_text(path)
        places = Places.of(text or "", path)
        is_routine = path.parent != folder or places.node(("steps",)) is not None
        if is_routine and source_of(path) is None:
            yield path, places


def _named(desk: Desk, path: Path, places: Places) -> dict[str, str]:
    """What costs nothing to know."""
    title = places.node(("title",))
    named = title if isinstance(title, Scalar) else places.node(("title", "text"))
    return {"path": desk.name_of(path), "title": named.text if isinstance(named, Scalar) else path.stem}


def _summary(request: Request) -> Response:
    """What has to be planned to be known."""
    desk = desk_of(request)
    asked = request_of(desk, request.query_params)
    found = check(asked, desk.shop)
    if not asked.path.is_file():  # it went since the page heard of it
        raise InvalidRoutine(*found.diagnostics)
    timeline, routine = found.timeline, found.routine
    return answer(
        {
            "path": desk.name_of(asked.path),
            "revision": file_digest(asked.path),
            "title": timeline.title if timeline else None,
            "summary": timeline.summary if timeline else "",
            "seconds": float(timeline.duration_seconds) if timeline else None,
            "measured": bool(timeline and timeline.measured),
            "exercises": len(timeline.listed) if timeline else None,
            "language": timeline.language if timeline else None,
            "languages": languages_of(asked.path),
            "profiles": list(found.profiles),
            "size": list(routine.size) if routine else None,
            "errors": len(errors_among(found.diagnostics)),
            "warnings": len(found.diagnostics) - len(errors_among(found.diagnostics)),
            "built": list(_built(desk, asked.path)),
            "published": list(_published(asked.path)),
        }
    )


def _built(desk: Desk, routine: Path) -> Iterator[dict[str, Any]]:
    """The videos in the routine's folder of results."""
    folder = desk.output / slug(routine.stem)
    for told in sorted(folder.glob("timeline*.json")):
        name = told.name.removeprefix("timeline").removesuffix(".json")
        video = folder / f"{slug(routine.stem)}{name}.mp4"
        if video.is_file():
            yield {
                "name": video.name,
                "path": desk.name_of(video),
                "draft": name.endswith(".draft"),
                "variant": name.removesuffix(".draft").strip("."),
                "seconds": _length_in(told),
                "newer": video.stat().st_mtime >= routine.stat().st_mtime,
                "files": [desk.name_of(path) for path in _beside(folder, video)],
            }


def _beside(folder: Path, video: Path) -> list[Path]:
    """What belongs to a video: everything of its name."""
    return sorted(path for path in folder.iterdir() if path.stem == video.stem)


def _length_in(told: Path) -> float | None:
    try:
        return float(json.loads(told.read_text(encoding="utf-8"))["duration_seconds"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _published(routine: Path) -> Iterator[dict[str, Any]]:
    """Where versions of it are, as far as the ledger of this machine knows."""
    with closing(Ledger.open()) as ledger:
        origins = {(one.site, one.name, one.number): one.origin.routine for one in ledger.all_publications()}
        for one in publications(ledger):
            if origins.get((one.site, one.name, one.number)) == str(full_path(routine)):
                yield _publication(one)


def _publication(one: PublicationStatus) -> dict[str, Any]:
    return {
        "site": one.site,
        "name": one.name,
        "link": one.link if one.released and not one.withdrawn else "",
        "released": one.released and not one.withdrawn,
        "personal": one.personal,
        "told": one.line(),
    }


def _poster(request: Request) -> Response:
    """The picture that a channel would show; as long as that takes long to draw, the first exercise."""
    desk = desk_of(request)
    timeline = faultless_timeline(request_of(desk, request.query_params), desk.shop)
    return FileResponse(_picture(timeline, desk.shop), media_type="image/jpeg", headers=KEPT_AWHILE)


def _picture(timeline: Timeline, shop: Workshop) -> Path:
    jobs = [job_of(clip, timeline) for clip in thumbnail_clips(timeline)]
    if all(job is None or job.is_at_hand(shop.store) for job in jobs):
        return thumbnail(timeline, shop)
    first = exercise_pictures(replace(timeline, exercises=timeline.exercises[:1]), shop)
    return first[0][-1] if first.get(0) else thumbnail(timeline, shop)


async def _new(request: Request) -> Response:
    """A routine to start from, as `followalong new` writes it."""
    asked, desk = await body_of(request), desk_of(request)
    path = await run_in_threadpool(write_starter, text_in(asked, "name"), desk.project.folder)
    return answer({"path": desk.name_of(path)})


ROUTES = [
    Route("/api/about", _about),
    Route("/api/home", _home),
    Route("/api/summary", _summary),
    Route("/api/poster", _poster),
    Route("/api/new", _new, methods=["POST"]),
]
