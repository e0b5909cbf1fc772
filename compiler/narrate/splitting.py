"""One long recording of a whole sheet -> a piece for each line, cut at its pauses.

Which stretches of speech make which line is decided for all lines at once: by how long each line should take at the
reader's own pace, and by where the longer pauses are. A cough between two lines is left out; a line that was not read
leaves the others in their places.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log, sqrt
from statistics import median

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SHORTEST_PAUSE = 0.25
"""Seconds of quiet that may part two lines."""

_WINDOW = 0.02
_BELOW_LOUDEST = 10 ** (-32 / 20)
_ABOVE_NOISE = 10 ** (8 / 20)
_SHORTEST_SOUND = 0.08
_MOST_STRETCHES = 12
"""Of a line: more pauses than this nobody makes in one."""

_LEFT_OUT = (0.15, 0.5)
_NOT_READ = 1.0
_NEAR = 2
_PAUSE = 1.5
_DOUBTFUL = 0.3
"""Costs: a stretch that belongs to no line, and each second of it; a line without stretches; a pause on the wrong
side of the shortest one between lines, as the log of their ratio; and a length that makes one doubt, as lines do
that are this near to a missing one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Speech without a pause, in seconds."""

    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Match:
    """Where a line was found, in seconds; `sure` is False where its length, or a missing line near it, raises doubt."""

    start: float
    stop: float
    sure: bool


def stretches(samples: Samples, sample_rate: int) -> tuple[Stretch, ...]:
    """The stretches of speech in a recording; empty where it is silent."""
    window = max(1, int(_WINDOW * sample_rate))
    count = len(samples) // window
    levels = np.sqrt(np.mean(np.square(samples[: count * window].reshape(count, window)), axis=1))
    if not count or levels.max() <= 0:
        return ()
    noise = float(np.quantile(levels, 0.1))
    threshold = max(levels.max() * _BELOW_LOUDEST, noise * _ABOVE_NOISE)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (levels > threshold).astype(np.int8), [0]])))
    pairs = edges.reshape(-1, 2) * window / sample_rate
    joined: list[list[float]] = []
    for start, stop in pairs.tolist():
        if joined and start - joined[-1][1] < SHORTEST_PAUSE:
            joined[-1][1] = stop
        else:
            joined.append([start, stop])
    return tuple(Stretch(start, stop) for start, stop in joined if stop - start >= _SHORTEST_SOUND)


def matched(usual: Sequence[float], found: Sequence[Stretch]) -> tuple[Match | None, ...]:
    """For each line, which takes about `usual` seconds, where it is; None for those that were not read."""
    if not usual or not found:
        return (None,) * len(usual)
    pace = sum(stretch.stop - stretch.start for stretch in found) / sum(usual)
    for _ in range(2):
        runs = _aligned([seconds * pace for seconds in usual], found)
        ratios = [_length(found, run) / seconds for run, seconds in zip(runs, usual, strict=True) if run]
        pace = median(ratios) if ratios else pace
    return tuple(
        _match(found, run, seconds * pace, near_a_gap=_near_a_gap(runs, number)) if run else None
        for number, (run, seconds) in enumerate(zip(runs, usual, strict=True))
    )


Run = tuple[int, int]
"""The first stretch of a line, and the one after its last."""


def _length(found: Sequence[Stretch], run: Run) -> float:
    return found[run[1] - 1].stop - found[run[0]].start


def _near_a_gap(runs: Sequence[Run | None], number: int) -> bool:
    """Whether a line close by was not found: which of two alike was read cannot be told."""
    return None in runs[max(0, number - _NEAR) : number + _NEAR + 1]


def _match(found: Sequence[Stretch], run: Run, usual: float, *, near_a_gap: bool) -> Match:
    sure = not near_a_gap and _mismatch(_length(found, run), usual) < _DOUBTFUL
    return Match(found[run[0]].start, found[run[1] - 1].stop, sure)


def _mismatch(length: float, usual: float) -> float:
    """How little a length fits; a short word may be off by a third of a second."""
    return log((length + 0.3) / (usual + 0.3)) ** 2 * 2.5


def _aligned(usual: Sequence[float], found: Sequence[Stretch]) -> list[Run | None]:
    """The cheapest way through lines and stretches, both in order."""
    lines, count = len(usual), len(found)
    gaps = [after.start - before.stop for before, after in pairwise(found)]
    usual_gap = _between_lines(gaps, lines)
    costs = [[inf] * (count + 1) for _ in range(lines + 1)]
    back: dict[tuple[int, int], tuple[tuple[int, int], Run | None]] = {}
    costs[0][0] = 0.0
    for line in range(lines + 1):
        for at in range(count + 1):
            here = costs[line][at]
            if here == inf:
                continue
            if at < count:
                cost = here + _LEFT_OUT[0] + _LEFT_OUT[1] * (found[at].stop - found[at].start)
                _offer(costs, back, (line, at), (line, at + 1), cost, None)
            if line == lines:
                continue
            _offer(costs, back, (line, at), (line + 1, at), here + _NOT_READ, None)
            for stop in range(at + 1, min(count, at + _MOST_STRETCHES) + 1):
                cost = here + _run_cost(found, gaps, usual_gap, (at, stop), usual[line])
                _offer(costs, back, (line, at), (line + 1, stop), cost, (at, stop))
    return _way_back(back, lines, count)


def _between_lines(gaps: Sequence[float], lines: int) -> float:
    """The pause, in seconds, that parts pauses within lines from those between them: where their lengths jump.

    Looked for near as many as there should be, as some lines may be missing.
    """
    longest = sorted(gaps, reverse=True)
    most = min(len(longest) - 1, lines + lines // 10)
    places = range(max(0, lines * 3 // 4 - 1), most)
    if not places:
        return longest[-1] if longest else 1.0
    jump = max(places, key=lambda place: longest[place] / longest[place + 1])
    return sqrt(longest[jump] * longest[jump + 1])


def _run_cost(
    found: Sequence[Stretch], gaps: Sequence[float], usual_gap: float, run: Run, usual: float
) -> float:
    """How little these stretches are one line: by their length, by long pauses inside, by a short one before."""
    inside = sum(max(0.0, log(gap / usual_gap)) for gap in gaps[run[0] : run[1] - 1])
    before = max(0.0, log(usual_gap / gaps[run[0] - 1])) if run[0] else 0.0
    return _mismatch(_length(found, run), usual) + _PAUSE * (inside + before)


def _offer(
    costs: list[list[float]],
    back: dict[tuple[int, int], tuple[tuple[int, int], Run | None]],
    here: tuple[int, int],
    there: tuple[int, int],
    cost: float,
    run: Run | None,
) -> None:
    line, at = there
    if at < len(costs[line]) and cost < costs[line][at]:
        costs[line][at] = cost
        back[there] = (here, run)


def _way_back(
    back: dict[tuple[int, int], tuple[tuple[int, int], Run | None]], lines: int, count: int
) -> list[Run | None]:
    runs: list[Run | None] = [None] * lines
    place = (lines, count)
    while place in back:
        before, run = back[place]
        if run:
            runs[before[0]] = run
        place = before
    return runs
