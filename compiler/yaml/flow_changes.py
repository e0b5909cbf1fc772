"""Changes of what is written in brackets or braces."""

import re

from compiler.yaml.change import Value
from compiler.yaml.page import Page, Splice
from compiler.yaml.placed import PlacedListing, PlacedMapping, PlacedScalar
from compiler.yaml.spots import Spot, colon_of
from compiler.yaml.written import key_text, one_line

_COMMENT_OR_COMMA = re.compile(r"#[^\r\n]*|,")


def replaced(page: Page, spot: Spot, value: Value) -> list[Splice]:
    """Another value in the place of one."""
    node = spot.node
    new = one_line(value, flow=True, was=node if isinstance(node, PlacedScalar) else None)
    if isinstance(spot.holder, PlacedMapping) and node.start == node.stop:
        colon = "" if page.text[spot.behind - 1] == ":" else ":"
        return [Splice(spot.behind, spot.behind, f"{colon} {new}")]
    return [Splice(node.start, node.stop, new)]


def added(page: Page, mapping: PlacedMapping, key: str, value: Value) -> list[Splice]:
    """A key at the end of a mapping."""
    new = f"{key_text(key)}: {one_line(value, flow=True)}"
    if not mapping.entries:
        return [Splice(mapping.start, mapping.stop, f"{{{new}}}")]
    last = mapping.entries[-1]
    place = (
        max(last.value.stop, colon_of(page, last))
        if last.value.start < last.value.stop
        else colon_of(page, last)
    )
    return [Splice(place, place, f",{_between(page, last.key.start)}{new}")]


def _between(page: Page, start: int) -> str:
    """A blank; or a line of its own, where the part before has one."""
    line = page.line_at(start)
    before = page.text[page.start_of(line) : start]
    return " " if before.strip() else page.line_end + before


def inserted(page: Page, listing: PlacedListing, at: int, new: str) -> list[Splice]:
    """One more entry of a list."""
    items = listing.items
    if not items:
        return [Splice(listing.start, listing.stop, f"[{new}]")]
    if at == 0:
        start = items[0].start
        return [Splice(start, start, f"{new},{_between(page, start)}")]
    before = items[at - 1]
    return [Splice(before.stop, before.stop, f",{_between(page, before.start)}{new}")]


def removed(page: Page, spot: Spot) -> list[Splice]:
    """One entry less, with its comma."""
    spans = _spans(page, spot.holder)
    at = spot.index
    if len(spans) == 1:
        return [
            Splice(
                spot.holder.start, spot.holder.stop, "{}" if isinstance(spot.holder, PlacedMapping) else "[]"
            )
        ]
    start, stop = spans[at]
    first, last = (spans[at - 1][1], start) if at else (stop, spans[1][0])
    between = page.text[first:last]
    if "#" not in between:
        return [Splice(first, stop, "")] if at else [Splice(start, last, "")]
    comma = next(found.start() for found in _COMMENT_OR_COMMA.finditer(between) if found[0] == ",")
    return [Splice(first + comma, first + comma + 1, ""), Splice(start, stop, "")]


def moved(page: Page, listing: PlacedListing, at: int, to: int) -> list[Splice]:
    """The entries of a list in another order; what stands between them stays."""
    spans = [(item.start, item.stop) for item in listing.items]
    order = list(range(len(spans)))
    order.insert(to, order.pop(at))
    return [Splice(*spans[n], page.text[slice(*spans[old])]) for n, old in enumerate(order) if n != old]


def _spans(page: Page, holder: PlacedMapping | PlacedListing) -> list[tuple[int, int]]:
    if isinstance(holder, PlacedListing):
        return [(item.start, item.stop) for item in holder.items]
    return [(one.key.start, one.value.stop if one.value.start < one.value.stop else colon_of(page, one))
            for one in holder.entries]  # fmt: skip
