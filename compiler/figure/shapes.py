"""Flat shapes in pixels: hulls stretched around circles, the outlines of all of them found at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from compiler.figure.camera import Circle, Point

Corners = NDArray[np.float64]
"""(n, 2): x and y."""
Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Hull:
    """A skin stretched around circles; with `lit`, around what is left of each on the side of the light.

    `lit` is the share by which they are drawn in, away from below and a little from the right, each inside its
    own old outline.
    """

    circles: tuple[Circle, ...]
    lit: float = 0.0


Outline = Hull | tuple[Point, ...] | Corners
"""What is closed and filled: a hull, or corners."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Closed outlines, all running the same way, filled together (overlaps count once).

    `soft` ones have no clear edge; neighbours of one colour are painted as one. `lasting` ones are the same, but for
    their opacity, in many pictures of a turn.
    """

    outlines: tuple[Outline, ...]
    fill: str
    opacity: float = 1.0
    soft: bool = False
    lasting: bool = False

    @property
    def corners(self) -> list[Corners]:
        """Those of each outline."""
        return corners_of(self.outlines)


def corners_of(outlines: Sequence[Outline]) -> list[Corners]:
    """The corners of each outline, all running the same way round."""
    found = {
        k: np.asarray(one, np.float64).reshape(-1, 2)
        for k, one in enumerate(outlines)
        if not isinstance(one, Hull)
    }
    hulls = [(k, one) for k, one in enumerate(outlines) if isinstance(one, Hull)]
    for most, corners_around in ((2, _around_two), (_MOST, _around_many)):
        alike = [(k, one) for k, one in hulls if k not in found and len(one.circles) <= most]
        if alike:
            corners, counts = corners_around(_circles([one for _, one in alike]))
            ends = np.cumsum(counts).tolist()
            found.update(
                (k, corners[a:b]) for (k, _), (a, b) in zip(alike, pairwise([0, *ends]), strict=True)
            )
    return [found[k] for k in range(len(outlines))]


_LEAST = 1e-9
"""Pixels: nearer circles count as one in the other."""
_MOST = 1_000
"""Circles of a hull."""


def _circles(hulls: Sequence[Hull]) -> Numbers:
    """(hulls, circles, 3): those that have fewer circles than others have their last one again."""
    most = max(2, *(len(one.circles) for one in hulls))
    alike = [one.circles + one.circles[-1:] * (most - len(one.circles)) for one in hulls]
    found = np.array(alike, np.float64)
    shares = np.array([one.lit for one in hulls])[:, None]
    found[..., 0] -= 0.42 * shares * found[..., 2]
    found[..., 1] -= 0.9 * shares * found[..., 2]
    found[..., 2] *= 1 - shares
    return found


def _around_two(circles: Numbers) -> tuple[Corners, Whole]:
    """The corners of all hulls in a row, and how many each has: an arc of either circle between their tangents."""
    (ax, ay, ar), (bx, by, br) = circles[:, 0].T, circles[:, 1].T
    across, down = bx - ax, by - ay
    along = np.arctan2(down, across)
    narrower = np.clip((ar - br) / np.maximum(np.hypot(across, down), _LEAST), -1, 1)
    opening = np.where((across == 0) & (down == 0), np.where(br > ar, np.pi, 0), np.arccos(narrower))
    start = np.stack([along - opening, along + opening], axis=1).ravel()
    turn = np.stack([2 * opening, 2 * (np.pi - opening)], axis=1).ravel()
    start[turn == 2 * np.pi] = 0  # of one that lies in the other nothing is seen
    both = circles[:, ::-1].reshape(-1, 3)
    steps = np.maximum(1, np.ceil(_steps(both[:, 2]) * turn / (2 * np.pi) - 1e-6)).astype(int)
    counts = np.where(turn > 0, steps + 1, 0)
    rows, numbers = _numbered(counts)
    angles = start[rows] + (turn / steps)[rows] * numbers
    return _on(both[rows], angles), counts.reshape(-1, 2).sum(axis=1)


def _around_many(circles: Numbers) -> tuple[Corners, Whole]:
    """The same: for directions all round, the point of the circles that lies farthest out."""
    counts = _steps(2.2 * circles[..., 2].max(axis=1))
    rows, numbers = _numbered(counts)
    angles = (2 * np.pi / counts)[rows] * numbers
    x, y, radius = np.moveaxis(circles[rows], 2, 0)
    reach = np.cos(angles)[:, None] * x + np.sin(angles)[:, None] * y + radius
    return _on(circles[rows, reach.argmax(axis=1)], angles), counts


def _numbered(counts: Whole) -> tuple[Whole, Whole]:
    """For each corner, of which hull or arc it is, and its number there."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - (np.cumsum(counts) - counts)[rows]


def _on(circles: Numbers, angles: Numbers) -> Corners:
    """The point of each circle at its angle."""
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    found: Corners = circles[:, :2] + circles[:, 2:] * directions
    return found


def _steps(radii: Numbers) -> Whole:
    """Enough corners for circles to be true to a fifth of a pixel."""
    steps: Whole = np.maximum(16, (6 * np.sqrt(np.maximum(radii, 0))).astype(np.int64))
    return steps


@cache
def round_about(steps: int) -> Numbers:
    """(steps, 2): directions all round, x and y."""
    return _on(np.array([[0.0, 0.0, 1.0]]), 2 * np.pi * np.arange(steps) / steps)
