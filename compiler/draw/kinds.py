"""The kinds of groups that a theme's drawings are made of; another kind is a row here and a maker in `parts`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.model.scene_words import CAPTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is known of a `data-layer`. `parts` are the elements that it needs: `data-part` -> tag.

    The part `unseen` only says where something goes that the theme does not draw.
    """

    over_the_clip: bool = True
    parts: Mapping[str, str] = field(default_factory=dict)
    unseen: str = ""


LOGO = "logo"
"""A brand's mark: a rectangle says where it goes."""

PERSON = "person"
"""Somebody who is drawn on a card: a rectangle says where face and hands are."""

KINDS: dict[str, Kind] = {
    "card": Kind(over_the_clip=False),
    "veil": Kind(over_the_clip=False),
    "words": Kind(),
    "ring": Kind(parts={"disc": "circle", "track": "circle", "arc": "circle"}),
    "progress": Kind(parts={"track": "rect", "fill": "rect"}),
    "bar": Kind(parts={"panel": "rect", "track": "rect", "fill": "rect"}),
    "number": Kind(parts={"panel": "rect"}),
    "preview": Kind(parts={"picture": "rect"}, unseen="picture"),
    PERSON: Kind(parts={"place": "rect"}, unseen="place"),
    LOGO: Kind(parts={"place": "rect"}),
    CAPTIONS: Kind(over_the_clip=False, parts={"area": "rect", "panel": "rect"}, unseen="area"),
}
"""By `data-layer`."""

COUNTS = frozenset({"ring", "bar", "number"})
"""Those that count seconds and repetitions."""

HOLD, NO_HOLD = "hold", "no-hold"
"""Whether a position is held in the step, which a ring in the middle depends on."""

CONDITIONS = ("clip", "no-clip", "preview", HOLD, NO_HOLD)
"""What `data-when` may ask for."""


def over_the_clip() -> tuple[str, ...]:
    """The kinds that lie over a clip or card."""
    return tuple(name for name, kind in KINDS.items() if kind.over_the_clip)
