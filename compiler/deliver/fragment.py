"""A stretch of a video as a file of its own, with the times of the whole: for a player that asks piece by piece."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any

import av

from compiler.deliver.mp4 import REORDER_DELAY, SAMPLE_RATE, fragmented, interleave, video_packets
from compiler.model.piece import Piece
from compiler.model.timing import FrameRange


def codecs_of(piece: Piece) -> str:
    """The media type of video that begins with a piece, with codecs (RFC 6381)."""
    with av.open(str(piece.path)) as first:
        header = first.streams.video[0].codec_context.extradata or b""
    return f'video/mp4; codecs="avc1.{header[1:4].hex()}, mp4a.40.2"'


def fragment(
    pieces: Sequence[Piece], stretch: FrameRange, frame_rate: Fraction, sound: bytes, origin: int
) -> bytes:
    """Fragmented MP4 of the frames of `stretch`, which `pieces` are the picture of, and what is heard in it.

    `sound` is a file whose time zero is sample `origin` of the whole. All of it shows a frame later: in fragments the
    picture cannot begin before it is decoded.

    Raises:
        ToolFailed: the pieces do not fit together.
    """
    out = BytesIO()
    with (
        av.open(out, "w", format="mp4", options=fragmented(frame_rate)) as container,
        av.open(str(pieces[0].path)) as seen,
        av.open(BytesIO(sound)) as heard,
    ):
        video: Any = container.add_stream_from_template(seen.streams.video[0])
        audio: Any = container.add_stream_from_template(heard.streams.audio[0])
        video.time_base = 1 / frame_rate
        extradata = seen.streams.video[0].codec_context.extradata
        tracks = [
            _packets_within(heard, audio, stretch, frame_rate, origin),
            video_packets(pieces, video, frame_rate, extradata, first=stretch.start),
        ]
        interleave(tracks, frame_rate, container)
    return out.getvalue()


def _packets_within(
    heard: Any, stream: Any, stretch: FrameRange, frame_rate: Fraction, origin: int
) -> Iterator[Any]:
    """The packets that begin within the stretch, at their times in the whole."""
    start, stop = (Fraction(frame * SAMPLE_RATE) / frame_rate for frame in (stretch.start, stretch.stop))
    found, shift = heard.streams.audio[0], origin + round(REORDER_DELAY * SAMPLE_RATE / frame_rate)
    if start > origin:
        heard.seek(int(start) - origin, stream=found)
    for packet in heard.demux(found):
        if packet.dts is None or packet.pts < 0 or packet.pts + origin < start:
            continue
        if packet.pts + origin >= stop:
            return
        packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
        packet.stream = stream
        yield packet
