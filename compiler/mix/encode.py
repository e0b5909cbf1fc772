"""Samples -> an AAC-LC file that the muxer copies packets from."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from compiler.mix.samples import SAMPLE_RATE, Samples

_MOST_WAITING = 8
"""Blocks that are mixed while an earlier one is encoded."""

_FF_QP2LAMBDA = 118
QUALITY = 1.5
"""Of ffmpeg's AAC encoder at constant quality: about 85 kb/s for routines with a usual amount of speech.

At a constant bit rate of 192 kb/s the encoder tries each frame several times to fill its rate: on speech that
took three times as long.
"""
ENCODER_OPTIONS = {
    "aac_coder": "fast",
    "flags": "+qscale+bitexact",
    "global_quality": str(round(QUALITY * _FF_QP2LAMBDA)),
    "aac_ms": "1",
    "aac_is": "0",
    "aac_pns": "0",
    "aac_tns": "0",
}
"""Mid and side always, as most of the sound is equal on both; the tools for very low rates are off."""


def write_aac(destination: Path, blocks: Iterable[Samples]) -> int:
    """Write `blocks`, (1, n) or (2, n), as 48 kHz stereo in an MP4 container; how many samples that were.

    The encoder's own delay is marked in the file, so that players and muxers start at the first sample.
    """
    written = 0
    with (
        av.open(str(destination), "w", format="mp4", options={"fflags": "+bitexact"}) as container,
        ThreadPoolExecutor(1) as beside,  # the encoder lets go of the interpreter while it works
    ):
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options=ENCODER_OPTIONS)
        stream.time_base = Fraction(1, SAMPLE_RATE)
        under_way: deque[Future[None]] = deque()
        for block in blocks:
            if not block.shape[1]:
                continue
            frame = av.AudioFrame.from_ndarray(_two_channels(block), format="fltp", layout="stereo")
            frame.sample_rate, frame.time_base, frame.pts = SAMPLE_RATE, Fraction(1, SAMPLE_RATE), written
            under_way.append(beside.submit(_encode, frame, stream, container))
            written += block.shape[1]
            if len(under_way) > _MOST_WAITING:
                under_way.popleft().result()
        under_way.append(beside.submit(_encode, None, stream, container))
        for done in under_way:
            done.result()
    return written


def _encode(frame: av.AudioFrame | None, stream: Any, container: Any) -> None:
    container.mux(stream.encode(frame))


def _two_channels(block: Samples) -> Samples:
    return np.ascontiguousarray(np.broadcast_to(block, (2, block.shape[1])))
