"""Files that are dropped onto the page -> footage of the project; and pictures by which a part of one is chosen."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from compiler.load.scalars import SIZES
from compiler.media.audio import open_sound
from compiler.media.probe import MediaInfo, check_footage, cropped_share, probe
from compiler.model.errors import BadMedia, CannotWrite, Diagnostic, errors_among
from compiler.model.routine import Fit, Footage
from compiler.pipeline.footage_pictures import picture_of, strip_of, whole_picture
from compiler.pipeline.sheet import inside
from compiler.store import Looks, looks, reporting_disk
from compiler.store.scratch import part_name, sweep
from compiler.studio.answers import KEPT_AWHILE, answer
from compiler.studio.desk import Desk, desk_of
from compiler.studio.media_files import file_name, media_file, placed_in, second_in
from compiler.system.workshop import Workshop

STRIP_HEIGHT, LONGEST_SIDE, CROP = 72, 640, 240
"""Heights and widths in pixels."""
FEWEST, MOST = 3, 16
"""Pictures of a strip."""
_SPARE_BYTES = 64 << 20


async def _bring(request: Request) -> Response:
    """A file's bytes -> a file of the project, and what it is; nothing is left of one that is refused."""
    desk, name = desk_of(request), request.query_params.get("name", "")
    part = await run_in_threadpool(_begun, desk, name, int(request.headers.get("content-length", "0")))
    try:
        with reporting_disk(part.with_name(file_name(name)), every=True), part.open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
        return answer(await run_in_threadpool(_kept, desk, part, name))
    except ClientDisconnect:  # somebody gave up, or closed the page
        return Response(status_code=HTTPStatus.BAD_REQUEST)
    finally:
        part.unlink(missing_ok=True)


def _begun(desk: Desk, name: str, size: int) -> Path:
    folder = desk.path_of("assets/clips")
    with reporting_disk(folder, every=True):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        if shutil.disk_usage(folder).free < size + _SPARE_BYTES:
            raise CannotWrite(f"there is no room for {name} on the disk: it takes {size >> 20} MB")
    return folder / part_name(Path(file_name(name)).suffix)


def _kept(desk: Desk, part: Path, name: str) -> dict[str, Any]:
    try:
        kind, info = _kind_of(part)
    except BadMedia as error:
        raise BadMedia(*(_named(one, part, name) for one in error.diagnostics)) from None
    folder = desk.path_of(f"assets/{kind}")
    with reporting_disk(folder, every=True):
        folder.mkdir(parents=True, exist_ok=True)
    path = placed_in(folder, part, file_name(name))
    return {**_described(path, replace(info, path=path) if info else None), "brought": name}


def _kind_of(part: Path) -> tuple[str, MediaInfo | None]:
    """The folder of assets that it belongs in, and what it holds.

    Raises:
        BadMedia: with what `check` would say of a routine that names it.
    """
    problems = errors_among(tuple(check_footage(Footage(path=part))))
    if not problems:
        return "clips", probe(part)
    try:
        with open_sound(part):
            return "audio", None
    except BadMedia:
        raise BadMedia(*problems) from None


def _named(diagnostic: Diagnostic, part: Path, name: str) -> Diagnostic:
    """Told of the file by the name that its owner knows."""
    return replace(diagnostic, message=diagnostic.message.replace(str(part), name), span=None)


def _described(path: Path, info: MediaInfo | None) -> dict[str, Any]:
    found: dict[str, Any] = {"file": path.name, "bytes": path.stat().st_size, "kind": "sound"}
    if info is None:
        return found
    return {
        **found,
        "kind": "photo" if info.still else "film",
        "width": info.size[0],
        "height": info.size[1],
        "seconds": float(info.duration),
        "rate": float(info.frame_rate),
        "codec": info.video_codec,
        "sound": info.has_audio,
        "shown": {name: float(1 - cropped_share(info, size)) for name, size in SIZES.items()},
    }


def _listed(request: Request) -> Response:
    """All footage of the project, by name."""
    folder = desk_of(request).path_of("assets/clips")
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    names = [path.name for path in paths if path.is_file() and not path.name.startswith(".")]
    return answer({"files": names})


def _info(request: Request) -> Response:
    """What a file is."""
    path = _file(request)
    return answer(_described(path, _probed(path, looks(path))))


@lru_cache(maxsize=64)
def _probed(path: Path, _looks: Looks) -> MediaInfo:
    return probe(path)


def _file(request: Request) -> Path:
    asked = request.query_params
    return media_file(desk_of(request), asked.get("file", ""), "clips", asked.get("path", ""))


def _strip(request: Request) -> Response:
    """A film's pictures from its beginning to its end, beside each other."""
    path, asked = _file(request), request.query_params.get("count", "")
    count = min(MOST, max(FEWEST, int(asked))) if asked.isdecimal() else MOST
    return _picture(_kept_strip(path, looks(path), count, desk_of(request).shop))


@lru_cache(maxsize=32)
def _kept_strip(path: Path, _looks: Looks, count: int, shop: Workshop) -> bytes:
    return strip_of(path, count, STRIP_HEIGHT, shop)


def _still(request: Request) -> Response:
    """One moment: all that was filmed, or what a video of some shape shows of it."""
    asked, path = request.query_params, _file(request)
    second, shop = second_in(asked.get("at", "0")), desk_of(request).shop
    if asked.get("shape", "whole") == "whole":
        return _picture(whole_picture(path, second, LONGEST_SIDE, shop))
    size = inside(SIZES.get(asked["shape"], SIZES["landscape"]), CROP)
    return _picture(picture_of(_cut(path, asked), second, size, shop))


def _cut(path: Path, asked: Mapping[str, str]) -> Footage:
    """The file as it fills a frame; what is raised is a ValueError for what a page of ours does not send."""
    x, y = (min(Fraction(1), second_in(asked.get(axis, "50")) / 100) for axis in ("x", "y"))
    mirrored = asked.get("mirror") == "yes"
    return Footage(path=path, fit=Fit(asked.get("fit") or "cover"), focus=(x, y), mirrored=mirrored)


def _picture(data: bytes) -> Response:
    return Response(data, media_type="image/jpeg", headers=KEPT_AWHILE)


ROUTES = [
    Route("/api/footage", _bring, methods=["POST"]),
    Route("/api/footage/files", _listed),
    Route("/api/footage/info", _info),
    Route("/api/footage/strip", _strip),
    Route("/api/footage/still", _still),
]
