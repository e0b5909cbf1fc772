"""The command of a file of trials: many damaged files of each kind, and those with which something went wrong."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Found:
    """A damaged file, how it is counted, and what is wrong with what came of it, if anything is."""

    raw: bytes
    outcome: str
    wrong: str


class Named(Protocol):
    """A kind of file, which has a name (perhaps in a folder)."""

    @property
    def name(self) -> str: ...


def try_all(
    kinds: Mapping[str, Named], found: Callable[[str, int, int], Iterator[Found]], *, count: int, seed: int
) -> int:
    """Try `count` files of each kind (``--count``, ``--seed``, ``--kind``) and show what is wrong; 1 if anything is.

    `found` takes a kind, a seed and a count. A file with which something is wrong is kept.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--kind", choices=kinds, action="append")
    asked = parser.parse_args()
    bad = 0
    for kind in asked.kind or kinds:
        began, outcomes = time.process_time(), Counter[str]()
        for number, one in enumerate(found(kind, asked.seed, asked.count)):
            outcomes[one.outcome] += 1
            if one.wrong:
                bad += 1
                kept = Path(tempfile.gettempdir()) / f"damaged-{number}-{PurePath(kinds[kind].name).name}"
                kept.write_bytes(one.raw)
                sys.stdout.write(f"{kind}: {one.wrong} ({kept})\n")
        spent = time.process_time() - began
        tried = f"{outcomes.total()} tried, {dict(outcomes)}"
        sys.stdout.write(f"{kind}: {tried}, {spent:.0f} s of processor time\n")
        sys.stdout.flush()
    return 1 if bad else 0
