"""A path -> the place in a text that it leads to, or the sentence why it leads to none that can be changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.yaml.change import CannotChange
from compiler.yaml.nodes import KeyPath
from compiler.yaml.page import Page
from compiler.yaml.placed import (
    PlacedAlias,
    PlacedEntry,
    PlacedListing,
    PlacedMapping,
    PlacedNode,
    PlacedScalar,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A value and where it hangs: `behind` its key's colon or its dash, whose column is `column`.

    `name` is its key, or the key of the list that it is in.
    """

    node: PlacedNode
    behind: int
    column: int
    name: str
    holder: PlacedMapping | PlacedListing
    index: int


def shown(path: KeyPath) -> str:
    """A path as people read it."""
    return " › ".join(f"no. {part + 1}" if isinstance(part, int) else part for part in path)


def spot_of(page: Page, path: KeyPath) -> Spot | None:
    """Where a path leads; None where only its last key, or the end of a list, is not there.

    Raises:
        CannotChange: it leads nowhere, or through a part that is shared with others.
    """
    holder = holder_of(page, path)
    if isinstance(holder, PlacedMapping):
        found = entry_of(holder, path)
        return _of_entry(page, holder, found) if found else None
    at = path[-1]
    if not isinstance(holder, PlacedListing) or not isinstance(at, int) or at > len(holder.items):
        raise CannotChange(f"{shown(path)} is not in the file")
    return _of_item(page, holder, at, list_name(path)) if at < len(holder.items) else None


def holder_of(page: Page, path: KeyPath) -> PlacedNode | None:
    """What the last part of a path is in; None where nothing is written there."""
    node = page.root
    for length, part in enumerate(path[:-1], 1):
        _check_own(node, path)
        if isinstance(node, PlacedMapping):
            found = entry_of(node, path[:length])
            node = found.value if found else None
        elif isinstance(node, PlacedListing) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            node = None
        if node is None:
            raise CannotChange(f"{shown(path)} is not in the file")
    _check_own(node, path)
    return None if isinstance(node, PlacedScalar) and node.empty else node


def entry_of(mapping: PlacedMapping, path: KeyPath) -> PlacedEntry | None:
    """The entry of the path's last key."""
    if not isinstance(path[-1], str):
        raise CannotChange(f"{shown(path)} is not in the file")
    found = [one for one in mapping.entries if one.name == path[-1]]
    if len(found) > 1:
        raise CannotChange(f"the key {path[-1]} is there twice; one of the two has to go first")
    return found[0] if found else None


def _check_own(node: PlacedNode | None, path: KeyPath) -> None:
    if node:
        _check_unmarked(node, shown(path))


def check_whole(node: PlacedNode) -> None:
    """Raises `CannotChange` where a part of it is shared, so that it cannot be moved, copied or replaced."""
    for one in _parts(node):
        _check_unmarked(one, "a part of it")


def _check_unmarked(node: PlacedNode, called: str) -> None:
    mark = f"*{node.name}" if isinstance(node, PlacedAlias) else node.shared
    if mark:
        raise CannotChange(
            f"{called} is marked {mark}, and may stand for other places too; change it in the text"
        )


def _parts(node: PlacedNode) -> Iterator[PlacedNode]:
    yield node
    inner = node.items if isinstance(node, PlacedListing) else ()
    if isinstance(node, PlacedMapping):
        inner = tuple(part for entry in node.entries for part in (entry.key, entry.value))
    for one in inner:
        yield from _parts(one)


def list_name(path: KeyPath) -> str:
    """The key of the list that a path leads into."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _of_entry(page: Page, holder: PlacedMapping, entry: PlacedEntry) -> Spot:
    behind = colon_of(page, entry)
    return Spot(node=entry.value, behind=behind, column=page.column(entry.key.start), name=entry.name or "",
                holder=holder, index=holder.entries.index(entry))  # fmt: skip


def colon_of(page: Page, entry: PlacedEntry) -> int:
    """Behind the colon of an entry; of one in braces that has none, behind its key."""
    before = page.text[page.start_of(page.line_at(entry.key.start)) : entry.key.start]
    if before.rstrip().endswith("?"):
        raise CannotChange(f"the key {entry.name} is written with a question mark; change it in the text")
    found = re.compile(r"\s*:").match(page.text, entry.key.stop, max(entry.value.start, entry.key.stop))
    return found.end() if found else entry.key.stop


def _of_item(page: Page, holder: PlacedListing, at: int, name: str) -> Spot:
    node = holder.items[at]
    if holder.flow:
        return Spot(node=node, behind=node.start, column=0, name=name, holder=holder, index=at)
    dash = dash_of(page, holder, at)
    return Spot(node=node, behind=dash + 1, column=page.column(dash), name=name, holder=holder, index=at)


def dash_of(page: Page, listing: PlacedListing, at: int) -> int:
    """Where the dash of an entry is."""
    if not at:
        return listing.start
    line = page.line_at(listing.items[at - 1].stop)
    for number in range(line + 1, len(page.starts)):
        text = page.line(number)
        if text.lstrip().startswith("-"):
            return page.start_of(number) + len(text) - len(text.lstrip())
    raise CannotChange("this list can only be changed in the text")
