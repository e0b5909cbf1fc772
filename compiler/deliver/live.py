"""A video that is watched while it is made: a piece is sent on, with its sound, as soon as it is finished."""

from collections.abc import Callable, Sequence
from threading import Event
from typing import Protocol

from compiler.deliver.captions import vtt
from compiler.deliver.fragment import codecs_of, fragment
from compiler.model.piece import Piece
from compiler.model.timeline import Timeline
from compiler.model.timing import FrameRange

_GLANCE_SECONDS = 0.1
"""How long a finished piece may lie before it is noticed."""


class GivenUp(Exception):
    """The build ended before the video was whole."""


SoundOf = Callable[[FrameRange], tuple[bytes, int]]
"""What is heard in a stretch of frames: sound as a file, whose time zero is that sample of the whole."""


class Viewer(Protocol):
    """Takes bytes; `gone` once it takes no more."""

    gone: bool

    def write(self, data: bytes, /) -> int: ...


class LiveVideo:
    """Can be sent any number of times, also at once, each from its beginning. For threads beside the build."""

    def __init__(self, timeline: Timeline, pieces: Sequence[Piece], sound: SoundOf) -> None:
        self.timeline = timeline
        self._pieces, self._sound = pieces, sound
        self._over = Event()

    def give_up(self) -> None:
        """Nothing more will come (also after the last piece, when it makes no difference)."""
        self._over.set()

    def kind(self) -> str:
        """The media type with codecs (RFC 6381), once the first piece tells it.

        Raises:
            GivenUp: there is no first piece.
        """
        return codecs_of(self._when_there(self._pieces[0]))

    def captions(self) -> str:
        """What is said, as WebVTT."""
        return vtt(self.timeline)

    def send(self, viewer: Viewer) -> None:
        """Send it as fragmented MP4, waiting for what is not made yet, until its end or until the viewer is gone.

        Raises:
            GivenUp: the build ended before its last piece.
        """
        start = 0
        for piece in self._pieces:
            if viewer.gone:
                return
            there, frames = self._when_there(piece), FrameRange(start, start + piece.frames)
            viewer.write(fragment([there], frames, self.timeline.frame_rate, *self._sound(frames)))
            start = frames.stop

    def _when_there(self, piece: Piece) -> Piece:
        while True:
            over = self._over.is_set()
            if piece.is_whole():
                return piece
            if over:
                raise GivenUp
            self._over.wait(_GLANCE_SECONDS)
