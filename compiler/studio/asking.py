"""What a page sends -> values that can be worked with."""

import json
from typing import Any

from starlette.requests import Request


class BadQuestion(ValueError):
    """What was sent makes no sense; only a page of ours that is out of date sends such a thing."""


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent.

    Raises:
        BadQuestion: it is none.
    """
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise BadQuestion("what was sent is no JSON") from None
    if not isinstance(found, dict):
        raise BadQuestion("what was sent is no JSON object")
    return found


def text_in(asked: dict[str, Any], key: str) -> str:
    """The text under `key`.

    Raises:
        BadQuestion: there is none.
    """
    found = asked.get(key)
    if not isinstance(found, str):
        raise BadQuestion(f"{key} must be a text")
    return found


def edits_in(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The changes that are asked for.

    Raises:
        BadQuestion: they are no list of objects.
    """
    found = asked.get("edits")
    if not isinstance(found, list) or not all(isinstance(edit, dict) for edit in found):
        raise BadQuestion("edits must be a list of changes")
    return found
