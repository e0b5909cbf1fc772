"""Where the panel and the count of an exercise stand, as a `layout:` chooses: the theme's own groups, in other places.

All numbers are for a drawing 1920 units wide, or 1080 where it is upright or square; another one's are scaled.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.draw.design import number
from compiler.draw.kinds import HOLD, NO_HOLD
from compiler.draw.markup import SVG, Element
from compiler.draw.reshaping import layers, move, part, restack, scale, unit_of, words_of
from compiler.model.brand import CountAt, Layout, Letters, PanelAt

GAP = 24
"""Between the panel and the ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """Room for a panel: from `left` to `right`, growing from its `edge` (top or bottom) at `y`.

    One that `hugs` is as wide as its words; others are as wide as the slot.
    """

    left: float
    right: float
    edge: str
    y: float
    hugs: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dial:
    """A circle for a ring: its middle and radius."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What there is of a frame's shape: its edges, and rooms that are the same for every choice.

    `high` and `low` are where a ring's box begins at the top, and the panel ends at the bottom. `large` is the ring in
    the middle of a hold, over a panel at the bottom (`large_below`). `smallest` is the least size of letters.
    """

    left: float
    right: float
    high: float
    low: float
    large: _Dial
    large_below: _Dial
    column: float
    smallest: float
    speaker: float = 0.0


_WIDE = _Shape(
    left=80, right=1840, high=100, low=1000, column=640, smallest=0, speaker=560,
    large=_Dial(x=960, y=430, radius=230), large_below=_Dial(x=960, y=430, radius=230),
)  # fmt: skip
_WIDE_BIG = _Shape(
    left=80, right=1840, high=100, low=1000, column=1270, smallest=60, speaker=560,
    large=_Dial(x=960, y=316, radius=206), large_below=_Dial(x=960, y=316, radius=206),
)  # fmt: skip
_UPRIGHT = _Shape(
    left=60, right=1020, high=200, low=1552, column=660, smallest=0,
    large=_Dial(x=540, y=960, radius=300), large_below=_Dial(x=540, y=780, radius=300),
)  # fmt: skip
_UPRIGHT_BIG = _Shape(
    left=60, right=1020, high=200, low=1552, column=690, smallest=34,
    large=_Dial(x=540, y=1050, radius=250), large_below=_Dial(x=540, y=660, radius=250),
)  # fmt: skip
_SQUARE = _Shape(
    left=60, right=1020, high=92, low=1020, column=676, smallest=0,
    large=_Dial(x=540, y=400, radius=200), large_below=_Dial(x=540, y=400, radius=200),
)  # fmt: skip
_SQUARE_BIG = _Shape(
    left=60, right=1020, high=92, low=1020, column=676, smallest=34,
    large=_Dial(x=540, y=350, radius=190), large_below=_Dial(x=540, y=350, radius=190),
)  # fmt: skip
_SHAPES = {
    "": (_WIDE, _WIDE_BIG),
    "portrait": (_UPRIGHT, _UPRIGHT_BIG),
    "square": (_SQUARE, _SQUARE_BIG),
}


def arrange(root: Element, shape: str, layout: Layout) -> None:
    """Move the panel, the ring and who speaks in a drawing of an exercise; `shape` is "", "portrait" or "square"."""
    if layout.panel is None and layout.count_at is None:
        return
    _Arrangement(root, shape, layout).make()


class _Arrangement:
    def __init__(self, root: Element, shape: str, layout: Layout) -> None:
        big = layout.letters is Letters.BIG
        self.root, self.upright, self.layout = root, shape == "portrait", layout
        self.wide, self.frame = not shape, _SHAPES[shape][big]
        self.unit = unit_of(root, shape)
        self.narrow = self.wide and not big

    def make(self) -> None:
        for ring in list(layers(self.root, "ring")):
            self._place_ring(ring)
        for words in layers(self.root, "words"):
            names = words_of(words)
            if "name" in names:
                self._place_panel(words, self._slot())
            elif names <= {"speaker", "speaker_role"}:
                self._make_way(words)

    # --- the ring -----------------------------------------------------------------------------------------

    @property
    def _side(self) -> CountAt:
        """Where the ring of whatever is no hold in the middle stands: opposite the panel."""
        chosen, panel = self.layout.count_at, self.layout.panel
        if chosen in {CountAt.LEFT, CountAt.RIGHT}:
            assert chosen
            return chosen
        return CountAt.LEFT if panel is PanelAt.RIGHT else CountAt.RIGHT

    @property
    def _shared(self) -> bool:
        """Whether panel and ring are on the same side."""
        return self.layout.panel is not None and self.layout.panel.value == self._side.value

    def _place_ring(self, ring: Element) -> None:
        disc = part(ring, "disc")
        self.radius = number(disc, "r") / self.unit
        middle = self.layout.count_at is CountAt.MIDDLE
        if middle:
            large = copy.deepcopy(ring)
            large.set("data-when", HOLD)
            ring.set("data-when", NO_HOLD)
            below = self.layout.panel is PanelAt.BELOW
            self._put(large, self.frame.large_below if below else self.frame.large)
            self.root.append(large)
        if not (middle and self.layout.panel is None):
            self._put(ring, self._dial(number(disc, "cy") / self.unit))

    def _dial(self, usual: float) -> _Dial:
        """Beside the panel: in wide frames at the bottom, in upright ones at the top, unless it would be in its way."""
        frame, radius, panel = self.frame, self.radius, self.layout.panel
        beside = self.upright and panel in {PanelAt.LEFT, PanelAt.RIGHT} and not self._shared
        if beside:
            radius = (frame.right - frame.left - frame.column - GAP) / 2
        high = frame.high + radius
        below = panel is PanelAt.BELOW and not self.wide
        y = high if beside or below or (self._shared and not self.upright) else usual
        inset = 4 if self.wide else 0
        left, right = frame.left + inset + radius, frame.right - inset - radius
        return _Dial(x=left if self._side is CountAt.LEFT else right, y=y, radius=radius)

    def _put(self, ring: Element, dial: _Dial) -> None:
        disc = part(ring, "disc")
        x, y, radius = (number(disc, name) for name in ("cx", "cy", "r"))
        scale(ring, dial.radius * self.unit / radius, (x, y), self.frame.smallest * self.unit)
        move(ring, dial.x * self.unit - x, dial.y * self.unit - y)

    # --- the panel ----------------------------------------------------------------------------------------

    def _slot(self) -> _Slot:
        frame, panel, radius = self.frame, self.layout.panel, self.radius
        beside = 2 * radius + GAP + (4 if self.wide else 0)
        ring_left = self._side is CountAt.LEFT
        narrow = {"name": 4, "detail": 4} if self.narrow else {}
        least: dict[str, float] = {"name": 32, "detail": 24} if self.narrow else {}
        if self.upright:
            return self._upright_slot()
        if panel is PanelAt.LEFT:
            right = frame.left + frame.column
            return _Slot(
                left=frame.left, right=right, edge="bottom", y=frame.low, hugs=not self.narrow,
                lines=narrow, least=least,
            )  # fmt: skip
        if panel is PanelAt.RIGHT:
            left = frame.right - frame.column
            return _Slot(left=left, right=frame.right, edge="bottom", y=frame.low, lines=narrow, least=least)
        if panel is PanelAt.BELOW:
            aside = beside if self.wide else 0.0
            left = frame.left + (aside if ring_left else 0.0)
            right = frame.right - (0.0 if ring_left else aside)
            return _Slot(left=left, right=right, edge="bottom", y=frame.low)
        left = frame.left + (beside if ring_left else 0.0)
        right = frame.right - (0.0 if ring_left else beside)
        return _Slot(left=left, right=min(right, left + 1260), edge="bottom", y=frame.low, hugs=True)

    def _upright_slot(self) -> _Slot:
        frame, panel = self.frame, self.layout.panel
        if panel is PanelAt.BELOW:
            return _Slot(left=frame.left, right=frame.right, edge="bottom", y=frame.low)
        column = panel is not None and not self._shared
        left = frame.right - frame.column if column and panel is PanelAt.RIGHT else frame.left
        right = frame.left + frame.column if column and panel is PanelAt.LEFT else frame.right
        smallest = frame.smallest or 24
        lines = {"name": 3, "detail": 4, "speaker": 3} if column else {}
        least = {"name": smallest + 2, "detail": smallest, "speaker": smallest} if column else {}
        return _Slot(left=left, right=right, edge="top", y=frame.high, lines=lines, least=least)

    def _place_panel(self, words: Element, slot: _Slot) -> None:
        panels = [rect for rect in words.iter(f"{SVG}rect") if rect.get("data-hug")]
        if not panels:
            return
        panel = max(panels, key=lambda rect: number(rect, "width"))
        x, y, unit = number(panel, "x"), number(panel, "y"), self.unit
        edge = y + (number(panel, "height") if slot.edge == "bottom" else 0.0)
        least = {name: size * unit for name, size in slot.least.items()}
        restack(words, slot.edge, slot.lines, least)
        room = (slot.right - slot.left) * unit
        for text in words.iter(f"{SVG}text"):
            text.set("data-width", f"{room - 2 * (number(text, 'x') - x):g}")
        if not slot.hugs:
            panel.set("data-hug", "height")
            panel.set("width", f"{room:g}")
        move(words, slot.left * unit - x, slot.y * unit - edge)

    def _make_way(self, words: Element) -> None:
        """Who speaks stays at the top, beside a ring that has moved there."""
        if not self.wide:
            return
        if self._shared and self._side is CountAt.LEFT:
            move(words, (2 * self.radius + GAP) * self.unit, 0)
        if self.layout.count_at is CountAt.MIDDLE:
            for text in words.iter(f"{SVG}text"):
                text.set("data-width", f"{self.frame.speaker * self.unit:g}")
                text.set("data-lines", "3")
