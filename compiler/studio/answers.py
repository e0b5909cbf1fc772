"""What happened -> JSON for a page: values, and whatever went wrong in the words that the command prints."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from compiler.model.errors import (
    DISK_ERRORS,
    BadMedia,
    Busy,
    CannotWrite,
    Conflict,
    Diagnostic,
    ExitCode,
    FollowalongError,
    InvalidRoutine,
)
from compiler.studio.desk import Desk, OutsideProject
from compiler.studio.places import Places
from compiler.system.surroundings import write_bug_report

_STATUS: dict[type[FollowalongError], HTTPStatus] = {
    InvalidRoutine: HTTPStatus.UNPROCESSABLE_ENTITY,
    BadMedia: HTTPStatus.UNPROCESSABLE_ENTITY,
    CannotWrite: HTTPStatus.INSUFFICIENT_STORAGE,
    Busy: HTTPStatus.CONFLICT,
    Conflict: HTTPStatus.CONFLICT,
}


KEPT_AWHILE = {"Cache-Control": "private, max-age=300"}
"""Of pictures: a page that is drawn anew does not ask for them again."""


def answer(value: Any, status: int = HTTPStatus.OK) -> JSONResponse:
    """The value as JSON."""
    return JSONResponse(value, status)


def problem(
    message: str, kind: str, status: int = HTTPStatus.BAD_REQUEST, diagnostics: Iterable[Any] = ()
) -> JSONResponse:
    """That something went wrong; `kind` is for programs, `message` for people."""
    told = {"kind": kind, "message": message, "diagnostics": list(diagnostics)}
    return JSONResponse({"error": told}, status)


def diagnostic_json(diagnostic: Diagnostic, desk: Desk, places: Places | None = None) -> dict[str, Any]:
    """One mistake; `at` leads to the value of the routine's file that it is about, None where that is none."""
    span = diagnostic.span
    return {
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": desk.name_of(span.path) if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "width": span.width if span else None,
        "at": places.at(span) if span and places else None,
        "estimated": diagnostic.estimated,
        "rendered": diagnostic.render(),
    }


def on_outside(_request: Request, error: Exception) -> Response:
    """A page asks for what does not lie in the project."""
    return problem(f"there is no file {error} in the project", "nothing-there", HTTPStatus.NOT_FOUND)


def on_failure(request: Request, error: Exception) -> Response:
    """What the work itself says went wrong."""
    assert isinstance(error, FollowalongError)
    told = [diagnostic_json(one, request.app.state.desk) for one in error.diagnostics]
    kind = ExitCode(error.exit_code).name.lower().replace("_", "-")
    status = next((status for of, status in _STATUS.items() if isinstance(error, of)), HTTPStatus.BAD_GATEWAY)
    return problem(str(error), kind, status, told)


def on_unexpected(_request: Request, error: Exception) -> Response:
    """A full disk is the world's fault and told as such; anything else is ours."""
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        place = f" {error.filename}" if error.filename else ""
        message = f"cannot write{place}: {error.strerror}"
        return problem(message, "cannot-write", HTTPStatus.INSUFFICIENT_STORAGE)
    path = write_bug_report(error)
    where = f"the details are in {path}" if path else "the details could not be written anywhere"
    message = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return problem(f"internal error: {message}; this is a bug of followalong, {where}", "internal", 500)


def on_bad_question(_request: Request, error: Exception) -> Response:
    """A value that makes no sense was asked for."""
    return problem(str(error), "usage")


HANDLERS = {
    OutsideProject: on_outside,
    FollowalongError: on_failure,
    OSError: on_unexpected,
    ValueError: on_bad_question,
    Exception: on_unexpected,
}
