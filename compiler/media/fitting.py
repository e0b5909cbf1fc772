"""A decoded frame of any shape and colour -> a Picture of the timeline's size: upright, square, bt709."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compiler.media.hdr import needs_table, write_table
from compiler.media.orientation import Orientation
from compiler.media.picture import Picture
from compiler.media.planes import frame_of_picture, picture_of_frame, plane_values
from compiler.media.timed import TimedFrame
from compiler.model.routine import Fit

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

INK = (32, 130, 121)
"""#10241F as bt709 limited y, u, v: what shows through transparent footage."""

_BAR_BRIGHTNESS = {Fit.CONTAIN: 0.38, Fit.BLUR: 0.8}
_BLUR_SHARE = 40
_UNSPECIFIED, _RGB, _BT601, _BT709 = 2, 0, 6, 1
_LIMITED, _FULL = 1, 2
_HD_LINES = 720
_FULL_RANGE_FORMATS = ("yuvj", "rgb", "bgr", "gbr", "pal8", "gray", "mono", "argb", "abgr", "0rgb", "0bgr")


@dataclass(frozen=True, slots=True)
class _Box:
    """A part of a stored frame and the size it is scaled to, both before turning upright; pixels."""

    x: int
    y: int
    width: int
    height: int
    scaled: tuple[int, int]


class Fitter:
    """Fits frames into one size. Holds filter graphs, rebuilt when a file's frames change their kind.

    `folder` is a place for small working files.
    """

    def __init__(
        self, size: tuple[int, int], fit: Fit, focus: tuple[Fraction, Fraction], folder: Path
    ) -> None:
        self.size, self.kind, self.focus, self.folder = size, fit, focus, folder
        self._graphs: dict[Any, Any] = {}

    def fit(self, one: TimedFrame) -> Picture:
        """The frame as a Picture of the size asked for."""
        turn = one.turn
        box = _cover(one, self.size, self.focus, turn)
        if self.kind is Fit.COVER:
            return _over_ink(self._through(one, box, turn))
        inner = _over_ink(self._through(one, _contain(one, self.size, turn), turn))
        if inner.size == self.size:
            return inner
        return _placed(inner, self._bars(one, turn))

    def _bars(self, one: TimedFrame, turn: Orientation) -> Picture:
        """What shows beside a picture that is whole: itself, filling the frame, out of focus and darker."""
        small = (_even(self.size[0] / _BLUR_SHARE), _even(self.size[1] / _BLUR_SHARE))
        tiny = _over_ink(self._through(one, _cover(one, small, self.focus, turn), turn))
        return _enlarged(_darkened(tiny, _BAR_BRIGHTNESS[self.kind]), self.size)

    def _through(self, one: TimedFrame, box: _Box, turn: Orientation) -> "VideoFrame":
        frame = one.frame
        matrix, limits = _colour(frame)
        frame.colorspace, frame.color_range = matrix, limits
        if _fits_already(frame, box, turn, (matrix, limits)):
            return frame
        key = (frame.format.name, frame.width, frame.height, matrix, limits, int(frame.color_trc),
               int(frame.color_primaries), box, turn)  # fmt: skip
        graph = self._graphs.get(key)
        if graph is None:
            if len(self._graphs) >= 8:  # frames that keep changing their kind must not fill the memory
                self._graphs.clear()
            graph = self._graphs[key] = _graph(frame, box, turn, self._table(frame))
        graph.vpush(frame)
        fitted: VideoFrame = graph.vpull()
        return fitted

    def _table(self, frame: "VideoFrame") -> Path | None:
        transfer = int(frame.color_trc)
        if not needs_table(transfer, int(frame.color_primaries)):
            return None
        path = self.folder / f"to-bt709-{transfer}.cube"
        if not path.exists():
            write_table(path, transfer)
        return path


def _fits_already(frame: "VideoFrame", box: _Box, turn: Orientation, colour: tuple[int, int]) -> bool:
    """Whether nothing has to be done to it: a pass through libav's scaler would take 2 ms of 1080p."""
    whole = (box.x, box.y, box.width, box.height) == (0, 0, frame.width, frame.height)
    kept = whole and box.scaled == (box.width, box.height) and turn == Orientation()
    characteristics = int(frame.color_trc), int(frame.color_primaries)
    return (
        kept
        and frame.format.name == "yuv420p"
        and colour == (_BT709, _LIMITED)
        and not needs_table(*characteristics)
    )


def _colour(frame: "VideoFrame") -> tuple[int, int]:
    """Matrix and range; where the file does not say, what files of its kind usually have."""
    name, matrix, limits = frame.format.name, int(frame.colorspace), int(frame.color_range)
    if frame.format.is_rgb or name == "pal8":
        return _RGB, _FULL
    if matrix in {_UNSPECIFIED, _RGB, 3}:
        matrix = _BT709 if frame.height >= _HD_LINES or frame.width >= 1280 else _BT601
    if limits not in {_LIMITED, _FULL}:
        limits = _FULL if name.startswith(_FULL_RANGE_FORMATS) else _LIMITED
    return matrix, limits


def has_alpha(frame: "VideoFrame") -> bool:
    """Whether its pixels may be transparent."""
    return frame.format.name == "pal8" or any(c.is_alpha for c in frame.format.components)


def _graph(frame: "VideoFrame", box: _Box, turn: Orientation, table: Path | None) -> Any:
    """Cut, scale, convert, turn: in this order, so that little is done at the source's full size."""
    from av.filter import Graph

    graph = Graph()
    nodes = [_source(graph, frame)]
    if (box.width, box.height) != (frame.width, frame.height):
        nodes.append(graph.add("crop", w=str(box.width), h=str(box.height), x=str(box.x), y=str(box.y)))
    width, height = (str(n) for n in box.scaled)
    quality = "bicubic+accurate_rnd+full_chroma_int"
    if table is not None:
        nodes.append(graph.add("scale", w=width, h=height, flags=quality))
        nodes.append(graph.add("format", pix_fmts="gbrp12le"))
        nodes.append(graph.add("lut3d", file=str(table), interp="tetrahedral"))
    nodes.append(
        graph.add("scale", w=width, h=height, flags=quality, out_color_matrix="bt709", out_range="limited")
    )
    nodes.append(graph.add("format", pix_fmts="yuva420p" if has_alpha(frame) else "yuv420p"))
    if turn.transposed:
        nodes.append(graph.add("transpose", dir="cclock_flip"))
    nodes += [graph.add(name) for name, on in (("hflip", turn.flipped_x), ("vflip", turn.flipped_y)) if on]
    graph.link_nodes(*nodes, graph.add("buffersink")).configure()
    return graph


def _source(graph: Any, frame: "VideoFrame") -> Any:
    return graph.add(
        "buffer",
        video_size=f"{frame.width}x{frame.height}",
        pix_fmt=frame.format.name,
        time_base="1/1000",
        pixel_aspect="1/1",
        colorspace=str(int(frame.colorspace)),
        range=str(int(frame.color_range)),
    )


def _even(length: float | Fraction) -> int:
    return max(2, 2 * round(length / 2))


def _stored(size: tuple[int, int], turn: Orientation) -> tuple[int, int]:
    return (size[1], size[0]) if turn.transposed else size


def _cover(
    one: TimedFrame, size: tuple[int, int], focus: tuple[Fraction, Fraction], turn: Orientation
) -> _Box:
    """The largest part of the target's shape, with the focus as near to its middle as the edges allow."""
    target = _stored(size, turn)
    width, height = one.frame.width, one.frame.height
    scale = max(target[0] / (width * one.aspect), Fraction(target[1], height))
    cut_width = min(width, max(1, round(target[0] / scale / one.aspect)))
    cut_height = min(height, max(1, round(target[1] / scale)))
    x, y = _stored_focus(focus, turn)
    left = min(max(0, round(x * width - Fraction(cut_width, 2))), width - cut_width)
    top = min(max(0, round(y * height - Fraction(cut_height, 2))), height - cut_height)
    return _Box(left, top, cut_width, cut_height, target)


def _stored_focus(focus: tuple[Fraction, Fraction], turn: Orientation) -> tuple[Fraction, Fraction]:
    x = 1 - focus[0] if turn.flipped_x else focus[0]
    y = 1 - focus[1] if turn.flipped_y else focus[1]
    return (y, x) if turn.transposed else (x, y)


def _contain(one: TimedFrame, size: tuple[int, int], turn: Orientation) -> _Box:
    """The whole frame, as large as the target holds it."""
    target = _stored(size, turn)
    width, height = one.frame.width, one.frame.height
    scale = min(target[0] / (width * one.aspect), Fraction(target[1], height))
    scaled = min(target[0], _even(width * one.aspect * scale)), min(target[1], _even(height * scale))
    return _Box(0, 0, width, height, scaled)


def display_size(one: TimedFrame) -> tuple[int, int]:
    """Width and height in pixels as they are seen: upright, and with square pixels."""
    width = max(1, round(one.frame.width * one.aspect))
    return (one.frame.height, width) if one.turn.transposed else (width, one.frame.height)


def _over_ink(frame: "VideoFrame") -> Picture:
    picture = picture_of_frame(frame)
    if len(frame.planes) < 4:
        return picture
    alpha = plane_values(frame.planes[3])
    half = alpha[::2, ::2]
    weights = (alpha, half, half)
    planes = (picture.y, picture.u, picture.v)
    return Picture(*(_mixed(p, w, ink) for p, w, ink in zip(planes, weights, INK, strict=True)))


def _mixed(plane: NDArray[np.uint8], alpha: NDArray[np.uint8], under: int) -> NDArray[np.uint8]:
    weight = alpha.astype(np.float32) / 255
    mixed: NDArray[np.uint8] = np.rint(under + (plane - np.float32(under)) * weight).astype(np.uint8)
    return mixed


def _darkened(picture: Picture, brightness: float) -> Picture:
    def towards(plane: NDArray[np.uint8], rest: int) -> NDArray[np.uint8]:
        dark: NDArray[np.uint8] = np.rint(rest + (plane - np.float32(rest)) * brightness).astype(np.uint8)
        return dark

    return Picture(towards(picture.y, 16), towards(picture.u, 128), towards(picture.v, 128))


def _enlarged(picture: Picture, size: tuple[int, int]) -> Picture:
    frame = frame_of_picture(picture).reformat(size[0], size[1], "yuv420p", interpolation="BICUBIC")
    return picture_of_frame(frame).copy()


def _placed(inner: Picture, under: Picture) -> Picture:
    """`inner` in the middle of `under`, on even pixels."""
    left = (under.size[0] - inner.size[0]) // 4 * 2
    top = (under.size[1] - inner.size[1]) // 4 * 2
    width, height = inner.size
    under.y[top : top + height, left : left + width] = inner.y
    half = np.s_[top // 2 : (top + height) // 2, left // 2 : (left + width) // 2]
    under.u[half], under.v[half] = inner.u, inner.v
    return under
