"""`followalong cache`: what is kept, what it saves, and how it is kept small."""

import os
import time
from pathlib import Path

import pytest

from compiler.store import RUNNING, Store
from compiler.store.scratch import part_name
from compiler.store.upkeep import holdings, limit_bytes, read_size, shown_size, trim, verify
from tests.robust.trying import in_process


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three files of 1000 bytes, used one, two and three hours ago."""
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(tmp_path / "store"))
    store, _ = Store.open()
    for hours, name in enumerate(("new", "middle", "old"), 1):
        path = store.make("segments", name * 10, ".mp4", lambda p: p.write_bytes(b"x" * 1000) and None)
        then = time.time() - hours * 3600
        os.utime(path, (then, then))
    return store


def names(store: Store) -> set[str]:
    return {path.name[:3] for path in store.entries()}


def test_shows_what_is_kept_and_what_it_saves(store: Store) -> None:
    answer = in_process("cache")
    assert answer.code == 0
    assert "segments        3 files     3.0 KB" in answer.said
    assert f"3.0 KB in {store.root}; saves" in answer.said
    assert "trimmed to 10.0 GB after a build" in answer.said


def test_trims_what_was_used_longest_ago(store: Store) -> None:
    answer = in_process("cache", "--trim", "2KB")
    assert "forgot 1 files, 1.0 KB" in answer.said
    assert names(store) == {"new", "mid"}
    assert len([p for p in store.root.rglob("*") if p.is_file()]) == 4


def test_finding_a_file_makes_it_recently_used(store: Store) -> None:
    assert store.find("segments", "old" * 10, ".mp4")
    trim(store, 1000)
    assert names(store) == {"old"}


def test_nothing_that_a_running_build_needs_is_forgotten(store: Store) -> None:
    with store.at_work():
        store.find("segments", "old" * 10, ".mp4")
        store.make("speech", "spoken" * 5, ".wav", lambda p: p.write_bytes(b"y") and None)
        assert "forgot 2 files" in in_process("cache", "--clear").said
        assert names(store) == {"old", "spo"}
    assert "forgot 2 files" in in_process("cache", "--clear").said
    assert not names(store)


def test_a_build_that_was_killed_protects_nothing(store: Store) -> None:
    with store.at_work():
        pass
    mark = store.root / RUNNING / part_name("").replace(f"-{os.getpid()}-", "-999999999-")
    mark.touch()
    os.utime(mark, (0, 0))
    assert trim(store, 0) == (3, 3000)


def test_verify_forgets_damaged_files(store: Store) -> None:
    damaged = store.path("segments", "old" * 10, ".mp4")
    damaged.write_bytes(b"x" * 999 + b"y")
    assert "forgot 1 damaged files" in in_process("cache", "--verify").said
    assert names(store) == {"new", "mid"}
    assert verify(store) == ()
    assert "every file is as it was written" in in_process("cache", "--verify").said


def test_what_making_took_is_counted(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def slowly(path: Path) -> None:
        time.sleep(0.05)
        path.write_bytes(b"")

    store.make("clips", "a" * 20, ".mp4", slowly)
    (one,) = holdings(store)
    assert (one.kind, one.files, one.bytes) == ("clips", 1, 0)
    assert one.seconds >= 0.05


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("2GB", 2 * 10**9),
        ("500 MB", 5 * 10**8),
        ("1.5kb", 1500),
        ("1GiB", 2**30),
        ("1g", 10**9),
        ("0", 0),
        ("12", 12),
    ],
)
def test_sizes_are_read(written: str, size: int) -> None:
    assert read_size(written) == size


@pytest.mark.parametrize("written", ["", "GB", "-1GB", "two", "1PB", "1e9", "9" * 30])
def test_what_is_no_size_is_wrong_usage(written: str, store: Store) -> None:
    answer = in_process("cache", "--trim", written)
    assert answer.code == 2
    assert "no size" in answer.complained
    assert names(store) == {"new", "mid", "old"}


def test_the_limit_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limit_bytes() == 10 * 10**9
    monkeypatch.setenv("FOLLOWALONG_CACHE_LIMIT", "3GB")
    assert limit_bytes() == 3 * 10**9
    monkeypatch.setenv("FOLLOWALONG_CACHE_LIMIT", "nonsense")
    assert limit_bytes() == 10 * 10**9


def test_sizes_are_shown_as_people_write_them() -> None:
    assert [shown_size(n) for n in (0, 999, 1500, 6_700_000, 10**10, 10**13)] == [
        "0 B",
        "999 B",
        "1.5 KB",
        "6.7 MB",
        "10.0 GB",
        "10.0 TB",
    ]
