"""All that a page can ask for, in one table, as a web application behind its guard."""

from starlette.applications import Starlette
from starlette.types import ASGIApp

from compiler.studio import (
    editing,
    events,
    exercises,
    files,
    footage,
    home,
    making,
    previewing,
    recording,
)
from compiler.studio.answers import HANDLERS
from compiler.studio.desk import Desk
from compiler.studio.guarding import Guard, TooLarge, on_too_large

ROUTES = (
    *files.ROUTES,
    *home.ROUTES,
    *exercises.ROUTES,
    *editing.ROUTES,
    *previewing.ROUTES,
    *footage.ROUTES,
    *recording.ROUTES,
    *making.ROUTES,
    *events.ROUTES,
)


def application(desk: Desk, *, token: str, port: int) -> ASGIApp:
    """The studio of that desk, for whoever knows the token, on that port of this machine."""
    app = Starlette(routes=list(ROUTES), exception_handlers={**HANDLERS, TooLarge: on_too_large})
    app.state.desk = desk
    return Guard(app, token=token, port=port)
