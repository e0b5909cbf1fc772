"""Where burnt-in captions stand: as low as nothing else is in their way. Nothing is drawn to find it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Group, number
from compiler.draw.filling import fill, shape_bounds
from compiler.draw.kinds import COUNTS, over_the_clip
from compiler.draw.markup import SVG, Element
from compiler.draw.showing import WordPairs, card_of, conditions, has_clip, own_words, visible
from compiler.draw.theme import Theme
from compiler.model.scene_words import CAPTIONS
from compiler.model.timeline import Scene

GAP = 12
"""Units of the captions' drawing between them and what is beside them."""


@dataclass(frozen=True, slots=True, eq=False)
class CaptionDesign:
    """How captions look in a frame: their group, where in its drawing it stands, and the `area` it may be moved in.

    `room` is what the longest of them covers: the sample shows it.
    """

    group: Group
    room: PixelBox
    area: PixelBox
    gap: int


def caption_design(theme: Theme, size: tuple[int, int]) -> CaptionDesign:
    """The design of captions for a frame of `size`, in a theme that was loaded for burnt-in captions."""
    design = theme.design(CAPTIONS, size)
    canvas = Canvas(size, design, theme.fonts)
    group = next(group for group in design.groups if group.kind == CAPTIONS)
    room = canvas.box(shape_bounds(group.part("panel")))
    return CaptionDesign(group, room, _inside(canvas, group.part("area")), round(GAP * canvas.scale))


def caption_place(scene: Scene, theme: Theme, size: tuple[int, int]) -> PixelBox | None:
    """Where captions stand throughout a step; None where there is no room for them.

    The lowest place counts, then the one nearest to where the sample stands.
    """
    design = caption_design(theme, size)
    taken = list(taken_boxes(scene, theme, size))
    free = (
        box for box in _places(design, taken) if not any(touch(box, other, design.gap) for other in taken)
    )
    return next(free, None)


def _places(design: CaptionDesign, taken: list[PixelBox]) -> Iterator[PixelBox]:
    room, area = design.room, design.area
    lowest, right = area.y + area.height - room.height, area.x + area.width - room.width
    above = (other.y - design.gap - room.height for other in taken)
    downs = {lowest, *(y // 2 * 2 for y in above)}
    acrosses = sorted({room.x, area.x, right}, key=lambda x: (abs(x - room.x), x))
    for y in sorted((y for y in downs if area.y <= y <= lowest), reverse=True):
        for x in acrosses:
            yield replace(room, x=x, y=y)


def touch(one: PixelBox, other: PixelBox, gap: int) -> bool:
    """Whether two boxes are nearer to each other than `gap` pixels."""
    across = one.x < other.x + other.width + gap and other.x < one.x + one.width + gap
    return across and one.y < other.y + other.height + gap and other.y < one.y + one.height + gap


def taken_boxes(scene: Scene, theme: Theme, size: tuple[int, int]) -> Iterator[PixelBox]:
    """What lies over the clip, and the words of the card where no clip is."""
    met = conditions(scene)
    yield from _boxes(theme, size, scene.layout, scene.words, met, *over_the_clip())
    if not has_clip(scene):
        yield from _boxes(theme, size, *card_of(scene, theme, size), met, "card")


def overlay_boxes(scene: Scene, theme: Theme, size: tuple[int, int]) -> Iterator[tuple[str, PixelBox]]:
    """What lies over the clip in a scene, each with the kind of its group."""
    met = conditions(scene)
    absent = {kind for kind in COUNTS if not scene.ring} | ({"progress"} if not scene.progress else set())
    for kind in over_the_clip():
        if kind not in absent:
            yield from ((kind, box) for box in _boxes(theme, size, scene.layout, scene.words, met, kind))


def _boxes(
    theme: Theme, size: tuple[int, int], layout: str, words: WordPairs, met: frozenset[str], *kinds: str
) -> Iterator[PixelBox]:
    design = theme.design(layout, size)
    canvas = Canvas(size, design, theme.fonts)
    for _, group in visible(design, met, *kinds):
        shown = _words_alone(group) if group.kind == "card" else group
        filled = fill(shown, dict(own_words(group, words)), theme.fonts)
        if filled:
            yield canvas.box(filled.bounds) if filled.bounds else _inked(filled.element, canvas)


def _words_alone(group: Group) -> Group:
    element = Element(f"{SVG}g", group.element.attrib)
    element.extend(group.texts())
    return replace(group, kind="words", element=element)


def _inked(element: Element, canvas: Canvas) -> PixelBox:
    """What a drawing of shapes that cannot be told from their numbers covers: it is drawn."""
    rows, columns = canvas.draw([canvas.covering(element)], canvas.whole)[..., 3].nonzero()
    if not rows.size:
        return PixelBox(x=0, y=0, width=0, height=0)
    x, y = int(columns.min()), int(rows.min())
    return PixelBox(x=x, y=y, width=int(columns.max()) + 1 - x, height=int(rows.max()) + 1 - y)


def _inside(canvas: Canvas, area: Element) -> PixelBox:
    """The even box that lies wholly in the area."""
    left, top = canvas.pixel(number(area, "x"), number(area, "y"))
    right, bottom = canvas.pixel(
        number(area, "x") + number(area, "width"), number(area, "y") + number(area, "height")
    )
    x, y = -int(-left // 2) * 2, -int(-top // 2) * 2
    return PixelBox(x=x, y=y, width=int(right - x) // 2 * 2, height=int(bottom - y) // 2 * 2)
