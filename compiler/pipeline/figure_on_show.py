"""A pose script that somebody writes -> its pictures as it is now, and what is wrong with it."""

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from threading import Lock

from compiler.figure import Figure, read_figure
from compiler.figure.frames import drawn_turn
from compiler.figure.script import read_script
from compiler.media import Picture
from compiler.pipeline.figure_clips import write_h264
from compiler.render.jpeg import jpeg
from compiler.store import Looks, looks

RATE = Fraction(15)
MOMENTS = ("start", "middle", "end")
"""Where the turn begins, halfway through its first move, and where that arrives."""


class FigureOnShow:
    """Looks at a script again whenever it is asked, and draws what it says, as long as it can be drawn.

    `version` counts the changes. For many threads at once.
    """

    def __init__(self, path: Path, *, presenter: str, mirrored: bool, size: tuple[int, int]) -> None:
        self.path, self.version, self.problems = path, 0, tuple[str, ...]()
        self._presenter, self._mirrored, self._size = presenter, mirrored, size
        self._seen: Looks | None = None
        self._figure: Figure | None = None
        self._drawn: dict[str, bytes] = {}
        self._lock = Lock()

    def look(self) -> int:
        """The version of the script as it is now."""
        with self._lock:
            seen = _looks_of(self.path)
            if seen != self._seen or not self.version:
                self._seen = seen
                self._read()
            return self.version

    def _read(self) -> None:
        """A script whose anatomy is wrong is drawn all the same: it is seen best where."""
        figure, problems = read_figure(self.path)
        figure = figure or read_script(self.path)[0]
        self.problems = tuple(problem.render() for problem in problems)
        self.version += 1
        if figure:
            self._figure, self._drawn = figure, {}

    @property
    def title(self) -> str:
        """What the figure shows, as far as its script could be read."""
        return self._figure.title if self._figure else self.path.stem

    def picture(self, moment: str) -> bytes | None:
        """A JPEG of one of the :data:`MOMENTS`; None as long as nothing could be drawn."""
        return self._kept(moment)

    def film(self) -> bytes | None:
        """One turn as an MP4; None as long as nothing could be drawn."""
        return self._kept("film")

    def _kept(self, what: str) -> bytes | None:
        with self._lock:
            if self._figure is None:
                return None
            if what not in self._drawn:
                self._drawn[what] = (
                    self._film(self._figure) if what == "film" else self._still(what, self._figure)
                )
            return self._drawn[what]

    def _still(self, moment: str, figure: Figure) -> bytes:
        first = _frames(figure)[0]
        number = {"start": sum(_frames(figure)) - 1, "middle": first // 2, "end": first - 1}[moment]
        return jpeg(next(self._pictures(figure, frozenset({number}))), *self._size)

    def _film(self, figure: Figure) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "turn.mp4"
            write_h264(self._pictures(figure), path, self._size, RATE)
            return path.read_bytes()

    def _pictures(self, figure: Figure, only: frozenset[int] | None = None) -> Iterator[Picture]:
        turn = drawn_turn(
            figure,
            _frames(figure),
            size=self._size,
            frame_rate=RATE,
            presenter=self._presenter,
            mirrored=self._mirrored,
            only=only,
        )
        return turn.pictures()


def _frames(figure: Figure) -> tuple[int, ...]:
    return tuple(phase.frames(RATE) for phase in figure.phases)


def _looks_of(path: Path) -> Looks | None:
    """None while it is not there: an editor that saves by renaming takes it away for a moment."""
    try:
        return looks(path)
    except OSError:
        return None
