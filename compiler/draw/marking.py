"""A brand put into drawings: the logo in a corner and on the title, name, contact and links on the end card."""

import copy
from dataclasses import dataclass

from compiler.draw.colour import BLACK, SHAPES, WHITE, contrast
from compiler.draw.design import number
from compiler.draw.kinds import LOGO, PERSON
from compiler.draw.logo import Logo, placed
from compiler.draw.markup import SVG, Element
from compiler.draw.reshaping import layers, move, part, unit_of, words_of
from compiler.model.brand import Brand, Corner, Free, Letters, Look
from compiler.model.scene_words import BRAND_LINES, BRAND_NAME

Box = tuple[float, float, float, float]
"""x, y, width and height, in units of a drawing 1920 (or, upright and square, 1080) wide."""

TITLE, END, THUMBNAIL = "title", "end", "thumbnail"
_PAD = 10.0
_PITCH = 1.2
"""From line to line on the end card, as a share of the size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """Where logos go in a shape of frame: strips at the top and the bottom, and places on title card and thumbnail."""

    left: float
    right: float
    top: tuple[float, float]
    bottom: tuple[float, float]
    widest: float
    title: Box
    thumbnail: Box


_MARKS = {
    "": _Marks(
        left=80,
        right=1840,
        top=(14, 84),
        bottom=(1024, 1070),
        widest=240,
        title=(140, 84, 420, 130),
        thumbnail=(60, 24, 420, 96),
    ),
    "portrait": _Marks(
        left=60,
        right=1020,
        top=(56, 134),
        bottom=(1572, 1650),
        widest=320,
        title=(80, 190, 520, 150),
        thumbnail=(620, 1740, 400, 112),
    ),
    "square": _Marks(
        left=60,
        right=1020,
        top=(14, 84),
        bottom=(1028, 1072),
        widest=240,
        title=(80, 56, 400, 100),
        thumbnail=(620, 936, 400, 96),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """What a logo lies on, so that it can be seen: a colour and how opaque it is."""

    colour: str
    opacity: float


def mark(
    root: Element, layout: str, shape: str, look: Look, logo: Logo, plate: Plate, over_pictures: Plate
) -> None:
    """Put the logo into a drawing, over everything in it; a bar on top makes way for it.

    It lies on the `plate` that is for the layout, and where the title's picture is under it on that for pictures.
    """
    brand = look.brand
    assert brand
    marks, unit = _MARKS[shape], unit_of(root, shape)
    large = layout == TITLE and look.layout.letters is not Letters.BIG and not look.burnt_in
    corner = brand.corner or (Corner.TOP_LEFT if layout in {TITLE, END} else None)
    if layout == THUMBNAIL:
        root.append(_group(logo, plate, _scaled(marks.thumbnail, unit), from_right=bool(shape)))
    elif large:
        _mark_title(root, shape, logo, (plate, over_pictures), _scaled(marks.title, unit))
    elif corner:
        box = _corner_box(marks, corner, logo)
        root.append(_group(logo, plate, _scaled(box, unit), from_right=corner.value.endswith("right")))
        if corner.value.startswith("top"):
            _shorten(root, _scaled(box, unit), 24 * unit, from_right=corner.value.endswith("right"))


def _mark_title(root: Element, shape: str, logo: Logo, plates: tuple[Plate, Plate], box: Box) -> None:
    """On the card; in an upright frame with somebody who greets it is over that picture."""
    on_card, over_picture = plates
    if shape != "portrait" or not list(layers(root, PERSON)):
        root.append(_group(logo, on_card, box, from_right=False))
        return
    for when, plate in (("no-clip", on_card), ("clip", over_picture)):
        group = _group(logo, plate, box, from_right=False)
        group.set("data-when", when)
        root.append(group)


def _scaled(box: Box, unit: float) -> Box:
    return box[0] * unit, box[1] * unit, box[2] * unit, box[3] * unit


def _corner_box(marks: _Marks, corner: Corner, logo: Logo) -> Box:
    top, bottom = marks.top if corner.value.startswith("top") else marks.bottom
    height = bottom - top
    width = min(marks.widest, (height - 2 * _PAD) * logo.aspect + 2 * _PAD)
    return (marks.right - width if corner.value.endswith("right") else marks.left), top, width, height


def _group(logo: Logo, plate: Plate, box: Box, *, from_right: bool) -> Element:
    """The logo on its plate, which is as large as it is."""
    x, y, width, height = box
    pad = min(_PAD, height / 6)
    across = min(width - 2 * pad, (height - 2 * pad) * logo.aspect)
    down = across / logo.aspect
    left = x + width - across - 2 * pad if from_right else x
    upper = y + (height - down - 2 * pad) / 2
    group = Element(f"{SVG}g", {"data-layer": LOGO})
    frame = {"x": left, "y": upper, "width": across + 2 * pad, "height": down + 2 * pad}
    shape = {name: f"{value:.3f}" for name, value in frame.items()} | {"rx": f"{pad:g}"}
    group.append(Element(f"{SVG}rect", {**shape, "data-part": "place", "fill": "none"}))
    if plate.opacity:
        group.append(
            Element(f"{SVG}rect", {**shape, "fill": plate.colour, "fill-opacity": f"{plate.opacity:g}"})
        )
    group.append(placed(logo, (left + pad, upper + pad, across, down)))
    return group


def _shorten(root: Element, box: Box, gap: float, *, from_right: bool) -> None:
    """A bar on top that would lie under the logo ends beside it, or begins there."""
    for group in layers(root, "progress"):
        track = part(group, "track")
        if number(track, "y") > box[1] + box[3]:
            continue
        for name in ("track", "fill"):
            rect = part(group, name)
            rect.set("width", f"{number(rect, 'width') - box[2] - gap:g}")
            if not from_right:
                rect.set("x", f"{number(rect, 'x') + box[2] + gap:g}")


# --- the end card -------------------------------------------------------------------------------------------


def sign(root: Element, shape: str, brand: Brand, lines: int) -> None:
    """Name, contact and links under the words of an end card, and the side that stays empty."""
    groups = [group for group in layers(root, "words") if "text" in words_of(group)]
    if not groups:
        return
    for words in groups if lines or brand.name else ():
        _add_lines(words, lines, brand, (_MARKS[shape].top[1] + 24) * unit_of(root, shape))
    if any(_reaches_a_person(words, root) for words in groups):
        _leave_out_person(root)
    if brand.free is Free.LEFT and not shape:
        _to_the_right(root)


def _add_lines(words: Element, lines: int, brand: Brand, highest: float) -> None:
    """Lines under the words, which move up as far as `highest` to make room for them."""
    texts = list(words.iter(f"{SVG}text"))
    text = next(one for one in texts if "text" in one.get("data-word", "").split())
    title = texts[0]
    size = 0.9 * number(text, "font-size")
    least = min(number(text, "data-least"), size)
    size = max(size, least)
    last = max(
        [number(text, "y")] + [number(span, "y") for span in text.iter(f"{SVG}tspan") if span.get("y")]
    )
    up = number(title, "y") - 0.8 * number(title, "font-size") - highest
    down = last + 1.7 * size
    if brand.name:
        words.append(_line(text, BRAND_NAME, down, size, least, bold=True))
        down += _PITCH * size
    for name in BRAND_LINES[:lines]:
        words.append(_line(text, name, down, size, least, bold=False))
        down += _PITCH * size
    move(words, 0, -max(0.0, up))


def _line(like: Element, name: str, y: float, size: float, least: float, *, bold: bool) -> Element:
    line = copy.deepcopy(like)
    for child in list(line):
        line.remove(child)
    line.text = name
    weight = "700" if bold else like.get("font-weight", "400")
    for key, value in {"data-word": name, "data-lines": "1", "font-weight": weight}.items():
        line.set(key, value)
    for key, length in {"y": y, "font-size": size, "data-least": least}.items():
        line.set(key, f"{length:g}")
    return line


def _reaches_a_person(words: Element, root: Element) -> bool:
    """Whether the lines that are under the words lie where somebody is seen."""
    last = list(words.iter(f"{SVG}text"))[-1]
    x, width, y = number(last, "x"), number(last, "data-width"), number(last, "y")
    places = (part(group, "place") for group in layers(root, PERSON))
    return words.get("data-when") == "clip" and any(
        y > number(place, "y")
        and x < number(place, "x") + number(place, "width")
        and number(place, "x") < x + width
        for place in places
    )


def _leave_out_person(root: Element) -> None:
    """The card is always the one without a person: its words need the room."""
    for group in [child for child in root if child.get("data-when") == "clip"]:
        root.remove(group)


def _to_the_right(root: Element) -> None:
    """All words change sides, and so do what lies under them and the place of a person."""
    width = float(root.get("viewBox", "").split()[2])
    for group in layers(root, PERSON):
        place = part(group, "place")
        place.set("x", f"{width - number(place, 'x') - number(place, 'width'):g}")
    for group in layers(root, "veil"):
        turned = Element(f"{SVG}g", {"transform": f"translate({width:g} 0) scale(-1 1)"})
        turned.extend(list(group))
        for child in list(group):
            group.remove(child)
        group.append(turned)
    for group in layers(root, "words"):
        texts = list(group.iter(f"{SVG}text"))
        left = min(number(text, "x") for text in texts)
        room = max(number(text, "data-width") for text in texts)
        move(group, width - 2 * left - room, 0)


# --- what can be seen ---------------------------------------------------------------------------------------


def plate_for(colours: list[tuple[str, float]], ground: str, opacity: float) -> tuple[Plate, float]:
    """What a logo is best seen on, and how much of it is: its `colours` with the share of it that each covers.

    The `ground` of panels, where most of it can be seen on that; else white or black.
    """
    found = []
    for colour in (ground, WHITE, BLACK):
        seen = sum(share for one, share in colours if contrast(one, colour) >= SHAPES)
        found.append((Plate(colour=colour, opacity=opacity if colour == ground else 1.0), seen))
    first = found[0]
    return first if first[1] >= 0.6 else max(found, key=lambda one: one[1])
