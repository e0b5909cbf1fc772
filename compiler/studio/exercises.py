"""The exercises that there are -> what a picker shows: searched, with pictures that move."""

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from compiler.media.clip import ClipReader
from compiler.model.about import EQUIPMENT, Region
from compiler.model.position import Body
from compiler.model.routine import FigureUse
from compiler.pipeline.catalogue import Catalogue, Sought, as_object, catalogue
from compiler.render.jpeg import write_jpeg
from compiler.render.stills import STILLS, exercise_pictures
from compiler.shipped import is_shipped_script, ready_clip_of
from compiler.store import Looks, content_key, file_digest, looks
from compiler.studio.answers import KEPT_AWHILE, answer
from compiler.studio.desk import Desk, OutsideProject, desk_of

VERSION = 1
"""Raised when the same moment comes to another picture."""
WIDTH = 480
"""Pixels of a picture in the picker."""


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
    one, moves = found.listed[number], _ready(found, number) is not None
    return {**as_object(one), "moves": moves, "word": _dose(found, number)}


def _dose(found: Catalogue, number: int) -> dict[str, Any]:
    """What a step with this exercise starts with: its own dose, written out so that it can be changed."""
    dose = found.listed[number].step.dose
    return {"hold": float(dose.hold)} if dose.hold is not None else {"reps": dose.reps}


def _ready(found: Catalogue, number: int) -> Path | None:
    """A film of the exercise that every browser plays; None where there is none."""
    media = found.listed[number].step.media
    if isinstance(media, FigureUse) and is_shipped_script(media.path.read_text(encoding="utf-8")):
        return ready_clip_of(media.path.stem)
    return None


def _numbered(request: Request) -> tuple[Catalogue, int]:
    found, name = _catalogue(desk_of(request), request), request.query_params.get("id", "")
    for number, one in enumerate(found.listed):
        if one.step.id == name:
            return found, number
    raise OutsideProject(name)


def _clip(request: Request) -> Response:
    """The movement, as a short film to be looped."""
    found, number = _numbered(request)
    path = _ready(found, number)
    if path is None:
        raise OutsideProject(found.listed[number].step.id)
    return FileResponse(path, media_type="video/mp4", headers=KEPT_AWHILE)


def _still(request: Request) -> Response:
    """The movement at its end, or with `moment=start` at its start."""
    desk, (found, number) = desk_of(request), _numbered(request)
    starts = request.query_params.get("moment") == "start"
    ready = _ready(found, number)
    if ready:
        return FileResponse(_of_film(desk, ready, starts), media_type="image/jpeg", headers=KEPT_AWHILE)
    pictures = _drawn(desk, found.listed[number].step.id, _language(request))
    if not pictures:
        raise OutsideProject(found.listed[number].step.id)
    return FileResponse(pictures[0 if starts else -1], media_type="image/jpeg", headers=KEPT_AWHILE)


def _of_film(desk: Desk, film: Path, starts: bool) -> Path:
    """A picture out of a film, small, kept."""
    key = content_key("picker", VERSION, file_digest(film), starts, WIDTH)
    return desk.shop.store.make(STILLS, key, ".jpg", partial(_write, film, starts))


def _write(film: Path, starts: bool, destination: Path) -> None:
    with ClipReader(film) as reader:
        picture = reader.picture(0 if starts else reader.frames // 2)
        width, height = picture.size
        write_jpeg(picture, WIDTH, WIDTH * height // width // 2 * 2, destination)


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
