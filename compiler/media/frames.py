"""Footage -> its frames in time, and frames in time -> a constant rate.

A file that holds less than its header promises is not accepted as far as it goes: what is used must be there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from compiler.media.opening import open_media, refuse_too_large
from compiler.media.probe import (
    Orientation,
    frame_rate_of,
    orientation,
    pixel_aspect,
    promised_duration,
    refuse_encrypted,
    trim_trouble,
    video_stream,
)
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage
from compiler.model.timing import frames_of, written_duration

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.codeccontext import VideoCodecContext
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
_LATE_START = Fraction(1, 2)
_ROUNDING = Fraction(1, 4)
_REORDERED_SECONDS = 2
"""Packets come in decoding order; none comes so long after its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedFrame:
    """A decoded frame; `seconds` count from the first one of the file.

    `aspect` is a pixel's shape, `turn` how the picture becomes upright.
    """

    frame: "VideoFrame"
    seconds: Fraction
    duration: Fraction
    aspect: Fraction
    turn: Orientation = Orientation()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedPacket:
    """A picture that is not decoded: `stamp` is its time in the file's own ticks; the rest as in TimedFrame."""

    stamp: int
    key: bool
    seconds: Fraction
    duration: Fraction


class Timed(Protocol):
    """What shows from a moment on, for a while; both in seconds."""

    @property
    def seconds(self) -> Fraction: ...

    @property
    def duration(self) -> Fraction: ...


Shown = TypeVar("Shown", bound=Timed)


def footage_frames(footage: Footage) -> Iterator[TimedFrame]:
    """The frames that show between the trim's ends, in order, deinterlaced.

    Raises:
        BadMedia: the file is bad, the trim is outside of it, or less can be decoded than it promises.
    """
    with open_media(footage.path) as container:
        reading = _Reading(container, footage)
        yield from _deinterlaced(reading.frames())


def footage_packets(footage: Footage) -> Iterator[TimedPacket]:
    """The same without decoding, also from the key frame before the trim's start on; ascending in time.

    Nothing comes of a file whose packets do not tell when they show, that says to skip some of them, or where
    some lean on the group before their own (open groups): there, reading cannot begin at any key frame.

    Raises:
        BadMedia: as :func:`footage_frames`, as far as packets tell.
    """
    with open_media(footage.path) as container:
        reading = _Reading(container, footage)
        yield from reading.packets()


class _Reading:
    """One pass over a file's pictures."""

    def __init__(self, container: "InputContainer", footage: Footage) -> None:
        self.container, self.footage = container, footage
        self.path = footage.path
        self.stream = video_stream(container, self.path)
        self.decoder = _decoder(self.stream)
        self.aspect = pixel_aspect(self.stream)
        self.one_frame = 1 / frame_rate_of(self.stream)
        self.promised, self.exact = promised_duration(container, self.stream)
        self.origin = (self.stream.start_time or 0) * _time_base(self.stream)
        self.reached = Fraction(0)
        self.shown = False
        self.turn: Orientation | None = None

    def frames(self) -> Iterator[TimedFrame]:
        self._begin()
        for one in self._decoded():
            if self._is_past(one):
                return
            if self._is_before(one):
                continue
            self._check_beginning(one)
            yield one
        self._check_end()

    def packets(self) -> Iterator[TimedPacket]:
        self._begin()
        packets = self._packets()
        if packets is None:
            return
        for one in packets:
            if self._is_past(one):
                return
            if not self._is_before(one):
                self._check_beginning(one)
            yield one
        self._check_end()

    def _begin(self) -> None:
        if self.promised:
            self._check_trim(self.promised)
        self._seek()

    def _is_past(self, one: Timed) -> bool:
        return self.footage.stop is not None and one.seconds >= self.footage.stop + self.one_frame

    def _is_before(self, one: Timed) -> bool:
        self.reached = max(self.reached, one.seconds + one.duration)
        return self.reached <= self.footage.start - self.one_frame

    def _seek(self) -> None:
        if self.footage.start > 1:
            target = (self.footage.start + self.origin - self.one_frame) / _time_base(self.stream)
            self.container.seek(int(target), stream=self.stream)

    def _decoded(self) -> Iterator[TimedFrame]:
        import av

        for packet in self.container.demux(self.stream):
            if packet.size:
                refuse_encrypted(packet, self.path)
            try:
                frames = self.decoder.decode(packet)
            except av.error.InvalidDataError as error:
                if self.shown:
                    raise self._damaged() from error
                continue  # before what is used: the tail of a group of pictures that began earlier
            for frame in frames:
                yield self._timed(frame)

    def _packets(self) -> list[TimedPacket] | None:
        found: list[TimedPacket] = []
        group: int | None = None
        for packet in self.container.demux(self.stream):
            if not packet.size:
                continue
            refuse_encrypted(packet, self.path)
            if packet.pts is None or packet.is_discard or packet.is_corrupt:
                return None
            group = packet.pts if packet.is_keyframe else group
            if group is None or packet.pts < group:
                return None
            seconds = packet.pts * _time_base(self.stream) - self.origin
            if self.footage.stop is not None and seconds > self.footage.stop + _REORDERED_SECONDS:
                break
            lasts = packet.duration * _time_base(self.stream) if packet.duration else self.one_frame
            found.append(
                TimedPacket(stamp=packet.pts, key=packet.is_keyframe, seconds=seconds, duration=lasts)
            )
        return sorted(found, key=lambda one: one.stamp)

    def _timed(self, frame: "VideoFrame") -> TimedFrame:
        refuse_too_large(self.path, frame.width, frame.height)
        if frame.is_corrupt and self.shown:
            raise self._damaged()
        base = frame.time_base or _time_base(self.stream)
        seconds = self.reached if frame.pts is None else frame.pts * base - self.origin
        lasts = frame.duration * base if frame.duration else self.one_frame
        if (
            self.turn is None
        ):  # asked once: a frame that was asked for it refers to itself, and stays in memory
            self.turn = orientation(frame)
        return TimedFrame(frame=frame, seconds=seconds, duration=lasts, aspect=self.aspect, turn=self.turn)

    def _check_trim(self, duration: Fraction) -> None:
        trouble = trim_trouble(self.footage, duration, self.one_frame)
        if trouble:
            raise BadMedia(trouble, span=self.footage.span)

    def _check_beginning(self, first: Timed) -> None:
        if not self.shown and first.seconds > self.footage.start + max(_LATE_START, 2 * self.one_frame):
            raise self._damaged()
        self.shown = True

    def _check_end(self) -> None:
        """What came out against what was promised, as far as it is used."""
        if not self.shown and not self.promised:
            raise BadMedia(f"{self.path} has no picture that can be decoded", hint="copy or export it again")
        slack = _ROUNDING if self.exact else max(Fraction(1), self.promised / 10)
        wanted = self.promised if self.footage.stop is None else min(self.promised, self.footage.stop)
        if not self.shown or self.reached + slack + 2 * self.one_frame < wanted:
            raise self._damaged()
        if not self.promised:
            self._check_trim(self.reached)

    def _damaged(self) -> BadMedia:
        return damaged(self.footage, self.reached, self.promised)


def damaged(footage: Footage, reached: Fraction, promised: Fraction) -> BadMedia:
    """What can be read ends at `reached`, of `promised` seconds (0: not known)."""
    of = f" of {_shown(promised)}" if promised else ""
    return BadMedia(
        f"{footage.path} is damaged or cut off: its pictures can be read up to {_shown(reached)}{of}",
        hint="copy or export it again",
        span=footage.span,
    )


def _shown(seconds: Fraction) -> str:
    return written_duration(Fraction(round(seconds, 1)))


def _time_base(stream: "VideoStream") -> Fraction:
    return stream.time_base or Fraction(1, 1000)


def _decoder(stream: "VideoStream") -> "VideoCodecContext | Any":
    """The stream's own decoder, or one that knows of transparency where the stream has it.

    It stops at damage instead of painting over it. Frame threads notice more of it than slice threads do.
    """
    import av

    alpha = _ALPHA_DECODERS.get(stream.codec_context.name)
    if alpha and stream.metadata.get("alpha_mode") == "1":
        return av.CodecContext.create(alpha, "r")
    decoder = stream.codec_context
    decoder.options = {"err_detect": "explode"}
    decoder.thread_type = "FRAME"
    decoder.thread_count = 2
    return decoder


def _deinterlaced(frames: Iterable[TimedFrame]) -> Iterator[TimedFrame]:
    """Whole pictures from fields: the file's first frame tells which it has. The number of frames stays."""
    waiting: list[TimedFrame] = []
    graph: Any = None
    for one in frames:
        if graph is None and not one.frame.interlaced_frame and not waiting:
            yield one
            continue
        if graph is None:
            graph = _deinterlacer(one.frame)
        waiting.append(one)
        graph.vpush(one.frame)
        yield from _pulled(graph, waiting)
    if graph is not None:
        graph.vpush(None)
        yield from _pulled(graph, waiting)


def _deinterlacer(frame: "VideoFrame") -> Any:
    from av.filter import Graph

    graph = Graph()
    source = graph.add(
        "buffer",
        video_size=f"{frame.width}x{frame.height}",
        pix_fmt=frame.format.name,
        time_base=str(frame.time_base),
        pixel_aspect="1/1",
        colorspace=str(int(frame.colorspace)),
        range=str(int(frame.color_range)),
    )
    graph.link_nodes(
        source, graph.add("bwdif", mode="send_frame", deint="interlaced"), graph.add("buffersink")
    ).configure()
    return graph


def _pulled(graph: Any, waiting: list[TimedFrame]) -> Iterator[TimedFrame]:
    import av

    while True:
        try:
            frame = graph.vpull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        one = waiting.pop(0)
        yield replace(one, frame=frame)


def at_constant_rate(frames: Iterable[Shown], footage: Footage, frame_rate: Fraction) -> Iterator[Shown]:
    """For each moment of the result the nearest frame; the same object again where one shows longer.

    At least one frame comes out of any input that has one.
    """
    total = None if footage.stop is None else _count(footage.stop, footage, frame_rate)
    step, made = footage.speed / frame_rate, 0
    previous: Shown | None = None
    for current in frames:
        if previous is not None:
            turn = (previous.seconds + current.seconds) / 2
            while footage.start + made * step <= turn and (total is None or made < total):
                yield previous
                made += 1
        previous = current
    if previous is not None:
        end = previous.seconds + previous.duration
        whole = _count(end, footage, frame_rate)
        wanted = whole if total is None else total
        for _ in range(made, wanted):
            yield previous


def _count(stop: Fraction, footage: Footage, frame_rate: Fraction) -> int:
    return max(1, frames_of((stop - footage.start) / footage.speed, frame_rate))


def conformed_frames(footage: Footage, duration: Fraction, frame_rate: Fraction) -> int:
    """How many frames the conformed clip has, effects aside, of a file that lasts `duration` seconds."""
    stop = duration if footage.stop is None else min(footage.stop, duration)
    return _count(max(stop, footage.start), footage, frame_rate)
