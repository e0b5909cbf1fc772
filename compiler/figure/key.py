"""The content key of a drawn turn: equal exactly when its pictures are equal."""

import hashlib
from fractions import Fraction
from functools import cache
from pathlib import Path

from compiler import store
from compiler.figure.pose import Figure
from compiler.figure.presenters import presenter_named


def figure_key(
    figure: Figure,
    phase_frames: tuple[int, ...],
    *,
    size: tuple[int, int],
    frame_rate: Fraction,
    presenter: str,
    mirrored: bool,
) -> str:
    """64 hex digits over the script, the presenter, how it is drawn and the code that draws.

    Raises:
        InvalidRoutine: there is no such presenter.
    """
    who = presenter_named(presenter)
    how = [list(phase_frames), list(size), frame_rate, mirrored]
    return store.content_key("figure", _code_digest(), figure.source, who.source, how)


@cache
def _code_digest() -> str:
    """Over the source of this package and of the drawing that it uses: a changed figure is drawn anew."""
    digest = hashlib.sha256()
    drawing = Path(__file__).parents[1] / "draw"
    for path in (*sorted(Path(__file__).parent.glob("*.py")), drawing / "pixels.py", drawing / "raster.py"):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
