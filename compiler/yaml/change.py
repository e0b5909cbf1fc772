"""Changes of a file's text: what is to be another, and where; from Python, or as JSON."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from compiler.yaml.nodes import KeyPath

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value]"
"""What can be written; yes and no as bool."""


class CannotChange(ValueError):
    """A change that cannot be made in the text; its message is a sentence for the author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetValue:
    """Another value for a key or an entry of a list; keys that are not there yet are made."""

    at: KeyPath
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """A key with its value, or an entry of a list, is gone."""

    at: KeyPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """One more entry of a list, before the one that is `at` this place now; a list that is not there is made."""

    at: KeyPath
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An entry of a list stands elsewhere; `to` counts as if it had been taken out before."""

    at: KeyPath
    to: KeyPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An entry of a list is there twice, the second one right behind the first."""

    at: KeyPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A key has another name, and its value and place stay."""

    at: KeyPath
    name: str


Change = SetValue | Remove | Insert | Move | Duplicate | Rename


def change_of(data: object) -> Change:
    """The change that JSON describes: `{"op": "set", "at": ["steps", 2, "hold"], "value": "45s"}`.

    `op` is set, remove, insert (with `value`), move (with `to`), duplicate or rename (with `name`).

    Raises:
        CannotChange: it describes none.
    """
    if not isinstance(data, Mapping):
        raise CannotChange("a change has an op and a place")
    op, at = data.get("op"), _path_of(data.get("at"))
    if op in ("set", "insert"):
        value = _value_of(data.get("value"))
        return SetValue(at=at, value=value) if op == "set" else Insert(at=at, value=value)
    if op == "move":
        return Move(at=at, to=_path_of(data.get("to")))
    if op == "rename" and isinstance(name := data.get("name"), str):
        return Rename(at=at, name=_checked(name))
    if op in ("remove", "duplicate"):
        return Remove(at=at) if op == "remove" else Duplicate(at=at)
    raise CannotChange(f"there is no such change: {str(op)[:40]}")


def _path_of(data: object) -> KeyPath:
    parts = tuple(data) if isinstance(data, list | tuple) else ()
    if not parts or not all(isinstance(one, str) or (type(one) is int and one >= 0) for one in parts):
        raise CannotChange("the place of a change is a list of keys and numbers")
    return parts


_DEEPEST_VALUE = 20


def _value_of(data: Any, depth: int = 0) -> Value:
    if depth < _DEEPEST_VALUE:
        if isinstance(data, str):
            return _checked(data)
        if isinstance(data, bool | int) or (isinstance(data, float) and math.isfinite(data)):
            return data
        if isinstance(data, list):
            return [_value_of(one, depth + 1) for one in data]
        if isinstance(data, dict) and all(isinstance(key, str) for key in data):
            return {_checked(key): _value_of(one, depth + 1) for key, one in data.items()}
    raise CannotChange("a value is text, a number, yes or no, or a list or keys of these")


def _checked(text: str) -> str:
    """The text, if it can stand in a file at all."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CannotChange("a text holds half a character") from None
    return text
