"""A mastered track -> the same at fewer bits a second, for a video that is sent by mail."""

from functools import partial
from pathlib import Path

import av

from compiler.mix.samples import SAMPLE_RATE
from compiler.store import Store, content_key

SMALLER = "shrunk"
VERSION = 1
"""Raised when the same track comes to other bytes."""


def smaller(track: Path, bit_rate: int, store: Store) -> Path:
    """The track encoded again, kept by what it was made from; as long as it was, to the sample."""
    key = content_key("smaller sound", VERSION, track.name, bit_rate)
    return store.make(SMALLER, key, ".m4a", partial(_encode, track, bit_rate))


def _encode(track: Path, bit_rate: int, destination: Path) -> None:
    options = {"fflags": "+bitexact"}
    with av.open(str(track)) as heard, av.open(str(destination), "w", format="mp4", options=options) as made:
        stream = made.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options={"flags": "+bitexact"})
        stream.bit_rate = bit_rate
        for frame in heard.decode(audio=0):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
