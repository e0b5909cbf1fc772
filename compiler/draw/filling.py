"""Words put into a group of a design: fitted, stacked by the sample's own distances, panels around them."""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compiler.draw.canvas import Bounds
from compiler.draw.design import Group, Spot, number, spot_of
from compiler.draw.fonts import FontBook, FontFace
from compiler.draw.markup import SVG, Element
from compiler.draw.typesetting import Typeset, is_right_to_left, typeset
from compiler.model.scene_words import MARKED

Words = Mapping[str, str]

_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What cannot stand in XML; :class:`Proofreader` names it among the characters that cannot be shown."""


@dataclass(slots=True)
class _Setting:
    """A text on its way into its place: `first` is the baseline of its first line, `marked` are letters to mark."""

    element: Element
    spot: Spot
    text: str
    fitted: Typeset
    first: float
    above: float
    marked: range = range(0)

    @property
    def height(self) -> float:
        """From the first baseline to the last."""
        return (len(self.fitted.lines) - 1) * self.spot.leading * self.fitted.size


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """A group ready to draw. `bounds` enclose all of it, None where only the whole frame surely does.

    `misfits` are the texts that are too long for their place.
    """

    element: Element
    bounds: Bounds | None
    misfits: tuple["Misfit", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A text too long for its place: the names of its words, and about how many characters are too many."""

    words: str
    text: str
    excess: int


def composed(spot: Spot, words: Words) -> str:
    """What a place shows of `words`: blanks tidied, several joined, capitals where the design has them."""
    parts = [" ".join(words.get(name, "").split()) for name in spot.words]
    text = spot.join.join(part for part in parts if part)
    text = _UNWRITABLE.sub("", text)
    return text.upper() if spot.upper else text


def fill(group: Group, words: Words, fonts: FontBook, like: Words | None = None) -> Filled | None:
    """`group` with `words` in it; None where it has places for words and none of them is given.

    `like` names words whose size is chosen for another text, so that digits keep one size.
    """
    element = copy.deepcopy(group.element)
    places = [(text, spot_of(text)) for text in element.iter(f"{SVG}text")]
    settings = list(_settings(places, words, fonts, like or {}))
    if places and not settings and group.kind == "words":
        return None
    kept = {id(setting.element) for setting in settings}
    _remove(element, [text for text, _ in places if id(text) not in kept])
    _stack(settings, places, element.get("data-stack", ""))
    _hug(element, settings, places)
    for setting in settings:
        _write(setting, _content_width(element, settings), fonts)
    misfits = tuple(_misfit(setting) for setting in settings if not setting.fitted.fits)
    return Filled(element, _bounds(element, settings), misfits)


def _misfit(setting: _Setting) -> Misfit:
    room, fitted = setting.spot.room, setting.fitted
    share = min(room.lines / len(fitted.lines), room.width / max(fitted.width, 1e-6), 1.0)
    excess = max(1, round(len(setting.text) * (1 - share)))
    return Misfit(words=" ".join(setting.spot.words), text=setting.text, excess=excess)


def _settings(
    places: Sequence[tuple[Element, Spot]], words: Words, fonts: FontBook, like: Words
) -> Iterator[_Setting]:
    previous: Spot | None = None
    for element, spot in places:
        text = composed(spot, words)
        if text:
            model = next((like[name] for name in spot.words if name in like), text)
            fitted = typeset(model, spot.face, spot.room, fonts)
            if model != text:
                fitted = replace(fitted, lines=(text,))
            above = spot.first - previous.last if previous else 0.0
            yield _Setting(element, spot, text, fitted, spot.first, above, _marked(spot, text, words))
        previous = spot


def _marked(spot: Spot, text: str, words: Words) -> range:
    """The letters of the part of a text that is marked: of a word that is a list, the entry of that number."""
    if not spot.mark or MARKED not in words:
        return range(0)
    whole = composed(replace(spot, words=(spot.mark,)), words)
    entries = whole.split(spot.join)
    number = int(words[MARKED])
    if number >= len(entries) or whole not in text:
        return range(0)
    start = text.rindex(whole) + sum(len(entry) + len(spot.join) for entry in entries[:number])
    return range(start, start + len(entries[number]))


def _remove(element: Element, unwanted: Sequence[Element]) -> None:
    doomed = {id(one) for one in unwanted}
    for parent in list(element.iter()):
        for child in [c for c in parent if id(c) in doomed]:
            parent.remove(child)


def _stack(settings: Sequence[_Setting], places: Sequence[tuple[Element, Spot]], how: str) -> None:
    """Give each text its first baseline; `how` says what stays where it is: top, middle or bottom."""
    if how not in {"top", "middle", "bottom"} or not settings:
        return
    height = sum(s.height for s in settings) + sum(s.above for s in settings[1:])
    top, bottom = places[0][1].first, places[-1][1].last
    start = {"top": top, "bottom": bottom - height, "middle": (top + bottom - height) / 2}[how]
    for position, setting in enumerate(settings):
        setting.first = start + (setting.above if position else 0.0)
        start = setting.first + setting.height


def _hug(element: Element, settings: Sequence[_Setting], places: Sequence[tuple[Element, Spot]]) -> None:
    """Move the edges of `data-hug` rectangles along with the words inside them."""
    if not settings:
        return
    up = settings[0].first - places[0][1].first
    down = settings[-1].first + settings[-1].height - places[-1][1].last
    for rect in element.iter(f"{SVG}rect"):
        how = rect.get("data-hug")
        if how not in {"height", "both"}:
            continue
        top, bottom = number(rect, "y") + up, number(rect, "y") + number(rect, "height") + down
        rect.set("y", f"{top:.3f}")
        rect.set("height", f"{bottom - top:.3f}")
        if how == "both":
            _hug_width(rect, settings)


def _hug_width(rect: Element, settings: Sequence[_Setting]) -> None:
    left, width = number(rect, "x"), number(rect, "width")
    content = max(s.fitted.width for s in settings)
    first = settings[0].spot
    if first.anchor == "middle":
        pad = (width - first.room.width) / 2
        wanted = max(number(rect, "data-least"), content + 2 * pad)
        rect.set("x", f"{left + (width - wanted) / 2:.3f}")
    else:
        pad = min(s.spot.x for s in settings) - left
        wanted = max(number(rect, "data-least"), content + 2 * pad)
    rect.set("width", f"{wanted:.3f}")


def _content_width(element: Element, settings: Sequence[_Setting]) -> float | None:
    """The width that the words share where a panel hugs them."""
    if any(rect.get("data-hug") == "both" for rect in element.iter(f"{SVG}rect")):
        return max((s.fitted.width for s in settings), default=0.0)
    return None


def _write(setting: _Setting, shared_width: float | None, fonts: FontBook) -> None:
    """Replace the sample by the fitted lines; right-to-left words start at the right."""
    element, spot, fitted = setting.element, setting.spot, setting.fitted
    x, anchor, opened, closed = spot.x, spot.anchor, "", ""
    if is_right_to_left(setting.text):
        opened, closed = "\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
        if anchor == "start":
            anchor, x = "end", spot.right if shared_width is None else x + shared_width
    for child in list(element):
        element.remove(child)
    element.text = None
    element.set("text-anchor", anchor)
    element.set("font-family", fitted.family)
    element.set("font-weight", str(fitted.weight))
    element.set("font-size", f"{fitted.size:.3f}")
    if spot.face.spacing:
        element.set("letter-spacing", f"{spot.face.spacing * fitted.size / spot.face.size:.3f}")
    reached = 0
    for position, line in enumerate(fitted.lines):
        y = setting.first + position * spot.leading * fitted.size
        begin = max(setting.text.find(line, reached), reached)
        reached = begin + len(line)
        parts = _cut(line, setting.marked, begin)
        if _mixed(line, setting, fonts):
            element.extend(_apart(parts, setting, (x, y, anchor), fonts))
            continue
        span = Element(f"{SVG}tspan", x=f"{x:.3f}", y=f"{y:.3f}")
        span.text = f"{opened}{parts[0]}{closed}" if len(parts) == 1 else parts[0]
        if len(parts) > 1:
            span.append(_mark(parts[1], parts[2], spot.mark_fill))
        element.append(span)


def _mixed(line: str, setting: _Setting, fonts: FontBook) -> bool:
    """Whether a line needs another font for some of its letters."""
    face = fonts.face(setting.fitted.family, setting.fitted.weight)
    return any(holder is not face for _, holder in fonts.runs(line, face))


def _apart(
    parts: tuple[str, ...], setting: _Setting, at: tuple[float, float, str], fonts: FontBook
) -> Iterator[Element]:
    """A line in several fonts: each run stands by itself, since the rasteriser shapes a text in one font only."""
    fitted, spot = setting.fitted, setting.spot
    face = fonts.face(fitted.family, fitted.weight)
    spacing = spot.face.spacing / spot.face.size

    def width(run: str, holder: FontFace) -> float:
        return (holder.advance(run) + spacing * len(run)) * fitted.size

    runs = [(*run, number == 1) for number, part in enumerate(parts) for run in fonts.runs(part, face)]
    if is_right_to_left(setting.text):
        runs.reverse()
    whole = sum(width(run, holder) for run, holder, _ in runs)
    x = at[0] - {"start": 0.0, "middle": whole / 2, "end": whole}[at[2]]
    for run, holder, marked in runs:
        span = Element(f"{SVG}tspan", x=f"{x:.3f}", y=f"{at[1]:.3f}")
        span.set("text-anchor", "start")
        span.set("font-family", holder.family)
        span.set("font-weight", str(holder.weight))
        if marked:
            _underline(span, spot.mark_fill)
        span.text = run
        x += width(run, holder)
        yield span


def _cut(line: str, marked: range, begin: int) -> tuple[str, ...]:
    """A line, or what comes before, in and after the marked letters; `begin` is where the line is in its text."""
    start, stop = max(marked.start - begin, 0), min(marked.stop - begin, len(line))
    return (line,) if start >= stop else (line[:start], line[start:stop], line[stop:])


def _mark(words: str, after: str, colour: str) -> Element:
    """Marked words, told by more than their colour."""
    mark = Element(f"{SVG}tspan")
    _underline(mark, colour)
    mark.text, mark.tail = words, after
    return mark


def _underline(span: Element, colour: str) -> None:
    span.set("text-decoration", "underline")
    if colour:
        span.set("fill", colour)


# --- bounds -------------------------------------------------------------------------------------------------


_ASCENT, _DESCENT = 1.2, 0.5


def _bounds(element: Element, settings: Sequence[_Setting]) -> Bounds | None:
    found = [_text_bounds(setting) for setting in settings]
    for shape in element.iter():
        name = shape.tag.removeprefix(SVG)
        if name in {"text", "tspan", "g"}:
            continue
        bounds = shape_bounds(shape)
        if bounds is None:
            return None
        found.append(bounds)
    if not found:
        return None
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def shape_bounds(shape: Element) -> Bounds | None:
    """What a rectangle or circle covers with its stroke; None for other shapes and for 100 % ones."""
    stroke = number(shape, "stroke-width", 1.0) / 2 if shape.get("stroke") else 0.0
    if shape.tag == f"{SVG}rect" and "%" not in f"{shape.get('width')}{shape.get('height')}":
        left, top = number(shape, "x"), number(shape, "y")
        right, bottom = left + number(shape, "width"), top + number(shape, "height")
    elif shape.tag == f"{SVG}circle":
        x, y, r = number(shape, "cx"), number(shape, "cy"), number(shape, "r")
        left, top, right, bottom = x - r, y - r, x + r, y + r
    else:
        return None
    return left - stroke, top - stroke, right + stroke, bottom + stroke


def _text_bounds(setting: _Setting) -> Bounds:
    """Wide enough for what letters reach out of their advance widths and for right-to-left placing."""
    spot, size = setting.spot, setting.fitted.size
    room = max(spot.room.width, spot.right - spot.x) if is_right_to_left(setting.text) else spot.room.width
    reach = max(setting.fitted.width, room) + 0.2 * size
    left = {"start": spot.x - 0.2 * size, "middle": spot.x - reach / 2, "end": spot.x - reach}[spot.anchor]
    top = setting.first - _ASCENT * size
    return left, top, left + reach + 0.4 * size, setting.first + setting.height + _DESCENT * size
