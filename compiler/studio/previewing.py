"""Routes of the player: a routine's plan, a still of any moment, and a stretch of picture and sound."""

import asyncio
from http import HTTPStatus
from threading import Event
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from compiler.model.timing import seconds_of
from compiler.pipeline.previewing import NoLongerWanted, Preview, Stretch
from compiler.studio.answers import answer, problem
from compiler.studio.desk import desk_of
from compiler.studio.places import Places
from compiler.studio.previews import Forgotten
from compiler.studio.wanted import request_of

_GLANCE_SECONDS = 0.1
"""How often it is looked whether who asked is still there."""
_LEFT = 499
"""What servers note where nobody waits for the answer."""


def plan(request: Request) -> Response:
    """The plan of a routine as it is now, or the one of that name; lengths as far as they are known."""
    desk, name = desk_of(request), request.query_params.get("plan")
    wanted = request_of(desk, request.query_params)
    try:
        seen = desk.previews.named(name) if name else desk.previews.plan(wanted)
    except Forgotten:
        return _forgotten()
    return answer(_plan(seen, Places.of(desk.documents.open(wanted.path).text, wanted.path)))


def picture(request: Request) -> Response:
    """What is seen at a moment of a plan, at once."""
    try:
        found = desk_of(request).previews.still(*_moment(request))
    except Forgotten:
        return _forgotten()
    return Response(found, media_type="image/jpeg")


async def stretch(request: Request) -> Response:
    """A few seconds of a plan from a moment on; nobody works on it any more once who asked has left."""
    left = Event()
    desk, moment = desk_of(request), _moment(request)
    work = asyncio.ensure_future(run_in_threadpool(desk.previews.stretch, *moment, lambda: not left.is_set()))
    while not (await asyncio.wait({work}, timeout=_GLANCE_SECONDS))[0]:
        if await request.is_disconnected():
            left.set()
    try:
        return _sent(await work)
    except NoLongerWanted:
        return Response(status_code=_LEFT)
    except Forgotten:
        return _forgotten()


def _moment(request: Request) -> tuple[str, int, float]:
    asked = request.query_params
    return asked.get("plan", ""), int(asked.get("step", "0")), float(asked.get("at", "0"))


def _forgotten() -> Response:
    return problem("that plan is not known any more", "forgotten", HTTPStatus.CONFLICT)


def _sent(made: Stretch) -> Response:
    rate = made.preview.timeline.frame_rate
    start, stop = (float(seconds_of(frame, rate)) for frame in (made.frames.start, made.frames.stop))
    headers = {"X-Plan": made.preview.key, "X-Start": f"{start:.6f}", "X-Stop": f"{stop:.6f}"}
    return Response(made.data, media_type=made.kind, headers=headers)


def _plan(seen: Preview, places: Places) -> dict[str, Any]:
    timeline = seen.timeline

    def seconds(frame: int) -> float:
        return float(seconds_of(frame, timeline.frame_rate))

    return {
        "plan": seen.key,
        "seconds": float(timeline.duration_seconds),
        "measured": timeline.measured,
        "frame_rate": float(timeline.frame_rate),
        "size": list(timeline.size),
        "language": timeline.language,
        "title": timeline.title,
        "steps": [
            {
                "index": index,
                "kind": step.kind.value,
                "name": step.name,
                "start": seconds(step.range.start),
                "seconds": seconds(len(step.range)),
                "exercise": step.exercise,
                "exercise_index": step.exercise_index,
                "side": step.side.value if step.side else None,
                "set": step.set,
                "at": places.step_at(step.span),
            }
            for index, step in enumerate(timeline.steps)
        ],
        "cues": [
            {"start": seconds(cue.range.start), "stop": seconds(cue.range.stop), "text": cue.text}
            for cue in timeline.cues
        ],
    }


ROUTES = (
    Route("/api/preview/plan", plan),
    Route("/api/preview/still", picture),
    Route("/api/preview/stretch", stretch),
)
