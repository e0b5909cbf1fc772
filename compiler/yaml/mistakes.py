"""What a model did not accept, as diagnostics at the places of the file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.hints import key_hint, keys_like
from compiler.model.limits import MOST_MISTAKES
from compiler.yaml.laying import STARTERS
from compiler.yaml.nodes import Listing, Mapping, Node, Scalar, in_the_file
from compiler.yaml.repair import shown
from compiler.yaml.values import Problem, RangeWritten, nothing_written


def translate(
    error: ValidationError, root: Mapping, plain: Any, allowed: dict[int, tuple[str, ...]]
) -> list[Diagnostic]:
    """The mistakes in `plain`, which was made of `root`; `allowed` are the keys of each of its dicts, by id."""
    found = []
    mistakes = error.errors(include_url=False, include_input=False)
    places = [_walk(root, plain, one["loc"]) for one in mistakes[:MOST_MISTAKES]]
    meant = _meant_keys(mistakes, places, allowed)
    for one, place in zip(mistakes, places, strict=False):
        if one["type"] == "missing" and (id(place.value), one["loc"][-1]) in meant:
            continue  # it is there, under a misspelt key that is told itself
        if one["type"] == "too_short" and _has_entries(place.value):
            continue  # pydantic counts only the entries that are right; the wrong ones are told themselves
        doubt = place.value.doubt if isinstance(place.value, Scalar) else None
        unknown = one["type"] == "extra_forbidden"
        known = allowed.get(id(place.plain_parent), ())
        found.append(doubt if doubt and not unknown else _diagnostic(one, place, known))
    found = _listed_once(sorted(dict.fromkeys(found), key=in_the_file))
    if len(mistakes) > MOST_MISTAKES:
        more = len(mistakes) - MOST_MISTAKES
        found.append(Diagnostic(message=f"{more} more mistakes in this file are not shown", span=root.span))
    return found


def _listed_once(found: list[Diagnostic]) -> list[Diagnostic]:
    """The same; what is known at a place is a long list, which one mistake tells for all."""
    told: set[str | None] = set()
    shorter = []
    for one in found:
        again = one.hint in told and str(one.hint).startswith(_KNOWN_HERE)
        shorter.append(replace(one, hint=None) if again else one)
        told.add(one.hint)
    return shorter


def _meant_keys(
    mistakes: Sequence[Any], places: Sequence["_Place"], allowed: dict[int, tuple[str, ...]]
) -> set[tuple[int, str]]:
    """Keys that were probably meant by unknown ones, each with the id of the mapping that it is in."""
    unknown = [
        place for one, place in zip(mistakes, places, strict=False) if one["type"] == "extra_forbidden"
    ]
    if not any(one["type"] == "missing" for one in mistakes):
        return set()
    return {
        (id(place.parent), key)
        for place in unknown
        for key in keys_like(place.key.partition(":")[0], allowed.get(id(place.plain_parent), ()))
    }


_KNOWN_HERE = "known here: "
_KEY_ITSELF = "[key]"
"""How pydantic calls the key of a mapping where the key, and not its value, is wrong."""


@dataclass
class _Place:
    key: str
    key_span: SourceSpan
    value: Node
    plain_parent: Any
    parent: Node


def _walk(root: Mapping, plain: Any, loc: tuple[int | str, ...]) -> _Place:
    """The node that a pydantic location names; parts that are union tags and not in the file are skipped."""
    place = _Place("", root.span, root, plain, root)
    for part in loc:
        node = place.value
        if isinstance(node, Mapping) and part in node.entries:
            entry = node.entries[str(part)]
            place = _Place(str(part), entry.key_span, entry.value, plain, node)
            plain = plain[part]
        elif isinstance(node, Listing) and isinstance(part, int) and part < len(node.items):
            item = node.items[part]
            place = _Place(place.key, item.span, item, plain, node)
            plain = plain[part]
        elif part == _KEY_ITSELF:
            place = _Place("", place.key_span, Scalar(place.key, place.key_span), plain, node)
        elif part == loc[-1] and not isinstance(node, Scalar):
            place = _Place(str(part), node.span, node, plain, node)
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
        hint = (
            _range_hint(cause, one["loc"])
            if isinstance(cause, RangeWritten)
            else getattr(cause, "hint", None)
        )
        span = getattr(cause, "span", None) or place.value.span
        return Diagnostic(
            message=f"{key} {cause}" if key and _is_about_scalar(cause, place.value) else str(cause),
            span=span,
            hint=hint,
        )
    return _of_kind(one, place)


def _of_kind(one: Any, place: _Place) -> Diagnostic:
    """A value that is not of the kind that is wanted."""
    kind, key = one["type"], place.key
    if isinstance(place.value, Scalar) and _is_empty(place.value):
        message, hint = nothing_written(place.value)
        span = place.value.comment or place.key_span
        return Diagnostic(message=f"{key} {message}", span=span, hint=hint)
    if kind == "too_long":
        return _too_long(key, place.value, one["ctx"]["max_length"])
    if kind not in _EXPECTATIONS:
        return Diagnostic(message=one["msg"], span=place.value.span, hint=_near_key(one, place.value))
    return Diagnostic(
        message=f"{key} {_EXPECTATIONS[kind]}", span=place.value.span, hint=_list_hint(kind, place.value)
    )


def _list_hint(kind: str, node: Node) -> str | None:
    """For a list in one line without its brackets."""
    parts = re.split(r"\s*[,;]\s*", node.text) if isinstance(node, Scalar) else []
    return f"write [{', '.join(parts)}]" if len(parts) > 1 and kind in {"list_type", "tuple_type"} else None


def _too_long(key: str, node: Node, most: int) -> Diagnostic:
    """Told at the first entry that is too many."""
    span = node.span
    if isinstance(node, Listing):
        span = node.items[most].span
    elif isinstance(node, Mapping):
        span = list(node.entries.values())[most].key_span
    return Diagnostic(message=f"{key} has too many entries: at most {most:,}", span=span)


def _range_hint(cause: RangeWritten, loc: Sequence[int | str]) -> str:
    """Where a range may stand, how it is written; elsewhere, where it stands."""
    written = f"{{default: {cause.high}, min: {cause.low}, max: {cause.high}}}"
    if loc[-1] == "default":
        return f"a range is written {written}"
    return f"one value here, such as {cause.high}; a range stands with the exercise itself, as {written}"


_GLUED = re.compile(r"([\w-]+):(\S.*)")


def _unknown_key_hint(place: _Place, allowed: Sequence[str]) -> str:
    """Words after a comma inside braces read as a key with no value: the commonest slip of all."""
    near = key_hint(place.key, allowed)
    glued = _GLUED.fullmatch(place.key)
    if glued and glued[1] in allowed:
        return f"put a blank after the colon: {glued[1]}: {glued[2][:40]}"
    listed = re.fullmatch(r"(?:[*+]|\d+[.)])\s+([\w-]+)", place.key)
    if listed:
        return f'an entry of a list starts with "- ", a dash and a blank: - {listed[1]}:'
    in_braces = "{" in place.key_span.source_line[: place.key_span.column - 1]
    if _is_empty(place.value) and in_braces and (" " in place.key.strip() or not near):
        return "inside { } a comma starts a new key: put words that contain a comma in quotes"
    if place.key in STARTERS and not in_braces:
        return f"it is an entry of its own, which starts with a dash: - {place.key}:"
    if " " in place.key.strip() and not near:
        return "if it is no part of the routine, delete this line; text with a colon is put in quotes"
    return near or f"{_KNOWN_HERE}{', '.join(sorted(allowed))}"


def _as_entry(node: Scalar, known: Sequence[str]) -> str:
    """For text where an entry with keys is wanted: the key that it lacks, or has inside its quotes."""
    if node.quoted and re.match(rf"({'|'.join(known)}):\s", node.text):
        return f"take away the quotes around it: - {shown(node.text, 50)}"
    key = known[0] if re.fullmatch(r"[\w-]+", node.text) else known[-1]
    return f"write - {key}: {shown(node.text, 50)}"


def _near_key(one: Any, node: Node) -> str | None:
    """For a mapping of no known kind: the known key that one of its keys resembles."""
    known = one.get("ctx", {}).get("known", ())
    if isinstance(node, Scalar) and known:
        return _as_entry(node, known)
    keys = node.entries if isinstance(node, Mapping) else ()
    return next((hint for key in keys if (hint := key_hint(key, known))), None)


_EXPECTATIONS = {
    "model_type": 'must hold "key: value" lines',
    "model_attributes_type": 'must hold "key: value" lines',
    "dict_type": 'must hold "key: value" lines',
    "list_type": 'must be a list: lines that start with "- "',
    "tuple_type": 'must be a list: lines that start with "- "',
    "too_short": "must not be empty",
}


def _has_entries(node: Node) -> bool:
    return bool(getattr(node, "items", ()) or getattr(node, "entries", ()))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.quoted


def _is_about_scalar(cause: ValueError, value: Node) -> bool:
    is_hidden = isinstance(value, Scalar) and value.comment is not None
    return not isinstance(cause, Problem) or cause.span is None or is_hidden
