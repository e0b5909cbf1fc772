"""What a model did not accept, as diagnostics at the places of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.hints import did_you_mean
from compiler.yaml.nodes import MOST_MISTAKES, Listing, Mapping, Node, Scalar
from compiler.yaml.values import Problem


def in_the_file(diagnostic: Diagnostic) -> tuple[int, int]:
    """Sorts diagnostics by their places."""
    return (diagnostic.span.line, diagnostic.span.column) if diagnostic.span else (0, 0)


def translate(
    error: ValidationError, root: Mapping, plain: Any, allowed: dict[int, tuple[str, ...]]
) -> list[Diagnostic]:
    """The mistakes in `plain`, which was made of `root`; `allowed` are the keys of each of its dicts, by id."""
    found = []
    mistakes = error.errors()
    for one in mistakes[:MOST_MISTAKES]:
        place = _walk(root, plain, one["loc"])
        if one["type"] == "too_short" and _has_entries(place.value):
            continue  # pydantic counts only the entries that are right; the wrong ones are told themselves
        found.append(_diagnostic(one, place, allowed.get(id(place.plain_parent), ())))
    found = sorted(dict.fromkeys(found), key=in_the_file)
    if len(mistakes) > MOST_MISTAKES:
        more = len(mistakes) - MOST_MISTAKES
        found.append(Diagnostic(message=f"{more} more mistakes in this file are not shown", span=root.span))
    return found


_KEY_ITSELF = "[key]"
"""How pydantic calls the key of a mapping where the key, and not its value, is wrong."""


@dataclass
class _Place:
    key: str
    key_span: SourceSpan
    value: Node
    plain_parent: Any
    parent_span: SourceSpan


def _walk(root: Mapping, plain: Any, loc: tuple[int | str, ...]) -> _Place:
    """The node that a pydantic location names; parts that are union tags and not in the file are skipped."""
    place = _Place("", root.span, root, plain, root.span)
    for part in loc:
        node = place.value
        if isinstance(node, Mapping) and part in node.entries:
            entry = node.entries[str(part)]
            place = _Place(str(part), entry.key_span, entry.value, plain, node.span)
            plain = plain[part]
        elif isinstance(node, Listing) and isinstance(part, int) and part < len(node.items):
            item = node.items[part]
            place = _Place(place.key, item.span, item, plain, node.span)
            plain = plain[part]
        elif part == _KEY_ITSELF:
            place = _Place("", place.key_span, Scalar(place.key, place.key_span), plain, place.key_span)
        elif part == loc[-1] and not isinstance(node, Scalar):
            place = _Place(str(part), node.span, node, plain, node.span)
    return place


def _diagnostic(one: Any, place: _Place, allowed: Sequence[str]) -> Diagnostic:
    kind, key = one["type"], place.key
    cause = one.get("ctx", {}).get("error")
    if kind == "extra_forbidden":
        return Diagnostic(
            message=f"unknown key {key!r}",
            span=place.key_span,
            hint=_unknown_key_hint(place, allowed),
        )
    if kind == "missing":
        return Diagnostic(message=f"{one['loc'][-1]!r} is missing here", span=place.value.span)
    if isinstance(cause, ValueError):
        hint = getattr(cause, "hint", None)
        span = getattr(cause, "span", None) or place.value.span
        return Diagnostic(
            message=f"{key} {cause}" if key and _is_scalar_complaint(cause) else str(cause),
            span=span,
            hint=hint,
        )
    if _is_empty(place.value):
        return Diagnostic(message=f"{key} has no value", span=place.key_span, hint="give it one or remove it")
    if kind not in _EXPECTATIONS:
        return Diagnostic(message=one["msg"], span=place.value.span, hint=_near_key(one, place.value))
    return Diagnostic(message=f"{key} {_EXPECTATIONS[kind]}", span=place.value.span)


def _unknown_key_hint(place: _Place, allowed: Sequence[str]) -> str:
    """Words after a comma inside braces read as a key with no value: the commonest slip of all."""
    near = did_you_mean(place.key, allowed)
    in_braces = "{" in place.key_span.source_line[: place.key_span.column - 1]
    if _is_empty(place.value) and (" " in place.key.strip() or (in_braces and not near)):
        return "inside { } a comma starts a new key: put words that contain a comma in quotes"
    return near or f"known here: {', '.join(sorted(allowed))}"


def _near_key(one: Any, node: Node) -> str | None:
    """For a mapping of no known kind: the known key that one of its keys resembles."""
    known = one.get("ctx", {}).get("known", ())
    keys = node.entries if isinstance(node, Mapping) else ()
    return next((hint for key in keys if (hint := did_you_mean(key, known))), None)


_EXPECTATIONS = {
    "model_type": 'must hold "key: value" lines',
    "model_attributes_type": 'must hold "key: value" lines',
    "dict_type": 'must hold "key: value" lines',
    "list_type": 'must be a list: lines that start with "- "',
    "tuple_type": 'must be a list: lines that start with "- "',
    "too_short": "must not be empty",
    "too_long": "has too many entries",
}


def _has_entries(node: Node) -> bool:
    return bool(getattr(node, "items", ()) or getattr(node, "entries", ()))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.quoted


def _is_scalar_complaint(cause: ValueError) -> bool:
    return not isinstance(cause, Problem) or cause.span is None
