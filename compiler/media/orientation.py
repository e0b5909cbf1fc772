"""How stored pictures become upright."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Orientation:
    """How a stored picture becomes upright: rows and columns exchanged first, then flips."""

    transposed: bool = False
    flipped_x: bool = False
    flipped_y: bool = False


def orientation(frame: "VideoFrame") -> Orientation:
    """How the frame becomes upright, from its display matrix."""
    try:
        sides = list(cast("Iterable[Any]", frame.side_data))
    except ValueError:  # PyAV has no name for some of libav's kinds of side data
        return Orientation()
    for side in sides:
        if side.type.name == "DISPLAYMATRIX":
            a, b, _, c, d, *_ = (int(n) for n in np.frombuffer(side, np.int32)[:9])
            if abs(b) > abs(a):
                return Orientation(transposed=True, flipped_x=c < 0, flipped_y=b < 0)
            return Orientation(flipped_x=a < 0, flipped_y=d < 0)
    return Orientation()
