"""Samples -> an AAC-LC file that the muxer copies packets from."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np

from compiler.mix.samples import SAMPLE_RATE, Samples

_MOST_WAITING = 8
"""Blocks that are mixed while an earlier one is encoded."""

_TICK = Fraction(1, SAMPLE_RATE)
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


FRAME = 1024
"""Samples of a packet; each reaches into the next one."""


def write_aac(destination: Path | BytesIO, parts: Sequence[Iterable[Samples]]) -> int:
    """Write blocks of (1, n) or (2, n) as 48 kHz stereo in an MP4 container; how many samples that were.

    Each of the parts is made and encoded by threads of its own. All but the last are whole packets, and where two meet
    there is silence in the last three packets of one and the first three of the other: all encoders take silence alike.

    The encoder's own delay is marked in the file, so that players and muxers start at the first sample.
    """
    file = str(destination) if isinstance(destination, Path) else destination
    with av.open(file, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options=ENCODER_OPTIONS)
        stream.time_base = _TICK
        with ThreadPoolExecutor(len(parts)) as threads:
            first = threads.submit(_encoded, parts[0], stream.codec_context, container.mux)
            others = [threads.submit(_kept, blocks) for blocks in parts[1:]]
            written = first.result()
            for samples, packets in (other.result() for other in others):
                for packet in packets[1:]:  # the first is the end of the part before
                    packet.stream = stream
                    packet.pts = packet.dts = packet.pts + written
                    container.mux_one(packet)
                written += samples
    return written


def _kept(blocks: Iterable[Samples]) -> tuple[int, list[Any]]:
    """How many samples a part has, and its packets, counted from its own start."""
    encoder = av.CodecContext.create("aac", "w")
    encoder.sample_rate, encoder.layout, encoder.format = SAMPLE_RATE, "stereo", "fltp"
    encoder.time_base, encoder.options = _TICK, ENCODER_OPTIONS
    packets: list[Any] = []
    return _encoded(blocks, encoder, packets.extend), packets


def _encoded(blocks: Iterable[Samples], encoder: Any, take: Callable[[list[Any]], object]) -> int:
    """Give away the packets of a part; how many samples it has."""
    written = 0
    under_way: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1) as beside:  # the encoder lets go of the interpreter while it works
        for block in blocks:
            if not block.shape[1]:
                continue
            frame = av.AudioFrame.from_ndarray(_two_channels(block), format="fltp", layout="stereo")
            frame.sample_rate, frame.time_base, frame.pts = SAMPLE_RATE, _TICK, written
            under_way.append(beside.submit(_encode, frame, encoder, take))
            written += block.shape[1]
            if len(under_way) > _MOST_WAITING:
                under_way.popleft().result()
        under_way.append(beside.submit(_encode, None, encoder, take))
        for done in under_way:
            done.result()
    return written


def _encode(frame: av.AudioFrame | None, encoder: Any, take: Callable[[list[Any]], object]) -> None:
    take(encoder.encode(frame))


def _two_channels(block: Samples) -> Samples:
    return np.ascontiguousarray(np.broadcast_to(block, (2, block.shape[1])))
