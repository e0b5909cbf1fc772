"""Routines to export: a small one with every kind of step, and those that ship."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from compiler import check
from compiler.model.timeline import Timeline
from tests.content.shipped import ROOT

SMALL = """\
title: Every Kind of Step
summary: A routine for watches & editors.
size: 320x180
frame_rate: 10
voice: {engine: silent}
tags: [test]
defaults: {rest: 12s}
exercises:
  knee:
    name: Knee to Chest
    hold: {default: 12s, min: 5s, max: 60s}
    sides: both
    sets: 2
    side_names: {left: left leg, right: right leg}
    clip: {file: ball.mp4, play: ping-pong, in: 500ms}
    setup: Bring one knee up.
    needs: a chair
    sources: [A Book of Knees]
  tilt:
    name: Pelvic Tilt
    reps: 5
    tempo: {flatten: 2s, hold: 3s, release: 2s}
    figure: pelvic_tilt
    setup: Lie on your back.
steps:
  - say: Lie down.
  - exercise: knee
  - rest: 16s
  - exercise: tilt
"""


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Timeline]:
    """The plan of a routine that ships; made once."""

    @cache
    def planned(name: str) -> Timeline:
        found = check(
            ROOT / "routines" / f"{name}.yaml", store=tmp_path_factory.getbasetemp() / "shared-store"
        )
        assert found.timeline
        return found.timeline

    return planned


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    """The small routine in a project of its own, with its clip."""
    from tests.pipeline.conftest import write_project

    return write_project(tmp_path / "project", SMALL)
