"""What all tests share: no test touches the user's own store or settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store for this test session, shared between tests so that nothing is spoken or rendered twice."""
    base = tmp_path_factory.getbasetemp()
    root = base / "shared-store"
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(root))
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(base / "settings"))
    monkeypatch.setenv("FOLLOWALONG_DATA", str(base / "data"))
    yield root
