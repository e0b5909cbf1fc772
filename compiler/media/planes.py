"""libav's frames <-> NumPy planes, minding the padding at the end of each line."""

from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from compiler.media.picture import Picture, Plane

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.plane import VideoPlane

BT709, LIMITED = 1, 1
"""Numbers of H.273 for matrix, primaries and transfer, and libav's for the range."""


def plane_values(plane: "VideoPlane") -> Plane:
    """(height, width) uint8: a view of a plane with 8 bits a pixel. It keeps the frame alive."""
    lines = np.frombuffer(cast("memoryview[int]", plane), np.uint8).reshape(plane.height, plane.line_size)
    return lines[:, : plane.width]


def picture_of_frame(frame: "VideoFrame") -> Picture:
    """The planes of a yuv420p frame as read-only views, without a copy."""
    planes = [plane_values(plane) for plane in frame.planes[:3]]
    for values in planes:
        values.flags.writeable = False
    return Picture(*planes)


def frame_of_picture(picture: Picture) -> "VideoFrame":
    """A yuv420p frame with a copy of the picture, tagged bt709 limited."""
    from av import VideoFrame

    frame = VideoFrame(*picture.size, "yuv420p")
    for plane, values in zip(frame.planes, (picture.y, picture.u, picture.v), strict=True):
        plane_values(plane)[...] = values
    frame.colorspace = frame.color_trc = frame.color_primaries = BT709
    frame.color_range = LIMITED
    return frame


class Planes:
    """Makes planes of RGB pictures. It keeps libswscale's tables, so it serves one thread at a time."""

    def __init__(self) -> None:
        from av.video.reformatter import VideoReformatter

        self._reformatter = VideoReformatter()
        self._frame: VideoFrame | None = None

    def of(self, rgb: NDArray[np.uint8]) -> Picture:
        """The planes of (height, width, 3 or 4) pixels, a fourth value being ignored; both sides even. Read only."""
        from av import VideoFrame
        from av.video.reformatter import ColorRange, Colorspace

        height, width, values = rgb.shape
        kind = (width, height, "rgb24" if values == 3 else "rgb0")
        if self._frame is None or (self._frame.width, self._frame.height, self._frame.format.name) != kind:
            self._frame = VideoFrame(*kind)
        plane = self._frame.planes[0]
        lines = np.frombuffer(cast("memoryview[int]", plane), np.uint8).reshape(height, plane.line_size)
        lines[:, : values * width] = rgb.reshape(height, values * width)
        return picture_of_frame(
            self._reformatter.reformat(
                self._frame,
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.JPEG,
                dst_color_range=ColorRange.MPEG,
                threads=1,
            )
        )
