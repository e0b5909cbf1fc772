"""Shared by the figure tests: the shipped scripts, read once, and a writer of small scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.errors import Diagnostic
from compiler.figure import Figure, read_figure

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


@pytest.fixture(scope="session")
def shipped() -> dict[str, Figure]:
    figures = {}
    for path in SHIPPED:
        figure, problems = read_figure(path)
        assert figure is not None, "\n".join(d.render() for d in problems)
        figures[path.stem] = figure
    return figures


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], tuple[Figure | None, list[Diagnostic]]]:
    def read(text: str) -> tuple[Figure | None, list[Diagnostic]]:
        path = tmp_path / "move.yaml"
        path.write_text(text, encoding="utf-8")
        return read_figure(path)

    return read


@pytest.fixture
def small(script: Callable[[str], tuple[Figure | None, list[Diagnostic]]]) -> Figure:
    figure, problems = script(SMALL)
    assert figure is not None, problems
    return figure
