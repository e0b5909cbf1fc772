"""A file's text and changes of it -> the text with the changes made in place; all else in it stays to the byte.

Comments, order, quotes, indentation, line ends and a BOM are the author's. What was changed is read again, and has to
be what was meant and nothing else; where it is not, the change is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from compiler.yaml import block_changes as block
from compiler.yaml import flow_changes as flow
from compiler.yaml.change import (
    CannotChange,
    Change,
    Duplicate,
    Insert,
    Move,
    Remove,
    SetValue,
    Value,
)
from compiler.yaml.meant import data_of, meant, same
from compiler.yaml.nodes import KeyPath
from compiler.yaml.page import Page, Splice
from compiler.yaml.placed import PlacedAlias, PlacedListing, PlacedMapping, PlacedNode, PlacedScalar, placed
from compiler.yaml.spots import Spot, check_whole, entry_of, holder_of, list_name, shown, spot_of
from compiler.yaml.written import entry, item, key_text, one_line

_BOM = "\ufeff"


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes, made one after the other. `text` is the whole file, decoded, with its own line ends.

    Raises:
        CannotChange: a path leads nowhere, the text is no YAML, or a part is shared by an anchor.
    """
    for change in changes:
        bom = _BOM if text.startswith(_BOM) else ""
        text = bom + _changed(text.removeprefix(_BOM), change)
    return text


def can_be_changed(text: str) -> bool:
    """Whether the text is YAML, so that there is something that could be changed in place."""
    try:
        return isinstance(_page(text.removeprefix(_BOM)).root, PlacedMapping)
    except CannotChange:
        return False


def _changed(text: str, change: Change) -> str:
    before = _page(text)
    after = _made(before, change)
    try:
        found = _page(after).root
    except CannotChange:
        raise CannotChange("this can only be changed in the text") from None
    if not same(meant(data_of(before.root), change), data_of(found)):
        raise CannotChange("this can only be changed in the text")
    return after


def _page(text: str) -> Page:
    try:
        return Page(text, placed(text))
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "the text"
        raise CannotChange(f"{line} cannot be read as YAML; it has to be mended in the text first") from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise CannotChange(
            "the text cannot be read as YAML of one document; it has to be mended first"
        ) from None


def _made(page: Page, change: Change) -> str:
    if isinstance(change, SetValue):
        return _set(page, change.at, change.value)
    if isinstance(change, Insert):
        return _inserted(page, change.at, change.value)
    if isinstance(change, Remove):
        return _removed(page, change.at)
    if isinstance(change, Move):
        return _moved(page, change.at, change.to)
    if isinstance(change, Duplicate):
        return _duplicated(page, change.at)
    return _renamed(page, change.at, change.name)


# --- values ---------------------------------------------------------------------------------------------------


def _set(page: Page, at: KeyPath, value: Value) -> str:
    if page.root is None:
        return _begun(page, at, value)
    for length in range(1, len(at)):
        if _is_bare(spot_of(page, at[:length])):
            return _set(page, at[:length], _nested(at[length:], value))
    spot = spot_of(page, at)
    if spot is not None:
        return _set_there(page, spot, at, value)
    holder = holder_of(page, at)
    if not isinstance(holder, PlacedMapping):
        return _inserted(page, at, value)
    key = str(at[-1])
    if holder.flow:
        return page.spliced(flow.added(page, holder, key, value))
    return page.spliced(block.added(page, holder, key, value, top=len(at) == 1))


def _begun(page: Page, at: KeyPath, value: Value) -> str:
    """The first key of a file in which nothing is written but comments."""
    if not isinstance(at[0], str) or any(
        page.line(n).startswith(("---", "...", "%")) for n in range(len(page.starts))
    ):
        raise CannotChange(f"{shown(at)} is not in the file")
    return page.spliced([page.put(len(page.starts), entry(at[0], _nested(at[1:], value), 0, page.manner))])


def _is_bare(spot: Spot | None) -> bool:
    """Whether nothing is there yet: no key, none of its value, or empty braces."""
    if spot is None:
        return True
    node = spot.node
    if isinstance(node, PlacedMapping):
        return not node.entries and not spot.holder.flow
    return isinstance(node, PlacedScalar) and not node.text and not node.style


def _nested(path: KeyPath, value: Value) -> Value:
    """The value below the keys that lead to it."""
    for part in reversed(path):
        value = {part: value} if isinstance(part, str) else [value]
    return value


def _set_there(page: Page, spot: Spot, at: KeyPath, value: Value) -> str:
    node = spot.node
    if isinstance(node, PlacedMapping) and isinstance(value, Mapping) and node.entries and value:
        return _merged(page, node, at, value)
    if isinstance(node, PlacedListing) and isinstance(value, list | tuple) and node.items and value:
        return _evened(page, node, at, value)
    check_whole(node)
    if same(value, data_of(node)):
        return page.text
    in_flow = spot.holder.flow
    return page.spliced(flow.replaced(page, spot, value) if in_flow else block.replaced(page, spot, value))


def _merged(page: Page, node: PlacedMapping, at: KeyPath, value: Mapping[str, Value]) -> str:
    """A mapping over a mapping: only what differs is touched."""
    for name, one in value.items():
        page = _page(_set(page, (*at, name), one))
    for gone in [one.name for one in node.entries if one.name not in value]:
        if gone is None:
            raise CannotChange(f"{shown(at)} has a key that is no text; change it in the text")
        page = _page(_removed(page, (*at, gone)))
    return page.text


def _evened(page: Page, node: PlacedListing, at: KeyPath, value: Sequence[Value]) -> str:
    """A list over a list: entries that are the same at its beginning and its end stay."""
    old = [data_of(item) for item in node.items]
    head = _alike(value, old)
    tail = _alike(
        value[: head - 1 : -1] if head else value[::-1], old[: head - 1 : -1] if head else old[::-1]
    )
    both = min(len(value), len(old)) - head - tail
    for n in range(head, head + both):
        page = _page(_set(page, (*at, n), value[n]))
    for n in range(head + both, len(value) - tail):
        page = _page(_inserted(page, (*at, n), value[n]))
    for _ in range(head + both, len(old) - tail):
        page = _page(_removed(page, (*at, head + both)))
    return page.text


def _alike(some: Sequence[Value], others: Sequence[Any]) -> int:
    """How many entries at the beginning are the same."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((n for n, (a, b) in pairs if not same(a, b)), min(len(some), len(others)))


# --- entries --------------------------------------------------------------------------------------------------


def _inserted(page: Page, at: KeyPath, value: Value) -> str:
    listing, index = _list_of(page, at)
    if listing is None:
        return _set(page, at[:-1], [value])
    if not listing.flow:
        braces = block.in_braces(listing)
        chunks = block.item_chunks(page, listing)
        lines = item(value, page.column(listing.start), page.manner, key=list_name(at), flow=braces)
        return page.spliced([block.put_part(page, chunks, index, lines)])
    return page.spliced(flow.inserted(page, listing, index, one_line(value, flow=True)))


def _list_of(page: Page, at: KeyPath) -> tuple[PlacedListing | None, int]:
    """The list that a new entry is for, or None where it has none yet; and the place in it."""
    index = at[-1]
    outer = spot_of(page, at[:-1]) if page.root and len(at) > 1 else None
    listing = holder_of(page, at) if outer or (page.root and len(at) == 1) else None
    size = len(listing.items) if isinstance(listing, PlacedListing) else 0
    other = listing is not None and not isinstance(listing, PlacedListing)
    if other or not isinstance(index, int) or index > size:
        raise CannotChange(f"{shown(at)} is no place in a list")
    grows = not size and not (outer and outer.holder.flow)
    return (None if grows or not isinstance(listing, PlacedListing) else listing), index


def _removed(page: Page, at: KeyPath) -> str:
    spot = _spot(page, at)
    check_whole(spot.node)
    holder = spot.holder
    if holder.flow:
        return page.spliced(flow.removed(page, spot))
    size = len(holder.entries) if isinstance(holder, PlacedMapping) else len(holder.items)
    if size == 1:
        return _emptied(page, at, holder)
    if isinstance(holder, PlacedMapping):
        return page.spliced(block.removed_key(page, holder, spot.index))
    return page.spliced([block.removed_chunk(page, block.item_chunks(page, holder), spot.index)])


def _emptied(page: Page, at: KeyPath, holder: PlacedMapping | PlacedListing) -> str:
    if len(at) == 1:
        return page.spliced([page.cut(page.line_at(holder.start), page.line_at(max(holder.stop - 1, 0)) + 1)])
    outer = _spot(page, at[:-1])
    empty: Value = {} if isinstance(holder, PlacedMapping) else []
    return page.spliced(block.replaced(page, outer, empty))


def _spot(page: Page, at: KeyPath) -> Spot:
    spot = spot_of(page, at) if page.root else None
    if spot is None:
        raise CannotChange(f"{shown(at)} is not in the file")
    return spot


def _item(page: Page, at: KeyPath) -> tuple[Spot, PlacedListing]:
    spot = _spot(page, at)
    if not isinstance(spot.holder, PlacedListing):
        raise CannotChange(f"{shown(at)} is no entry of a list")
    check_whole(spot.node)
    return spot, spot.holder


def _moved(page: Page, at: KeyPath, to: KeyPath) -> str:
    spot, listing = _item(page, at)
    if at[:-1] == to[:-1]:
        index = to[-1]
        if not isinstance(index, int) or index >= len(listing.items):
            raise CannotChange(f"{shown(to)} is behind the end of the list")
        splices = flow.moved if listing.flow else block.moved
        return page.spliced(splices(page, listing, spot.index, index))
    lines = None
    if not listing.flow:
        lines = block.lifted(page, block.item_chunks(page, listing)[spot.index], spot.column)
    rest = _page(_removed(page, at))
    target, index = _list_of(rest, to)
    if target is None or target.flow or lines is None:
        return _inserted(rest, to, _value(spot.node))
    column = rest.column(target.start)
    return rest.spliced(
        [block.put_part(rest, block.item_chunks(rest, target), index, block.indented(lines, column))]
    )


def _value(node: PlacedNode) -> Value:
    """What a part says, to be written anew."""
    if isinstance(node, PlacedScalar):
        return node.text
    if isinstance(node, PlacedListing):
        return [_value(one) for one in node.items]
    if isinstance(node, PlacedAlias):
        raise CannotChange("an alias can only be changed in the text")
    return {one.name or "": _value(one.value) for one in node.entries}


def _duplicated(page: Page, at: KeyPath) -> str:
    spot, listing = _item(page, at)
    if listing.flow:
        new = page.text[spot.node.start : spot.node.stop]
        return page.spliced(flow.inserted(page, listing, spot.index + 1, new))
    chunks = block.item_chunks(page, listing)
    lines = block.lifted(page, chunks[spot.index], 0)
    return page.spliced([block.put_part(page, chunks, spot.index + 1, lines)])


def _renamed(page: Page, at: KeyPath, name: str) -> str:
    holder = holder_of(page, at) if page.root else None
    found = entry_of(holder, at) if isinstance(holder, PlacedMapping) else None
    if found is None or not isinstance(holder, PlacedMapping):
        raise CannotChange(f"{shown(at)} is not in the file")
    if name != found.name and holder.entry(name):
        raise CannotChange(f"there is a {name} already")
    check_whole(found.key)
    return page.spliced([Splice(found.key.start, found.key.stop, key_text(name))])
