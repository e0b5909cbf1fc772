"""What all tests share: no test touches the user's own store or settings."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from typer import testing

testing._get_command = cache(testing._get_command)  # type: ignore[attr-defined]
"""All commands are made of their functions once, as in the command itself, and not for each call in this process."""

settings.register_profile("same", derandomize=True)
settings.load_profile("same")
"""The same examples each time, so that a failure is of what was changed; others: --hypothesis-profile=default."""


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store for this test session, shared between tests so that nothing is spoken or rendered twice."""
    base = tmp_path_factory.getbasetemp()
    root = base / "shared-store"
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(root))
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(base / "settings"))
    monkeypatch.setenv("FOLLOWALONG_DATA", str(base / "data"))
    yield root
