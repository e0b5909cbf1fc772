"""A routine on the page: read with all that is planned of it, tried as one types, changed in place, undone."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from compiler.studio.answers import answer, problem
from compiler.studio.asking import body_of, edits_in, text_in
from compiler.studio.desk import Desk, desk_of
from compiler.studio.documents import Alter, ChangedOutside, Document, NothingToUndo
from compiler.studio.viewing import view_of
from compiler.yaml.change import change_of
from compiler.yaml.changes import changed


def _document(request: Request) -> Response:
    desk = desk_of(request)
    document = desk.documents.open(desk.routine_of(request.query_params.get("path", "")))
    return answer(document_json(desk, document, request.query_params))


def document_json(desk: Desk, document: Document, variant: Any) -> dict[str, Any]:
    """A document, and what its routine is like in that version."""
    return {
        "path": desk.name_of(document.path),
        "revision": document.revision,
        "text": document.text,
        "can_undo": document.can_undo,
        "can_redo": document.can_redo,
        "merged": document.was_merged,
        **view_of(desk, document.path, variant, document.text),
    }


async def _edit(request: Request) -> Response:
    asked = await body_of(request)
    return await _changing(request, asked, _with_edits(asked))


async def _text(request: Request) -> Response:
    asked = await body_of(request)
    text = text_in(asked, "text")
    return await _changing(request, asked, lambda _: text)


def _with_edits(asked: dict[str, Any]) -> Alter:
    changes = [change_of(edit) for edit in edits_in(asked)]
    return lambda text: changed(text, changes)


async def _changing(request: Request, asked: dict[str, Any], alter: Alter) -> Response:
    desk = desk_of(request)
    path, revision = desk.routine_of(text_in(asked, "path")), text_in(asked, "revision")
    return await _answered(desk, asked, partial(desk.documents.change, path, revision, alter))


async def _undo(request: Request) -> Response:
    return await _stepping(request, desk_of(request).documents.undo)


async def _redo(request: Request) -> Response:
    return await _stepping(request, desk_of(request).documents.redo)


async def _stepping(request: Request, step: Callable[[Path], Document]) -> Response:
    asked, desk = await body_of(request), desk_of(request)
    return await _answered(desk, asked, partial(step, desk.routine_of(text_in(asked, "path"))))


async def _answered(desk: Desk, asked: dict[str, Any], make: Callable[[], Document]) -> Response:
    """The document after it was made another one; or what is there where somebody else has changed the same lines."""
    variant = asked.get("variant") or {}

    def work() -> Response:
        try:
            return answer(document_json(desk, make(), variant))
        except NothingToUndo:
            return problem("there is nothing to undo", "nothing-to-undo", HTTPStatus.CONFLICT)
        except ChangedOutside as other:
            there = document_json(desk, other.document, variant)
            told = {"kind": "changed-outside", "message": "the file was changed meanwhile", "diagnostics": []}
            return answer({"error": told, "conflict": there}, HTTPStatus.CONFLICT)

    return await run_in_threadpool(work)


async def _try(request: Request) -> Response:
    """What a change would come to, as one types: nothing is written."""
    asked, desk = await body_of(request), desk_of(request)
    path = desk.routine_of(text_in(asked, "path"))
    text = asked.get("text")
    alter = _with_edits(asked) if text is None else None

    def work() -> Response:
        tried = alter(desk.documents.open(path).text) if alter else str(text)
        return answer({"text": tried, **view_of(desk, path, asked.get("variant") or {}, tried)})

    return await run_in_threadpool(work)


ROUTES = [
    Route("/api/document", _document),
    Route("/api/document/edit", _edit, methods=["POST"]),
    Route("/api/document/text", _text, methods=["POST"]),
    Route("/api/document/undo", _undo, methods=["POST"]),
    Route("/api/document/redo", _redo, methods=["POST"]),
    Route("/api/document/try", _try, methods=["POST"]),
]
