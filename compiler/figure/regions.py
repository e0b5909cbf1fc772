"""Regions of the body that a drawing tints softly: what is stretched, or works. Each is declared once, here.

A region lies on a bone, to the front, the back or outward of it. On a bone of a limb it is there on either side;
`left_`, `right_`, `both_` and `other_` before its name say on which, and without a word it is on the side that works.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.yaml import Located

Bone = Literal[
    "thigh", "shin", "upper arm", "forearm", "hip", "flank", "shoulder", "neck side", "spine", "neck"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """On a `bone` from `start` to `stop` (0 to 1 along it, beyond its ends if need be).

    Its middle lies `front` and `out` from the bone, its girth is `radius`: centimetres of a usual build.
    """

    bone: Bone
    start: float
    stop: float
    front: float = 0.0
    out: float = 0.0
    radius: float = 4.0


REGIONS: dict[str, Region] = {
    "hamstrings": Region(bone="thigh", start=0.14, stop=0.9, front=-2.4, radius=3.6),
    "quadriceps": Region(bone="thigh", start=0.12, stop=0.88, front=2.4, radius=3.6),
    "inner_thigh": Region(bone="thigh", start=0.08, stop=0.75, out=-2.6, radius=3.6),
    "outer_thigh": Region(bone="thigh", start=0.05, stop=0.88, out=2.4, radius=3.6),
    "knee": Region(bone="thigh", start=0.97, stop=1.0, front=0.8, radius=4.1),
    "calf": Region(bone="shin", start=0.06, stop=0.62, front=-2.0, radius=3.6),
    "shin": Region(bone="shin", start=0.1, stop=0.8, front=1.6, radius=2.8),
    "ankle": Region(bone="shin", start=0.93, stop=1.0, radius=3.4),
    "glutes": Region(bone="thigh", start=-0.1, stop=0.16, front=-3.4, radius=5.0),
    "hip_flexors": Region(bone="hip", start=-0.8, stop=0.6, front=3.4, radius=4.2),
    "outer_hip": Region(bone="hip", start=-0.5, stop=0.6, front=-1.0, out=3.0, radius=5.0),
    "side_of_trunk": Region(bone="flank", start=0.0, stop=1.0, radius=5.6),
    "shoulder": Region(bone="shoulder", start=0.0, stop=0.35, radius=5.0),
    "shoulder_blade": Region(bone="shoulder", start=-0.5, stop=0.1, front=-5.0, out=-7.5, radius=4.6),
    "pectorals": Region(bone="shoulder", start=-0.1, stop=0.25, front=4.5, out=-7.0, radius=5.0),
    "biceps": Region(bone="upper arm", start=0.2, stop=0.85, front=1.5, radius=3.0),
    "triceps": Region(bone="upper arm", start=0.2, stop=0.9, front=-1.5, radius=3.0),
    "forearm_front": Region(bone="forearm", start=0.05, stop=0.76, front=0.8, radius=2.1),
    "forearm_back": Region(bone="forearm", start=0.05, stop=0.76, front=-0.8, radius=2.1),
    "neck_side": Region(bone="neck side", start=0.0, stop=0.85, radius=3.0),
    "lower_back": Region(bone="spine", start=0.05, stop=0.42, front=-3.4, radius=5.0),
    "upper_back": Region(bone="spine", start=0.55, stop=0.88, front=-4.0, radius=5.6),
    "abdomen": Region(bone="spine", start=0.1, stop=0.55, front=3.4, radius=5.2),
    "chest": Region(bone="spine", start=0.72, stop=0.9, front=4.0, radius=5.6),
    "neck_back": Region(bone="neck", start=0.0, stop=0.85, front=-1.6, radius=3.0),
    "neck_front": Region(bone="neck", start=0.1, stop=0.9, front=1.6, radius=2.8),
}
"""By the names that figures and exercises call them by."""

NO_REGION = "none"
"""What an exercise says that wants none of the figure's own."""

_SIDED = ("left", "right", "both", "other")
MIDDLE: tuple[Bone, ...] = ("spine", "neck")
"""Bones that there are not two of."""


@cache
def region_names() -> tuple[str, ...]:
    """All names that are understood, those without a side first."""
    limbs = [name for name, region in REGIONS.items() if region.bone not in MIDDLE]
    return (*REGIONS, *(f"{side}_{name}" for side in _SIDED for name in limbs))


def region_problems(name: Located[str]) -> list[Diagnostic]:
    """What is wrong with the name of a region: that there is none."""
    if name.value in region_names():
        return []
    hint = did_you_mean(name.value, region_names()) or f"there are: {', '.join(REGIONS)}"
    return [Diagnostic(message=f"the body has no region {name.value[:40]!r}", span=name.span, hint=hint)]
