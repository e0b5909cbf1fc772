"""The content key of a drawn turn: equal exactly when its pictures are equal."""

from fractions import Fraction

from compiler.figure.pose import Figure
from compiler.figure.presenters import presenter_named
from compiler.store import content_key

VERSION = 1
"""Raised by hand when the drawing comes to other pictures; `pipeline/drawing_lock.py` tells when."""


def figure_key(
    figure: Figure,
    phase_frames: tuple[int, ...],
    *,
    size: tuple[int, int],
    frame_rate: Fraction,
    presenter: str,
    mirrored: bool,
) -> str:
    """64 hex digits over the script, the presenter, how it is drawn and the version of the drawing.

    Raises:
        InvalidRoutine: there is no such presenter.
    """
    who = presenter_named(presenter)
    how = [list(phase_frames), list(size), frame_rate, mirrored]
    return content_key("figure", VERSION, figure.source, who.source, how)
