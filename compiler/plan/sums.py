"""Which choices add up: one of each part's numbers, so that their sum lies in a window.

Sets of sums are whole numbers used as bit sets (bit n: the sum n can be reached), which makes a search over
millions of combinations a few hundred shifts.
"""

from collections.abc import Sequence


class Sums:
    """Sums of one number from each part; numbers are frames, 0 or more, and each part has them best first."""

    def __init__(self, parts: Sequence[Sequence[int]]) -> None:
        self._parts = tuple(tuple(part) for part in parts)
        self._from = self._reachable()

    def _reachable(self) -> tuple[int, ...]:
        """For each part, the sums of it and all parts after it; at the end, nothing: the sum 0."""
        reach = [1]
        for part in reversed(self._parts):
            after, bits = reach[-1], 0
            for number in dict.fromkeys(part):
                bits |= after << number
            reach.append(bits)
        return tuple(reversed(reach))

    def pick(self, low: int, high: int) -> tuple[int, ...] | None:
        """Which of each part's numbers to take for the largest sum from `low` to `high`; None if there is none.

        The first parts get their best choice as far as the others can make up for it.
        """
        window = _bits_up_to(self._from[0], high)
        if not window or window.bit_length() - 1 < max(0, low):
            return None
        return self._path(window.bit_length() - 1)

    def nearest(self, wanted: int) -> int:
        """The sum that is nearest to `wanted`; the shorter one of two."""
        below = _bits_up_to(self._from[0], wanted)
        above = self._from[0] >> max(0, wanted + 1)
        candidates = []
        if below:
            candidates.append(below.bit_length() - 1)
        if above:
            candidates.append(max(0, wanted + 1) + (above & -above).bit_length() - 1)
        return min(candidates, key=lambda total: abs(total - wanted))

    def _path(self, total: int) -> tuple[int, ...]:
        picked = []
        for part, after in zip(self._parts, self._from[1:], strict=True):
            at = next(i for i, number in enumerate(part) if number <= total and after >> (total - number) & 1)
            picked.append(at)
            total -= part[at]
        return tuple(picked)


def _bits_up_to(bits: int, highest: int) -> int:
    return bits & ((1 << (highest + 1)) - 1) if highest >= 0 else 0
