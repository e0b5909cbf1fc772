"""What all tests share: no test touches the user's own store or settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store for this test session, shared between tests so that nothing is spoken or rendered twice."""
    root = tmp_path_factory.getbasetemp() / "shared-store"
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(root))
    yield root
