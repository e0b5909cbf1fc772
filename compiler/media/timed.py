"""Pictures with their time in the file, decoded or not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from compiler.media.orientation import Orientation

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


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

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def seconds(self) -> Fraction: ...

    @property
    def duration(self) -> Fraction: ...


Shown = TypeVar("Shown", bound=Timed)


def until_the_next(pictures: Iterable[Shown], last_until: Fraction) -> Iterator[Shown]:
    """The same, each lasting until the next one's time has come, the last to `last_until` if that is later.

    How long a picture lasts is not always in the file (Matroska), and where it is, it may be wrong.
    """
    last: Shown | None = None
    for one in pictures:
        if last is not None:
            yield replace(last, duration=max(Fraction(0), one.seconds - last.seconds))
        last = one
    if last is not None:
        yield replace(last, duration=max(last.duration, last_until - last.seconds))
