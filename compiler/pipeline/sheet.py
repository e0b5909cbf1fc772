"""A sheet of paper with pictures in rows, each with a line of words under it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from compiler.model.errors import CannotWrite
from compiler.store import write_atomically
from compiler.system.workshop import Workshop

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compiler.media import Picture

    Rgb = NDArray[np.uint8]

GUTTER = 16
LABEL_HEIGHT = 40
LABEL_SIZE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Where the frames go: rows of `columns`, each frame `size` pixels with a line of words under it."""

    count: int
    columns: int
    size: tuple[int, int]

    @property
    def whole(self) -> tuple[int, int]:
        """Width and height of the sheet in pixels."""
        width, height = self.corner(self.columns * -(-self.count // self.columns) - 1)
        return width + self.size[0] + GUTTER, height + self.size[1] + LABEL_HEIGHT

    def corner(self, index: int) -> tuple[int, int]:
        """Left and top of frame `index` in pixels."""
        row, column = divmod(index, self.columns)
        across, down = self.size[0] + GUTTER, self.size[1] + LABEL_HEIGHT + GUTTER
        return GUTTER + column * across, GUTTER + row * down


def inside(size: tuple[int, int], cell: int) -> tuple[int, int]:
    """As large as a square of `cell` pixels takes a picture of `size`, even."""
    scale = cell / max(size)
    return max(2, round(size[0] * scale / 2) * 2), max(2, round(size[1] * scale / 2) * 2)


def made(jobs: Sequence[Callable[[], "Picture"]], shop: Workshop, stage: str) -> Iterator["Picture"]:
    """Pictures made side by side, in the order of their jobs; progress is told of `stage`."""
    found: dict[int, Picture] = {}
    for place, picture in shop.pool.run(dict(enumerate(jobs))):
        found[place] = picture
        shop.on_progress(stage, len(found), len(jobs))
    return (found[place] for place in range(len(jobs)))


def write_sheet(
    grid: Grid, labels: Sequence[str], pictures: Iterable["Picture"], theme: str | Path, destination: Path
) -> None:
    """Write the sheet as a PNG; a picture smaller than its place stands in the middle of it.

    Raises:
        CannotWrite: the folder is not writable or the disk is full.
    """
    write_png(drawn(grid, labels, pictures, theme), destination)


def drawn(grid: Grid, labels: Sequence[str], pictures: Iterable["Picture"], theme: str | Path) -> "Rgb":
    """The sheet as (height, width, 3)."""
    sheet = _paper(labels, grid, theme)
    for index, picture in enumerate(pictures):
        x, y = grid.corner(index)
        width, height = picture.size
        left, top = x + (grid.size[0] - width) // 2, y + (grid.size[1] - height) // 2
        sheet[top : top + height, left : left + width] = _rgb(picture)
    return sheet


def write_png(sheet: "Rgb", destination: Path) -> None:
    """Write a picture of (height, width, 3) as a PNG.

    Raises:
        CannotWrite: the folder is not writable or the disk is full.
    """
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(destination, lambda path: _write_png(sheet, path))
    except OSError as error:
        hint = "name another file with -o"
        raise CannotWrite(f"cannot write {destination}: {error.strerror or error}", hint=hint) from error


def _paper(labels: Sequence[str], grid: Grid, theme_name: str | Path) -> "Rgb":
    """The sheet with its labels and no frames: (height, width, 3)."""
    import numpy as np

    from compiler.draw import load_theme
    from compiler.draw.raster import rasterise

    width, height = grid.whole
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}")
    SubElement(svg, "rect", width="100%", height="100%", fill="#FFFFFF")
    for index, words in enumerate(labels):
        x, y = grid.corner(index)
        below = y + grid.size[1] + LABEL_SIZE + 4
        place = {"x": str(x), "y": str(below), "font-family": "Roboto", "font-size": str(LABEL_SIZE)}
        SubElement(svg, "text", place, fill="#10241F").text = words
    theme, _ = load_theme(theme_name)
    drawn = rasterise(tostring(svg, encoding="unicode"), width, height, theme.fonts.files if theme else ())
    return np.ascontiguousarray(drawn[:, :, :3])


def _rgb(picture: "Picture") -> "Rgb":
    """(height, width, 3), full range."""
    import numpy as np

    from compiler.media.planes import frame_of_picture

    frame = frame_of_picture(picture).reformat(format="rgb24", src_colorspace="ITU709", dst_color_range=2)
    return np.asarray(frame.to_ndarray(), np.uint8)


def _write_png(sheet: "Rgb", path: Path) -> None:
    import av

    frame = av.VideoFrame.from_ndarray(sheet, format="rgb24")
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "rgb24"
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
