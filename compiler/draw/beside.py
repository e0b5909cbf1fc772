"""Where callouts and a second picture stand: in the safe area, over nothing else. Nothing is drawn to find it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compiler.draw.callout import LIKE, ROOMS, Spot, arrow_start, filled_callout, panel_size
from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.captioning import caption_place, taken_boxes, touch
from compiler.draw.theme import Theme
from compiler.model.callouts import Corner, ShownCallout
from compiler.model.shapes import SAFE, shape_of
from compiler.model.timeline import Scene

GAP = 12
"""Units of a design between two things beside each other."""
REACHES = (48, 80, 120, 170, 230, 300, 380, 470, 560)
"""How far from its place a text may stand that has an arrow, in units of a design, the nearest first."""
STEPS = (0, 24, 48, 72, 100, 130, 165, 200, 240)
"""The same of a text that has none: it stands on its place, or close to it."""
WAYS = ((1, -1), (-1, -1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (0, 1))
"""Right and up first: below are panel and ring."""
SMALLER = (Fraction(1), Fraction(5, 6), Fraction(2, 3))
"""Shares of its width that a second picture may come down to where it has no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The places of a scene's callouts, by their numbers, and of its second picture; None where there is no room."""

    spots: tuple[Spot | None, ...]
    inset: PixelBox | None


def placed_beside(scene: Scene, theme: Theme, size: tuple[int, int]) -> Beside:
    """Where all of them stand throughout the step: panel, ring, bar and captions were there first."""
    canvas = Canvas(size, theme.design(LIKE, size), theme.fonts)
    taken = list(taken_boxes(scene, theme, size))
    if scene.captions and (caption := caption_place(scene, theme, size)):
        taken.append(caption)
    area = _safe_area(size)
    inset = _inset_place(scene, area, taken, canvas) if scene.inset else None
    taken += [inset] if inset else []
    spots: list[Spot | None] = []
    for number, callout in enumerate(scene.callouts):
        others = [s for s, one in zip(spots, scene.callouts, strict=False) if s and _at_once(one, callout)]
        marks = [
            _target(one, size)
            for n, one in enumerate(scene.callouts)
            if n != number and _at_once(one, callout)
        ]
        spots.append(_spot(callout, theme, _Room(canvas, area, taken, others, marks)))
    return Beside(spots=tuple(spots), inset=inset)


def _safe_area(size: tuple[int, int]) -> PixelBox:
    left, top, right, bottom = (
        int(share * side) // 2 * 2 for share, side in zip(SAFE[shape_of(size)], size * 2, strict=True)
    )
    return PixelBox(x=left, y=top, width=right - left, height=bottom - top)


# --- a second picture ---------------------------------------------------------------------------------------


def _inset_place(scene: Scene, area: PixelBox, taken: Sequence[PixelBox], canvas: Canvas) -> PixelBox | None:
    """In its corner, or as near to it as there is room; smaller where there is none for all of it."""
    assert scene.inset
    corner, gap = scene.inset.corner, _gap(canvas)
    for share in SMALLER:
        width, height = (int(side * scene.inset.share * share) // 2 * 2 for side in canvas.size)
        for x, y in _from_corner(corner, area, (width, height)):
            box = PixelBox(x=x, y=y, width=width, height=height)
            if not any(touch(box, other, gap) for other in taken):
                return box
    return None


def _from_corner(corner: Corner, area: PixelBox, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Places from a corner on, up or down first, then to the other side."""
    spare = max(0, area.width - size[0]), max(0, area.height - size[1])
    right, bottom = corner.value.endswith("right"), corner.value.startswith("bottom")
    for across in range(0, spare[0] + 1, 16):
        for down in range(0, spare[1] + 1, 8):
            x = area.x + (spare[0] - across if right else across)
            y = area.y + (spare[1] - down if bottom else down)
            yield x // 2 * 2, y // 2 * 2


# --- callouts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Room:
    """What is around a callout: what is taken, other callouts that are seen with it, and the places they are about."""

    canvas: Canvas
    area: PixelBox
    taken: Sequence[PixelBox]
    others: Sequence[Spot]
    marks: Sequence[tuple[int, int]]

    def is_free(self, spot: Spot) -> bool:
        gap, panel = _gap(self.canvas), spot.panel
        if any(touch(panel, box, gap) for box in (*self.taken, *(one.panel for one in self.others))):
            return False
        points = (*self.marks, *([spot.target] if spot.arrow else []))
        if any(_holds(panel, point, gap) for point in points):
            return False
        if any(one.arrow and _crosses(arrow_start(one), one.target, panel) for one in self.others):
            return False
        return not spot.arrow or not self._arrow_is_blocked(spot)

    def _arrow_is_blocked(self, spot: Spot) -> bool:
        boxes = (*self.taken, *(one.panel for one in self.others))
        start = arrow_start(spot)
        return any(_crosses(start, spot.target, box) for box in boxes if not _holds(box, spot.target, 0))


def _spot(callout: ShownCallout, theme: Theme, room: _Room) -> Spot | None:
    spots = (spot for number in range(len(ROOMS)) for spot in _candidates(callout, theme, room, number))
    return next((spot for spot in spots if room.is_free(spot)), None)


def _candidates(callout: ShownCallout, theme: Theme, room: _Room, number: int) -> Iterator[Spot]:
    """Where it could stand with its words in one of the rooms for them, the best places first."""
    canvas = room.canvas
    filled = filled_callout(theme, canvas.size, callout.text, number)
    if number and filled.misfits:
        return
    size, target = panel_size(filled, canvas), _target(callout, canvas.size)
    for x, y in _around(target, size, canvas) if callout.arrow else _upon(target, size, canvas):
        box = PixelBox(x=x, y=y, width=size[0], height=size[1])
        if _inside(box, room.area):
            yield Spot(panel=box, target=target, arrow=callout.arrow, room=number)


def _target(callout: ShownCallout, size: tuple[int, int]) -> tuple[int, int]:
    x, y = (round(share * side) for share, side in zip(callout.at, size, strict=True))
    return x, y


def _around(target: tuple[int, int], size: tuple[int, int], canvas: Canvas) -> Iterator[tuple[int, int]]:
    for reach in REACHES:
        far = reach * canvas.scale
        for across, down in WAYS:
            x = target[0] - size[0] / 2 + across * (size[0] / 2 + far)
            y = target[1] - size[1] / 2 + down * (size[1] / 2 + far)
            yield int(x) // 2 * 2, int(y) // 2 * 2


def _upon(target: tuple[int, int], size: tuple[int, int], canvas: Canvas) -> Iterator[tuple[int, int]]:
    for step in STEPS:
        far = step * canvas.scale
        for across, down in WAYS if step else ((0, 0),):
            x, y = target[0] - size[0] / 2 + across * far, target[1] - size[1] / 2 + down * far
            yield int(x) // 2 * 2, int(y) // 2 * 2


def _at_once(one: ShownCallout, other: ShownCallout) -> bool:
    return any(a < d and c < b for a, b in one.ranges for c, d in other.ranges)


def _gap(canvas: Canvas) -> int:
    return round(GAP * canvas.scale)


def _inside(box: PixelBox, area: PixelBox) -> bool:
    right, bottom = area.x + area.width, area.y + area.height
    return area.x <= box.x and area.y <= box.y and box.x + box.width <= right and box.y + box.height <= bottom


def _holds(box: PixelBox, point: tuple[int, int], gap: int) -> bool:
    across = box.x - gap < point[0] < box.x + box.width + gap
    return across and box.y - gap < point[1] < box.y + box.height + gap


def _crosses(start: tuple[float, float], end: tuple[float, float], box: PixelBox) -> bool:
    """Whether a line from a point to another one comes into the box."""
    low, high = 0.0, 1.0
    for n, (least, length) in enumerate(((box.x, box.width), (box.y, box.height))):
        way = end[n] - start[n]
        if not way:
            if not least < start[n] < least + length:
                return False
            continue
        enters, leaves = sorted(((least - start[n]) / way, (least + length - start[n]) / way))
        low, high = max(low, enters), min(high, leaves)
    return low < high
