"""How near a video file comes to the frames that were given to its encoder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from scenario import Scenario

from compiler.media.planes import plane_values
from compiler.render import composited
from compiler.system.workshop import open_workshop

EVERY = 5
"""One frame in five is compared, in all kinds of frames of a group."""
Luma = NDArray[np.uint8]


def psnr_db(video: Path, truth: Iterator[Luma]) -> float:
    """Luma PSNR over the frames that there is a truth for."""
    errors = [_error(a, b) for a, b in zip(_luma(video), truth, strict=False)]
    return float(10 * np.log10(255**2 / np.mean(errors)))


def lossless_luma(video: Path) -> Iterator[Luma]:
    """The frames that a peer gave to its encoder, from a lossless run of it."""
    return _luma(video)


def our_luma(scenario: Scenario, store: Path) -> Iterator[Luma]:
    """The frames as our compositor draws them; the store holds the conformed clip."""
    with open_workshop(store=store, jobs=1) as shop:
        for number, picture in enumerate(composited(scenario.timeline, shop)):
            if number % EVERY == 0:
                yield picture.y.copy()


def _luma(video: Path) -> Iterator[Luma]:
    with av.open(str(video)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number % EVERY == 0:
                planes: Any = frame.planes
                yield plane_values(planes[0])


def _error(first: Luma, second: Luma) -> float:
    return float(np.mean(np.square(first.astype(np.int16) - second, dtype=np.int32)))
