"""The pieces that a scene is drawn from: which groups of a design a scene shows, each ready to be drawn."""

from compiler.draw.bar import BarPart
from compiler.draw.canvas import Canvas, PixelBox
from compiler.draw.design import Design, Element, Group, spot_of
from compiler.draw.filling import Filled, fill
from compiler.draw.pixels import Overlay, overlay, plain_overlay
from compiler.draw.raster import Rgba
from compiler.draw.ring import RingPart
from compiler.routine import MissingClip
from compiler.timeline import Scene

WordPairs = tuple[tuple[str, str], ...]
Conditions = frozenset[str]


class StillPart:
    """A group whose drawing stays the same throughout a step. Its only state is ()."""

    def __init__(self, filled: Filled, canvas: Canvas) -> None:
        self._filled, self._canvas = filled, canvas
        self.box: PixelBox = canvas.box(filled.bounds)

    @property
    def element(self) -> Element:
        """What is drawn, in the places that it has in this frame."""
        return self._canvas.covering(self._filled.element)

    def pixels(self) -> Rgba:
        """Straight RGBA of the box."""
        return self._canvas.draw([self.element], self.box)

    def overlay(self) -> Overlay:
        """The same, ready to blend."""
        pixels = self.pixels()
        if self.box == self._canvas.whole and (pixels == pixels[0, 0]).all():
            return plain_overlay(pixels[0, 0], self.box.width, self.box.height)
        return overlay(pixels, self.box.x, self.box.y)


Part = StillPart | RingPart | BarPart


def make_part(group: Group, words: WordPairs, canvas: Canvas) -> Part | None:
    """The part that draws `group`; None where all of its words are absent."""
    if group.kind == "progress":
        return BarPart(group, canvas)
    if group.kind == "ring":
        return RingPart(group, dict(words), canvas)
    filled = fill(group, dict(words), canvas.fonts)
    return StillPart(filled, canvas) if filled else None


def own_words(group: Group, words: WordPairs) -> WordPairs:
    """Those of `words` that `group` has a place for, so that equal drawings have equal keys."""
    wanted = {name for text in group.texts() for name in spot_of(text).words}
    return tuple((name, text) for name, text in words if name in wanted and text.strip())


def has_clip(scene: Scene) -> bool:
    """Whether there is a picture under the scene; a missing clip is none."""
    return scene.clip is not None and not isinstance(scene.clip.media, MissingClip)


def conditions(scene: Scene) -> Conditions:
    """What `data-when` may ask for."""
    clip = "clip" if has_clip(scene) else "no-clip"
    return frozenset({clip, "preview"} if scene.preview else {clip})


def visible(design: Design, met: Conditions, *kinds: str) -> list[tuple[int, Group]]:
    """The groups of these kinds whose condition is met, with their numbers in the design."""
    return [
        (position, group)
        for position, group in enumerate(design.groups)
        if group.kind in kinds and (not group.when or group.when in met)
    ]


def missing_words(scene: Scene) -> WordPairs:
    """What the card for a missing clip says: the exercise's name, and the word "missing" as detail."""
    words = dict(scene.words)
    name = words.get("name", "")
    if scene.clip and isinstance(scene.clip.media, MissingClip):
        name = name or scene.clip.media.name
    return (("name", name), ("detail", words.get("missing", "")))
