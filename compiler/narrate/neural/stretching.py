"""Speech made slower without making it lower, by ffmpeg's filter for it."""

import itertools
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SLOWEST = 0.5
"""The least that the filter takes at once."""


def stretched(samples: Samples, sample_rate: int, tempo: float) -> Samples:
    """`samples`, (n,) float32, at `tempo` times their speed; the same come to the same bytes."""
    while tempo < SLOWEST:
        samples, tempo = stretched(samples, sample_rate, SLOWEST), tempo / SLOWEST
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=sample_rate, format="flt", layout="mono", time_base=Fraction(1, sample_rate)
    )
    filters = [source, graph.add("atempo", str(tempo)), graph.add("abuffersink")]
    for before, after in itertools.pairwise(filters):
        before.link_to(after)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None]), format="flt", layout="mono")
    frame.sample_rate, frame.pts = sample_rate, 0
    graph.push(frame)
    graph.push(None)
    return np.concatenate([samples[:0], *_pulled(graph)])


def _pulled(graph: av.filter.Graph) -> list[Samples]:
    pieces: list[Samples] = []
    while True:
        try:
            pulled = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return pieces
        assert isinstance(pulled, av.AudioFrame)
        pieces.append(pulled.to_ndarray().reshape(-1).astype(np.float32))
