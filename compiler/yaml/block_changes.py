"""Changes of what is written on lines of its own: keys below each other, and lists with dashes."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from compiler.yaml.change import CannotChange, Value
from compiler.yaml.page import Chunk, Page, Splice
from compiler.yaml.placed import HEADER, PlacedEntry, PlacedListing, PlacedMapping, PlacedNode, PlacedScalar
from compiler.yaml.spots import Spot, dash_of
from compiler.yaml.written import Lines, after, behind_dash, entry


def replaced(page: Page, spot: Spot, value: Value) -> list[Splice]:
    """Another value behind a key or a dash."""
    was = spot.node if isinstance(spot.node, PlacedScalar) else None
    if isinstance(spot.holder, PlacedListing):
        flow = spot.node.flow if isinstance(spot.node, PlacedMapping) and spot.node.entries else None
        column = _key_column(page, spot) - 2 if isinstance(value, Mapping) else spot.column
        lines = behind_dash(value, column, page.manner, key=spot.name, flow=flow, was=was)
    else:
        lines = after(value, spot.column, page.manner, key=spot.name, was=was)
    return _instead(page, spot, lines)


def _key_column(page: Page, spot: Spot) -> int:
    """Where keys stand behind a dash: where the old value began in its line, however many blanks are between."""
    node = spot.node
    here = node.start < node.stop and page.line_at(node.start) == page.line_at(spot.behind - 1)
    return page.column(node.start) if here else spot.column + 2


def _instead(page: Page, spot: Spot, lines: Lines) -> list[Splice]:
    """New lines in the place of the old value; a comment behind it stays."""
    node, line = spot.node, page.line_at(spot.behind - 1)
    begins_here = page.line_at(node.start) == line and node.start < node.stop
    if begins_here and not _goes_on_below(page, node):
        start, stop, below = node.start, node.stop, page.line_at(node.stop) + 1
    elif begins_here:
        start, stop, below = node.start, _first_line_stop(page, node), page.line_at(node.stop - 1) + 1
    elif lines.inline and not lines.below and isinstance(node, PlacedScalar) and node.start < node.stop:
        return [Splice(node.start, node.stop, lines.inline)]
    else:
        start = stop = spot.behind
        below = page.line_at(max(node.stop - 1, spot.behind - 1)) + 1
    first = page.line_at(max(stop - 1, 0)) + 1
    inline = _spaced(page, start, stop, lines.inline)
    done = [Splice(*inline)]
    if below > first:
        done.append(page.cut(first, below))
    if lines.below:
        done.append(page.put(below, lines.below))
    return _joined(done)


def _goes_on_below(page: Page, node: PlacedNode) -> bool:
    """Whether a value that begins behind its key or dash goes on in lines that are its own."""
    if isinstance(node, PlacedScalar):
        return node.style in ("|", ">")
    return not node.flow and page.line_at(node.stop) > page.line_at(node.start)


def _first_line_stop(page: Page, node: PlacedNode) -> int:
    """Where the value's part in its first line stops, before a comment of a text's header."""
    header = HEADER.match(page.text, node.start) if isinstance(node, PlacedScalar) else None
    return header.end() if header else page.end_of(page.line_at(node.start))


def _spaced(page: Page, start: int, stop: int, inline: str) -> tuple[int, int, str]:
    """The new text in a line, with one blank before it, and none where it is empty."""
    before = page.text[start - 1]
    if inline:
        return start, stop, inline if before in " \t" else f" {inline}"
    while page.text[start - 1] in " \t":
        start -= 1
    return start, stop, ""


def _joined(splices: Sequence[Splice]) -> list[Splice]:
    """Splices that touch, as one: what is put where something is cut comes in its place."""
    done: list[Splice] = []
    for one in sorted(splices, key=lambda splice: (splice.start, splice.stop)):
        if done and one.start <= done[-1].stop:
            last = done.pop()
            done.append(Splice(last.start, max(last.stop, one.stop), last.text + one.text))
        else:
            done.append(one)
    return done


def added(page: Page, mapping: PlacedMapping, key: str, value: Value, *, top: bool) -> list[Splice]:
    """A key of a mapping: one line beside the single lines at its beginning, more at its end."""
    column = page.column(mapping.entries[0].key.start)
    lines = entry(key, value, column, page.manner)
    chunks = entry_chunks(page, mapping)
    singles = _leading(mapping, page)
    if len(lines) == 1 and singles:
        return [put_part(page, chunks, singles, lines)]
    lists = [
        n
        for n, one in enumerate(mapping.entries)
        if isinstance(one.value, PlacedListing) and not one.value.flow
    ]
    at = lists[-1] if top and lists and lists[-1] else len(chunks)
    gap = Chunk(chunks[at - 1].stop, chunks[at].first) if at < len(chunks) else Chunk(0, 0)
    blank = [""] * (gap.stop - gap.first) if _only_blank(page, gap) else []
    return [page.put(chunks[at - 1].stop, [*blank, *lines])]


def _leading(mapping: PlacedMapping, page: Page) -> int:
    """How many keys at the beginning are in one line each."""
    on_one = [_on_one_line(page, one) for one in mapping.entries]
    return on_one.index(False) if False in on_one else len(on_one)


def _on_one_line(page: Page, entry: PlacedEntry) -> bool:
    return page.line_at(entry.key.start) == page.line_at(max(entry.key.start, entry.value.stop - 1))


def entry_chunks(page: Page, mapping: PlacedMapping) -> list[Chunk]:
    """The lines of each key."""
    parts = [(one.key.start, max(one.value.stop, one.key.stop)) for one in mapping.entries]
    return page.chunks(parts, page.column(mapping.entries[0].key.start), page.line_at(mapping.start))


def item_chunks(page: Page, listing: PlacedListing) -> list[Chunk]:
    """The lines of each entry of a list."""
    dashes = [dash_of(page, listing, n) for n in range(len(listing.items))]
    before = page.text[page.start_of(page.line_at(dashes[0])) : dashes[0]]
    if before.strip():
        raise CannotChange("this list begins in the line of another dash; change it in the text")
    parts = [(dash, max(dash + 1, item.stop)) for dash, item in zip(dashes, listing.items, strict=True)]
    return page.chunks(parts, page.column(dashes[0]), _floor(page, dashes[0]))


def _floor(page: Page, dash: int) -> int:
    """The line behind the key of a list: comments below it are above the first entry."""
    line = page.line_at(dash)
    while line and (page.comment_indent(line - 1) is not None or page.blank(line - 1)):
        line -= 1
    return line


def in_braces(listing: PlacedListing) -> bool | None:
    """Whether all entries with keys are in braces, or none; None where there are none."""
    mappings = [one.flow for one in listing.items if isinstance(one, PlacedMapping)]
    return all(mappings) if mappings else None


def put_part(page: Page, chunks: Sequence[Chunk], at: int, lines: Sequence[str]) -> Splice:
    """Lines as one more part; parts that blank lines keep apart are so from it too."""
    if at == 0:
        return page.put(chunks[0].first, [*lines, *_blanks(page, chunks, 0)])
    return page.put(chunks[at - 1].stop, [*_blanks(page, chunks, at), *lines])


def _blanks(page: Page, chunks: Sequence[Chunk], at: int) -> list[str]:
    """Blank lines beside a new part: as many as between all others, and none where some have none."""
    between = [Chunk(before.stop, after.first) for before, after in pairwise(chunks)]
    counts = [gap.stop - gap.first if _only_blank(page, gap) else 1 for gap in between]
    return [""] * min(counts, default=0)


def _only_blank(page: Page, gap: Chunk) -> bool:
    return all(page.blank(line) for line in range(gap.first, gap.stop))


def removed_chunk(page: Page, chunks: Sequence[Chunk], at: int) -> Splice:
    """A part's lines are gone, with the fewer of the blank lines before and behind it."""
    chunk = chunks[at]
    before = Chunk(chunks[at - 1].stop, chunk.first) if at else None
    behind = Chunk(chunk.stop, chunks[at + 1].first) if at + 1 < len(chunks) else None
    known = [gap for gap in (before, behind) if gap and _only_blank(page, gap)]
    gap = min(known, key=lambda one: one.stop - one.first, default=Chunk(chunk.stop, chunk.stop))
    return page.cut(min(gap.first, chunk.first), max(gap.stop, chunk.stop))


def removed_key(page: Page, mapping: PlacedMapping, at: int) -> list[Splice]:
    """A key is gone; where it stood behind a dash, the next one stands there."""
    chunks = entry_chunks(page, mapping)
    first, line = mapping.entries[at], page.line_at(mapping.entries[at].key.start)
    if at or not page.text[page.start_of(line) : first.key.start].strip():
        return [removed_chunk(page, chunks, at)]
    following = page.line_at(mapping.entries[1].key.start)
    between = [page.line(n) for n in range(chunks[0].stop, following) if not page.blank(n)]
    indent = re.match(r"\s*", page.line(line))
    lines = [f"{indent[0] if indent else ''}{text.lstrip()}" for text in between]
    done = [Splice(first.key.start, mapping.entries[1].key.start, "")]
    return [page.put(line, lines), *done] if lines else done


def moved(page: Page, listing: PlacedListing, at: int, to: int) -> list[Splice]:
    """The entries of a list in another order; blank lines and comments between them stay where they are."""
    chunks = item_chunks(page, listing)
    low, high = min(at, to), max(at, to)
    order = list(range(low, high + 1))
    order.insert(to - low, order.pop(at - low))
    pieces: list[str] = []
    for place, old in enumerate(order, low):
        pieces += page.raw(*chunks[old])
        if place < high:
            pieces += page.raw(chunks[place].stop, chunks[place + 1].first)
    start, stop = page.start_of(chunks[low].first), page.start_of(chunks[high].stop)
    text = "".join(pieces)
    return [
        Splice(
            start, stop, text if page.text[:stop].endswith(("\n", "\r")) else text.removesuffix(page.line_end)
        )
    ]


def lifted(page: Page, chunk: Chunk, column: int) -> list[str]:
    """Lines of a part without the blanks before it."""
    return [_shifted(page.line(n), -column) for n in range(*chunk)]


def _shifted(line: str, by: int) -> str:
    bare = line.lstrip(" ")
    return " " * max(0, len(line) - len(bare) + by) + bare if bare else ""


def indented(lines: Sequence[str], column: int) -> list[str]:
    """Lines so many columns further in."""
    return [_shifted(line, column) for line in lines]
