"""The page itself, and files that were built -> bytes."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from compiler.studio.desk import OutsideProject, desk_of

_PAGE = Path(__file__).with_name("page")

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
}

SHOWN = {".mp4", ".jpg", ".jpeg", ".png", ".srt", ".vtt", ".txt", ".json", ".pdf", ".md", ".csv"}
"""What may be fetched from the folder of results; none of these runs anything in a browser."""


@cache
def _page_files() -> dict[str, Path]:
    return {path.relative_to(_PAGE).as_posix(): path for path in _PAGE.rglob("*") if path.suffix in _KINDS}


def _index(_request: Request) -> Response:
    return _of_page("index.html")


def _page_file(request: Request) -> Response:
    return _of_page(request.path_params["name"])


def _of_page(name: str) -> Response:
    path = _page_files().get(name)
    if path is None:
        raise OutsideProject(name)
    return FileResponse(path, media_type=_KINDS[path.suffix])


def _result(request: Request) -> Response:
    """A file that was built; with `download`, to be kept."""
    desk, name = desk_of(request), request.query_params.get("path", "")
    path = desk.path_of(name)
    if not path.resolve().is_relative_to(desk.output.resolve()) or path.suffix.lower() not in SHOWN:
        raise OutsideProject(name)
    if not path.is_file():
        raise OutsideProject(name)
    keep = "attachment" if "download" in request.query_params else "inline"
    return FileResponse(path, filename=path.name, content_disposition_type=keep)


ROUTES = [Route("/", _index), Route("/page/{name:path}", _page_file), Route("/api/file", _result)]
