"""What lies over a clip in a frame of a step, and the cards that stand in place of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compiler.draw.beside import Beside, placed_beside
from compiler.draw.callout import CALLOUT, LIKE, told_spot
from compiler.draw.callout_part import CalloutPart
from compiler.draw.canvas import Canvas
from compiler.draw.captioning import caption_place
from compiler.draw.design import Design, number
from compiler.draw.kinds import over_the_clip
from compiler.draw.markup import Element
from compiler.draw.parts import Part, StillPart, make_part
from compiler.draw.pixels import Overlay
from compiler.draw.raster import Rgba
from compiler.draw.showing import (
    Conditions,
    WordPairs,
    card_of,
    conditions,
    drawn,
    has_clip,
    own_words,
    shown_words,
    visible,
)
from compiler.draw.theme import Theme
from compiler.model.scene_words import CAPTIONS
from compiler.model.timeline import RepsRing, Scene
from compiler.model.timing import frames_of

DRAWING = 1
"""Part of every key: raised when the same theme and words come to other pixels."""

INSET_RADIUS = 18
"""Of a second picture's corners, in units of a design."""

Box = tuple[int, int, int, int]
"""x, y, width and height in pixels, all even."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A drawing at pixel (x, y) of the frame, seen at `opacity` (0 to 1). Equal keys have equal pixels.

    `key` holds text, whole numbers and tuples of them. It names theme, frame size and words, so that it holds
    between painters and between runs.
    """

    key: tuple[Any, ...]
    x: int
    y: int
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where the next-up picture goes, with corners rounded by `radius` pixels."""

    box: Box
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is drawn under a step's layers, beside the pictures of its clips. Equal ones have equal pixels.

    `card` is layout and words of the card where no clip is, `inset` the place of a second picture.
    """

    card: tuple[str, WordPairs] | None
    veil: Layer | None
    window: Window | None
    inset: Window | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A part of a scene, and what the keys of its layers start with."""

    part: Part
    key: tuple[Any, ...]
    fades: bool


class Painter:
    """Draws scenes in one theme, frame size (both even) and frame rate.

    Not for several threads at once. What was drawn lately is kept, within bounds.
    """

    def __init__(self, theme: Theme, size: tuple[int, int], frame_rate: Fraction) -> None:
        """Cheap: nothing is drawn before it is asked for.

        Raises:
            ValueError: the size is odd or less than 16 by 16.
        """
        if size[0] % 2 or size[1] % 2 or min(size) < 16:
            raise ValueError(f"a frame's size must be even and at least 16 by 16, not {size}")
        self.theme, self.size, self.frame_rate = theme, size, frame_rate
        self._fade_frames = max(1, frames_of(theme.fade_seconds, frame_rate))
        self._canvas = lru_cache(maxsize=16)(self._make_canvas)
        self._part = lru_cache(maxsize=48)(self._make_part)
        self._placed = lru_cache(maxsize=32)(self._place)
        self._captioned = lru_cache(maxsize=8)(self._place_captions)
        self._called_out = lru_cache(maxsize=8)(self._place_callouts)
        self._beside = lru_cache(maxsize=16)(self._find_beside)
        self._kept_pixels = lru_cache(maxsize=24)(self._draw_pixels)
        self._kept_overlay = lru_cache(maxsize=24)(self._draw_overlay)
        self._card = lru_cache(maxsize=4)(self._draw_card)

    # --- what lies over the clip --------------------------------------------------------------------------

    def layers(self, scene: Scene, frame: int) -> tuple[Layer, ...]:
        """What lies over the clip or card in the step's `frame`, bottom to top."""
        found = []
        for placed in self._shown(scene, frame):
            state = placed.part.state(scene, frame, self.frame_rate)
            if state is not None:
                opacity = self._opacity(frame) if placed.fades and scene.fade_in else 1.0
                box = placed.part.box
                found.append(Layer(key=(*placed.key, state), x=box.x, y=box.y, opacity=opacity))
        return tuple(found)

    def constant_until(self, scene: Scene, frame: int, stop: int) -> int:
        """The largest f up to `stop` such that all of the frames from `frame` to f-1 have the same layers."""
        if frame >= stop:
            return stop
        turns = (turn for one in self._shown(scene, frame) for turn in one.part.turns(scene))
        stop = min(
            [
                stop,
                *(
                    turn
                    for turn in (*turns, *_phase_turns(scene), *_spoken_turns(scene))
                    if frame < turn < stop
                ),
            ]
        )
        shown = self.layers(scene, frame)
        same, reach = frame, 1
        while same + reach < stop and self.layers(scene, same + reach) == shown:
            same, reach = same + reach, reach * 2
        other = min(stop, same + reach)
        while other - same > 1:  # between two turns nothing that has gone comes back
            middle = (same + other) // 2
            same, other = (middle, other) if self.layers(scene, middle) == shown else (same, middle)
        return other

    def _shown(self, scene: Scene, frame: int) -> tuple[_Placed, ...]:
        placed = self._placed(scene.layout, shown_words(scene, frame), conditions(scene))
        above = self._called_out(scene) if scene.callouts else ()
        return (*placed, *above, *(self._captioned(scene) if scene.captions else ()))

    def pixels(self, layer: Layer) -> Rgba:
        """The layer's drawing without its opacity: straight RGBA (height, width, 4), read-only."""
        return self._kept_pixels(layer.key)

    def overlay(self, layer: Layer) -> Overlay:
        """The layer ready to blend in its place, opacity included: the same as `pixels` within rounding."""
        ready = self._kept_overlay(layer.key)
        return ready if layer.opacity >= 1 else ready.faded(layer.opacity)

    def digest(self, scene: Scene) -> str:
        """Of all drawings that a scene is made from: equal ones have equal pixels, whatever else a brand changes."""
        card = card_of(scene, self.theme, self.size)[0]
        more = (*([CAPTIONS] if scene.captions else []), *([LIKE] if scene.callouts or scene.inset else []))
        layouts = dict.fromkeys((scene.layout, card, *more))
        found = dict.fromkeys(self.theme.digest_of(layout, self.size) for layout in layouts)
        return "+".join(found)

    # --- what lies under the layers -----------------------------------------------------------------------

    def ground(self, scene: Scene) -> Ground:
        """All that is drawn under the layers, the same in every frame of the step."""
        card = None if has_clip(scene) else card_of(scene, self.theme, self.size)
        return Ground(
            card=card, veil=self.clip_dim(scene), window=self._window(scene), inset=self.inset_window(scene)
        )

    def card(self, layout: str, words: WordPairs) -> Rgba:
        """The opaque card of a layout: (height, width, 4), read-only."""
        return self._card(layout, words)

    def backdrop(self, scene: Scene) -> Rgba | None:
        """The card where no clip is; None where there is a clip."""
        return None if has_clip(scene) else self._card(*card_of(scene, self.theme, self.size))

    def clip_dim(self, scene: Scene) -> Layer | None:
        """The veil that goes on the clip before all else, if the layout has one and there is a clip."""
        if not has_clip(scene):
            return None
        for position, _ in visible(self._design(scene.layout), conditions(scene), "veil"):
            return Layer(key=("veil", *self._key(scene.layout, position, ()), ()), x=0, y=0)
        return None

    def preview_box(self, scene: Scene) -> Box | None:
        """Where the next-up picture goes: over the veil or card, under the layers; None without a preview."""
        window = self._window(scene)
        return window.box if window else None

    def preview_mask(self, scene: Scene) -> NDArray[np.uint8] | None:
        """How much of the next-up picture shows at each of its pixels: (height, width), 0 to 255."""
        window = self._window(scene)
        return mask_of(window) if window else None

    def _window(self, scene: Scene) -> Window | None:
        picture = self._picture(scene)
        if picture is None:
            return None
        canvas = self._canvas(scene.layout)
        x, y = canvas.pixel(number(picture, "x"), number(picture, "y"))
        width, height = (number(picture, name) * canvas.scale for name in ("width", "height"))
        box = _even(x), _even(y), max(2, _even(width)), max(2, _even(height))
        return Window(box=box, radius=number(picture, "rx") * canvas.scale)

    def inset_window(self, scene: Scene) -> Window | None:
        """Where the scene's second picture goes; None without one, or where it has no room."""
        box = self._beside(scene).inset if scene.inset else None
        if box is None:
            return None
        radius = INSET_RADIUS * self._canvas(LIKE).scale
        return Window(box=(box.x, box.y, box.width, box.height), radius=radius)

    def _picture(self, scene: Scene) -> Element | None:
        if scene.preview is None:
            return None
        groups = visible(self._design(scene.layout), conditions(scene), "preview")
        return groups[0][1].part("picture") if groups else None

    # --- making -------------------------------------------------------------------------------------------

    def _design(self, layout: str) -> Design:
        return self.theme.design(layout, self.size)

    def _make_canvas(self, layout: str) -> Canvas:
        return Canvas(self.size, self._design(layout), self.theme.fonts)

    def _key(self, layout: str, position: int, words: WordPairs) -> tuple[Any, ...]:
        like = LIKE if layout == CALLOUT else layout
        return (DRAWING, self.theme.digest_of(like, self.size), self.size, layout, position, words)

    def _place(self, layout: str, words: WordPairs, met: Conditions) -> tuple[_Placed, ...]:
        placed = []
        for position, group in visible(self._design(layout), met, *over_the_clip()):
            own = own_words(group, words)
            part = self._part(layout, position, own)
            if part:
                placed.append(_Placed(part, (group.kind, *self._key(layout, position, own)), group.fades))
        return tuple(placed)

    def _place_captions(self, scene: Scene) -> tuple[_Placed, ...]:
        """The captions' part, where there is room; where it stands is told as if it were words."""
        place = caption_place(scene, self.theme, self.size)
        if place is None:
            return ()
        where = (("x", str(place.x)), ("y", str(place.y)))
        placed = []
        for position, group in visible(self._design(CAPTIONS), frozenset(), CAPTIONS):
            part = self._part(CAPTIONS, position, where)
            if part:
                placed.append(_Placed(part, (group.kind, *self._key(CAPTIONS, position, where)), False))
        return tuple(placed)

    def _find_beside(self, scene: Scene) -> Beside:
        return placed_beside(scene, self.theme, self.size)

    def _place_callouts(self, scene: Scene) -> tuple[_Placed, ...]:
        """The parts of callouts that have room; where they stand is told as if it were words."""
        placed = []
        for number_, (one, spot) in enumerate(zip(scene.callouts, self._beside(scene).spots, strict=True)):
            if spot:
                words = told_spot(one.text, spot)
                part = self._part(CALLOUT, number_, words)
                if part:
                    placed.append(_Placed(part, (CALLOUT, *self._key(CALLOUT, number_, words)), False))
        return tuple(placed)

    def _make_part(self, layout: str, position: int, words: WordPairs) -> Part | None:
        if layout == CALLOUT:
            return CalloutPart(self.theme, self._canvas(LIKE), position, words)
        group = self._design(layout).groups[position]
        return make_part(drawn(group), words, self._canvas(layout))

    def _opacity(self, frame: int) -> float:
        return min(1.0, (frame + 1) / self._fade_frames)

    def _draw_pixels(self, key: tuple[Any, ...]) -> Rgba:
        part, state = self._part_of(key)
        drawn = part.pixels(state)
        drawn.flags.writeable = False
        return drawn

    def _draw_overlay(self, key: tuple[Any, ...]) -> Overlay:
        part, state = self._part_of(key)
        return part.overlay(state)

    def _part_of(self, key: tuple[Any, ...]) -> tuple[Part, Any]:
        layout, position, words, state = key[-4:]
        part = self._part(layout, position, words)
        if part is None or key[1:4] != self._key(layout, position, words)[:3]:
            raise ValueError("the layer comes from another painter")
        return part, state

    def _draw_card(self, layout: str, words: WordPairs) -> Rgba:
        canvas = self._canvas(layout)
        groups = visible(canvas.design, frozenset({"no-clip"}), "card")
        parts = [make_part(group, own_words(group, words), canvas) for _, group in groups]
        drawn = canvas.draw((part.element for part in parts if isinstance(part, StillPart)), canvas.whole)
        drawn.flags.writeable = False
        return drawn


def mask_of(window: Window) -> NDArray[np.uint8]:
    """How much of the picture in a window shows at each of its pixels: (height, width), 0 to 255."""
    return _rounded(window.box[2], window.box[3], window.radius)


def _phase_turns(scene: Scene) -> Iterator[int]:
    """The frames at which another phase is marked, all through the repetitions."""
    if scene.phases is None or not isinstance(scene.ring, RepsRing):
        return
    start = 0
    for length in scene.phases.frames * scene.ring.reps:
        start += length
        yield start


def _spoken_turns(scene: Scene) -> Iterator[int]:
    """The frames at which other words are shown."""
    return (one.start for one in scene.spoken)


def _even(value: float) -> int:
    return round(value / 2) * 2


def _rounded(width: int, height: int, radius: float) -> NDArray[np.uint8]:
    """Coverage of a rectangle with round corners, smooth at its edge."""
    radius = max(radius, 0.5)
    across = np.abs(np.arange(width, dtype=np.float32) + 0.5 - width / 2) - (width / 2 - radius)
    down = np.abs(np.arange(height, dtype=np.float32) + 0.5 - height / 2) - (height / 2 - radius)
    corner = np.hypot(np.maximum(across, 0)[None, :], np.maximum(down, 0)[:, None])
    return np.asarray(np.rint(np.clip(radius + 0.5 - corner, 0, 1) * 255), np.uint8)
