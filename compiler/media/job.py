"""What conforming is asked to do, and what its child process says that it is doing."""

from dataclasses import dataclass
from fractions import Fraction

from compiler.model.routine import Footage

DECODING, APPLYING = "decoding", "applying effects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conform:
    """Footage, and what to bring it to: even width and height in pixels, frames per second.

    `phase_frames` is the length in frames of each of the footage's phases, for photos that follow them.
    """

    footage: Footage
    size: tuple[int, int]
    frame_rate: Fraction
    phase_frames: tuple[int, ...] = ()
