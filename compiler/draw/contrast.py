"""Whether all words of a theme can be read in a brand's colours: they are compared with what is drawn behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from compiler.draw.canvas import Canvas
from compiler.draw.colour import LARGE_LETTERS, LETTERS, contrast, luminance, over, told
from compiler.draw.design import Design, Group, number, spot_of
from compiler.draw.extent import line_boxes
from compiler.draw.filling import Filled, fill
from compiler.draw.fonts import FontBook
from compiler.draw.kinds import LOGO
from compiler.draw.markup import SVG, Element
from compiler.draw.mixture import laid_over
from compiler.draw.raster import Rgba
from compiler.draw.showing import visible
from compiler.draw.theme import Theme
from compiler.model.brand import Look
from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.scene_words import CAPTIONS

ACROSS = 240
"""Pixels of the longer side that what is behind words is drawn at."""

_LARGE, _LARGE_BOLD = 24.0, 18.66
"""Pixels from which letters are large (WCAG 2.2), where a wide video is 960 pixels wide and others are 390."""
_SEEN_WIDE, _SEEN_UPRIGHT = 960.0, 390.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """How words can be read: the names of the words, their colour, the worst ground, and the contrast they need."""

    words: str
    colour: str
    ground: str
    ratio: float
    need: float


def contrast_problems(theme: Theme, look: Look) -> list[Diagnostic]:
    """Words of any drawing that have too little contrast in the brand's colours, each drawing's worst; with figures."""
    if look.brand is None or look.brand.colours is None:
        return []
    place = look.brand.colours.main.span
    found = [
        _told(name, worst, place) for name, worst in _worst(_Drawn(tuple(theme.drawn.items()), theme)).items()
    ]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A theme by the content of its drawings: what was measured once holds for the same ones."""

    digests: tuple[tuple[str, str], ...]
    theme: Theme = field(compare=False)


@lru_cache(maxsize=8)
def _worst(drawn: _Drawn) -> dict[str, _Reading]:
    """By layout, what is farthest from what it needs, of all shapes."""
    theme = drawn.theme
    found: dict[str, _Reading] = {}
    for name, design in theme.designs.items():
        layout = name.partition(".")[0]
        for one in _readings(design, theme.fonts):
            before = found.get(layout)
            if one.ratio < one.need and (before is None or one.ratio / one.need < before.ratio / before.need):
                found[layout] = one
    return found


def _told(layout: str, worst: _Reading, place: SourceSpan | None) -> Diagnostic:
    words = " and ".join(name.replace("_", " ") for name in worst.words.split())
    message = (
        f"the {words} of the {layout} picture, {worst.colour} on {worst.ground}, has a contrast of "
        f"{told(worst.ratio)}, and needs {worst.need:g} : 1"
    )
    hint = "its colour stands in the theme's own drawing: change it there, or choose another theme or main colour"
    return Diagnostic(message=message, span=place, hint=hint)


def _readings(design: Design, fonts: FontBook) -> Iterator[_Reading]:
    scale = ACROSS / max(design.size)
    size = tuple(max(16, round(side * scale / 2) * 2) for side in design.size)
    canvas = Canvas((size[0], size[1]), design, fonts)
    for clip in (True, False):
        met = frozenset({"clip" if clip else "no-clip", "preview", "hold"})
        groups = [group for _, group in visible(design, met, *_KINDS)]
        if not (clip and any(group.kind == "card" for group in groups)):  # a card alone: it never has a clip
            yield from _read(groups, canvas, clip=clip)


_KINDS = ("card", "veil", "words", "ring", "bar", "number", "progress", LOGO, CAPTIONS)


def _read(groups: list[Group], canvas: Canvas, *, clip: bool) -> Iterator[_Reading]:
    filled = [(group, one) for group in groups if (one := _sampled(group, canvas.fonts))]
    bare = canvas.draw([canvas.covering(_without_words(one.element)) for _, one in filled], canvas.whole)
    grounds = [laid_over(_plain(bare, base), bare) for base in ((0, 255) if clip else (0,))]
    for group, one in filled:
        # where no card is drawn, words over nothing are not shown
        if clip or any(other.kind == "card" for other in groups) or group.kind == CAPTIONS:
            for text in one.element.iter(f"{SVG}text"):
                yield _reading(text, grounds, canvas)


def _plain(like: Rgba, base: int) -> Rgba:
    """A black or white picture: what is drawn with an opacity lets something of it through."""
    picture = np.full_like(like, base)
    picture[..., 3] = 255
    return picture


@lru_cache(maxsize=256)
def _sampled(group: Group, fonts: FontBook) -> Filled | None:
    """The group with the sample words that stand in its file."""
    words = {}
    for text in group.texts():
        sample = " ".join("".join(text.itertext()).split())
        words[spot_of(text).words[0]] = sample or "Hg"
    return fill(replace(group, kind="sample"), words, fonts)


_BESIDE_WORDS = {"track", "arc", "fill"}
"""Parts of counts that their words never reach into."""


def _without_words(element: Element) -> Element:
    bare = Element(element.tag, element.attrib)
    bare.extend(
        one for one in element if one.tag != f"{SVG}text" and one.get("data-part") not in _BESIDE_WORDS
    )
    return bare


def _reading(text: Element, grounds: list[Rgba], canvas: Canvas) -> _Reading:
    """The worst of what lies behind the lines of a text."""
    behind = np.concatenate([_region(text, ground, canvas).reshape(-1, 4)[:, :3] for ground in grounds])
    colour = text.get("fill", "#000000").upper()
    opacity = number(text, "fill-opacity", 1)
    ground = _hex(behind[np.argmin(np.abs(_lightness(behind) - luminance(colour)))])
    seen = over(colour, opacity, ground) if opacity < 1 else colour
    return _Reading(
        words=text.get("data-word", ""),
        colour=seen,
        ground=ground,
        ratio=contrast(seen, ground),
        need=LARGE_LETTERS if _is_large(text, canvas) else LETTERS,
    )


_SHARES = np.arange(256) / 255
_LINEAR = np.where(_SHARES <= 0.04045, _SHARES / 12.92, ((_SHARES + 0.055) / 1.055) ** 2.4)


def _lightness(pixels: Rgba) -> NDArray[np.float64]:
    """Relative luminance of pixels (n, 3)."""
    return np.asarray(_LINEAR[pixels] @ np.array([0.2126, 0.7152, 0.0722]), np.float64)


def _region(text: Element, ground: Rgba, canvas: Canvas) -> Rgba:
    """The pixels behind the lines of a text that was filled in."""
    lefts, tops, rights, bottoms = zip(*line_boxes(text, canvas.fonts), strict=True)
    left, top = (ceil(one) for one in canvas.pixel(min(lefts), min(tops)))
    right, bottom = (floor(one) for one in canvas.pixel(max(rights), max(bottoms)))
    return ground[top : max(bottom, top + 1), left : max(right, left + 1)]


def _is_large(text: Element, canvas: Canvas) -> bool:
    wide = canvas.design.size[0] > 1.1 * canvas.design.size[1]
    seen = number(text, "font-size") * (_SEEN_WIDE if wide else _SEEN_UPRIGHT) / canvas.design.size[0]
    bold = number(text, "font-weight", 400) >= 700
    return seen >= (_LARGE_BOLD if bold else _LARGE)


def _hex(pixel: Rgba) -> str:
    return "#" + "".join(f"{int(one):02X}" for one in pixel[:3])
