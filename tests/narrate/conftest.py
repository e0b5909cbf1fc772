"""A store of its own for each test, and an instant way to say things."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.model.routine import Utterance, Voice
from compiler.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def pretended() -> Callable[[str], Utterance]:
    return lambda text: Utterance(text=text, voice=Voice(engine="pretended"))
