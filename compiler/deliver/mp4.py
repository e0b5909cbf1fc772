"""Segments + sound + chapters -> the MP4: packets are copied, nothing is encoded.

Every video packet is one frame of a constant rate, so timestamps are counted and not read: packet n of the
file has decoding time n - delay. There is no edit list: composition offsets may be negative, and the sound's
priming packet is left out (`mix` starts every sound with silence).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from heapq import merge
from itertools import chain
from math import lcm
from pathlib import Path
from typing import Any

import av

from compiler.deliver.caption_track import alpha_3, caption_packets
from compiler.deliver.finished import Finished
from compiler.model.errors import ToolFailed
from compiler.model.piece import Piece
from compiler.model.timeline import Timeline

REORDER_DELAY = 1
"""Frames by which x264 decodes ahead with B-frames and no pyramid."""
SAMPLE_RATE = 48_000
_OPTIONS = {
    "movflags": "+faststart+negative_cts_offsets",
    "use_editlist": "0",
    "brand": "mp42",
}


_FRAGMENTS = {
    "movflags": "frag_keyframe+empty_moov+default_base_moof+frag_discont",
    "use_editlist": "1",  # there is none in fragments: this keeps libav from moving both tracks to zero
}
_UNDECODED: Any = [{"skip_frame": "all"}]
"""For opening: libav decodes a first picture to learn of the stream, of which the header has told all (5 ms each)."""


def write_mp4(finished: Finished, destination: Path) -> None:
    """The video.

    Raises:
        ToolFailed: the pieces do not fit together (they were made by different encoders).
    """
    mux(finished.pieces, finished.sound, finished.timeline, destination, finished.on_frames)


def mux(
    pieces: Sequence[Piece],
    sound: Path,
    timeline: Timeline,
    destination: Path,
    on_frames: Callable[[int], None] = lambda _: None,
) -> None:
    """Write the video to `destination`; `on_frames` hears how many frames were copied.

    Captions are a track of it unless they are in the picture: a player might show them twice.

    Raises:
        ToolFailed: the pieces do not fit together (they were made by different encoders).
    """
    with av.open(str(destination), "w", format="mp4", options=_options(timeline.frame_rate)) as container:
        container.set_chapters(_chapters(timeline))
        _copy(pieces, sound, timeline, container, captioned=not timeline.burnt_in, on_frames=on_frames)


def _copy(
    pieces: Iterable[Piece],
    sound: Path,
    timeline: Timeline,
    container: Any,
    *,
    captioned: bool = False,
    on_frames: Callable[[int], None] = lambda _: None,
) -> None:
    to_come = iter(pieces)
    leading = next(to_come)
    container.metadata.update(title=timeline.title, comment=timeline.disclaimer)
    with av.open(str(leading.path)) as first, av.open(str(sound)) as heard:
        video: Any = container.add_stream_from_template(first.streams.video[0])
        audio: Any = container.add_stream_from_template(heard.streams.audio[0])
        extradata = first.streams.video[0].codec_context.extradata
        video.time_base = 1 / timeline.frame_rate
        audio.metadata["language"] = alpha_3(timeline.language)
        tracks = [
            _audio_packets(heard, audio),
            *([caption_packets(timeline, container)] if captioned else []),
            video_packets(chain([leading], to_come), video, timeline.frame_rate, extradata, on_frames),
        ]
        interleave(tracks, timeline.frame_rate, container)


def interleave(tracks: Sequence[Iterable[Any]], frame_rate: Fraction, container: Any) -> None:
    """Write the packets of all tracks in the order of their times, so that a player reads in one direction."""
    unit = lcm(SAMPLE_RATE, frame_rate.numerator)
    timed = (_timed(number, packets, unit) for number, packets in enumerate(tracks))
    for _, _, packet in merge(*timed):
        container.mux_one(packet)


def _timed(track: int, packets: Iterable[Any], unit: int) -> Iterator[tuple[int | Fraction, int, Any]]:
    """Each packet of a track behind its time in units of a second, which are whole numbers, quick to compare."""
    to_come = iter(packets)
    first = next(to_come, None)
    if first is None:
        return
    each = first.time_base * unit
    ticks = each.numerator if each.denominator == 1 else each
    for packet in chain([first], to_come):
        yield packet.dts * ticks, track, packet


def fragmented(frame_rate: Fraction) -> dict[str, str]:
    """What libav is told to write fragments that can be played one by one."""
    return {**_options(frame_rate), **_FRAGMENTS}


def _options(frame_rate: Fraction) -> dict[str, str]:
    ticks = frame_rate.numerator
    while ticks < 10_000:
        ticks *= 10
    return {**_OPTIONS, "video_track_timescale": str(ticks)}


def _chapters(timeline: Timeline) -> list[Any]:
    if not timeline.chapters:
        return []
    stops = [chapter.start for chapter in timeline.chapters[1:]] + [timeline.frames]
    return [
        {
            "id": number,
            "start": chapter.start,
            "end": stop,
            "time_base": 1 / timeline.frame_rate,
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, stop) in enumerate(zip(timeline.chapters, stops, strict=True), 1)
    ]


def video_packets(
    pieces: Iterable[Piece],
    stream: Any,
    frame_rate: Fraction,
    extradata: bytes | None,
    on_frames: Callable[[int], None] = lambda _: None,
    *,
    first: int = 0,
) -> Iterator[Any]:
    """The packets of the pieces' pictures, the first of which is frame `first` of the video.

    Raises:
        ToolFailed: the pieces do not fit together.
    """
    start = position = first
    frame_seconds = 1 / frame_rate
    for piece in pieces:
        packets = _packets_of(piece, extradata)
        for packet, shown in packets:
            packet.stream = stream
            packet.time_base = frame_seconds
            packet.pts = start + shown
            packet.dts = position - REORDER_DELAY
            packet.duration = 1
            position += 1
            yield packet
        start += piece.frames
        on_frames(start)


def _packets_of(piece: Piece, extradata: bytes | None) -> list[tuple[Any, int]]:
    """The segment's packets in decoding order, each with its place (in frames) in the segment."""
    with av.open(str(piece.path), format="mp4", stream_options=_UNDECODED) as container:
        stream = container.streams.video[0]
        packets: list[Any] = [packet for packet in container.demux(stream) if packet.dts is not None]
        if stream.codec_context.extradata != extradata or len(packets) != piece.frames:
            message = f"the kept segment {piece.path.name} does not fit the others"
            raise ToolFailed(message, hint="clear the store (followalong cache --clear) and build again")
        order = sorted(range(len(packets)), key=lambda n: packets[n].pts)
        place = {n: shown for shown, n in enumerate(order)}
        return [(packet, place[n]) for n, packet in enumerate(packets)]


def _audio_packets(heard: Any, stream: Any) -> Iterator[Any]:
    """All packets from time zero on; what comes before is the encoder's priming."""
    for packet in heard.demux(heard.streams.audio[0]):
        if packet.dts is not None and packet.pts >= 0:
            packet.stream = stream
            yield packet
