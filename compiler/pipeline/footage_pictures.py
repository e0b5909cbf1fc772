"""A file of footage -> pictures of it, for whoever chooses which part of it is shown, and what of the picture."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from compiler.media.conforming import first_picture
from compiler.media.job import Conform
from compiler.media.picture import Picture
from compiler.media.probe import probe
from compiler.model.routine import Fit, Footage
from compiler.pipeline.sheet import inside
from compiler.store.scratch import scratch_folder
from compiler.system.workshop import Workshop

_RATE = Fraction(10)
_GAP = Fraction(1, 10)


def whole_picture(path: Path, second: Fraction, longest: int, shop: Workshop) -> bytes:
    """What is seen at that second, all of it, at most `longest` pixels wide and high: a JPEG.

    Raises:
        BadMedia: the file is missing, damaged or not what it says.
    """
    return picture_of(Footage(path=path, fit=Fit.COVER), second, inside(probe(path).size, longest), shop)


def picture_of(footage: Footage, second: Fraction, size: tuple[int, int], shop: Workshop) -> bytes:
    """What a video of that shape shows of the footage at that second of the file: a JPEG of that size, in pixels.

    Raises:
        BadMedia: see :func:`whole_picture`.
    """
    still = partial(_picture, _at(footage, second), size)
    return shop.pool.submit(partial(_jpeg, still, size))()


def strip_of(path: Path, count: int, height: int, shop: Workshop) -> bytes:
    """So many pictures of a film beside each other, each from the middle of its part of the time: a JPEG.

    Raises:
        BadMedia: see :func:`whole_picture`.
    """
    info = probe(path)
    size = (max(2, round(info.size[0] * height / info.size[1] / 2) * 2), height // 2 * 2)
    footage = Footage(path=path, fit=Fit.COVER)
    stills = [
        partial(_picture, _at(footage, info.duration * (2 * n + 1) / (2 * count)), size) for n in range(count)
    ]
    return shop.pool.submit(partial(_jpeg, partial(_beside, stills, size), (size[0] * count, size[1])))()


def _at(footage: Footage, second: Fraction) -> Footage:
    info = probe(footage.path)
    if info.still:
        return replace(footage, start=Fraction(0), stop=None)
    last = max(Fraction(0), info.duration - _GAP)
    start = min(max(Fraction(0), second), last)
    return replace(footage, start=start, stop=start + _GAP)


def _picture(footage: Footage, size: tuple[int, int]) -> Picture:
    """For worker processes."""
    with scratch_folder() as folder:
        picture = first_picture(Conform(footage=footage, size=size, frame_rate=_RATE), folder)
    return picture.mirrored() if footage.mirrored else picture


def _beside(stills: Sequence["partial[Picture]"], size: tuple[int, int]) -> Picture:
    width = size[0]
    whole = Picture.blank(width * len(stills), size[1])
    for number, still in enumerate(stills):
        picture = still()
        for plane, part in ((whole.y, picture.y), (whole.u, picture.u), (whole.v, picture.v)):
            wide = part.shape[1]
            plane[:, number * wide : (number + 1) * wide] = part
    return whole


def _jpeg(drawn: "partial[Picture]", size: tuple[int, int]) -> bytes:
    """For worker processes."""
    from compiler.render.jpeg import jpeg

    return jpeg(drawn(), *size)
