"""The camera of somebody who speaks, greets or thanks: near, head to hips, with room for words beside."""

from dataclasses import replace

from compiler.figure.camera import Camera
from compiler.figure.motion import posed
from compiler.figure.pose import Figure, Framing
from compiler.model.shapes import shape_of

_OVER_THE_SKULL = 12.5
"""From its middle to the top of the hair, in centimetres."""

_SPEAKING = {"": (0.715, 0.185, 1 / 126), ".portrait": (0.5, 0.29, 1 / 226), ".square": (0.5, 0.15, 1 / 158)}
_GREETING = {"": (0.79, 0.17, 1 / 122), ".portrait": (0.5, 0.195, 1 / 218), ".square": (0.815, 0.2, 1 / 150)}
_THANKING = {"": (0.475, 0.17, 1 / 130), ".portrait": (0.31, 0.37, 1 / 226), ".square": (0.3, 0.43, 1 / 150)}
_FAR = {**_THANKING, "": (0.62, 0.18, 1 / 136)}
_STANDS: dict[Framing, dict[str, tuple[float, float, float]]] = {
    "speaking": _SPEAKING,
    "greeting": _GREETING,
    "thanking": _THANKING,
    "thanking-far": _FAR,
    "thanking-left": {**_THANKING, "": (0.525, 0.17, 1 / 130)},
    "thanking-far-left": {**_FAR, "": (0.38, 0.18, 1 / 136)},
}
"""By framing and the frame's shape: how far across and down the top of the head is, and a centimetre as a share of the
height. In a wide frame, who thanks stands between the words, on the left, and the side that a channel lays its end
screen over: farther from the left where letters are large, and the other way round where the left stays free."""


def is_beside_words(figure: Figure) -> bool:
    """Whether it is seen by :func:`speaking_camera`."""
    return figure.framing in _STANDS


def is_on_a_card(figure: Figure) -> bool:
    """Whether it is seen on the title or end card."""
    return is_beside_words(figure) and figure.framing != "speaking"


def speaking_camera(figure: Figure, camera: Camera, size: tuple[int, int]) -> Camera:
    """The camera with the head of the first pose in its place in the frame."""
    across, down, scale = _STANDS[figure.framing][shape_of(size)]
    bones = posed(figure, figure.movements[0].start)
    nearer = replace(camera, scale=scale * size[1])
    (middle, _), (_, top) = nearer.point(bones.spine[-1]), nearer.point(bones.skull)
    return replace(
        nearer, x=across * size[0] - middle, y=down * size[1] - top + _OVER_THE_SKULL * nearer.scale
    )
