"""A text as lines with places, and what is cut out of it and put into it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from compiler.yaml.placed import LINE_END, Placed, PlacedListing, PlacedMapping, PlacedNode
from compiler.yaml.written import Manner


class Splice(NamedTuple):
    """The text from `start` to `stop` becomes `text`."""

    start: int
    stop: int
    text: str


class Chunk(NamedTuple):
    """Lines of a part: comments above it, the part, and what is indented below it; `stop` is not one of them."""

    first: int
    stop: int


@dataclass(frozen=True)
class Page:
    """A file's text without its BOM, and its tree."""

    text: str
    root: PlacedNode | None

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line starts; behind a last line end there is none."""
        starts = (0, *(found.end() for found in LINE_END.finditer(self.text)))
        return starts[:-1] if len(starts) > 1 and starts[-1] == len(self.text) else starts

    @cached_property
    def line_end(self) -> str:
        """What ends most lines."""
        ends = LINE_END.findall(self.text)
        return max(("\n", "\r\n", "\r"), key=ends.count) if ends else "\n"

    @cached_property
    def manner(self) -> Manner:
        """How this file is written."""
        width = max((len(self.line(n)) for n in range(len(self.starts))), default=0)
        steps, dashes = _offsets(self, self.root)
        return Manner(step=_usual(steps, 2), dash=_usual(dashes, 2), width=max(Manner().width, width))

    def start_of(self, line: int) -> int:
        """Where a line starts; where the text ends, for the line behind the last one."""
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def line_at(self, place: int) -> int:
        """The number of the line of a place, from 0."""
        return bisect_right(self.starts, place) - 1

    def line(self, number: int) -> str:
        """A line without its end."""
        return self.text[self.start_of(number) : self.start_of(number + 1)].rstrip("\r\n")

    def column(self, place: int) -> int:
        """Characters before a place in its line."""
        return place - self.start_of(self.line_at(place))

    def end_of(self, line: int) -> int:
        """Where a line's text ends, before its line end."""
        return self.start_of(line) + len(self.line(line))

    def raw(self, first: int, stop: int) -> list[str]:
        """Lines with their ends; one without gets one."""
        lines = (self.text[self.start_of(n) : self.start_of(n + 1)] for n in range(first, stop))
        return [line if line.endswith(("\n", "\r")) else line + self.line_end for line in lines]

    def blank(self, line: int) -> bool:
        """Whether nothing is in a line."""
        return not self.line(line).strip()

    def chunks(self, parts: Sequence[tuple[int, int]], column: int, floor: int) -> list[Chunk]:
        """The lines of parts that start at `column`, each given by where it starts and stops.

        Comments right above a part that are not further in belong to it, those further in to the part before; nothing
        above the line `floor` does, nor do the first lines of a file.
        """
        found: list[Chunk] = []
        for number, (start, stop) in enumerate(parts):
            first = self._head(self.line_at(start), column, found[-1].stop if found else floor)
            last = self.line_at(max(start, stop - 1))
            limit = self.line_at(parts[number + 1][0]) if number + 1 < len(parts) else len(self.starts)
            found.append(Chunk(first, self._tail(last, column, limit)))
        return found

    def _head(self, line: int, column: int, floor: int) -> int:
        first = line
        while first > floor and (indent := self.comment_indent(first - 1)) is not None and indent <= column:
            first -= 1
        return first if first else line

    def _tail(self, last: int, column: int, limit: int) -> int:
        stop = last + 1
        for line in range(stop, limit):
            indent = self.comment_indent(line)
            if indent is not None and indent > column:
                stop = line + 1
            elif not self.blank(line):
                break
        return stop

    def comment_indent(self, line: int) -> int | None:
        """Blanks before the comment that fills a line; None for other lines."""
        text = self.line(line)
        found = re.match(r"[ \t]*(?=#)", text)
        return found.end() if found else None

    def cut(self, first: int, stop: int) -> Splice:
        """Lines are gone; the last line that is left ends as the last line did."""
        start, end = self.start_of(first), self.start_of(stop)
        if stop >= len(self.starts) and not self.text.endswith(("\n", "\r")) and first:
            start = self.end_of(first - 1)
        return Splice(start, end, "")

    def put(self, line: int, lines: Iterable[str]) -> Splice:
        """Lines stand before a line, or at the end; the last line ends as it did."""
        place, new = self.start_of(line), self.line_end.join(lines)
        if line >= len(self.starts) and self.text and not self.text.endswith(("\n", "\r")):
            return Splice(place, place, self.line_end + new)
        return Splice(place, place, new + self.line_end)

    def spliced(self, splices: Iterable[Splice]) -> str:
        """The text with all of them."""
        text = self.text
        for start, stop, new in sorted(splices, reverse=True):
            text = text[:start] + new + text[stop:]
        return text


def _usual(offsets: Sequence[int], otherwise: int) -> int:
    return max(sorted(set(offsets)), key=offsets.count) if offsets else otherwise


def _offsets(page: Page, node: Placed | None) -> tuple[list[int], list[int]]:
    """How much further in keys and lists below keys are, each time that some are."""
    steps: list[int] = []
    dashes: list[int] = []
    waiting: list[Placed] = [node] if node else []
    while waiting:
        one = waiting.pop()
        if isinstance(one, PlacedListing):
            waiting += one.items
        if isinstance(one, PlacedMapping) and not one.flow:
            for entry in one.entries:
                value, column = entry.value, page.column(entry.key.start)
                below = not value.flow and page.line_at(value.start) > page.line_at(entry.key.start)
                if below and isinstance(value, PlacedMapping):
                    steps.append(page.column(value.start) - column)
                if below and isinstance(value, PlacedListing):
                    dashes.append(page.column(value.start) - column)
                waiting.append(value)
    return steps, dashes
