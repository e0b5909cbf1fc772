"""The exercises that there are -> what a picker shows: searched, with pictures that move."""

from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from compiler.model.about import EQUIPMENT, Region
from compiler.model.position import Body
from compiler.model.routine import FigureUse
from compiler.pipeline.catalogue import Catalogue, Sought, as_object, catalogue
from compiler.pipeline.figure_clips import write_h264
from compiler.render.clips import ClipJob
from compiler.render.jpeg import write_jpeg
from compiler.render.stills import STILLS, exercise_pictures
from compiler.store import Looks, content_key, looks
from compiler.studio.answers import KEPT_AWHILE, answer
from compiler.studio.desk import Desk, OutsideProject, desk_of

VERSION = 1
"""Raised when the same moment comes to another picture."""
SIZE, RATE = (480, 270), Fraction(15)
"""Pixels of a picture in the picker, and how many of them its films have a second."""
FILMS = "films"
"""Kind of entry: a figure's turn as a small film that every browser plays."""


def _exercises(request: Request) -> Response:
    """All of them; the page searches among them as one types."""
    found = _catalogue(desk_of(request), request)
    words = found.language.library
    return answer(
        {
            "exercises": [_listed(found, number) for number in range(len(found.listed))],
            "words": {str(word): words.word(word) for word in (*Region, *Body, *EQUIPMENT)},
            "regions": [region.value for region in Region],
            "positions": [body.value for body in Body],
            "equipment": list(EQUIPMENT),
            "problems": [problem.render() for problem in found.problems],
        }
    )


def _catalogue(desk: Desk, request: Request) -> Catalogue:
    return _kept_catalogue(desk.project.folder, _language(request), _looks_of(desk))


def _language(request: Request) -> str:
    return request.query_params.get("lang", "en").lower()


def _looks_of(desk: Desk) -> tuple[Looks, ...]:
    """Another value as soon as an exercise is another one."""
    return tuple(looks(path) for path in desk.project.named_files("exercises").values())


@lru_cache(maxsize=4)
def _kept_catalogue(folder: Path, language: str, _looks: tuple[Looks, ...]) -> Catalogue:
    """Read once for all the pictures that a picker asks for."""
    return catalogue(folder, language, Sought())


def _listed(found: Catalogue, number: int) -> dict[str, Any]:
    one, moves = found.listed[number], _figure(found, number) is not None
    return {**as_object(one), "moves": moves, "word": _dose(found, number)}


def _dose(found: Catalogue, number: int) -> dict[str, Any]:
    """What a step with this exercise starts with: its own dose, written out so that it can be changed."""
    dose = found.listed[number].step.dose
    return {"hold": float(dose.hold)} if dose.hold is not None else {"reps": dose.reps}


def _figure(found: Catalogue, number: int) -> ClipJob | None:
    """One turn of the exercise, small, as it is drawn for a picker; None where it is no figure."""
    media = found.listed[number].step.media
    if not isinstance(media, FigureUse):
        return None
    frames = tuple(phase.frames(RATE) for phase in media.phases)
    return ClipJob(media=media, size=SIZE, frame_rate=RATE, phase_frames=frames)


def _numbered(request: Request) -> tuple[Catalogue, int]:
    found, name = _catalogue(desk_of(request), request), request.query_params.get("id", "")
    for number, one in enumerate(found.listed):
        if one.step.id == name:
            return found, number
    raise OutsideProject(name)


def _clip(request: Request) -> Response:
    """The movement, as a short film to be looped."""
    desk, (found, number) = desk_of(request), _numbered(request)
    job = _figure(found, number)
    if job is None:
        raise OutsideProject(found.listed[number].step.id)
    path = desk.shop.store.make(FILMS, job.key(), ".mp4", partial(_film, job))
    return FileResponse(path, media_type="video/mp4", headers=KEPT_AWHILE)


def _still(request: Request) -> Response:
    """The movement at its end, or with `moment=start` at its start."""
    desk, (found, number) = desk_of(request), _numbered(request)
    starts = request.query_params.get("moment") == "start"
    job = _figure(found, number)
    if job:
        return FileResponse(_moment(desk, job, starts), media_type="image/jpeg", headers=KEPT_AWHILE)
    pictures = _drawn(desk, found.listed[number].step.id, _language(request))
    if not pictures:
        raise OutsideProject(found.listed[number].step.id)
    return FileResponse(pictures[0 if starts else -1], media_type="image/jpeg", headers=KEPT_AWHILE)


def _moment(desk: Desk, job: ClipJob, starts: bool) -> Path:
    """A picture of a figure, small, kept."""
    key = content_key("picker", VERSION, job.key(), starts)
    return desk.shop.store.make(STILLS, key, ".jpg", partial(_write, job, starts))


def _write(job: ClipJob, starts: bool, destination: Path) -> None:
    picture = job.picture(0 if starts else sum(job.phase_frames) // 2)
    write_jpeg(picture, *job.size, destination)


def _film(job: ClipJob, destination: Path) -> None:
    write_h264(job.drawn().pictures(), destination, job.size, job.frame_rate)


def _drawn(desk: Desk, name: str, language: str) -> tuple[Path, ...]:
    """Start and end of an exercise that has no film: drawn, or out of its footage."""
    found = catalogue(desk.project.folder, language, Sought(words=(name,)))
    number = next(n for n, one in enumerate(found.listed) if one.step.id == name)
    assert found.timeline
    return exercise_pictures(found.timeline, desk.shop)[number]


ROUTES = [
    Route("/api/exercises", _exercises),
    Route("/api/exercise/clip", _clip),
    Route("/api/exercise/still", _still),
]
