"""Where a long word may be parted in two lines: between the parts that a language knows of its trade's words."""

import re
from collections.abc import Collection
from functools import lru_cache

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_LONG = re.compile(r"[^\W\d_]{9,}")
"""Words of fewer letters are never parted."""


def parted(text: str, parts: Collection[str]) -> str:
    """The text with a soft hyphen at each place where a long word consists of two of the `parts`.

    A word that its author has given soft hyphens, or one with letters that belong to none of the parts, stays as it is.
    """
    known = frozenset(parts)
    return _LONG.sub(lambda found: SOFT_HYPHEN.join(_split(found[0], known)), text)


@lru_cache(maxsize=256)
def _split(word: str, parts: frozenset[str]) -> tuple[str, ...]:
    """The word in as many of the parts as there are in it; whole where it does not consist of them."""
    low = word.lower()
    best: list[tuple[int, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        ways = [
            (*way, end)
            for start in range(end)
            if low[start:end] in parts and (way := best[start]) is not None
        ]
        best[end] = max(ways, key=len, default=None)
    ends = best[-1]
    if not ends:
        return (word,)
    return tuple(word[start:end] for start, end in zip((0, *ends), ends, strict=False))
