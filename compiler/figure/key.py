"""The content key of a drawn turn: equal exactly when its pictures are equal."""

from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path

from compiler.figure.pose import Figure
from compiler.figure.presenters import presenter_named
from compiler.figure.speaking import is_on_a_card
from compiler.store import content_key
from compiler.version import __version__

_PACKAGE = Path(__file__).resolve().parent.parent
_BESIDES = ("draw/dithering.py", "draw/raster.py", "media/picture.py", "media/planes.py")


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
    if figure.place != figure.places[0]:
        how.append(figure.place)
    said = (
        ("ghost", figure.ghost),
        (figure.highlight, figure.highlight),
        (figure.framing, is_on_a_card(figure)),
    )
    how += [name for name, wanted in said if wanted]
    return content_key("figure", __version__, _code(), figure.source, who.source, how)


@cache
def _code() -> str:
    """A digest of the code that draws: whoever changes it has no version to think of, and loses what was drawn."""
    digest = sha256()
    for path in drawing_sources():
        digest.update(path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()


def drawing_sources() -> list[Path]:
    """Every file that decides what a figure looks like."""
    return [*sorted((_PACKAGE / "figure").glob("*.py")), *(_PACKAGE / name for name in _BESIDES)]
