"""libav's frames <-> NumPy planes, minding the padding at the end of each line."""

from typing import TYPE_CHECKING, cast

import numpy as np

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
