"""Times of pictures in a file that only counts them.

AVI holds pictures in decoding order and says nothing of when each shows. Where H.264 or HEVC reorders them, libav
gives each the time of its place in that order, which jumps back and forth. What is true is the order in which they
leave the decoder: the earliest place that is still free is the next one's.
"""

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_COUNTING = "avi"
_REORDERED = ("h264", "hevc")


class Places:
    """The place of each picture among those that went into the decoder, as a stamp; else the picture's own."""

    def __init__(self, container: "InputContainer", stream: "VideoStream") -> None:
        self._counted = container.format.name == _COUNTING and stream.codec_context.name in _REORDERED
        self._free: list[int] = []

    def goes_in(self, packet: "Packet[VideoStream]") -> None:
        """A packet is decoded next."""
        if self._counted and packet.size and packet.pts is not None:
            heappush(self._free, packet.pts)

    def comes_out(self, frame: "VideoFrame") -> int | None:
        """The stamp of the picture that left the decoder next."""
        return heappop(self._free) if self._free else frame.pts


def first_stamp(container: "InputContainer", stream: "VideoStream") -> int:
    """From where the file's stamps count; in AVI the first picture's, which libav shifts by the decoder's delay."""
    if container.format.name != _COUNTING:
        return stream.start_time or 0
    first = next((packet.pts for packet in container.demux(stream) if packet.size), None)
    container.seek(0)
    return first or 0
