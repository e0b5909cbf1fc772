"""A contact sheet: key moments of figures side by side, to look at them all at once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.figure.frames import draw_figure
from compiler.figure.pose import Figure

if TYPE_CHECKING:
    from compiler.media import Picture


def key_pictures(
    figure: Figure, size: tuple[int, int], presenter: str = "default", mirrored: bool = False
) -> list[Picture]:
    """The figure at the start, halfway into its first move, and at the end of every phase but the last."""
    frames = tuple(2 if k == 0 else 1 for k in range(len(figure.movements)))
    drawn = list(
        draw_figure(
            figure, frames, size=size, frame_rate=Fraction(30), presenter=presenter, mirrored=mirrored
        )
    )
    return [drawn[-1], *drawn[:-1]]


def write_sheet(figures: list[Figure], path: Path, *, columns: int, size: tuple[int, int]) -> None:
    """A PNG with one row for each figure, `columns` moments each."""
    import av
    import numpy as np

    rows = []
    for figure in figures:
        pictures = key_pictures(figure, size)
        chosen = [pictures[min(k, len(pictures) - 1)] for k in range(columns)]
        rows.append([np.concatenate([getattr(p, plane) for p in chosen], axis=1) for plane in "yuv"])
    planes = [np.concatenate([row[k] for row in rows], axis=0) for k in range(3)]
    stacked = np.concatenate([p.reshape(-1) for p in planes]).reshape(-1, planes[0].shape[1])
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(stacked), format="yuv420p")
    frame.color_range, frame.colorspace = 1, 1
    image = frame.reformat(format="rgb24", src_colorspace="ITU709", dst_color_range=2)
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = image.width, image.height, "rgb24"
        container.mux(stream.encode(image))
        container.mux(stream.encode())
