"""Build, sheet, publish: asked for by a page, done beside it."""

from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request as Asked
from starlette.responses import Response
from starlette.routing import Route

from compiler.model.timeline import Timeline
from compiler.pipeline.request import BuildSettings, Request
from compiler.studio.answers import answer, diagnostic_json
from compiler.studio.asking import BadQuestion, body_of, text_in
from compiler.studio.desk import Desk, desk_of
from compiler.studio.publishing import Sent, remotes, sent, shown
from compiler.studio.wanted import request_of
from compiler.system.workshop import Workshop


def _state(request: Asked) -> Response:
    """The job that runs or ran last, and where one can publish to."""
    told = desk_of(request).jobs.told
    return answer({"job": told.json() if told else None, "remotes": remotes()})


async def _build(request: Asked) -> Response:
    asked = await body_of(request)
    desk, draft = desk_of(request), asked.get("draft") is True
    return _begun(desk, "build", asked, partial(_built, desk, _request(desk, asked), draft))


def _built(desk: Desk, request: Request, draft: bool, shop: Workshop) -> dict[str, Any]:
    from compiler.pipeline.build import build

    made = build(request, BuildSettings(output=desk.output, draft=draft), shop)
    desk.events.tell("home", {})
    return {
        "files": [_file(desk, path) for path in made.files],
        "seconds": float(made.timeline.duration_seconds),
        "took": round(made.seconds, 1),
        "warnings": [diagnostic_json(one, desk) for one in made.warnings],
        "notes": [*made.notes, *made.fit],
    }


def _file(desk: Desk, path: Path) -> dict[str, Any]:
    return {"path": desk.name_of(path.absolute()), "name": path.name, "bytes": path.stat().st_size}


async def _sheet(request: Asked) -> Response:
    asked = await body_of(request)
    desk = desk_of(request)
    work = partial(
        _written, desk, _request(desk, asked), str(asked.get("paper") or "a4"), asked.get("big") is True
    )
    return _begun(desk, "sheet", asked, work)


def _written(desk: Desk, request: Request, paper: str, big: bool, shop: Workshop) -> dict[str, Any]:
    from compiler.handout.paper import Paper, Print
    from compiler.pipeline.handout import handout

    def place(timeline: Timeline) -> Path:
        return desk.output / timeline.slug / timeline.file_name("pdf", "handout")

    made = handout(request, Print(paper=Paper(paper), big=big), place, shop)
    return {
        "files": [_file(desk, made.path)],
        "pages": made.pages,
        "address": made.address,
        "warnings": [diagnostic_json(one, desk) for one in made.diagnostics],
    }


async def _show(request: Asked) -> Response:
    """What publishing would do: nothing is sent."""
    asked = await body_of(request)
    desk, to = desk_of(request), text_in(asked, "to")
    return _begun(desk, "show", asked, partial(_shown, desk, _request(desk, asked), to))


def _shown(desk: Desk, request: Request, to: str, shop: Workshop) -> dict[str, Any]:
    found = shown(desk, request, to, shop)
    return {**found, "problems": [diagnostic_json(one, desk) for one in found["problems"]]}


async def _send(request: Asked) -> Response:
    """What was shown is sent; `shown` is the job that showed it, and nothing else may have come in between."""
    asked = await body_of(request)
    desk = desk_of(request)
    last = desk.jobs.told
    if not last or last.kind != "show" or last.state != "done" or last.id != asked.get("shown"):
        raise BadQuestion("look first at what would be published")
    if not last.result.get("possible"):
        raise BadQuestion("this cannot be published as it is")
    what = last.what
    work = partial(_sent, desk, _request(desk, what), str(what["to"]), last.result["digest"])
    return _begun(desk, "publish", what, work)


def _sent(desk: Desk, request: Request, to: str, digest: str, shop: Workshop) -> dict[str, Any]:
    receipt: Sent = sent(desk, request, to, digest, shop)
    desk.events.tell("home", {})
    told = asdict(replace(receipt, warnings=()))
    return {**told, "warnings": [diagnostic_json(one, desk) for one in receipt.warnings]}


async def _stop(request: Asked) -> Response:
    jobs = desk_of(request).jobs
    jobs.stop()
    return answer({"job": jobs.told.json() if jobs.told else None})


def _request(desk: Desk, asked: dict[str, Any]) -> Request:
    """Nothing stands in for what is not filmed: what is made is to be shown to others."""
    return replace(request_of(desk, asked), animatic=False)


_WHAT = (
    "path",
    "profile",
    "patient",
    "language",
    "size",
    "draft",
    "paper",
    "big",
    "to",
)


def _begun(desk: Desk, kind: str, asked: dict[str, Any], work: Any) -> Response:
    what = {key: asked[key] for key in _WHAT if asked.get(key) is not None}
    return answer({"job": desk.jobs.begin(kind, what, work).json()})


ROUTES = [
    Route("/api/make", _state),
    Route("/api/make/build", _build, methods=["POST"]),
    Route("/api/make/sheet", _sheet, methods=["POST"]),
    Route("/api/make/show", _show, methods=["POST"]),
    Route("/api/make/publish", _send, methods=["POST"]),
    Route("/api/make/stop", _stop, methods=["POST"]),
]
