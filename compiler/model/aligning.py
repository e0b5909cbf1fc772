"""Where the parts of one sequence stand in another that says the same a little differently. Pure."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def places(parts: Sequence[str], among: Sequence[str]) -> tuple[int, ...]:
    """For each of `parts` the place in `among` (not empty) where it begins; never going back.

    What is the same in both lies where it is; what is not is spread evenly between.
    """
    found: list[int] = []
    matcher = SequenceMatcher(None, parts, among, autojunk=False)
    for _, start, stop, first, last in matcher.get_opcodes():
        found += [first + (n - start) * (last - first) // (stop - start) for n in range(start, stop)]
    return tuple(min(place, len(among) - 1) for place in found)
