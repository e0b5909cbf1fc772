"""The shipped scripts and a small one of the tests' own."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from compiler.figure.pose import Movement

ASSETS = Path(__file__).parents[2] / "assets" / "figures"
SHIPPED = sorted(ASSETS.glob("*.yaml"))

SMALL = """\
title: Knee lift
view: side
place: bed
body: lying
rooted: chest
planted: [left_foot]
poses:
  rest:
    root: {x: -46, height: 10.5}
    legs: {foot: [50, 0, 9], knee_towards: [0.2, 1, 0]}
    arms: {flex: 8, out: 14, elbow: 10}
  up:
    like: rest
    right_leg: {hip: 100, knee: 100, ankle: 20}
phases:
  - {name: lift, role: move-in, seconds: 2s, to: up}
  - {name: hold, role: hold, seconds: 4s}
  - {name: lower, role: move-out, seconds: 2s, to: rest}
"""


def movements_once(movements: Iterable[Movement]) -> Iterator[Movement]:
    """Each movement once: a way back as long as the way out passes the same moments, and a hold is one wherever it is.

    Where something is planted, it matters where the way begins.
    """
    known = set()
    for one in movements:
        ends = one.start.name, one.stop.name
        key = ends if one.planted else frozenset(ends), one.phase.seconds, one.easing, one.planted
        if key not in known:
            known.add(key)
            yield one
