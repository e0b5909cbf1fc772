"""Proportions: lengths that every presenter shares, so that a script fits all, and girths that differ.

Lengths and radii are centimetres of a body 170 cm tall.
"""

from dataclasses import dataclass

HEIGHT = 170.0

HIP_OUT = 8.5
"""From the middle of the pelvis to a hip joint."""
SHOULDER_OUT = 15.6
SHOULDER_DOWN = 4.5
"""A shoulder joint lies so far out from and below the base of the neck."""
SPINE = (9.0, 8.5, 8.5, 12.5, 13.0)
"""Pelvis, two of the waist, two of the chest: from the hip joints' middle up to the base of the neck."""
NECK = 9.0
HEAD = 9.5
"""From the top of the neck to the middle of the skull."""
UPPER_ARM = 28.0
FOREARM = 24.0
HAND = 17.0
THIGH = 42.0
SHIN = 40.0
ANKLE_HEIGHT = 7.5
"""From an ankle down to its sole."""
HEEL_BACK = 5.5
FOOT = 17.5
"""From below the ankle to the tip of the toes."""
TOES = 6.8
"""The part of the foot that bends when the heel rises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Girths of a presenter, as radii of the balls that limbs are spanned between.

    `belly` is how far the belly stands out (0: flat).
    """

    chest: float = 10.2
    chest_out: float = 6.2
    waist: float = 8.8
    waist_out: float = 4.4
    hips: float = 9.6
    hips_out: float = 6.8
    bust: float = 0.0
    belly: float = 0.0
    thigh: float = 8.2
    knee: float = 5.1
    calf: float = 5.2
    ankle: float = 3.5
    shoulder: float = 5.1
    upper_arm: float = 4.5
    elbow: float = 3.5
    forearm: float = 3.4
    wrist: float = 2.4
    neck: float = 4.6
    skull: float = 9.4
