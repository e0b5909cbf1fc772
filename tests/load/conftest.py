"""A project on disk to load from: a small library and routines as text."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from compiler.load import Loaded, load_routine
from compiler.model.routine import ExerciseStep, Routine

KNEE = """\
name: Knee to Chest
hold: {default: 30s, min: 10s, max: 60s}
sets: {default: 1, min: 1, max: 4}
sides: both
side_names: {left: left leg, right: right leg}
setup: Bring one knee toward your chest.
cues:
  - {at: halfway, say: Halfway.}
  - {at: -10s, say: Ten seconds.}
"""
TILT = """\
name: Pelvic Tilt
reps: {default: 8, min: 3, max: 15}
tempo: {flatten: 2s, release: 2s}
"""
ROUTINE = """\
title: Morning
steps:
  - say: Lie down.
  - exercise: tilt
  - rest: 15s
  - exercise: knee
  - rest: 10s
  - exercise: knee
    sets: 2
"""


@dataclass(frozen=True)
class Desk:
    """A folder with routines and a library of two exercises, none of them filmed."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def load(self, text: str, name: str = "morning.yaml", language: str | None = None) -> Loaded:
        return load_routine(self.write(name, text), animatic=True, language=language)

    def routine(self, text: str = ROUTINE) -> Routine:
        loaded = self.load(text)
        assert loaded.routine, loaded.diagnostics
        return loaded.routine


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    found = Desk(tmp_path)
    found.write("assets/exercises/knee.yaml", KNEE)
    found.write("assets/exercises/tilt.yaml", TILT)
    return found


DoseOf = Callable[[Routine], list[tuple[str, int]]]


@pytest.fixture
def doses() -> DoseOf:
    """Every exercise's id with its seconds of hold, or its reps."""
    return lambda routine: [
        (step.id, int(step.dose.hold or step.dose.reps or 0))
        for step in routine.steps
        if isinstance(step, ExerciseStep)
    ]
