"""Gradients without bands: where brightness goes slowly, cells are rounded up or down by an even pattern."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
Exact = NDArray[np.float32]

CELL = 4
"""Pixels of a cell of the pattern: finer ones are what an encoder smooths away."""
_ORDER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)
_THRESHOLDS = (_ORDER + np.float32(0.5)) / 16
_NEAR, _SLOW = 3, (0.02, 3.0)
"""A gradient is other so many cells away, by so much: what is flat and what is an edge stays as it is."""
_REACH = 8
"""Cells to each side over which steps of whole numbers are made a slope again."""


def dither(plane: Plane, exact: Exact) -> None:
    """Round `exact` into the plane by a pattern wherever it is a gradient; elsewhere the plane stays."""
    cells = _cells(exact)
    _spread(plane, cells.mean(axis=(1, 3)), _span(cells) < 1)


def unbanded(rgb: Plane) -> Plane:
    """A drawing whose gradients were drawn in whole numbers, (height, width, 3), with those steps dithered."""
    planes = [np.ascontiguousarray(rgb[..., channel]) for channel in range(3)]
    for plane in planes:
        cells = _cells(plane)
        middles = cells.sum(axis=1, dtype=np.uint16).sum(axis=2, dtype=np.uint16) / np.float32(CELL * CELL)
        slope = _mean(_mean(middles).T).T
        _spread(plane, slope, (np.abs(slope - middles) < 1) & (_span(cells) <= 1))
    return np.stack(planes, axis=-1)


def _cells(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """The plane in cells: (rows, pixels down, columns, pixels across)."""
    height, width = (side // CELL * CELL for side in values.shape)
    return values[:height, :width].reshape(height // CELL, CELL, width // CELL, CELL)


def _span(cells: NDArray[Any]) -> NDArray[Any]:
    """How far apart the values of each cell are. Sides one by one: thirty times as quick as over both axes at once."""
    high, low = cells, cells
    for axis in (1, 2):
        parts = range(CELL)
        high = np.maximum.reduce([high.take(part, axis) for part in parts])
        low = np.minimum.reduce([low.take(part, axis) for part in parts])
    spans: NDArray[Any] = high - low
    return spans


def _spread(plane: Plane, cells: Exact, smooth: NDArray[np.bool_]) -> None:
    """Write the cells that are smooth and lie in a gradient into the plane."""
    slow = np.zeros(cells.shape, bool)
    for axis in (0, 1):
        far = np.abs(cells - np.roll(cells, _NEAR, axis))
        slow |= (far > _SLOW[0]) & (far < _SLOW[1])
    rows, columns = (side // 4 + 1 for side in cells.shape)
    pattern = np.tile(_THRESHOLDS, (rows, columns))[: cells.shape[0], : cells.shape[1]]
    rounded = (cells + pattern).astype(np.uint8)
    inside = _cells(plane)
    chosen = (slow & smooth)[:, None, :, None]
    inside[...] = np.where(chosen, rounded[:, None, :, None], inside)


def _mean(values: Exact) -> Exact:
    """Of so many cells above and below; at the edges the outermost ones stand for those beyond."""
    padded = np.pad(values, ((_REACH + 1, _REACH), (0, 0)), mode="edge")
    summed = np.cumsum(padded, axis=0, dtype=np.float64)
    mean: Exact = ((summed[2 * _REACH + 1 :] - summed[: -2 * _REACH - 1]) / (2 * _REACH + 1)).astype(
        np.float32
    )
    return mean
