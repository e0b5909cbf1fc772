"""A release to publish, a practice remote to publish it to, and a ledger."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.publish.ledger import Ledger
from compiler.publish.release import Release
from compiler.publish.testing import PracticeServer
from tests.publish.samples import make_movie, make_release, open_ledger


@pytest.fixture(scope="session", autouse=True)
def no_proxy() -> Iterator[None]:
    """The practice remote is on this machine, whatever proxy the network has."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_PROXY", "no_proxy"):
            patch.setenv(name, "127.0.0.1,localhost")
        yield


@pytest.fixture(scope="session", autouse=True)
def careless_disk() -> Iterator[None]:
    """No power cut is tried here, so nothing waits for the disk; processes that are killed do as ever."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _: None)
        yield


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return make_release(tmp_path / "output" / "stretches-in-bed", random.Random(7).randbytes(700_000))


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer() as running:
        yield running
        assert running.remote.violations == []


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "data" / "ledger.sqlite3")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def movie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of H.264 and AAC that a browser plays."""
    return make_movie(tmp_path_factory.mktemp("movie"))
