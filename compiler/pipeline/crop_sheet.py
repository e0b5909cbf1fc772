"""How clips and photos will be cut: each one whole, and what of it every size of video shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.load.scalars import SIZES
from compiler.media.conforming import first_picture
from compiler.media.job import Conform
from compiler.media.probe import MediaInfo, cropped_share, probe
from compiler.model.routine import Fit, Footage, Routine
from compiler.pipeline.sheet import Grid, inside, made, write_sheet
from compiler.store.scratch import scratch_folder
from compiler.system.workshop import Workshop

if TYPE_CHECKING:
    from compiler.media import Picture

CELL = 400
LONGEST_LABEL = 32
_RATE = Fraction(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A place of the sheet: what stands under it, and what of which footage at which size in it."""

    label: str
    footage: Footage
    size: tuple[int, int]

    def picture(self) -> "Picture":
        """For worker processes."""
        with scratch_folder() as folder:
            job = Conform(footage=self.footage, size=self.size, frame_rate=_RATE)
            picture = first_picture(job, folder)
        return picture.mirrored() if self.footage.mirrored else picture


def write_crop_sheet(routine: Routine, shop: Workshop, destination: Path) -> bool:
    """Draw a row for each clip and photo of the routine into a PNG; False where it has none.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        CannotWrite: the folder is not writable or the disk is full.
    """
    own = {} if routine.size in SIZES.values() else {"{}x{}".format(*routine.size): routine.size}
    sizes = own | SIZES
    cells = [cell for footage in _stills(routine) for cell in _row(footage, sizes)]
    if not cells:
        return False
    pictures = made([cell.picture for cell in cells], shop, "conform")
    grid = Grid(count=len(cells), columns=1 + len(sizes), size=(CELL, CELL))
    write_sheet(grid, [cell.label for cell in cells], pictures, routine.theme, destination)
    return True


def _row(footage: Footage, sizes: dict[str, tuple[int, int]]) -> Iterator[_Cell]:
    info = probe(footage.path)
    whole = replace(footage, fit=Fit.COVER)
    yield _Cell(label=_shortened(footage.path.name), footage=whole, size=inside(info.size, CELL))
    for name, size in sizes.items():
        yield _Cell(label=f"{name}: {_kept(footage, info, size)}", footage=footage, size=inside(size, CELL))


def _footage_of(routine: Routine) -> Iterable[Footage]:
    """Each clip and photo of the routine once, in the order in which they are seen."""
    media = (getattr(step, name, None) for step in routine.steps for name in ("media", "second_side_media"))
    return dict.fromkeys(one for one in media if isinstance(one, Footage))


def _stills(routine: Routine) -> Iterator[Footage]:
    """One picture of each: the photo, or the film's picture in the middle of its part."""
    found: dict[Footage, None] = {}
    for footage in _footage_of(routine):
        for path in footage.photos or (footage.path,):
            info = probe(path)
            end = info.duration if footage.stop is None else footage.stop
            at = Fraction(0) if info.still else (footage.start + end) / 2
            plain = Footage(path=path, fit=footage.fit, focus=footage.focus, mirrored=footage.mirrored)
            found[replace(plain, start=at, stop=None if info.still else at + Fraction(1, 10))] = None
    return iter(found)


def _kept(footage: Footage, info: MediaInfo, size: tuple[int, int]) -> str:
    if footage.fit is not Fit.COVER:
        return "all of it"
    share = round(100 * (1 - cropped_share(info, size)))
    return f"{share} % of it" if share < 100 else "all of it"


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
