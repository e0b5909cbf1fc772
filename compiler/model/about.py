"""What an exercise is about: the part of the body, how it moves, what it takes, what it is for, who takes care."""

from dataclasses import dataclass
from enum import StrEnum

from compiler.model.position import Body


class Region(StrEnum):
    """A part of the body that an exercise works on."""

    NECK = "neck"
    SHOULDERS = "shoulders"
    ARMS = "arms"
    HANDS = "hands and wrists"
    CHEST = "chest"
    UPPER_BACK = "upper back"
    LOWER_BACK = "lower back"
    ABDOMEN = "abdomen"
    PELVIC_FLOOR = "pelvic floor"
    HIPS = "hips"
    THIGHS = "thighs"
    KNEES = "knees"
    LOWER_LEGS = "lower legs"
    FEET = "ankles and feet"


class Movement(StrEnum):
    """What the body does that somebody may have to avoid."""

    BENDING_FORWARD = "bending forward"
    BENDING_BACK = "bending back"
    BENDING_SIDEWAYS = "bending sideways"
    TWISTING = "twisting"
    TURNING_HEAD = "moving the head"
    HEAD_DOWN = "head down"
    REACHING_OVERHEAD = "reaching overhead"
    BENDING_HIP = "bending the hip far"
    BENDING_KNEE = "bending the knee far"
    ON_HANDS = "weight on the hands"
    ON_KNEES = "weight on the knees"
    GETTING_UP = "getting up from a chair"


class Level(StrEnum):
    """How much an exercise asks of somebody."""

    GENTLE = "gentle"
    MODERATE = "moderate"
    DEMANDING = "demanding"


EQUIPMENT = (
    "ball", "band", "bed", "blanket", "chair", "mat", "pillow", "step", "stick", "strap", "table", "towel", "wall",
    "weight",
)  # fmt: skip
"""Things that the tool has words for in every language; exercises may need others, too."""

GROUPS = {
    "lying": (Body.ON_BACK, Body.ON_FRONT, Body.ON_SIDE),
    "kneeling": (Body.KNEELING, Body.HANDS_AND_KNEES),
    "sitting": (Body.SEATED, Body.ON_FLOOR),
}
"""Words for several positions at once, where somebody says what to avoid or looks for one."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Who should take care, and of what, in plain words; `source` is where that is from, if anywhere."""

    about: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an exercise file says of itself; empty is what it does not say."""

    regions: tuple[Region, ...] = ()
    movements: tuple[Movement, ...] = ()
    equipment: tuple[str, ...] | None = None
    level: Level | None = None
    purpose: str = ""
    careful_with: tuple[Caution, ...] = ()


def bodies_of(word: str) -> tuple[Body, ...]:
    """The positions that a word stands for; none where it is no word for a position."""
    return GROUPS.get(word) or tuple(body for body in Body if body == word)
