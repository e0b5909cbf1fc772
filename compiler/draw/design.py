"""A theme's SVG file as data: groups that are drawn one by one, and the places in them where words go.

The file opens in a browser and shows what is drawn from it, with sample words. What its attributes mean is in
themes/README.md. A mistake in it is a :class:`Diagnostic` with the line where it stands.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from compiler.draw.harmless import harms
from compiler.draw.kinds import CONDITIONS, COUNTS, KINDS
from compiler.draw.markup import SVG, Element, read_markup
from compiler.draw.typesetting import Face, Room
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.scene_words import CAPTION, CAPTIONS, RING_WORDS, WORDS

ElementTree.register_namespace("", SVG[1:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where words go. `first` and `last` are the baselines of the sample's first and last line.

    `right` is where right-to-left words begin that would begin at `x` otherwise: texts of a design that share a left
    edge share this one, too.

    `mark` is one of the words, of which a part may be marked, in the colour `mark_fill`.
    """

    words: tuple[str, ...]
    join: str
    upper: bool
    face: Face
    room: Room
    x: float
    first: float
    last: float
    leading: float
    anchor: str
    right: float
    mark: str
    mark_fill: str


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """What is drawn as one; `when` says under which condition; one that `fades` comes in softly."""

    kind: str
    when: str
    fades: bool
    element: Element

    def part(self, name: str) -> Element:
        """The element with that `data-part`; :func:`read_design` has seen that it is there."""
        return next(e for e in self.element.iter() if e.get("data-part") == name)

    def texts(self) -> list[Element]:
        """The text elements, in the order of the file."""
        return list(self.element.iter(f"{SVG}text"))


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """One SVG file. `size` is its viewBox in design units."""

    size: tuple[float, float]
    definitions: tuple[Element, ...]
    groups: tuple[Group, ...]


class _Fault(ValueError):
    """What is wrong with an element, and a piece of the file's text that stands where it is in it."""

    def __init__(self, message: str, element: Element, near: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.element = element
        self.near = near
        self.hint = hint


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tint:
    """A theme's colours by name, those that letters have instead of them, and the family that words are set in."""

    colours: Mapping[str, str]
    family: str
    letters: Mapping[str, str] = field(default_factory=dict)


def read_design(
    path: Path, tint: Tint, put_on: Callable[[Element], None] = lambda _: None
) -> tuple[Design | None, list[Diagnostic]]:
    """The design in `path` with the theme's colours and font family put in, or None with what is wrong.

    The file is called as its layout is, which decides the words that there are for it. `put_on` may change the drawing.
    """
    drawing, problems = read_markup(path)
    if drawing is None:
        return None, problems
    root = drawing.root
    problems = [
        Diagnostic(message=str(fault), span=drawing.span_of(fault.element, fault.near), hint=fault.hint)
        for fault in [*_tint(root, tint), *_faults(root, path.name.partition(".")[0])]
    ]
    if problems:
        return None, problems
    put_on(root)
    return _design(root), []


_RIGHT = "data-right"
"""Noted at a text when its design is read: no attribute of a theme's own."""


def spot_of(element: Element) -> Spot:
    """The place that a text element marks.

    Raises:
        ValueError: an attribute is missing or is no number.
    """
    size, x, width = (_number(element, name) for name in ("font-size", "x", "data-width"))
    lines = [_number(span, "y") for span in element.iter(f"{SVG}tspan") if span.get("y")]
    first = lines[0] if lines else _number(element, "y")
    return Spot(
        words=tuple(element.get("data-word", "").split()),
        join=element.get("data-join", " · "),
        upper=element.get("data-case") == "upper",
        face=Face(
            family=element.get("font-family", "Roboto"),
            weight=int(_number(element, "font-weight", 400)),
            size=size,
            spacing=_number(element, "letter-spacing", 0),
        ),
        room=Room(
            width=width,
            lines=int(_number(element, "data-lines", 1)),
            least=_number(element, "data-least", size),
            parting=_number(element, "data-parting", 0),
        ),
        x=x,
        first=first,
        last=lines[-1] if lines else first,
        leading=_number(element, "data-leading", 1.16),
        anchor=element.get("text-anchor", "start"),
        right=_number(element, _RIGHT, x + width),
        mark=element.get("data-mark", ""),
        mark_fill=element.get("data-mark-fill", ""),
    )


def number(element: Element, name: str, default: float = 0.0) -> float:
    """A numeric attribute of an element that was checked when it was read."""
    return _number(element, name, default)


_NUMBER = re.compile(r"-?(\d{1,6}(\.\d{1,6})?|\.\d{1,6})(px)?")


def _number(element: Element, name: str, default: float | None = None) -> float:
    written = element.get(name)
    if written is None and default is not None:
        return default
    if written is None or not _NUMBER.fullmatch(written):
        near = element.get("data-word") or element.get("data-part") or element.tag.removeprefix(SVG)
        raise _Fault(f"{name} of {near!r} must be a number, got {written!r}", element, near)
    return float(written.removesuffix("px"))


# --- tokens -------------------------------------------------------------------------------------------------


_TINTED = {"fill": "fill", "stroke": "stroke", "stop": "stop-color", "mark": "data-mark-fill"}


def _tint(root: Element, tint: Tint) -> list[_Fault]:
    """Write the theme's colours over the sample ones (class fill-NAME, stroke-NAME, stop-NAME, mark-NAME)."""
    faults = []
    for element in root.iter():
        written = element.tag == f"{SVG}text"
        colours = {**tint.colours, **tint.letters} if written else tint.colours
        for name in element.get("class", "").split():
            role, _, colour = name.partition("-")
            if role not in _TINTED:
                continue
            if colour in colours:
                element.set(_TINTED[role], colours[colour])
            else:
                hint = did_you_mean(colour, colours) or f"it has {', '.join(sorted(colours))}"
                faults.append(_Fault(f"the theme has no colour {colour!r}", element, name, hint))
        if written:
            element.set("font-family", tint.family)
    return faults


# --- checks -------------------------------------------------------------------------------------------------


def _faults(root: Element, layout: str) -> list[_Fault]:
    view = root.get("viewBox", "")
    if root.tag != f"{SVG}svg" or not re.fullmatch(r"0 0 [1-9]\d{1,4} [1-9]\d{1,4}", view):
        return [_Fault('the file must start with <svg viewBox="0 0 WIDTH HEIGHT">', root, "<svg")]
    faults = [_group_fault(child) for child in root if _is_drawn(child)]
    faults += [_captions_fault(root, layout)]
    faults += [_Fault(*harm) for harm in harms(root)]
    faults += [_text_fault(e) for e in root.iter(f"{SVG}text")]
    faults += [
        _word_fault(e, layout, child.get("data-layer", ""))
        for child in root
        for e in child.iter(f"{SVG}text")
    ]
    return [fault for fault in faults if fault]


def _is_drawn(child: Element) -> bool:
    return child.tag not in {f"{SVG}{name}" for name in ("defs", "title", "desc", "metadata", "style")}


def _group_fault(child: Element) -> _Fault | None:
    kind, when = child.get("data-layer", ""), child.get("data-when", "")
    if child.tag != f"{SVG}g" or kind not in KINDS:
        name = child.tag.removeprefix(SVG)
        near = f'data-layer="{kind}"' if kind else f"<{name}"
        hint = f"put it into <g data-layer=…>, one of {', '.join(KINDS)}"
        return _Fault(f"{name} is in no known layer", child, near, did_you_mean(kind, KINDS) or hint)
    if when and when not in CONDITIONS:
        hint = did_you_mean(when, CONDITIONS) or f"one of {', '.join(CONDITIONS)}"
        return _Fault(f"data-when {when!r} is not known", child, f'data-when="{when}"', hint)
    placed = _is_placed(child)
    if placed and any(e.get("transform") for e in child.iter()):
        hint = "write the places out"
        turned = next(e for e in child.iter() if e.get("transform"))
        message = "transform cannot stand in a layer with words or parts"
        return _Fault(message, turned, "transform=", hint)
    if placed:
        return next((fault for e in child.iter() if (fault := _number_fault(e))), None) or _part_fault(
            child, kind
        )
    return _part_fault(child, kind)


def _is_placed(child: Element) -> bool:
    """Whether what is in the group moves with its words or parts."""
    return bool(KINDS[child.get("data-layer", "")].parts) or any(True for _ in child.iter(f"{SVG}text"))


_NUMERIC = {
    **dict.fromkeys(
        ("rect", "image"), ("x", "y", "width", "height", "rx", "stroke-width", "data-gap", "data-least")
    ),
    **dict.fromkeys(("circle", "ellipse"), ("cx", "cy", "r", "stroke-width", "data-gap")),
    **dict.fromkeys(
        ("text", "tspan"), ("x", "y", "font-size", "font-weight", "letter-spacing", "fill-opacity")
    ),
}
"""What is reckoned with, where a layer's words or parts move."""


def _number_fault(element: Element) -> _Fault | None:
    tag = element.tag.removeprefix(SVG)
    reckoned = tag in {"text", "tspan"} or any(name.startswith("data-") for name in element.attrib)
    for name in _NUMERIC.get(tag, ()) if reckoned else ():
        try:
            _number(element, name, 0.0)
        except _Fault as fault:
            fault.hint = (
                "700 is bold, 400 is not" if name == "font-weight" else "of up to six digits, without a unit"
            )
            return fault
    return None


def _captions_fault(root: Element, layout: str) -> _Fault | None:
    """The drawing of captions holds one group for them and nothing else; other drawings hold none."""
    kinds = [child.get("data-layer", "") for child in root if _is_drawn(child)]
    if layout == CAPTIONS:
        whole = kinds == [CAPTIONS] and any(True for _ in root.iter(f"{SVG}text"))
        message = (
            f'the drawing of captions needs one <g data-layer="{CAPTIONS}"> with words, and nothing beside it'
        )
        return None if whole else _Fault(message, root, "<svg")
    if CAPTIONS not in kinds:
        return None
    message = "captions have a drawing of their own, whatever the layout"
    stray = next(child for child in root if child.get("data-layer") == CAPTIONS)
    return _Fault(message, stray, f'data-layer="{CAPTIONS}"', "draw them in captions/captions.svg")


def _part_fault(child: Element, kind: str) -> _Fault | None:
    for name, tag in KINDS[kind].parts.items():
        found = [e for e in child.iter(f"{SVG}{tag}") if e.get("data-part") == name]
        if len(found) != 1:
            message = f'a {kind} layer needs one <{tag} data-part="{name}">'
            return _Fault(message, child, f'data-layer="{kind}"')
        try:
            for attribute in ("cx", "cy", "r") if tag == "circle" else ("x", "y", "width", "height"):
                _number(found[0], attribute)
        except _Fault as fault:
            return fault
    return None


def _text_fault(element: Element) -> _Fault | None:
    if not element.get("data-word", "").split():
        return _Fault("text needs data-word: the words come from the routine", element, "<text")
    word = f'data-word="{element.get("data-word")}"'
    try:
        spot = spot_of(element)
    except _Fault as fault:
        return _Fault(str(fault), element, word)
    if spot.room.width <= 0 or spot.room.lines < 1 or not 0 < spot.room.least <= spot.face.size:
        message = "needs data-width over 0, data-lines of 1 or more, data-least at most font-size"
        return _Fault(message, element, word)
    if spot.anchor not in {"start", "middle", "end"}:
        return _Fault(f"text-anchor {spot.anchor!r} is not known", element, word)
    return None


def _word_fault(element: Element, layout: str, kind: str) -> _Fault | None:
    """A word that nobody writes would leave its place empty."""
    known = (*WORDS.get(layout, (CAPTION,)), *(RING_WORDS if kind in COUNTS else ()))
    written = element.get("data-word", "")
    unknown = next((name for name in written.split() if name not in known), None)
    if unknown is None:
        return None
    hint = did_you_mean(unknown, known) or f"it has {', '.join(known)}"
    return _Fault(f"the layout {layout} has no word {unknown!r}", element, f'data-word="{written}"', hint)


def _design(root: Element) -> Design:
    width, height = (float(n) for n in root.get("viewBox", "").split()[2:])
    groups = tuple(
        Group(
            child.get("data-layer", ""),
            child.get("data-when", ""),
            child.get("data-enter") == "fade",
            child,
        )
        for child in root
        if _is_drawn(child)
    )
    _note_right_edges(groups)
    return Design((width, height), tuple(root.iter(f"{SVG}defs")), groups)


def _note_right_edges(groups: Sequence[Group]) -> None:
    """The widest of the texts with the same left edge, under the same condition, says where all of them end.

    In a panel that hugs its words, the words say it.
    """
    loose = [g for g in groups if not any(e.get("data-hug") == "both" for e in g.element.iter(f"{SVG}rect"))]
    spots = [(group.when, spot_of(text), text) for group in loose for text in group.texts()]
    for when, spot, text in spots:
        beside = (s.right for w, s, _ in spots if s.x == spot.x and (w == when or not w or not when))
        text.set(_RIGHT, f"{max(beside):g}")
