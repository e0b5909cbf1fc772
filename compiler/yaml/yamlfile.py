"""YAML text -> a validated pydantic model in which every value knows its place.

PyYAML's events are read one by one and nothing is guessed from how a scalar looks: `no` stays the text "no",
`1:30` the text "1:30", `010` the text "010". A value gets its type from the model that it is for. What YAML
offers beyond mappings, lists and text (tags, anchors, aliases, merge keys, several documents) is refused with
its place. Reading is bounded: 1 MiB, 50 levels, regular files only.
"""

import difflib
import re
import stat
from collections.abc import Callable, Container, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.hints import did_you_mean
from compiler.model.timing import DurationError, parse_duration

LONGEST_FILE_BYTES = 1 << 20
DEEPEST = 50
LONGEST_TEXT = 10_000
MOST_MISTAKES = 100
"""More than these of one file are counted and not shown."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text in the file; `quoted` tells `""` from nothing."""

    text: str
    span: SourceSpan
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's place and its value."""

    key_span: SourceSpan
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file."""

    entries: dict[str, Entry]
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple["Node", ...]
    span: SourceSpan


Node = Scalar | Mapping | Listing


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value with the place it was read from."""

    value: T
    span: SourceSpan


class Problem(ValueError):
    """A validator's complaint with a hint and, where it is finer than the field, a place."""

    def __init__(self, message: str, *, hint: str | None = None, span: SourceSpan | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.span = span


class Record(BaseModel):
    """Base of all models of YAML files: frozen, no unknown keys, spans kept."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _remember_allowed_keys(cls, data: Any, info: ValidationInfo) -> Any:
        if isinstance(data, dict) and info.context is not None:
            info.context[id(data)] = tuple(field.alias or name for name, field in cls.model_fields.items())
        return data


M = TypeVar("M", bound=Record)


def read_yaml(path: Path, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """The file as a `model`, or None with every mistake found in it."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    return parse_yaml(text, path, model)


def parse_yaml(text: str, path: Path, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """`text`, said to come from `path`, as a `model`, or None with every mistake found in it."""
    node, problems = parse_nodes(text, path)
    if node is None:
        return None, problems
    if not isinstance(node, Mapping):
        return None, problems or [Diagnostic(message='the file must hold "key: value" lines', span=node.span)]
    context: dict[int, tuple[str, ...]] = {}
    plain = _plain(node)
    try:
        found = model.model_validate(plain, context=context)
    except ValidationError as error:
        told = {problem.span for problem in problems}
        more = [d for d in _translate(error, node, plain, context) if d.span not in told]
        return None, sorted([*problems, *more], key=_in_the_file)
    return (None if problems else found), problems


def _in_the_file(diagnostic: Diagnostic) -> tuple[int, int]:
    return (diagnostic.span.line, diagnostic.span.column) if diagnostic.span else (0, 0)


KeyPath = tuple[int | str, ...]
"""Keys and positions that lead to a value of a file."""

_MOST_ROUNDS = 8


def sound_part(
    path: Path, model: type[M], stand_ins: MappingOf[str, str]
) -> tuple[M | None, frozenset[KeyPath]]:
    """What can be read of a file that has mistakes, and the paths to what had to be left out for that.

    `stand_ins` are values for keys that the file must have and does not. None where nothing can be made of it.
    """
    text, _ = read_text(path)
    root, _ = parse_nodes(text, path) if text is not None else (None, [])
    left_out: set[KeyPath] = set()
    if not isinstance(root, Mapping):
        return None, frozenset()
    for _ in range(_MOST_ROUNDS):
        given = {key: Scalar(value, root.span) for key, value in stand_ins.items()}
        try:
            found = model.model_validate({**given, **_plain(root, left_out)}, context={})
        except ValidationError as error:
            wrong = _innermost({_key_path(root, one["loc"], left_out) for one in error.errors()})
            if () in wrong:
                break
            left_out |= wrong
        else:
            return found, frozenset(left_out)
    return None, frozenset(left_out)


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


# --- bytes to text ------------------------------------------------------------------------------------------


def read_text(path: Path) -> tuple[str | None, list[Diagnostic]]:
    """The file's text without BOM and with plain line ends, or None with what is wrong."""

    def wrong(message: str, hint: str | None = None) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(message=f"{path}: {message}", hint=hint)]

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return wrong("is not a file that can be read as YAML")
        with path.open("rb") as file:
            raw = file.read(LONGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        return wrong("there is no such file", near_name_hint(path))
    except OSError as error:
        return wrong(f"cannot be read: {error.strerror}")
    except ValueError:
        return wrong("is not a file name")
    if len(raw) > LONGEST_FILE_BYTES:
        return wrong("is larger than 1 MiB; a routine is a few kilobytes of text")
    return _decode(raw, path)


def near_name_hint(path: Path) -> str | None:
    """Names in the same folder that resemble a missing file's."""
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return None
    close = difflib.get_close_matches(path.name, names, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else None


def _decode(raw: bytes, path: Path) -> tuple[str | None, list[Diagnostic]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        span = SourceSpan(path=path, line=line, column=column, source_line="")
        hint = "save the file as UTF-8 in your editor"
        return None, [Diagnostic(message="this is not UTF-8 text", span=span, hint=hint)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if bad:
        span = _span_at(path, text.split("\n"), text.count("\n", 0, bad.start()), _column(text, bad.start()))
        message = f"a character that cannot stand in YAML (U+{ord(bad[0]):04X})"
        return None, [Diagnostic(message=message, span=span, hint="delete it")]
    return text, []


def _column(text: str, position: int) -> int:
    return position - (text.rfind("\n", 0, position) + 1)


def _span_at(path: Path, lines: Sequence[str], line: int, column: int, width: int = 1) -> SourceSpan:
    """A span from 0-based line and column, as PyYAML counts them."""
    line = min(line, max(0, len(lines) - 1))
    source = lines[line] if lines else ""
    return SourceSpan(path=path, line=line + 1, column=column + 1, width=max(1, width), source_line=source)


# --- text to nodes ------------------------------------------------------------------------------------------

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):
    """The rest of the file cannot be made sense of."""


class _Composer:
    """Builds nodes from events and collects what is not allowed."""

    def __init__(self, text: str, path: Path) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.problems: list[Diagnostic] = []
        self.events = yaml.parse(text, Loader=_Loader)

    def span(self, event: Any) -> SourceSpan:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if start.line == end.line else 1
        return _span_at(self.path, self.lines, start.line, start.column, width)

    def complain(self, message: str, span: SourceSpan, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(message=message, span=span, hint=hint))
        if len(self.problems) >= MOST_MISTAKES:
            raise _Stop

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.complain("a second document starts here; a file holds one", self.span(event))
                    raise _Stop
                root = self.node(next(self.events), 1)
        return root

    def node(self, event: Any, depth: int) -> Node:
        span = self.span(event)
        if isinstance(event, yaml.AliasEvent):
            self.complain(f"aliases (*{event.anchor}) are not used here", span, "write the value out")
            return Scalar("", span, quoted=True)
        if event.anchor:
            self.complain(f"anchors (&{event.anchor}) are not used here", span, "remove it")
        if event.tag:
            self.complain(f"tags ({event.tag[:40]}) are not used here", span, "remove it")
        if depth > DEEPEST:
            self.complain(f"more than {DEEPEST} levels deep", span)
            raise _Stop
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, span, quoted=bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items(depth)), span)
        return self._mapping(span, depth)

    def _items(self, depth: int) -> Iterable[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def _mapping(self, span: SourceSpan, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.complain("a key must be plain text", key.span)
            elif key.text == "<<" and not key.quoted:
                self.complain("merge keys (<<) are not used here", key.span, "write the values out")
            elif key.text in entries:
                first = entries[key.text].key_span
                message = f"the key {key.text!r} is here twice; it was first given on line {first.line}"
                self.complain(message, key.span, "keep one of the two")
            else:
                entries[key.text] = Entry(key.span, value)
        return Mapping(entries, span)


_SYNTAX_HINTS = (
    ("found character '\\t'", "use spaces, not tabs, to indent"),
    ("cannot start any token", "use spaces, not tabs, to indent; quote text that starts with @ or `"),
    ("mapping values are not allowed", 'put text that contains ": " in quotes'),
    ("could not find expected ':'", "a key is followed by a colon and a space"),
    ("escape", "in double quotes a \\ starts a special character: write \\\\, or use single quotes"),
    ("while parsing a flow", "this bracket is never closed"),
    ("while scanning a quoted scalar", "this quote is never closed"),
    ("while parsing a block", "check the indentation of this line and of the one before it"),
)


def parse_nodes(text: str, path: Path) -> tuple[Node | None, list[Diagnostic]]:
    """The file as a tree with places; None if it is empty or makes no sense. Never raises on bad text."""
    composer = _Composer(text, path)
    root: Node | None = None
    try:
        root = composer.document()
    except _Stop:
        root = None
    except yaml.MarkedYAMLError as error:
        composer.problems.append(_syntax_problem(error, composer))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = str(error).splitlines()[0]
        composer.problems.append(Diagnostic(message=f"{path}: not readable as YAML: {reason}"))
    if root is None and not composer.problems:
        span = _span_at(path, composer.lines, 0, 0)
        hint = "followalong new NAME writes one to start from"
        composer.problems.append(Diagnostic(message="the file is empty", span=span, hint=hint))
    return root, composer.problems


def _syntax_problem(error: yaml.MarkedYAMLError, composer: _Composer) -> Diagnostic:
    context, problem = error.context or "", error.problem or "not readable as YAML"
    opened = ("flow" in context or "quoted" in context) and "escape" not in problem
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    assert mark is not None
    told = f"{context} {problem}"
    tabbed = mark.line < len(composer.lines) and composer.lines[mark.line][: mark.column + 1].count("\t")
    hint = next((hint for sign, hint in _SYNTAX_HINTS if sign in told), None)
    if tabbed:
        problem, hint = "a tab is used to indent", "use spaces, not tabs, to indent"
    elif opened:
        problem = (
            "a quote opens here and is never closed"
            if "quoted" in context
            else "a bracket opens here and is never closed properly"
        )
        hint = f"the trouble shows on line {error.problem_mark.line + 1}" if error.problem_mark else None
    return Diagnostic(
        message=problem, span=_span_at(composer.path, composer.lines, mark.line, mark.column), hint=hint
    )


# --- nodes to models ----------------------------------------------------------------------------------------


def _plain(node: Node, left_out: Container[KeyPath] = (), path: KeyPath = ()) -> Any:
    """Dicts and lists for pydantic, with Scalars as leaves; without what is `left_out`."""
    if isinstance(node, Mapping):
        kept = {key: entry.value for key, entry in node.entries.items() if (*path, key) not in left_out}
        return {key: _plain(value, left_out, (*path, key)) for key, value in kept.items()}
    if isinstance(node, Listing):
        items = [(n, item) for n, item in enumerate(node.items) if (*path, n) not in left_out]
        return [_plain(item, left_out, (*path, number)) for number, item in items]
    return node


def _translate(
    error: ValidationError, root: Mapping, plain: Any, allowed: dict[int, tuple[str, ...]]
) -> list[Diagnostic]:
    found = []
    mistakes = error.errors()
    for one in mistakes[:MOST_MISTAKES]:
        place = _walk(root, plain, one["loc"])
        if one["type"] == "too_short" and _has_entries(place.value):
            continue  # pydantic counts only the entries that are right; the wrong ones are told themselves
        found.append(_diagnostic(one, place, allowed.get(id(place.plain_parent), ())))
    found = sorted(dict.fromkeys(found), key=_in_the_file)
    if len(mistakes) > MOST_MISTAKES:
        more = len(mistakes) - MOST_MISTAKES
        found.append(Diagnostic(message=f"{more} more mistakes in this file are not shown", span=root.span))
    return found


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


# --- types of scalars ---------------------------------------------------------------------------------------


def scalar(parse: Callable[[str], T]) -> Callable[[Any], Located[T]]:
    """A validator that reads one scalar with `parse`; what `parse` raises becomes the diagnostic."""

    def read(node: Any) -> Located[T]:
        if not isinstance(node, Scalar):
            raise Problem("must be a single value, not a list or keys")
        if not node.text.strip() and not node.quoted:
            raise Problem("has no value", hint="give it one or remove it")
        return Located(parse(node.text), node.span)

    return read


_WHOLE = re.compile(r"[+-]?\d+")


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads decimal digits only, so that 010 is ten and 1_0, 0x10 and 1.0 are mistakes."""

    def parse(text: str) -> int:
        written = text.strip()
        shown = written if len(written) <= 20 else f"{written[:20]}…"
        if not _WHOLE.fullmatch(written):
            raise Problem(f"must be a whole number, got {shown}")
        value = int(written) if len(written) <= 20 else (-(10**20) if written.startswith("-") else 10**20)
        if not least <= value <= most:
            raise Problem(f"must be from {least} to {most}, got {shown}")
        return value

    return parse


def choice(*options: str) -> Callable[[str], str]:
    """Reads one of `options`."""

    def parse(text: str) -> str:
        if text not in options:
            raise Problem(
                f"must be one of {', '.join(options)}; got {text[:40]}", hint=did_you_mean(text, options)
            )
        return text

    return parse


def yes_or_no(text: str) -> bool:
    """Reads true/yes/on or false/no/off."""
    written = text.strip().lower()
    if written in {"true", "yes", "on"}:
        return True
    if written in {"false", "no", "off"}:
        return False
    raise Problem(f"must be yes or no, got {text[:40]}")


def duration(text: str) -> Any:
    """Reads a duration, see :func:`compiler.model.timing.parse_duration`."""
    try:
        return parse_duration(text)
    except DurationError as error:
        raise Problem(str(error), hint=error.hint) from None


def plain_text(longest: int = LONGEST_TEXT) -> Callable[[str], str]:
    """Reads text: outer blanks gone, line breaks and runs of blanks made one blank."""

    def parse(text: str) -> str:
        tidy = " ".join(text.split())
        if not tidy:
            raise Problem("is empty")
        if len(tidy) > longest:
            raise Problem(f"is longer than {longest} characters ({len(tidy)})")
        return tidy

    return parse


def spoken_words(text: str) -> str:
    """Reads words to be spoken: at most 2,000 characters, with a letter or a digit in them."""
    tidy = plain_text(2_000)(text)
    if not any(c.isalnum() for c in tidy):
        raise Problem("has nothing that can be spoken: no letter and no digit")
    return tidy


Text = Annotated[Located[str], PlainValidator(scalar(plain_text())), WithJsonSchema({"type": "string"})]
Words = Annotated[
    Located[str], PlainValidator(scalar(spoken_words)), WithJsonSchema({"type": "string", "maxLength": 2000})
]
Duration = Annotated[
    Located[Any],
    PlainValidator(scalar(duration)),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*((\d+([.,]\d+)?\s*(h|hr|hours?|m|mins?|minutes?|s|secs?|seconds?|ms)\s*)+"
            r"|(\d+:)?\d+:\d\d([.,]\d+)?)$",
            "examples": ["30s", "1m30s", "1:30"],
        }
    ),
]
_FLAG_SCHEMA: JsonSchemaValue = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "on", "off"]}]}
"""Editors read YAML 1.2, in which `yes` is a word."""
Flag = Annotated[Located[bool], PlainValidator(scalar(yes_or_no)), WithJsonSchema(_FLAG_SCHEMA)]


@dataclass(frozen=True, slots=True)
class TextStandsFor:
    """Annotation: a plain scalar stands for the mapping `{key: scalar}`."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The model's schema behind the widening."""
        widen = core_schema.no_info_before_validator_function
        return widen(lambda v: {self.key: v} if isinstance(v, Scalar) else v, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Text or the model."""
        inner = handler(schema)
        key = handler.resolve_ref_schema(inner)["properties"][self.key]
        return {"anyOf": [key, inner]}


class OneOrMany:
    """Annotation: a single entry stands for a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The list's schema behind the widening."""
        widen = core_schema.no_info_before_validator_function
        return widen(lambda v: v if isinstance(v, list) else [v], handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """An entry or a list of them."""
        inner = handler(schema)
        return {"anyOf": [inner.get("items", {}), inner]}


__all__ = [
    "Annotated",
    "Duration",
    "Flag",
    "KeyPath",
    "Literal",
    "Located",
    "OneOrMany",
    "PlainValidator",
    "Problem",
    "Record",
    "Scalar",
    "Text",
    "TextStandsFor",
    "WithJsonSchema",
    "Words",
    "choice",
    "near_name_hint",
    "parse_yaml",
    "read_text",
    "read_yaml",
    "scalar",
    "sound_part",
    "whole_number",
]
