"""Whether footage is as it was written: what a file tells of itself before anything of it is decoded."""

from fractions import Fraction
from typing import Protocol

from compiler.media.chunks import Cells, Chunks
from compiler.media.gif_codes import gif_adds_up
from compiler.media.matroska import Clusters
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage
from compiler.model.timing import written_duration


class Parts(Protocol):
    """What a file consists of, each part judged when something of it is used."""

    def begin(self) -> None:
        """What is asked next is where a reader has jumped to."""
        ...

    def sound_until(self, position: int | None) -> bool:
        """Whether all is as it was written from the last byte asked for up to that one."""
        ...

    def sound_to_the_end(self) -> bool:
        """The same for what comes after the last byte asked for."""
        ...


_OF_A_LENGTH: dict[str, type[Chunks] | type[Cells]] = {"avi": Chunks, "mpegts": Cells}


def require_unchanged(footage: Footage, container: str) -> Parts:
    """By what a GIF's codes have to make, and by lengths in a Matroska file; the parts of a `container` come back.

    Raises:
        BadMedia: something in it is not as it was written.
    """
    if container in _OF_A_LENGTH:
        return _OF_A_LENGTH[container](footage.path)
    clusters = Clusters(footage.path)
    if not clusters.follow_each_other or gif_adds_up(footage.path) is False:
        raise BadMedia(
            f"{footage.path} is damaged inside: not all of its bytes are as they were written",
            hint="copy or export it again",
            span=footage.span,
        )
    return clusters


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
