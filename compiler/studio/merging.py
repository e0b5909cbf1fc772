"""Two changes of one text -> a text with both of them, where they do not touch the same lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Lines of the base from `start` up to `stop`, which become `lines`."""

    start: int
    stop: int
    lines: tuple[str, ...]

    def touches(self, other: "_Hunk") -> bool:
        """Whether both say something of the same lines, or of the same place between two lines."""
        if self == other:
            return False
        if self.start == self.stop or other.start == other.stop:
            return self.start <= other.stop and other.start <= self.stop
        return self.start < other.stop and other.start < self.stop


def merged(base: str, mine: str, theirs: str) -> str | None:
    """`base` with the changes that lead to `mine` and those that lead to `theirs`; None where they collide."""
    lines = base.splitlines(keepends=True)
    ours, others = list(_hunks(lines, mine)), list(_hunks(lines, theirs))
    if any(one.touches(other) for one in ours for other in others):
        return None
    return "".join(_applied(lines, sorted({*ours, *others}, key=lambda hunk: (hunk.start, hunk.stop))))


def _hunks(base: Sequence[str], text: str) -> Iterator[_Hunk]:
    lines = text.splitlines(keepends=True)
    for kind, start, stop, first, last in SequenceMatcher(None, base, lines, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Hunk(start, stop, tuple(lines[first:last]))


def _applied(base: Sequence[str], hunks: Sequence[_Hunk]) -> Iterator[str]:
    at = 0
    for hunk in hunks:
        yield from base[at : hunk.start]
        yield from hunk.lines
        at = hunk.stop
    yield from base[at:]
