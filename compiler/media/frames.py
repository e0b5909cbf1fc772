"""Footage -> its frames in time, and frames in time -> a constant rate.

A file that holds less than its header promises is not accepted as far as it goes: what is used must be there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from compiler.media.bitstream import looks_sound
from compiler.media.counted import Places, first_stamp
from compiler.media.decoders import decoder_of
from compiler.media.fields import deinterlaced
from compiler.media.matroska import hangs_together
from compiler.media.opening import open_media, refuse_too_large
from compiler.media.orientation import Orientation, orientation
from compiler.media.photos import moving_webp, still_frame, still_kind, webp_frames, webp_seconds
from compiler.media.probe import (
    frame_rate_of,
    lasting_seconds,
    pixel_aspect,
    promised_duration,
    refuse_encrypted,
    time_base_of,
    trim_trouble,
    video_stream,
)
from compiler.media.timed import Shown, Timed, TimedFrame, TimedPacket, until_the_next
from compiler.media.wholeness import damaged, require_unchanged
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_LATE_START = Fraction(1, 2)
_ROUNDING = Fraction(1, 4)
_REORDERED_SECONDS = 2
"""Packets come in decoding order; none comes so long after its time."""
_WITHOUT_DURATIONS = "matroska,webm"
"""A file of this format says when a picture comes, and not how long it stays."""


def footage_frames(footage: Footage) -> Iterator[TimedFrame]:
    """The frames that show between the trim's ends, in order, deinterlaced; of a photo the one there is.

    Raises:
        BadMedia: the file is bad, the trim is outside of it, or less can be decoded than it promises.
    """
    if still_kind(footage.path):
        yield replace(still_frame(footage.path), seconds=footage.start)
        return
    if moving_webp(footage.path):
        trouble = trim_trouble(footage, webp_seconds(footage.path), Fraction(1, 10))
        if trouble:
            raise BadMedia(trouble, span=footage.span)
        yield from webp_frames(footage.path)
        return
    with open_media(footage.path) as container:
        reading = _Reading(container, footage)
        yield from deinterlaced(reading.frames())


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
        self.parts = require_unchanged(footage, container.format.name)
        self.codec = self.stream.codec_context.name
        self.decoder = decoder_of(self.stream)
        self.extradata = self.stream.codec_context.extradata
        self.aspect = pixel_aspect(self.stream)
        self.one_frame = 1 / frame_rate_of(self.stream)
        self.promised, self.exact = promised_duration(container, self.stream)
        self.origin = first_stamp(container, self.stream) * time_base_of(self.stream)
        self.places = Places(container, self.stream)
        self.reached = Fraction(0)
        self.shown = False
        self.turn: Orientation | None = None

    def frames(self) -> Iterator[TimedFrame]:
        self._check_trim()
        yield from self._used(self._decoded())

    def packets(self) -> Iterator[TimedPacket]:
        self._check_trim()
        packets = self._packets()
        if packets is None:
            return
        for _ in self._used(packets):
            pass  # judged as their pictures would be
        yield from until_the_next(packets, self._end())

    def _used(self, pictures: Iterable[Shown]) -> Iterator[Shown]:
        """From the one that is there at the trim's start, up to the trim's end."""
        stop = self.footage.stop
        for one in until_the_next(pictures, self._end()):
            if stop is not None and one.seconds >= stop:
                return
            if one.seconds + one.duration <= self.footage.start:
                continue
            self._check_beginning(one)
            yield one
        self._check_end()

    def _end(self) -> Fraction:
        """Until when the last picture stays, where that is for the whole file to say; else 0."""
        lonely = self.exact or len(self.container.streams) == 1
        return self.promised if lonely and self.container.format.name == _WITHOUT_DURATIONS else Fraction(0)

    def _demuxed(self) -> Iterator["Packet[VideoStream]"]:
        """Packets from the key frame on that the first picture used leans on, without those that lean on others.

        Of a group that leans on the one before it (an open one), the pictures before its key frame are left
        out: they cannot be decoded from here.
        """
        back = min(self.one_frame, Fraction(1))
        while True:
            target = self.footage.start - back
            packets = self._from(target)
            first = next((packet for packet in packets if packet.is_keyframe), None)
            if first is None or target <= 0 or self._seconds(first) <= self.footage.start:
                break
            back *= 4
        if first is None:
            return
        yield first
        for packet in packets:
            if packet.pts is None or first.pts is None or packet.pts >= first.pts:
                yield packet

    def _from(self, seconds: Fraction) -> Iterator["Packet[VideoStream]"]:
        if self.footage.start > 1:
            target = (max(Fraction(0), seconds) + self.origin) / time_base_of(self.stream)
            self.container.seek(int(target), stream=self.stream)
        self.parts.begin()
        for packet in self.container.demux(self.stream):
            if packet.size:
                refuse_encrypted(packet, self.path)
            if not (self._is_sound(packet) if packet.size else self.parts.sound_to_the_end()):
                raise self._damaged()
            yield packet

    def _is_sound(self, packet: "Packet[VideoStream]") -> bool:
        written_so = looks_sound(bytes(packet), self.codec, self.extradata)
        return written_so and not packet.is_corrupt and self.parts.sound_until(packet.pos)

    def _seconds(self, packet: "Packet[VideoStream]") -> Fraction:
        stamp = packet.dts if packet.pts is None else packet.pts
        return Fraction(0) if stamp is None else stamp * time_base_of(self.stream) - self.origin

    def _decoded(self) -> Iterator[TimedFrame]:
        """Every error counts: all that is decoded here, the shown pictures lean on."""
        import av

        for packet in self._demuxed():
            self.places.goes_in(packet)
            try:
                frames = self.decoder.decode(packet)
            except av.error.InvalidDataError as error:
                raise self._damaged() from error
            for frame in frames:
                yield self._timed(frame)

    def _packets(self) -> list[TimedPacket] | None:
        found: list[TimedPacket] = []
        group: int | None = None
        for packet in self._demuxed():
            if not packet.size:
                continue
            if packet.pts is None or packet.is_discard or packet.is_corrupt:
                return None
            group = packet.pts if packet.is_keyframe else group
            if group is None or packet.pts < group:
                return None
            seconds = self._seconds(packet)
            if self.footage.stop is not None and seconds > self.footage.stop + _REORDERED_SECONDS:
                break
            lasts = packet.duration * time_base_of(self.stream) if packet.duration else self.one_frame
            self.reached = max(self.reached, seconds + lasts)
            found.append(
                TimedPacket(stamp=packet.pts, key=packet.is_keyframe, seconds=seconds, duration=lasts)
            )
        return sorted(found, key=lambda one: one.stamp)

    def _timed(self, frame: "VideoFrame") -> TimedFrame:
        refuse_too_large(self.path, frame.width, frame.height)
        if frame.is_corrupt:
            raise self._damaged()
        base = frame.time_base or time_base_of(self.stream)
        stamp = self.places.comes_out(frame)
        seconds = self.reached if stamp is None else stamp * base - self.origin
        lasts = frame.duration * base if frame.duration else self.one_frame
        self.reached = max(self.reached, seconds + lasts)
        if self.turn is None:  # asked once: a frame that was asked refers to itself, and stays in memory
            self.turn = orientation(frame)
        return TimedFrame(frame=frame, seconds=seconds, duration=lasts, aspect=self.aspect, turn=self.turn)

    def _check_trim(self) -> None:
        """Against what the header says; where it says nothing or too little, against what is there."""
        if not self._trim_trouble() and self.promised:
            return
        if self.footage.start or self.footage.stop is not None:
            self.promised = max(self.promised, lasting_seconds(self.path))
            trouble = self._trim_trouble()
            if trouble:
                raise BadMedia(trouble, span=self.footage.span)

    def _trim_trouble(self) -> str | None:
        return trim_trouble(self.footage, self.promised, self.one_frame)

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
        short = self.reached + slack + 2 * self.one_frame < wanted
        if not self.shown or (short and not self._stays()):
            raise self._damaged()

    def _stays(self) -> bool:
        """Whether the last picture stays until the end: then nothing of the file may be lost."""
        return bool(self._end()) and hangs_together(self.path)

    def _damaged(self) -> BadMedia:
        return damaged(self.footage, self.reached, self.promised)
