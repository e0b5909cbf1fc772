"""The shipped scripts and a small one of the tests' own."""

from pathlib import Path

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
