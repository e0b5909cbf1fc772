"""What a pose script says, typed: poses as angles and targets, phases, place, props.

Angles are degrees. A point or direction is written as three numbers; the third always counts outward from the
body's middle for the limb that it is for, so that one line serves both sides.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from compiler.figure.vectors import Vec
from compiler.model.errors import SourceSpan
from compiler.model.routine import Phase, Side

View = Literal["side", "high", "quarter", "oblique", "front", "top", "back", "behind", "feet"]
PlaceName = Literal["bed", "mat", "floor", "chair", "chair-at-wall", "standing", "wall"]
Framing = Literal[
    "whole", "upper", "close", "lower", "speaking", "greeting",
    "thanking", "thanking-far", "thanking-left", "thanking-far-left",
]  # fmt: skip
"""How near a figure is seen, and where in the frame. A script says one of the first six; the others are asked for."""
Base = Literal["upright", "lying", "prone", "all-fours", "left-side", "right-side"]
PropName = Literal["pillow", "cushion", "strap", "towel", "band", "stick", "ball", "arrow", "chair"]

VIEWS: tuple[str, ...] = ("side", "high", "quarter", "oblique", "front", "top", "back", "behind", "feet")
PLACES: tuple[str, ...] = ("bed", "mat", "floor", "chair", "chair-at-wall", "standing", "wall")
BASES: tuple[str, ...] = ("upright", "lying", "prone", "all-fours", "left-side", "right-side")
PROPS: tuple[str, ...] = ("pillow", "cushion", "strap", "towel", "band", "stick", "ball", "arrow", "chair")
EASINGS: tuple[str, ...] = ("smooth", "gentle", "even")
BEARERS: tuple[str, ...] = (
    "feet", "hands", "knees", "toes", "left_foot", "right_foot", "left_hand", "right_hand",
    "left_knee", "right_knee", "left_toes", "right_toes",
)  # fmt: skip
WATCHED: tuple[str, ...] = (
    *BEARERS, "elbows", "left_elbow", "right_elbow", "shoulders", "left_shoulder", "right_shoulder", "hips",
)  # fmt: skip
"""Parts that a script may ask to be seen."""
ANCHORS: tuple[str, ...] = (
    "chest", "pelvis", "head",
    *(f"{side}_{part}" for side in ("left", "right")
      for part in ("thigh", "knee", "shin", "ankle", "foot", "shoulder")),
)  # fmt: skip


ORIGIN = Vec(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """How a joint of the trunk is bent: forward, to the right, and turned to the right."""

    bend: float = 0.0
    side: float = 0.0
    turn: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where the figure is held: along x, height above the ground, out to the right; and how it leans."""

    x: float = 0.0
    height: float = 0.0
    out: float = 0.0
    lean: Bend = Bend()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a foot or a hand shall be.

    Without `anchor`, `offset` is (x, height, out) in the world. With one, it is (front, up, out) in the
    frame of that part of the body, from the point `at` (0 to 1) along it.
    """

    offset: Vec
    anchor: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LegPose:
    """By the sole's place (and where knee and toes point) or by angles. Directions: (x, height, out).

    `toe_bend` is how far the toes are bent up against the foot.
    """

    foot: Target | None = None
    knee_towards: Vec | None = None
    toes: Vec | None = None
    hip: float = 0.0
    out: float = 0.0
    twist: float = 0.0
    knee: float = 0.0
    ankle: float = 0.0
    toe_bend: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmPose:
    """By target of the palm (with where elbow points, in the chest's frame) or by angles.

    `raised` and `forward` move the shoulder itself, in centimetres. `grip` is how far the hand is closed:
    1 is a fist.
    """

    hand: Target | None = None
    elbow_towards: Vec | None = None
    fingers: Vec | None = None
    thumb: Vec | None = None
    grip: float = 0.0
    flex: float = 0.0
    out: float = 0.0
    twist: float = 0.0
    elbow: float = 0.0
    wrist: float = 0.0
    roll: float = 0.0
    raised: float = 0.0
    forward: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A whole body at rest. Breath makes the belly stand out and the ribs widen by so many centimetres."""

    name: str
    root: Root
    waist: Bend
    chest: Bend
    neck: Bend
    head: Bend
    legs: tuple[LegPose, LegPose]
    arms: tuple[ArmPose, ArmPose]
    belly: float = 0.0
    ribs: float = 0.0
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """A thing in use. `on` names the part of the body it goes with; `offset` (front, up, out) from there.

    Without `on`, `offset` is (x, height, out) in the world. A strap runs from the hands round the foot named;
    band and stick, and a towel on nothing, run from hand to hand.
    An arrow curves through the three points of its `path`, measured as an offset is.
    A chair stands with the middle of its seat at `offset`, its back towards smaller x: to hold on to.
    """

    kind: PropName
    on: str = ""
    offset: Vec = ORIGIN
    radius: float = 0.0
    path: tuple[Vec, ...] = ()
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A phase of a turn: from one pose to another. `planted` names hands and feet that bear weight in it."""

    phase: Phase
    start: Pose
    stop: Pose
    easing: str
    planted: tuple[str, ...]
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A demonstration: one turn of `movements` that ends in the pose where it starts."""

    path: Path
    title: str
    view: View
    place: PlaceName
    """Where it is drawn: the first of `places`, until somebody asks for another."""
    places: tuple[PlaceName, ...]
    """All that it can be done on, the usual one first."""
    base: Base
    rooted: Literal["pelvis", "chest"]
    framing: Framing
    shown_side: Side
    """The side that moves, or leads, when the figure is drawn unmirrored."""
    watch: tuple[str, ...]
    """Parts that have to be seen, besides those that always are."""
    breathing: float
    props: tuple[Prop, ...]
    movements: tuple[Movement, ...]
    source: str
    highlight: tuple[str, ...] = ()
    """Regions of the body that are tinted; see :data:`compiler.figure.regions.REGIONS`."""
    ghost: bool = False
    """Whether the end of a way in is hinted at."""

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases in order, at the script's own speed."""
        return tuple(m.phase for m in self.movements)

    def on(
        self,
        place: str,
        *,
        highlight: tuple[str, ...] | None = None,
        ghost: bool = False,
        framing: Framing | None = None,
    ) -> "Figure":
        """The figure drawn on another of its places; the usual one where `place` is empty.

        With a `highlight`, other regions are tinted than its own; with `ghost`, it hints at where it ends; with a
        `framing`, it is seen otherwise than its script says.

        Raises:
            ValueError: it cannot be done there.
        """
        wanted = next((one for one in self.places if one == (place or self.places[0])), None)
        if wanted is None:
            raise ValueError(f"{self.path.stem} cannot be drawn on {place!r}")
        tinted = self.highlight if highlight is None else highlight
        return replace(self, place=wanted, highlight=tinted, ghost=ghost, framing=framing or self.framing)


SIDES = (Side.LEFT, Side.RIGHT)
"""The order of `Pose.legs` and `Pose.arms`."""
OUTWARD = (-1.0, 1.0)
"""What outward means along the body's right, in the order of :data:`SIDES`."""
