"""The camera of somebody who speaks: near, head to hips, at the right of a wide frame with room for words beside."""

from dataclasses import replace

from compiler.figure.camera import Camera
from compiler.figure.motion import posed
from compiler.figure.pose import Figure
from compiler.model.shapes import shape_of

_OVER_THE_SKULL = 12.5
"""From its middle to the top of the hair, in centimetres."""

_STANDS = {"": (0.715, 0.185, 1 / 126), ".portrait": (0.5, 0.29, 1 / 226), ".square": (0.5, 0.15, 1 / 158)}
"""By the frame's shape: how far across and down the top of the head is, and a centimetre as a share of the height."""


def speaking_camera(figure: Figure, camera: Camera, size: tuple[int, int]) -> Camera:
    """The camera with the head of the first pose in its place in the frame."""
    across, down, scale = _STANDS[shape_of(size)]
    bones = posed(figure, figure.movements[0].start)
    nearer = replace(camera, scale=scale * size[1])
    (middle, _), (_, top) = nearer.point(bones.spine[-1]), nearer.point(bones.skull)
    return replace(
        nearer, x=across * size[0] - middle, y=down * size[1] - top + _OVER_THE_SKULL * nearer.scale
    )
