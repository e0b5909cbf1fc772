"""Which number a ring shows in a frame: whole numbers only."""

from fractions import Fraction

from compiler.model.timeline import RepsRing, SecondsRing


def digit_of(ring: SecondsRing, frame: int, frame_rate: Fraction) -> int | None:
    """The digit in the step's `frame`: seconds left, rounded up; None where the ring is not shown.

    A total that was rounded up to whole frames does not show a second more for it.
    """
    left = ring.total - (frame - ring.start)
    if not 0 < left <= ring.total:
        return None
    return min(_whole_seconds(left, frame_rate), first_digit(ring, frame_rate))


def first_digit(ring: SecondsRing, frame_rate: Fraction) -> int:
    """The digit that the ring starts with."""
    return max(1, _whole_seconds(ring.total - 1, frame_rate))


def _whole_seconds(frames: int, frame_rate: Fraction) -> int:
    return -(-frames * frame_rate.denominator // frame_rate.numerator)


def rep_of(ring: RepsRing, frame: int) -> int:
    """The rep that is on in the step's `frame`, from 1."""
    return min(ring.reps, max(0, frame) // max(1, ring.rep_frames) + 1)
