"""What all tests share: no test touches the user's own store or settings."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from typer import testing

from compiler.system.workers import cores

testing._get_command = cache(testing._get_command)  # type: ignore[attr-defined]
"""All commands are made of their functions once, as in the command itself, and not for each call in this process."""

settings.register_profile("same", derandomize=True)
settings.load_profile("same")
"""The same examples each time, so that a failure is of what was changed; others: --hypothesis-profile=default."""


LONG = (
    "test_building_elsewhere.py", "test_session.py", "test_kills.py", "test_kill.py", "test_surroundings.py",
    "test_trouble.py", "test_full_disk.py", "test_in_place.py", "test_figure_anatomy.py", "test_interrupts.py",
    "test_figure_drawing.py", "test_shipped_exercises.py", "test_previewing.py", "test_mutated_yaml.py",
    "test_clips.py", "test_exercises.py", "test_max_size.py",
)  # fmt: skip
"""Files that take longest, those that wait most before all: begun last, one would have a core for itself at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is long comes first; all else as it is."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def pytest_xdist_auto_num_workers() -> int:
    """One process and a half for each core: a third of the time of browsers, servers and kills is waiting."""
    return max(2, cores() * 3 // 2)


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store for this test session, shared between tests so that nothing is spoken or rendered twice."""
    base = tmp_path_factory.getbasetemp()
    root = base / "shared-store"
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(root))
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(base / "settings"))
    monkeypatch.setenv("FOLLOWALONG_DATA", str(base / "data"))
    yield root
