"""The shipped library and routines, planned once for all tests with estimated speech."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from shipped import LIBRARY, ROUTINES, Planned, planned_by, read

from compiler.load.schema import ExerciseFile


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """Reports of shipped routines by name; the store is empty, so that all speech is estimated."""
    return cache(planned_by(tmp_path_factory.mktemp("store")))


@pytest.fixture(params=[path.stem for path in ROUTINES])
def routine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[path.stem for path in LIBRARY])
def exercise(request: pytest.FixtureRequest) -> Iterator[ExerciseFile]:
    yield read(str(request.param))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, with a store of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(tmp_path / "cache"))
    return tmp_path
