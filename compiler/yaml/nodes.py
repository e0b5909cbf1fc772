"""YAML text -> a tree of scalars, mappings and lists in which every part knows its place.

PyYAML's events are read one by one and nothing is guessed from how a scalar looks: `no` stays the text "no",
`1:30` the text "1:30", `010` the text "010". What YAML offers beyond mappings, lists and text (tags, anchors,
aliases, merge keys, several documents) is refused with its place. Reading is bounded, see `compiler.model.limits`.

A slip of the pen is named and read as what was meant, so that what comes after it is looked at too.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from compiler.model.errors import Diagnostic, SourceSpan, errors_among
from compiler.model.limits import DEEPEST, MOST_MISTAKES, MOST_VALUES
from compiler.model.names import composed
from compiler.model.showing import OBEYED
from compiler.yaml.draft import Draft, Loader
from compiler.yaml.formats import other_markup
from compiler.yaml.laying import MARKS, wrong_mark
from compiler.yaml.slips import find_slips
from compiler.yaml.swallowed import comment_in_text, doubtful_key, path_in_double_quotes, swallowed


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text in the file.

    `quoted` tells `""` from nothing. `comment` is where a `#` that looks like a part of the text cuts it off.
    `doubt` says what another line did to it, for when it turns out to be no good value.
    """

    text: str
    span: SourceSpan
    quoted: bool = False
    comment: SourceSpan | None = None
    doubt: Diagnostic | None = None


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
KeyPath = tuple[int | str, ...]
"""Keys and positions that lead to a value of a file."""


class _Stop(Exception):
    """The rest of the file cannot be made sense of."""


class _Composer:
    """Builds nodes from events and collects what is not allowed."""

    def __init__(self, draft: Draft, keys: AbstractSet[str]) -> None:
        self.draft = draft
        self.keys = keys
        self.problems: list[Diagnostic] = []
        self.values = 0
        self.events = yaml.parse(draft.text_from(), Loader=Loader)

    def span(self, event: Any) -> SourceSpan:
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        return self.draft.span(line, column, end.column - column if line == end.line else 1)

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
        self.values += 1
        if depth > DEEPEST or self.values > MOST_VALUES:
            much = f"{DEEPEST} levels deep" if depth > DEEPEST else f"{MOST_VALUES:,} values in one file"
            self.complain(f"more than {much}", span)
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            text = f'text that starts with * is put in quotes: "*{event.anchor}"'
            self.complain(f"aliases (*{event.anchor}) are not used here", span, text)
            return Scalar("", span, quoted=True)
        if event.anchor:
            hint = "remove it; text that starts with & is put in quotes"
            self.complain(f"anchors (&{event.anchor}) are not used here", span, hint)
        if event.tag:
            hint = "remove it; text that starts with ! is put in quotes"
            self.complain(f"tags ({event.tag[:40]}) are not used here", span, hint)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, span)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items(depth)), span)
        return self._mapping(span, depth)

    def _check_seen(self, text: str, span: SourceSpan) -> None:
        """An escape in double quotes may write what cannot stand in the file as it is."""
        found = OBEYED.search(text)
        if found:
            message = f"a character that does something instead of being seen (U+{ord(found[0]):04X})"
            self.complain(message, span, "delete it")

    def _scalar(self, event: Any, span: SourceSpan) -> Scalar:
        if not event.value.isalnum():
            self._check_seen(event.value, span)
        if event.style == '"':
            wrong = path_in_double_quotes(span)
            if wrong:
                self.complain(wrong.message, span, wrong.hint)
        if event.style:
            return Scalar(event.value, span, quoted=True)
        first, end = event.start_mark.line, event.end_mark
        last = end.line
        comment = comment_in_text(self.draft, last, end.column)
        if first == last:
            return Scalar(event.value, span, comment=comment)
        more = swallowed(self.draft, first, last, self.keys)
        self.problems += more.problems
        return Scalar(event.value, span, comment=comment, doubt=more.doubt)

    def _items(self, depth: int) -> Iterable[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self.node(event, depth + 1)
            doubt = (
                doubtful_key(item.span, self.keys) if isinstance(item, Scalar) and not item.quoted else None
            )
            yield replace(item, doubt=doubt) if doubt and isinstance(item, Scalar) else item

    def _mapping(self, span: SourceSpan, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if key.text is None:
                self.complain("a key must be plain text", key.span)
            elif key.text == "<<" and not key.quoted:
                self.complain("merge keys (<<) are not used here", key.span, "write the values out")
            elif not key.quoted and (listed := _LISTED.fullmatch(key.text)) and listed[2] in self.keys:
                message, hint = wrong_mark(
                    listed[1].strip(), key.span.source_line.strip()[len(listed[1]) :].lstrip()
                )
                self.complain(message, key.span, hint)
            elif (name := composed(key.text)) in entries:
                first = entries[name].key_span
                message = f"the key {name!r} is here twice; it was first given on line {first.line}"
                self.complain(message, key.span, "keep one of the two")
            else:
                entries[name] = Entry(key.span, value)
        return Mapping(entries, span)

    def _key(self, event: Any, depth: int) -> "_Key":
        """A key, most quickly where it is a word: half of all that a file holds are such keys."""
        is_bare = isinstance(event, yaml.ScalarEvent) and not (event.style or event.anchor or event.tag)
        if is_bare and event.value.isidentifier() and self.values < MOST_VALUES and depth <= DEEPEST:
            self.values += 1
            return _Key(event.value, self.span(event), False)
        node = self.node(event, depth)
        return (
            _Key(node.text, node.span, node.quoted)
            if isinstance(node, Scalar)
            else _Key(None, node.span, False)
        )


class _Key(NamedTuple):
    """A key that a mapping may have, or not; its text is None where it is none."""

    text: str | None
    span: SourceSpan
    quoted: bool


_LISTED = re.compile(rf"({MARKS})([\w-]+)")
_MOST_SLIPS = 20
_MOST_CHARACTERS = 3 << 20
"""Of all rounds together: a file that is long is not read often."""


def parse_nodes(
    text: str, path: Path, keys: AbstractSet[str] = frozenset()
) -> tuple[Node | None, list[Diagnostic]]:
    """The file as a tree with places, and what is wrong; None if it is empty or makes no sense.

    `keys` are the words that may be keys; they tell a slip from a text. Never raises on bad text.
    """
    draft = Draft.of(text, path)
    other = other_markup(text)
    if other:
        return None, [Diagnostic(message=other.message, span=draft.span(0, 0), hint=other.hint)]
    slips: list[Diagnostic] = []
    rounds = max(1, min(_MOST_SLIPS, _MOST_CHARACTERS // max(1, len(text))))
    while True:
        composer = _Composer(draft, keys)
        root, error = _composed(composer)
        told = {slip.span.line for slip in slips if slip.span}
        problems = tuple(p for p in composer.problems if not (p.span and p.span.line in told))
        if error is None:
            break
        found = find_slips(draft, error, keys)
        slips += found.diagnostics
        rounds -= 1
        if found.mended is None or not rounds:
            problems = errors_among(problems)
            break
        draft = found.mended
    if root is None and not (slips or problems):
        hint = "followalong new NAME writes one to start from"
        problems = (Diagnostic(message="the file is empty", span=draft.span(0, 0), hint=hint),)
    return root, sorted([*slips, *problems], key=in_the_file)


def _composed(composer: _Composer) -> tuple[Node | None, yaml.MarkedYAMLError | None]:
    """The tree, or None with the error of syntax that stopped the reading; other faults go to the composer."""
    try:
        return composer.document(), None
    except _Stop:
        return None, None
    except yaml.MarkedYAMLError as error:
        return None, error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = str(error).splitlines()[0]
        composer.problems.append(Diagnostic(message=f"{composer.draft.path}: not readable as YAML: {reason}"))
        return None, None


def in_the_file(diagnostic: Diagnostic) -> tuple[int, int]:
    """Sorts diagnostics by their places."""
    return (diagnostic.span.line, diagnostic.span.column) if diagnostic.span else (0, 0)
