"""What happens beside the page's own questions -> every page that is open, as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

BEAT_SECONDS = 5.0
"""After so long without news a page hears that the server is still there."""

MOST_WAITING = 1000
"""Pieces of news that a page may leave lying; one that sleeps longer reads everything anew when it wakes."""

_END = None


class Events:
    """Tells every open page; from any thread."""

    def __init__(self) -> None:
        self._listening: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}
        self._lock = Lock()
        self._closed = False

    def tell(self, kind: str, data: dict[str, Any]) -> None:
        """All pages hear of it; nobody waits for them."""
        self._send(f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n")

    def close(self) -> None:
        """The server ends: no page is kept waiting."""
        self._closed = True
        self._send(_END)

    def _send(self, news: str | None) -> None:
        with self._lock:
            for queue, loop in tuple(self._listening.items()):
                if not loop.is_closed():
                    loop.call_soon_threadsafe(_put, queue, news)

    async def heard(self) -> AsyncIterator[str]:
        """News for one page, until it leaves or the server ends."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(MOST_WAITING)
        with self._lock:
            self._listening[queue] = asyncio.get_running_loop()
        try:
            yield "event: hello\ndata: {}\n\n"
            while not self._closed:
                try:
                    news = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    news = "event: beat\ndata: {}\n\n"
                if news is _END:
                    return
                yield news
        finally:
            with self._lock:
                self._listening.pop(queue, None)


def _put(queue: "asyncio.Queue[str | None]", news: str | None) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(news)


async def _events(request: Request) -> StreamingResponse:
    return StreamingResponse(request.app.state.desk.events.heard(), media_type="text/event-stream")


ROUTES = [Route("/api/events", _events)]
