"""YAML text -> a tree of scalars, mappings and lists in which every part knows its place.

PyYAML's events are read one by one and nothing is guessed from how a scalar looks: `no` stays the text "no",
`1:30` the text "1:30", `010` the text "010". What YAML offers beyond mappings, lists and text (tags, anchors,
aliases, merge keys, several documents) is refused with its place. Reading is bounded: 50 levels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.names import composed
from compiler.model.showing import OBEYED
from compiler.yaml.text import span_at

DEEPEST = 50
MOST_MISTAKES = 100
"""More than these of one file are counted and not shown."""


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
        return span_at(self.path, self.lines, start.line, start.column, width)

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
            self._check_seen(event.value, span)
            return Scalar(event.value, span, quoted=bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items(depth)), span)
        return self._mapping(span, depth)

    def _check_seen(self, text: str, span: SourceSpan) -> None:
        """An escape in double quotes may write what cannot stand in the file as it is."""
        found = OBEYED.search(text)
        if found:
            message = f"a character that does something instead of being seen (U+{ord(found[0]):04X})"
            self.complain(message, span, "delete it")

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
            elif (name := composed(key.text)) in entries:
                first = entries[name].key_span
                message = f"the key {name!r} is here twice; it was first given on line {first.line}"
                self.complain(message, key.span, "keep one of the two")
            else:
                entries[name] = Entry(key.span, value)
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
        span = span_at(path, composer.lines, 0, 0)
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
        message=problem, span=span_at(composer.path, composer.lines, mark.line, mark.column), hint=hint
    )
