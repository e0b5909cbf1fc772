"""What a ring, or a count in its place, shows in a frame: whole numbers only."""

from fractions import Fraction

from compiler.model.timeline import RepsRing, Ring, SecondsRing

State = tuple[str, int, int, int]
"""("seconds", digit, places, what is left of the drawing in its steps) or ("reps", rep, places, reps)."""


def state_of(ring: Ring | None, frame: int, frame_rate: Fraction, steps: int) -> State | None:
    """What the step's `frame` shows; a drawing that empties does so in so many `steps`. None: nothing."""
    if isinstance(ring, RepsRing):
        return ("reps", rep_of(ring, frame), len(str(ring.reps)), ring.reps)
    digit = digit_of(ring, frame, frame_rate) if ring else None
    if ring is None or digit is None:
        return None
    left = ring.total - (frame - ring.start)
    places = len(str(first_digit(ring, frame_rate)))
    return ("seconds", digit, places, -(-left * steps // ring.total))


def turns_of(ring: Ring | None) -> tuple[int, ...]:
    """The frames at which a count of seconds comes and goes."""
    return (ring.start, ring.start + ring.total) if isinstance(ring, SecondsRing) else ()


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
