"""YAML text -> a validated pydantic model in which every value knows its place."""

from collections.abc import Container, Iterator
from collections.abc import Mapping as MappingOf
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from compiler.model.errors import Diagnostic, SourceSpan, errors_among
from compiler.yaml.mistakes import translate
from compiler.yaml.nodes import KeyPath, Listing, Mapping, Node, Scalar, in_the_file, parse_nodes
from compiler.yaml.odd_values import named_instead, odd_values
from compiler.yaml.text import decoded, read_text
from compiler.yaml.values import Reading


class Keys(dict[str, Any]):
    """The entries of a mapping for pydantic, with the place of each key."""

    places: MappingOf[str, SourceSpan]


class Record(BaseModel):
    """Base of all models of YAML files: frozen, no unknown keys, spans kept."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", arbitrary_types_allowed=True)

    _keys: Keys | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_keys(
        cls, data: Any, read: ModelWrapValidatorHandler["Record"], info: ValidationInfo
    ) -> "Record":
        if isinstance(data, dict) and info.context is not None:
            info.context.allowed[id(data)] = _names_of(cls)
        record = read(data)
        if isinstance(data, Keys):
            record._keys = data
        return record

    def place_of(self, *path: str) -> SourceSpan | None:
        """Where a key stands in the file, or a key of the mapping under it; None for one that is not written."""
        keys: Any = self._keys
        for key in path[:-1]:
            keys = keys.get(key) if isinstance(keys, Keys) else None
        return keys.places.get(path[-1]) if isinstance(keys, Keys) else None

    def places_under(self, key: str) -> MappingOf[str, SourceSpan]:
        """Every key of the mapping under `key`, as it is written, and where it stands."""
        under = self._keys.get(key) if isinstance(self._keys, Keys) else None
        return under.places if isinstance(under, Keys) else {}


def _names_of(model: type[Record]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


@cache
def keys_of(model: type[Record]) -> frozenset[str]:
    """All words that can be keys somewhere in a file of that model."""
    found: set[str] = set()
    waiting: list[Any] = [model]
    seen: set[Any] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Record) and one not in seen:
            seen.add(one)
            found.update(_names_of(one))
            waiting += [field.annotation for field in one.model_fields.values()]
        waiting += [part for part in get_args(one) if part is not Ellipsis]
    return frozenset(found)


M = TypeVar("M", bound=Record)


def read_yaml(path: Path, model: type[M], unsaved: str | None = None) -> tuple[M | None, list[Diagnostic]]:
    """The file as a `model`, or None with every mistake found in it; with warnings in either case.

    With `unsaved`, that text is read as if it stood in the file.
    """
    text, problems = _text_of(path, unsaved)
    if text is None:
        return None, problems
    return parse_yaml(text, path, model)


def _text_of(path: Path, unsaved: str | None) -> tuple[str | None, list[Diagnostic]]:
    return read_text(path) if unsaved is None else decoded(unsaved.encode(), path)


def parse_yaml(text: str, path: Path, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """`text`, said to come from `path`, as a `model`; what is returned is as with :func:`read_yaml`."""
    found, problems = _parsed(text, path, model)
    return found, list(problems)


@lru_cache(maxsize=128)
def _parsed(text: str, path: Path, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """What comes of a text is the same each time, and a routine is read again for each profile and patient.

    Its exercises are, too: there is room for a long routine's.
    """
    found, problems = _parse(text, path, model)
    if not text.isascii() and errors_among(problems):
        problems = _with_odd_characters(text, path, model, problems)
    return (None if errors_among(problems) else found), tuple(sorted(problems, key=in_the_file))


def _parse(text: str, path: Path, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    node, problems = parse_nodes(text, path, keys_of(model))
    if node is None:
        return None, problems
    if not isinstance(node, Mapping):
        return None, problems or [Diagnostic(message='the file must hold "key: value" lines', span=node.span)]
    found, wrong = read_nodes(node, model)
    told = {d.span.line for d in errors_among(problems) if d.span}
    more = [
        d
        for d in wrong
        if d not in errors_among(wrong) or not d.span or d.span.line not in told or d.span == node.span
    ]
    return found, [*problems, *more]


def read_nodes(node: Mapping, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """Values with their places as a `model`; what is returned is as with :func:`read_yaml`."""
    reading = Reading()
    plain = _plain(node)
    try:
        return model.model_validate(plain, context=reading), reading.warnings
    except ValidationError as error:
        return None, [*reading.warnings, *translate(error, node, plain, reading.allowed)]


def _with_odd_characters(
    text: str, path: Path, model: type[Record], problems: list[Diagnostic]
) -> list[Diagnostic]:
    """The problems; where a character that looks like another one is to blame, it is named instead.

    It is to blame where the problem is gone with the other character in its place.
    """
    lines = text.split("\n")
    odd = odd_values(lines, errors_among(problems), keys_of(model))
    if not odd:
        return problems
    for one in odd.values():
        lines[one.line] = one.text
    _, left = _parse("\n".join(lines), path, model)
    return named_instead(odd, problems, left)


_MOST_ROUNDS = 8


def readable_part(
    path: Path, model: type[M], stand_ins: MappingOf[str, str], unsaved: str | None = None
) -> tuple[M | None, frozenset[KeyPath]]:
    """What can be read of a file that has mistakes, and the paths to what had to be left out for that.

    `stand_ins` are values for keys that the file must have and does not; `unsaved` is as with
    :func:`read_yaml`. None where nothing can be made of it.
    """
    text, _ = _text_of(path, unsaved)
    root, problems = parse_nodes(text, path, keys_of(model)) if text is not None else (None, [])
    if not isinstance(root, Mapping):
        return None, frozenset()
    told = {d.span.line for d in errors_among(problems) if d.span}
    left_out: set[KeyPath] = set(_values_on(root, told))
    for _ in range(_MOST_ROUNDS):
        given = {key: Scalar(value, root.span) for key, value in stand_ins.items()}
        try:
            found = model.model_validate({**given, **_plain(root, left_out)}, context=Reading())
        except ValidationError as error:
            mistakes = error.errors(include_url=False, include_input=False)
            wrong = _innermost({_key_path(root, one["loc"], left_out) for one in mistakes})
            if () in wrong:
                break
            left_out |= wrong
        else:
            return found, frozenset(left_out)
    return None, frozenset(left_out)


def _values_on(node: Node, lines: Container[int], path: KeyPath = ()) -> Iterator[KeyPath]:
    """The paths to single values on any of these lines."""
    if isinstance(node, Scalar):
        if path and node.span.line in lines:
            yield path
    elif isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield from _values_on(entry.value, lines, (*path, key))
    else:
        for number, item in enumerate(node.items):
            yield from _values_on(item, lines, (*path, number))


def _innermost(paths: set[KeyPath]) -> set[KeyPath]:
    """The paths without those that lead to others: what holds a mistake may be right without it."""
    return paths - {path[:length] for path in paths for length in range(len(path))}


def _key_path(root: Mapping, loc: tuple[int | str, ...], left_out: Container[KeyPath]) -> KeyPath:
    """The path of the innermost value that a pydantic location names; positions count what was left out."""
    node: Node = root
    path: KeyPath = ()
    for part in loc:
        if isinstance(node, Mapping) and part in node.entries and (*path, part) not in left_out:
            path, node = (*path, part), node.entries[str(part)].value
        elif isinstance(node, Listing) and isinstance(part, int):
            kept = [number for number in range(len(node.items)) if (*path, number) not in left_out]
            if part < len(kept):
                path, node = (*path, kept[part]), node.items[kept[part]]
    return path


def _plain(node: Node, left_out: Container[KeyPath] = (), path: KeyPath = ()) -> Any:
    """Dicts and lists for pydantic, with Scalars as leaves; without what is `left_out`."""
    if isinstance(node, Mapping):
        kept = {key: entry for key, entry in node.entries.items() if (*path, key) not in left_out}
        keys = Keys({key: _plain(entry.value, left_out, (*path, key)) for key, entry in kept.items()})
        keys.places = {key: entry.key_span for key, entry in kept.items()}
        return keys
    if isinstance(node, Listing):
        items = [(n, item) for n, item in enumerate(node.items) if (*path, n) not in left_out]
        return [_plain(item, left_out, (*path, number)) for number, item in items]
    return node
