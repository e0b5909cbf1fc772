"""Whether a person who is drawn on a card can be seen beside its words."""

from fractions import Fraction

from compiler.draw.kinds import PERSON
from compiler.draw.proof import Proofreader
from compiler.draw.showing import conditions, visible
from compiler.draw.theme import Theme
from compiler.model.timeline import Scene


def has_room_for_person(
    scene: Scene, theme: Theme, size: tuple[int, int], frame_rate: Fraction, reader: Proofreader
) -> bool:
    """Whether the theme's drawing has a place for somebody, which the scene's words leave free."""
    place = visible(theme.design(scene.layout, size), conditions(scene), PERSON)
    return bool(place) and not reader.read(scene, theme, size, frame_rate)
