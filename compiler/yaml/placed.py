"""YAML text -> a tree whose parts know where they start and stop in the text, for changes in place.

Unlike `nodes`, it reads what is legal YAML and no more, mends nothing, and knows anchors and aliases, so that they can
be told. Places are offsets into the whole text, with whatever line ends it has.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from compiler.model.lookalikes import LINE_ENDS
from compiler.yaml.draft import Loader

LINE_END = re.compile(r"\r\n|\n|\r")
_AS_BLANKS = str.maketrans(dict.fromkeys(LINE_ENDS, " "))
HEADER = re.compile(r"[|>][-+0-9]*")
"""What a block of text begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """`start` to `stop` is its text. `flow`: it, or what holds it, is written in brackets or braces.

    `shared` is its anchor as written, if it has one.
    """

    start: int
    stop: int
    flow: bool
    shared: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedScalar(Placed):
    """`style` is `"`, `'`, `|`, `>` or nothing, as in YAML; `written` is all that stands in the file."""

    text: str
    style: str | None
    written: str

    @property
    def empty(self) -> bool:
        """Nothing is written there."""
        return self.start == self.stop


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAlias(Placed):
    """A `*name`, which stands for what is written elsewhere."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEntry:
    """A key and its value."""

    key: "PlacedNode"
    value: "PlacedNode"

    @property
    def name(self) -> str | None:
        """The key as text; None for one that is no text."""
        return self.key.text if isinstance(self.key, PlacedScalar) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMapping(Placed):
    """Keys and values in the order of the text."""

    entries: tuple[PlacedEntry, ...]

    def entry(self, name: str) -> PlacedEntry | None:
        """The entry of that key."""
        return next((one for one in self.entries if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedListing(Placed):
    """A list."""

    items: tuple["PlacedNode", ...]


PlacedNode = PlacedScalar | PlacedAlias | PlacedMapping | PlacedListing


class NotOneDocument(yaml.YAMLError):
    """A text of several documents."""


def placed(text: str) -> PlacedNode | None:
    """The tree of a text without BOM; None where nothing is written in it.

    Raises:
        yaml.YAMLError: it is no YAML, or more than one document.
        RecursionError: it is too deep.
    """
    return _Reading(text).document()


class _Reading:
    """Events of one text, one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [found.span() for found in LINE_END.finditer(text)]
        self.starts = [0, *(stop for _, stop in ends)]
        bounds = [0, *(bound for span in ends for bound in span), len(text)]
        lines = (text[start:stop] for start, stop in list(pairwise(bounds))[::2])
        self.events = yaml.parse("\n".join(lines).translate(_AS_BLANKS), Loader=Loader)

    def at(self, mark: Any) -> int:
        known = mark.line < len(self.starts)
        return min(self.starts[mark.line] + mark.column, len(self.text)) if known else len(self.text)

    def document(self) -> PlacedNode | None:
        root: PlacedNode | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise NotOneDocument("it holds more than one document")
                root = self.node(next(self.events), flow=False)
        return None if isinstance(root, PlacedScalar) and root.empty else root

    def node(self, event: Any, *, flow: bool) -> PlacedNode:
        start = self.at(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return PlacedAlias(start=start, stop=self.at(event.end_mark), flow=flow, name=str(event.anchor))
        shared = f"&{event.anchor}" if event.anchor else event.tag
        if isinstance(event, yaml.ScalarEvent):
            stop = self.scalar_stop(event, start)
            return PlacedScalar(start=start, stop=stop, flow=flow, shared=shared, text=event.value,
                                style=event.style or None, written=self.text[start:stop])  # fmt: skip
        inner = flow or bool(event.flow_style)
        if isinstance(event, yaml.SequenceStartEvent):
            items, end = self.items(inner)
            stop = self.collection_stop(event, end, [item.stop for item in items])
            return PlacedListing(start=start, stop=stop, flow=inner, shared=shared, items=items)
        entries, end = self.entries(inner)
        stop = self.collection_stop(event, end, [entry.value.stop for entry in entries])
        return PlacedMapping(start=start, stop=stop, flow=inner, shared=shared, entries=entries)

    def items(self, flow: bool) -> tuple[tuple[PlacedNode, ...], Any]:
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event, flow=flow))
        return tuple(found), event

    def entries(self, flow: bool) -> tuple[tuple[PlacedEntry, ...], Any]:
        found = []
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, flow=flow)
            found.append(PlacedEntry(key=key, value=self.node(next(self.events), flow=flow)))
        return tuple(found), event

    def collection_stop(self, event: Any, end: Any, stops: list[int]) -> int:
        """Of one in brackets, behind them; of others, where the last of its parts stops."""
        if event.flow_style and self.text[self.at(end.end_mark) - 1] in "]}":
            return self.at(end.end_mark)
        return stops[-1] if stops else self.at(end.end_mark)

    def scalar_stop(self, event: Any, start: int) -> int:
        """Of a block of text, where its last line ends: YAML's own mark is at whatever follows."""
        stop = self.at(event.end_mark)
        if event.style not in ("|", ">"):
            return stop
        written = self.text[start:stop]
        header = HEADER.search(written)
        if header and "+" in header[0] and event.value.endswith("\n"):
            return start + len(written.rstrip(" ")) - len(_last_line_end(written.rstrip(" ")))
        return start + len(written.rstrip(" \t\r\n"))


def _last_line_end(text: str) -> str:
    found = re.search(r"(\r\n|\n|\r)\Z", text)
    return found[0] if found else ""
