"""What a network said: samples, and in which of them each word begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compiler.narrate.sound_file import heard_part, trimmed

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Said:
    """(n,) float32 `samples`; `words` are (sample, word), none where the network does not tell."""

    samples: Samples
    words: tuple[tuple[int, str], ...] = ()

    def without_quiet(self, sample_rate: int) -> "Said":
        """The same without the quiet around it."""
        start, _ = heard_part(self.samples, sample_rate)
        words = tuple((max(0, at - start), word) for at, word in self.words)
        return Said(samples=trimmed(self.samples, sample_rate), words=words)


def one_after_the_other(pieces: Sequence[Said]) -> Said:
    """All of them as one."""
    words: list[tuple[int, str]] = []
    begun = 0
    for piece in pieces:
        words += [(begun + at, word) for at, word in piece.words]
        begun += len(piece.samples)
    samples = [piece.samples for piece in pieces]
    return Said(samples=np.concatenate(samples) if samples else np.zeros(0, np.float32), words=tuple(words))
