"""The store on its own: what is unfinished, harmed or changed meanwhile is never taken for finished."""

import multiprocessing
import os
import sys
import threading
import time
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.model.errors import BadMedia, CannotWrite
from compiler.model.routine import Footage
from compiler.render.clips import ClipJob
from compiler.render.encoder import DRAFT, segment_encoder
from compiler.store import Store, default_root, write_atomically
from compiler.store.scratch import PREFIX, leftovers, part_name, scratch_folder
from tests.robust.trying import ROOT

KEY = "k" * 64


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def _write(text: bytes) -> object:
    return lambda path: path.write_bytes(text) and None


def test_what_failed_halfway_is_not_kept(store: Store) -> None:
    def halfway(path: Path) -> None:
        path.write_bytes(b"half")
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        store.make("kind", KEY, ".bin", halfway)
    assert store.find("kind", KEY, ".bin") is None
    assert not [path for path in store.root.rglob("*") if path.is_file()]


def test_folders_that_other_builds_make_and_remove_meanwhile_disturb_nobody(store: Store) -> None:
    kept = store.make("kind", KEY, ".bin", _write(b"whole"))  # type: ignore[arg-type]
    done = threading.Event()

    def other_build() -> None:
        while not done.is_set():
            with store.scratch_folder():
                pass

    other = threading.Thread(target=other_build)
    other.start()
    try:
        for _ in range(300):
            store.sweep()
            assert list(store.entries()) == [kept]
    finally:
        done.set()
        other.join()


def test_a_change_of_what_it_is_made_from_is_noticed_before_it_is_kept(store: Store) -> None:
    def changed() -> None:
        raise BadMedia("it changed")

    with pytest.raises(BadMedia):
        store.make("kind", KEY, ".bin", _write(b"of the new one"), still_so=changed)  # type: ignore[arg-type]
    assert store.find("kind", KEY, ".bin") is None


def test_a_clip_that_changes_during_the_build_is_not_kept_under_the_old_key(
    store: Store, tmp_path: Path
) -> None:
    clip = tmp_path / "a.mp4"
    _film(clip, 3)
    job = ClipJob(media=Footage(path=clip), size=(64, 64), frame_rate=_rate())
    key = job.key()
    _film(clip, 5)
    with pytest.raises(BadMedia, match="changed during the build"):
        job.run(store, key)
    assert store.find("clips", key, ".mp4") is None
    assert job.run(store, job.key()).frames > 3


def _rate() -> Fraction:
    return Fraction(10)


def _film(path: Path, frames: int) -> None:
    from compiler.media import Picture
    from compiler.media.clip import ClipWriter

    with ClipWriter(path, (64, 64), _rate()) as writer:
        for _ in range(frames):
            writer.write(Picture.blank(64, 64))


def test_a_file_that_changes_after_it_was_found_is_noticed(store: Store) -> None:
    path = store.make("kind", KEY, ".bin", _write(b"right"))  # type: ignore[arg-type]
    assert store.find("kind", KEY, ".bin") == path
    path.write_bytes(b"wrong")
    os.utime(path, (1, 1))
    assert store.find("kind", KEY, ".bin") is None


def test_a_file_is_read_once_in_a_process(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from compiler.store import sealed as module

    path = store.make("kind", KEY, ".bin", _write(b"right"))  # type: ignore[arg-type]
    module._verified.clear()
    read: list[Path] = []
    digest = module.file_digest
    monkeypatch.setattr(module, "file_digest", lambda p: read.append(p) or digest(p))
    assert store.find("kind", KEY, ".bin") == store.find("kind", KEY, ".bin") == path
    assert read == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="told by age there")
def test_leftovers_of_the_dead_are_swept_and_those_of_the_living_are_not(store: Store) -> None:
    with scratch_folder(_made(store.root)) as ours:
        helper = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(0,))
        helper.start()
        helper.join()
        name = part_name("").replace(f"-{os.getpid()}-", f"-{helper.pid}-")
        folder = store.root / name
        folder.mkdir()
        (folder / "sound.m4a").write_bytes(b"half")
        file = _made(store.root / "clips" / "ab") / f"{name}.mp4"
        file.write_bytes(b"half")
        stranger = store.root / f"{PREFIX}00000000-1-aa"
        stranger.mkdir()
        store.sweep()
        assert not folder.exists()
        assert not file.exists()
        assert ours.is_dir()
        assert stranger.is_dir(), "a process of another machine may be at work on it"
        os.utime(stranger, (0, 0))
        store.sweep()
        assert not stranger.exists()
    assert not leftovers(store.root)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_what_is_not_ours_is_never_swept(store: Store) -> None:
    mine = _made(store.root) / ".part-of-my-life.mp4"
    mine.write_bytes(b"")
    os.utime(mine, (0, 0))
    store.sweep()
    assert mine.exists()


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    final = tmp_path / "a.txt"
    final.write_text("old")

    def no_room(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(CannotWrite, match="No space left"):
        write_atomically(final, no_room)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert final.read_text() == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_encoder_on_a_full_disk_fails_and_does_not_crash(tmp_path: Path) -> None:
    """In a process of its own: what is tried here took the whole process with it."""
    import subprocess

    (tmp_path / "full.mp4").symlink_to("/dev/full")
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tests.robust.test_store import encode_noise
encode_noise(Path({str(tmp_path / "full.mp4")!r}))
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "No space left on device" in ended.stderr


def encode_noise(path: Path) -> None:
    import numpy as np

    random = np.random.default_rng(1)
    with segment_encoder(path, (128, 128), _rate(), DRAFT) as encoder:
        for _ in range(60):
            encoder.canvas.y[:] = random.integers(0, 255, encoder.canvas.y.shape)
            encoder.write()


def test_the_store_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOLLOWALONG_CACHE", str(tmp_path))
    assert default_root() == tmp_path
    monkeypatch.delenv("FOLLOWALONG_CACHE")
    assert default_root().is_absolute()
