"""One picture with a frame of every step, to look a whole routine over at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from compiler.model.errors import CannotWrite
from compiler.model.timeline import RepsRing, StepKind, Timeline, TimelineStep
from compiler.model.timing import clock, seconds_of
from compiler.store import write_atomically
from compiler.system.workshop import Workshop

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compiler.media import Picture

    Rgb = NDArray[np.uint8]

FRAME_WIDTH = 640
GUTTER = 16
LABEL_HEIGHT = 40
LABEL_SIZE = 24
LONGEST_LABEL = 54
COLUMNS = 4


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


def write_contact_sheet(timeline: Timeline, shop: Workshop, destination: Path) -> None:
    """Draw a frame from the middle of every step, 640 pixels wide, with its time and name, into a PNG.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        CannotWrite: the folder is not writable or the disk is full.
    """
    small = replace(timeline, size=_small(timeline.size))
    grid = Grid(count=len(small.steps), columns=min(COLUMNS, len(small.steps)), size=small.size)
    sheet = _paper(small, grid)
    for index, picture in enumerate(_middles(small, shop)):
        x, y = grid.corner(index)
        sheet[y : y + grid.size[1], x : x + grid.size[0]] = _rgb(picture)
        shop.on_progress("render", index + 1, grid.count)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(destination, lambda path: _write_png(sheet, path))
    except OSError as error:
        hint = "name another file with -o"
        raise CannotWrite(f"cannot write {destination}: {error.strerror or error}", hint=hint) from error


def _small(size: tuple[int, int]) -> tuple[int, int]:
    return FRAME_WIDTH, size[1] * FRAME_WIDTH // size[0] // 2 * 2


def _middles(timeline: Timeline, shop: Workshop) -> Iterator["Picture"]:
    from compiler.render.rendering import render_frame

    for step in timeline.steps:
        yield render_frame(timeline, middle(step), shop)


def middle(step: TimelineStep) -> int:
    """The frame to show a step by: its middle, for reps the middle of a rep."""
    ring = step.scene.ring
    if isinstance(ring, RepsRing):
        return step.range.start + ring.reps // 2 * ring.rep_frames + ring.rep_frames // 2
    return (step.range.start + step.range.stop) // 2


def label(step: TimelineStep, timeline: Timeline) -> str:
    """When a step starts, what it is, and how long: shortened to one line."""
    start = clock(seconds_of(step.range.start, timeline.frame_rate))
    seconds = round(seconds_of(len(step.range), timeline.frame_rate))
    named = step.kind in {StepKind.SETUP, StepKind.HOLD, StepKind.REPS}
    parts = [step.kind.value, step.name if named else "", step.side or "", f"{seconds} s"]
    words = f"{start}  {' · '.join(part for part in parts if part)}"
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def _paper(timeline: Timeline, grid: Grid) -> "Rgb":
    """The sheet with its labels and no frames: (height, width, 3)."""
    import numpy as np

    from compiler.draw import load_theme
    from compiler.draw.raster import rasterise

    width, height = grid.whole
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}")
    SubElement(svg, "rect", width="100%", height="100%", fill="#FFFFFF")
    for index, step in enumerate(timeline.steps):
        x, y = grid.corner(index)
        below = y + grid.size[1] + LABEL_SIZE + 4
        place = {"x": str(x), "y": str(below), "font-family": "Roboto", "font-size": str(LABEL_SIZE)}
        SubElement(svg, "text", place, fill="#10241F").text = label(step, timeline)
    theme, _ = load_theme(timeline.theme)
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
