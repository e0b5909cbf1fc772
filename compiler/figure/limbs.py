"""Limbs and trunk as solved: the nouns that legs and arms are computed into."""

from dataclasses import dataclass

from compiler.figure import body
from compiler.figure.pose import OUTWARD
from compiler.figure.vectors import Frame, Vec


@dataclass(frozen=True, slots=True)
class Leg:
    """`frame` is the thigh's; `foot_frame` is the foot's, its front along the sole, its up to the shin.

    `toe_bend` is how far the toes are bent up against the foot, in degrees.
    """

    hip: Vec
    knee: Vec
    ankle: Vec
    frame: Frame
    shin_frame: Frame
    foot_frame: Frame
    toe_bend: float = 0.0

    @property
    def sole(self) -> Vec:
        """Below the ankle."""
        return self.ankle.plus(self.foot_frame.up, -body.ANKLE_HEIGHT)

    @property
    def heel(self) -> Vec:
        """The back end of the sole."""
        return self.sole.plus(self.foot_frame.front, -body.HEEL_BACK)

    @property
    def ball(self) -> Vec:
        """Under the ball of the foot, where the toes begin."""
        return self.sole.plus(self.foot_frame.front, body.FOOT - body.TOES)

    @property
    def toe_frame(self) -> Frame:
        """How the toes look, bent as they are."""
        return self.foot_frame.bent(-self.toe_bend)

    @property
    def toes(self) -> Vec:
        """The tip of the toes."""
        return self.ball.plus(self.toe_frame.front, body.TOES)


@dataclass(frozen=True, slots=True)
class Arm:
    """`frame` is the upper arm's; the hand's up points back to the wrist, its front to the thumb's side."""

    shoulder: Vec
    elbow: Vec
    wrist: Vec
    frame: Frame
    hand_frame: Frame
    grip: float = 0.0

    @property
    def palm(self) -> Vec:
        """The middle of the hand."""
        return self.wrist.plus(self.hand_frame.up, -body.HAND * 0.45)

    @property
    def fingertips(self) -> Vec:
        """The far end of the hand."""
        return self.wrist.plus(self.hand_frame.up, -body.HAND)


@dataclass(frozen=True, slots=True)
class Torso:
    """What limbs hang on; see :class:`compiler.figure.skeleton.Skeleton`. `lift` (cm) is what breath does."""

    spine: tuple[Vec, ...]
    frames: tuple[Frame, ...]
    skull: Vec
    head_frame: Frame
    lift: float


def between(a: float, b: float, part: float) -> float:
    """The number `part` (0 to 1) of the way from a to b."""
    return a + (b - a) * part


def outward_of(direction: Vec, index: int) -> Vec:
    """A script's (x, height, out) for the limb `index` as a vector of the world."""
    return Vec(direction.x, direction.y, direction.z * OUTWARD[index])
