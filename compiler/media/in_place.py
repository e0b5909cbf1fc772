"""Footage that is read where it lies, without a conformed copy.

Of a copy that is written once and read once or twice, the writing costs more than the reading saves: H.264 of
the timeline's own size takes 8 ms a frame to decode, 9 to write in the kept form and 7 to read back. So footage
that is quick to decode is only surveyed: from the packets' times alone, which of its pictures is seen in each
frame at the timeline's rate. Whoever renders decodes just those pictures, and holds what comes out against the
survey. docs/decisions/footage-in-place.md tells what is read this way and what is not.
"""

import json
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from compiler.media.conform import changed
from compiler.media.decoders import STRICT
from compiler.media.digests import known_digest
from compiler.media.fitting import Fitter, has_alpha
from compiler.media.frames import footage_packets
from compiler.media.hdr import needs_table
from compiler.media.job import Conform
from compiler.media.opening import open_media
from compiler.media.orientation import Orientation, orientation
from compiler.media.photos import moving_webp, still_kind
from compiler.media.picture import Picture
from compiler.media.probe import (
    first_frame,
    pixel_aspect,
    promised_duration,
    video_stream,
)
from compiler.media.rate import at_constant_rate
from compiler.media.timed import TimedFrame, TimedPacket
from compiler.media.wholeness import damaged
from compiler.model.errors import BadMedia
from compiler.model.routine import Playback

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

QUICK_CODECS = ("h264", "mpeg4", "vp8")
EXACT_FORMATS = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm")
"""Where a jump to a key frame's time lands on it. In a transport stream it lands behind, and AVI knows no times."""
MOST_PIXELS = Fraction(3, 2)
"""Pixels of the file for one of the timeline: of larger footage a copy that is small is quicker to read."""
LONGEST_GROUP = 300
"""Frames between key frames: reading starts at one, so that a longer way is too long for a short segment."""
_AHEAD_SECONDS = 2
"""A picture so far ahead is reached by a jump, nearer ones by decoding on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is seen when: `stamps` is the file's own time stamp for each frame at the timeline's rate.

    `keys` are the stamps of all key frames, ascending.
    """

    stamps: tuple[int, ...]
    keys: tuple[int, ...]

    def to_json(self) -> str:
        """As text, to be kept."""
        return json.dumps({"stamps": self.stamps, "keys": self.keys})

    @staticmethod
    def from_json(text: str) -> "Survey":
        """Back from text."""
        kept = json.loads(text)
        return Survey(stamps=tuple(kept["stamps"]), keys=tuple(kept["keys"]))


def survey(job: Conform) -> Survey | None:
    """Which pictures the job shows, if its footage can be read in place; None if it is to be conformed.

    Raises:
        BadMedia: the file is bad, the trim is outside of it, or its packets hold less than it promises.
    """
    if not _quick(job):
        return None
    packets = list(footage_packets(job.footage))
    stamps = [packet.stamp for packet in packets]
    keys = tuple(packet.stamp for packet in packets if packet.key)
    if not keys or len(set(stamps)) < len(stamps) or _longest_group(packets) > LONGEST_GROUP:
        return None
    shown = at_constant_rate(packets, job.footage, job.frame_rate)
    return Survey(stamps=tuple(packet.stamp for packet in shown), keys=keys)


def _quick(job: Conform) -> bool:
    """Whether decoding it anew costs no more than reading a copy, as codec, size and first frame tell."""
    footage = job.footage
    if footage.effects or footage.playback is Playback.PING_PONG or footage.photos or footage.focus_moves:
        return False
    if still_kind(footage.path) or moving_webp(footage.path):
        return False
    with open_media(footage.path) as container:
        stream = video_stream(container, footage.path)
        if container.format.name not in EXACT_FORMATS:
            return False
        if stream.codec_context.name not in QUICK_CODECS or not promised_duration(container, stream)[0]:
            return False
        frame = first_frame(container, stream, footage.path)
        plain = frame.format.name in {"yuv420p", "yuvj420p"} and not has_alpha(frame)
        small = frame.width * frame.height <= MOST_PIXELS * job.size[0] * job.size[1]
        sdr = not needs_table(int(frame.color_trc), int(frame.color_primaries))
        return plain and small and sdr and not frame.interlaced_frame and "alpha_mode" not in stream.metadata


def _longest_group(packets: list[TimedPacket]) -> int:
    starts = [number for number, packet in enumerate(packets) if packet.key] + [len(packets)]
    return max(b - a for a, b in pairwise(starts))


class FootageReader:
    """Any frame of surveyed footage, fitted, by its number at the timeline's rate. Use it in a `with` block.

    Made for reading forwards; a jump costs the way from the key frame before. Pictures are read-only in
    spirit: `copy()` before drawing on one.
    """

    moving = None

    def __init__(self, job: Conform, found: Survey) -> None:
        self.job, self.survey = job, found
        self.frames = len(found.stamps)
        self.size = job.size
        self._files = ExitStack()
        self._coming: Iterator[VideoFrame] = iter(())
        self._reached: int | None = None
        self._shown: tuple[int, Picture] | None = None
        self._turn: Orientation | None = None

    def __enter__(self) -> Self:
        footage = self.job.footage
        self._container = self._files.enter_context(open_media(footage.path))
        self._stream = video_stream(self._container, footage.path)
        self._stream.codec_context.options = STRICT
        self._stream.thread_type = "NONE"
        self._aspect = pixel_aspect(self._stream)
        folder = Path(tempfile.gettempdir())  # for tables of HDR footage, which is not read here
        self._fitter = Fitter(self.job.size, footage.fit, footage.focus, folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._coming = iter(())
        self._files.__exit__(kind, error, trace)

    def picture(self, index: int) -> Picture:
        """Frame `index`, from 0.

        Raises:
            IndexError: there is no such frame.
            BadMedia: what the survey promised is not there, or damaged.
        """
        if not 0 <= index < self.frames:
            raise IndexError(f"frame {index} of a clip of {self.frames}")
        wanted = self.survey.stamps[index]
        if self._shown is None or self._shown[0] != wanted:
            frame = self._frame(wanted)
            zero = Fraction(0)
            self._turn = self._turn or orientation(frame)  # asked once, as in `frames`
            timed = TimedFrame(frame=frame, seconds=zero, duration=zero, aspect=self._aspect, turn=self._turn)
            self._shown = (wanted, self._fitter.fit(timed))
        return self._shown[1]

    def _frame(self, wanted: int) -> "VideoFrame":
        if not self._near(wanted):
            self._jump(wanted)
        for frame in self._coming:
            assert frame.pts is not None
            self._reached = frame.pts
            if frame.pts == wanted:
                return frame
            if frame.pts > wanted:
                break
        raise self._damaged(wanted)

    def _near(self, wanted: int) -> bool:
        """Whether it comes soon, decoding on."""
        if self._reached is None or wanted <= self._reached:
            return False
        base = self._stream.time_base
        assert base is not None
        return (wanted - self._reached) * base <= _AHEAD_SECONDS or self._key(wanted) <= self._reached

    def _key(self, wanted: int) -> int:
        keys = self.survey.keys
        return keys[max(0, bisect_right(keys, wanted) - 1)]

    def _jump(self, wanted: int) -> None:
        key = self._key(wanted)
        self._container.seek(key, stream=self._stream)
        self._coming = self._decoded()
        self._reached = None

    def _decoded(self) -> Iterator["VideoFrame"]:
        import av

        for packet in self._container.demux(self._stream):
            try:
                frames: Any = self._stream.codec_context.decode(packet if packet.size else None)
            except av.error.InvalidDataError as error:
                raise self._damaged(packet.pts) from error
            for frame in frames:
                if frame.pts is None or frame.is_corrupt:
                    raise self._damaged(frame.pts)
                yield frame

    def _damaged(self, at: int | None) -> BadMedia:
        base = self._stream.time_base
        assert base is not None
        seconds = Fraction(0) if at is None else (at - (self._stream.start_time or 0)) * base
        promised, _ = promised_duration(self._container, self._stream)
        return damaged(self.job.footage, seconds, promised)


def require_digest(job: Conform, digest: str) -> None:
    """That the file still has the bytes that it had when the build began.

    Raises:
        BadMedia: it has others, or is gone.
    """
    if known_digest(job.footage) != digest:
        raise changed(job)
