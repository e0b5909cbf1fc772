"""A routine's text -> which of its values stands at which place, and back."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

from compiler.load.schema import GROUP_KEYS, PLAIN_KEYS
from compiler.model.errors import SourceSpan
from compiler.yaml import KeyPath, Listing, Mapping, Node, Scalar, parse_nodes


@dataclass(frozen=True, slots=True)
class _Spot:
    line: int
    column: int
    stop: int
    path: KeyPath


@dataclass(frozen=True, slots=True)
class Places:
    """The values of one file. `root` is None where the text makes no sense; `spots` are in the file's order."""

    file: Path
    root: Mapping | None
    spots: tuple[_Spot, ...] = ()

    @staticmethod
    def of(text: str, path: Path) -> "Places":
        """Those of a text that stands in the file at `path`, or is going to."""
        plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        root, _ = parse_nodes(plain, path)
        if not isinstance(root, Mapping):
            return Places(path, None)
        return Places(path, root, tuple(sorted(_spots(root), key=_order)))

    def at(self, span: SourceSpan) -> list[int | str] | None:
        """The keys and positions that lead to what stands there; None for another file, or outside of all values."""
        if span.path != self.file:
            return None
        stop = bisect_right(self.spots, (span.line, span.column, inf), key=_order)
        if not stop:
            return None
        found = self.spots[stop - 1]
        for spot in reversed(self.spots[:stop]):
            if spot.line != span.line:
                break
            if span.column < spot.stop:
                found = spot
                break
        return list(found.path)

    def step_at(self, span: SourceSpan | None) -> KeyPath | None:
        """The step that what stands there belongs to: the innermost one; None for what belongs to none."""
        found = self.at(span) if span else None
        path: KeyPath = tuple(found or ())
        while path and not (len(path) % 2 == 0 and path[-2] == "steps" and path[0] == "steps"):
            path = path[:-1]
        return path or None

    def node(self, path: KeyPath) -> Node | None:
        """What stands under that path."""
        node: Node | None = self.root
        for part in path:
            if isinstance(node, Mapping) and part in node.entries:
                node = node.entries[str(part)].value
            elif isinstance(node, Listing) and isinstance(part, int) and 0 <= part < len(node.items):
                node = node.items[part]
            else:
                return None
        return node

    def steps(self, below: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
        """The steps that are written, or those of a group, each with its path."""
        listed = self.node((*below, "steps"))
        if isinstance(listed, Listing):
            for number, item in enumerate(listed.items):
                yield (*below, "steps", number), item


def kind_of(step: Node) -> str:
    """What a step is: the key that it starts with; "unknown" where it has none."""
    keys = step.entries if isinstance(step, Mapping) else {}
    groups = (key for key in (*GROUP_KEYS, *PLAIN_KEYS) if key in keys)
    return next(groups, "unknown")


def plain_value(node: Node | None) -> Any:
    """What is written, as texts in lists and mappings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [plain_value(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: plain_value(entry.value) for key, entry in node.entries.items()}
    return None


def _order(spot: _Spot) -> tuple[int, int, float]:
    return spot.line, spot.column, len(spot.path)


def _spots(node: Node, path: KeyPath = ()) -> Iterator[_Spot]:
    if path:
        yield _spot(node.span, path)
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield _spot(entry.key_span, (*path, key))
            yield from _spots(entry.value, (*path, key))
    elif isinstance(node, Listing):
        for number, item in enumerate(node.items):
            yield from _spots(item, (*path, number))


def _spot(span: SourceSpan, path: KeyPath) -> _Spot:
    return _Spot(span.line, span.column, span.column + span.width, path)
