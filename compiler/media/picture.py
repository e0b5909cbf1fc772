"""A frame as it is decoded, composited and encoded: planar 4:2:0, bt709, limited range."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """Three uint8 planes: `y` (height, width), `u` and `v` (height/2, width/2). Both sizes are even.

    bt709 matrix, limited range: y 16 to 235, u and v 16 to 240 around 128.
    """

    y: Plane
    u: Plane
    v: Plane

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.y.shape[1], self.y.shape[0]

    def place(self, part: "Picture", at: tuple[int, int]) -> None:
        """Show `part` in this picture from pixel `at` (x, y; both even) on; it must lie wholly inside."""
        (x, y), (width, height) = at, part.size
        self.y[y : y + height, x : x + width] = part.y
        half = np.s_[y // 2 : (y + height) // 2, x // 2 : (x + width) // 2]
        self.u[half], self.v[half] = part.u, part.v

    def part(self, at: tuple[int, int], size: tuple[int, int]) -> Self:
        """A view of the box that begins at pixel `at` (all numbers even)."""
        (x, y), (width, height) = at, size
        half = np.s_[y // 2 : (y + height) // 2, x // 2 : (x + width) // 2]
        return type(self)(self.y[y : y + height, x : x + width], self.u[half], self.v[half])

    def copy(self) -> "Picture":
        """One that can be drawn on."""
        return Picture(self.y.copy(), self.u.copy(), self.v.copy())

    def mirrored(self) -> "Picture":
        """Left and right exchanged (a copy)."""
        return Picture(*(np.ascontiguousarray(p[:, ::-1]) for p in (self.y, self.u, self.v)))

    @classmethod
    def blank(cls, width: int, height: int) -> Self:
        """Black."""
        half = (height // 2, width // 2)
        return cls(
            np.full((height, width), 16, np.uint8), np.full(half, 128, np.uint8), np.full(half, 128, np.uint8)
        )
