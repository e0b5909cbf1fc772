"""The parts of a long recording: found at their times by claps, quiet and stillness, each alone and together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compiler.media.activity import Activity, activity_of
from compiler.media.claps import claps
from compiler.media.levels import levels_of
from compiler.media.takes import Sign, Takes, find_takes
from compiler.model.errors import BadMedia
from compiler.store import Store
from compiler.system.workshop import Workshop
from tests.media.recordings import write_recording


class HerePool:
    """Does each job at once, in this process."""

    size = 1

    def start(self) -> None:
        pass

    def run(self, jobs: Mapping[Any, Callable[[], Any]]) -> Iterator[tuple[Any, Any]]:
        for key, job in jobs.items():
            yield key, job()

    def submit(self, job: Callable[[], Any]) -> Callable[[], Any]:
        result = job()
        return lambda: result


def looked_at(path: Path) -> Activity:
    return activity_of(path, Workshop(store=Store(path.parent), pool=HerePool()))


def assert_near(found: Takes, wanted: Sequence[tuple[float, float]], within: float) -> None:
    assert len(found.takes) == len(wanted), found
    for take, (start, stop) in zip(found.takes, wanted, strict=True):
        assert abs(take.start - start) <= within and abs(take.stop - stop) <= within, found


SPOKEN = [(2.0, 6.0), (9.5, 15.0), (19.0, 24.0)]


@pytest.mark.parametrize("name", ["memo.m4a", "memo.mp3", "memo.wav", "memo.mka"])
def test_a_memo_is_parted_at_its_pauses(tmp_path: Path, name: str) -> None:
    activity = looked_at(write_recording(tmp_path / name, 26, speech=SPOKEN))
    assert activity.movement is None
    assert_near(find_takes(activity), [(1.7, 6.5), (9.2, 15.5), (18.7, 24.5)], 0.15)


MOVED = [(3.0, 9.0), (14.0, 20.0), (26.0, 33.0)]


@pytest.mark.parametrize(("name", "keys_every"), [("f.mp4", 5), ("f.mov", 100), ("f.mkv", 100), ("f.ts", 5)])
def test_a_film_without_sound_is_parted_where_it_is_still(tmp_path: Path, name: str, keys_every: int) -> None:
    activity = looked_at(write_recording(tmp_path / name, 36, movement=MOVED, keys_every=keys_every))
    assert activity.levels is None
    assert_near(find_takes(activity), [(2.7, 9.5), (13.7, 20.5), (25.7, 33.5)], 1.0)


def test_what_is_said_and_what_is_done_after_it_are_one_take(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "f.mp4", 40, speech=[(2, 6), (20, 25)], movement=[(6, 14), (25, 36)])
    activity = looked_at(path)
    assert_near(find_takes(activity), [(1.7, 14.5), (19.7, 36.5)], 1.0)
    assert_near(find_takes(activity, sign=Sign.PAUSES), [(1.7, 6.5), (19.7, 25.5)], 0.15)
    assert_near(find_takes(activity, sign=Sign.STILLNESS), [(5.7, 14.5), (24.7, 36.5)], 1.0)


def test_claps_part_before_all_else_and_a_silent_hold_does_not(tmp_path: Path) -> None:
    """Somebody walks from the camera, does two things of which one has a long hold, and walks back."""
    path = write_recording(
        tmp_path / "f.mp4", 60, speech=[(5, 8), (33, 36)],
        movement=[(0, 1), (8, 12), (22, 25), (36, 50), (58, 60)], claps=[29, 29.4],
    )  # fmt: skip
    found = find_takes(looked_at(path))
    assert found.sign is Sign.CLAPS
    assert_near(found, [(4.7, 25.5), (32.7, 50.5)], 1.0)


def test_speech_and_a_beat_have_no_claps_in_them(tmp_path: Path) -> None:
    spoken = levels_of(write_recording(tmp_path / "a.wav", 30, speech=[(1, 12), (13, 28)], claps=[20]))
    assert claps(spoken) == ()  # one in the middle of words is none
    beat = levels_of(write_recording(tmp_path / "b.wav", 30, speech=[], claps=list(range(1, 29, 2))))
    assert claps(beat) == ()
    apart = levels_of(
        write_recording(tmp_path / "c.wav", 30, speech=[(2, 8), (12, 18)], claps=[10, 20, 20.5])
    )
    assert claps(apart) == pytest.approx((10, 20.25), abs=0.03)


def test_as_many_as_are_named_are_found_where_that_can_be(tmp_path: Path) -> None:
    spoken = [(0, 1.2), (4, 12), (13, 21), (25, 32)]
    levels = levels_of(write_recording(tmp_path / "a.wav", 33, speech=spoken))
    activity = Activity(seconds=33, levels=levels, movement=None)
    assert len(find_takes(activity).takes) == 3
    assert_near(find_takes(activity, count=2), [(0, 21.5), (24.7, 32.5)], 0.2)
    wanted = [(3.7, 12.5), (12.7, 21.5), (24.7, 32.5)]  # the first word is none: it is little
    assert_near(find_takes(activity, count=3), wanted, 0.2)
    assert len(find_takes(activity, count=9).takes) == 4


def test_sound_that_begins_late_is_where_it_is_heard(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "f.mp4", 14, speech=[(4, 6), (9, 12)], movement=[], late=2)
    assert_near(find_takes(looked_at(path)), [(3.7, 6.5), (8.7, 12.5)], 0.15)


def test_a_recording_of_an_hour_is_kept_small(tmp_path: Path) -> None:
    """What is held of an hour is under 4 MB, whatever the file's size; finding takes in it is quick."""
    levels = np.tile(levels_of(write_recording(tmp_path / "a.wav", 10, speech=[(2, 6)])), 360)
    assert levels.nbytes < 2_000_000
    found = find_takes(Activity(seconds=3600, levels=levels, movement=np.zeros(7201, np.float32)))
    assert len(found.takes) == 360


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"GIF89a", "picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
        (b"hello", "cannot be read"),
    ],
)
def test_what_is_no_recording_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    with pytest.raises(BadMedia, match=words):
        looked_at(path)


def test_a_recording_that_is_cut_off_is_told(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "memo.m4a", 5, speech=[(1, 4)])
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(BadMedia, match="cut off"):
        looked_at(path)


def test_nothing_that_happens_is_no_take(tmp_path: Path) -> None:
    quiet = looked_at(write_recording(tmp_path / "a.wav", 5, speech=[]))
    assert find_takes(quiet).takes == ()
    silent = Activity(seconds=5, levels=np.zeros(500, np.float32), movement=np.zeros(11, np.float32))
    assert find_takes(silent).takes == ()
