"""How a figure is framed: the whole turn large in the part of the frame that overlays leave free."""

from dataclasses import replace

from compiler.figure.camera import Bounds, Camera, fitted, looking
from compiler.figure.motion import eased
from compiler.figure.pose import Figure
from compiler.figure.skeleton import Skeleton, skeleton
from compiler.figure.speaking import speaking_camera
from compiler.figure.vectors import Vec


def staged(figure: Figure, size: tuple[int, int], mirrored: bool) -> Camera:
    """The camera that shows the whole turn inside the part of the frame that overlays leave free."""
    camera = looking(figure.view, mirrored)
    if figure.framing == "speaking":
        return speaking_camera(figure, camera, size)
    content = _content(figure, camera)
    nearer = 1.0 if figure.framing == "whole" else 1.5
    choices = [fitted(camera, content, frame, nearer * most) for frame, most in _free_frames(size)]
    chosen = max(choices, key=lambda c: c.scale)
    if figure.place == "wall" and figure.view == "side" and size[0] > size[1]:
        return replace(chosen, x=chosen.x + (0.11 if mirrored else -0.11) * size[0])
    return chosen


def _free_frames(size: tuple[int, int]) -> list[tuple[Bounds, float]]:
    """Parts of the frame without overlays, and the most pixels a centimetre there."""
    width, height = size
    if width > height * 1.2:
        most = height / 128
        wide = Bounds(0.05 * width, 0.11 * height, 0.95 * width, 0.665 * height)
        tall = Bounds(0.21 * width, 0.10 * height, 0.79 * width, 0.772 * height)
        return [(wide, most), (tall, most)]
    if height > width * 1.2:
        return [(Bounds(0.04 * width, 0.22 * height, 0.96 * width, 0.62 * height), width / 110)]
    return [(Bounds(0.05 * width, 0.13 * height, 0.95 * width, 0.68 * height), width / 110)]


_CORE = {
    "bed": ((-103, 32, 0), (88, -14, 46)),
    "mat": ((-98, 70, 0), (98, -1, 36)),
    "chair": ((-50, 118, 0), (60, 0, 18)),
    "standing": ((-50, 170, 0), (50, 0, 12)),
    "wall": ((-50, 172, 0), (60, 0, 12)),
}


def _content(figure: Figure, camera: Camera) -> Bounds:
    """What must be seen, on the unscaled camera's screen."""
    points = [Vec(*c) for c in _corners(figure)]
    found = [camera.point(p) for p in points]
    box = Bounds(
        min(p[0] for p in found), min(p[1] for p in found), max(p[0] for p in found), max(p[1] for p in found)
    )
    lowest = box.bottom
    for bones in key_moments(figure):
        for joint, radius in _outermost(bones, figure.framing == "upper"):
            x, y = camera.point(joint)
            box = box.joined(Bounds(x - radius, y - radius, x + radius, y + radius))
    return box if figure.framing != "upper" else replace(box, bottom=lowest)


def _corners(figure: Figure) -> list[tuple[float, float, float]]:
    """What is always in the picture besides the body: the place, or of one that is seen closely, less."""
    if figure.framing == "whole":
        return _core_corners(figure)
    if figure.framing == "upper":
        low, high = (72.0, 172.0) if figure.place in ("standing", "wall") else (70.0, 128.0)
        return [(0.0, high, -34.0), (0.0, low, 34.0)]
    return [(0.0, -1.0, 0.0)]


def _core_corners(figure: Figure) -> list[tuple[float, float, float]]:
    (x0, y0, z0), (x1, y1, z1) = _CORE[figure.place]
    if figure.view in ("top", "high"):
        return [(x0, 0, -z1), (x1, 0, z1)]
    if figure.view in ("front", "back", "behind", "quarter"):
        reach = 46 if figure.place in ("chair", "standing", "wall") else 60
        return [(0, y0, -reach), (0, y1, reach), (18, y1, 0)]
    if figure.view == "feet":
        return [(x1, -14, -46), (x1, -14, 46), (x0, y0, 0)]
    return [(x0, y0, z0), (x1, y1, z1)]


def key_moments(figure: Figure) -> list[Skeleton]:
    """A few skeletons of every movement."""
    return [
        skeleton(m.start, m.stop, eased(part, m.easing), base=figure.base, rooted=figure.rooted)
        for m in figure.movements
        for part in (0.25, 0.5, 0.75, 1.0)
    ]


def _outermost(bones: Skeleton, upper: bool) -> list[tuple[Vec, float]]:
    points = [(bones.skull, 12.8), (bones.spine[4], 12.0)]
    if not upper:
        points.append((bones.spine[0], 11.0))
    for leg in bones.legs if not upper else ():
        points += [(leg.knee, 6.5), (leg.toes, 2.5), (leg.heel, 2.5)]
    for arm in bones.arms:
        points += [(arm.elbow, 5.6), (arm.palm, 4.0), (arm.fingertips, 2.0)]
    return points
