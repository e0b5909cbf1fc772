"""What of a design a scene shows: its groups, and which words each of them has a place for."""

from dataclasses import replace

from compiler.draw.design import Design, Group, spot_of
from compiler.draw.kinds import HOLD, KINDS, NO_HOLD
from compiler.draw.markup import SVG, Element
from compiler.draw.theme import Theme
from compiler.model.routine import MissingClip
from compiler.model.scene_words import MARKED, ON_THE_MISSING_CARD, WORDS
from compiler.model.timeline import Scene, SecondsRing

WordPairs = tuple[tuple[str, str], ...]
Conditions = frozenset[str]


def shown_words(scene: Scene, frame: int) -> WordPairs:
    """The scene's words in the step's `frame`, and which part of them is marked."""
    words = scene.words_at(frame)
    return (*words, (MARKED, str(scene.phases.at(frame)))) if scene.phases else words


def own_words(group: Group, words: WordPairs) -> WordPairs:
    """Those of `words` that `group` has a place for, so that equal drawings have equal keys."""
    spots = [spot_of(text) for text in group.texts()]
    wanted = {name for spot in spots for name in spot.words}
    wanted |= {MARKED for spot in spots if spot.mark}
    return tuple((name, text) for name, text in words if name in wanted and text.strip())


def has_clip(scene: Scene) -> bool:
    """Whether there is a picture under the scene; a missing clip is none."""
    return scene.clip is not None and not isinstance(scene.clip.media, MissingClip)


def conditions(scene: Scene) -> Conditions:
    """What `data-when` may ask for."""
    clip = "clip" if has_clip(scene) else "no-clip"
    held = HOLD if is_held(scene) else NO_HOLD
    return frozenset({clip, held, "preview"} if scene.preview else {clip, held})


def is_held(scene: Scene) -> bool:
    """Whether a position is held: seconds are counted through all of the step, and the bar on top fills with them.

    A clock that goes on after the step counts no hold: it stays where it is. On the card of a clip that is to be filmed
    nothing stands in the middle but its own words.
    """
    if scene.clip and isinstance(scene.clip.media, MissingClip):
        return False
    ring, progress = scene.ring, scene.progress
    if not isinstance(ring, SecondsRing) or progress is None:
        return False
    return ring.start == 0 and ring.total == progress.frames and progress.start != progress.stop


def drawn(group: Group) -> Group:
    """A group without what only says where something goes: the next-up picture, or captions."""
    unseen = KINDS[group.kind].unseen
    if not unseen:
        return group
    element = Element(f"{SVG}g", group.element.attrib)
    element.extend(child for child in group.element if child.get("data-part") != unseen)
    return replace(group, element=element)


def visible(design: Design, met: Conditions, *kinds: str) -> list[tuple[int, Group]]:
    """The groups of these kinds whose condition is met, with their numbers in the design."""
    return [
        (position, group)
        for position, group in enumerate(design.groups)
        if group.kind in kinds and (not group.when or group.when in met)
    ]


def card_of(scene: Scene, theme: Theme, size: tuple[int, int]) -> tuple[str, WordPairs]:
    """Layout and words of the card that is seen where no clip is.

    A layout without a card of its own gets the one of the layout "missing", with the exercise's name and with the
    word "missing" as its detail.
    """
    if visible(theme.design(scene.layout, size), conditions(scene), "card"):
        return scene.layout, scene.words
    words = {
        there: scene.word(here) for here, there in ON_THE_MISSING_CARD.items() if here in WORDS[scene.layout]
    }
    if scene.clip and isinstance(scene.clip.media, MissingClip):
        words["name"] = words.get("name") or scene.clip.media.name
    return "missing", tuple(words.items())
