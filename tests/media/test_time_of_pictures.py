"""A picture is shown until the next one's time has come, whatever the file's rate, format and trim."""

import struct
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from compiler.media.in_place import FootageReader, survey
from compiler.media.job import Conform
from compiler.media.probe import check_footage, probe
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage
from tests.media.conftest import BLUE, GREEN, RED, WHITE, nearest, rgb

SIZE, RATE = (160, 120), Fraction(30)
COLOURS = (RED, GREEN, BLUE, WHITE)
Run = tuple[str, float]


def solid(colours: list[int]) -> Callable[[int, int, int], np.ndarray]:
    """Paints picture n all in one of COLOURS."""
    return lambda width, height, n: np.full((height, width, 3), COLOURS[colours[n]], np.uint8)


def runs(frames: list[np.ndarray]) -> list[Run]:
    """Each colour that shows and for how many seconds, in order."""
    names = [nearest(frame[60, 80]) for frame in frames]
    starts = [0, *(n for n in range(1, len(names)) if names[n] != names[n - 1]), len(names)]
    return [(names[a], (b - a) / 30) for a, b in pairwise(starts)]


def in_place(footage: Footage) -> list[np.ndarray] | None:
    job = Conform(footage=footage, size=SIZE, frame_rate=RATE)
    found = survey(job)
    if found is None:
        return None
    with FootageReader(job, found) as reader:
        return [rgb(reader.picture(n)) for n in range(reader.frames)]


@pytest.fixture
def shown(conformed):
    """What shows for how long, conformed; where it is read in place, that says the same."""

    def run(path: Path, **trim: Fraction) -> list[Run]:
        footage = Footage(path=path, **trim)
        assert not check_footage(footage)
        found = runs(conformed(footage))
        placed = in_place(footage)
        assert placed is None or runs(placed) == found
        return found

    return run


KINDS = {
    "mp4": {"name": "s.mp4"},
    "mp4 without reordering": {"name": "s.mp4", "options": {"bf": "0", "crf": "12"}},
    "mkv": {"name": "s.mkv"},
    "webm": {"name": "s.webm", "codec": "libvpx", "options": {"b": "2M"}},
    "webm, vp9": {"name": "s.webm", "codec": "libvpx-vp9", "options": {"b": "2M"}},
    "mov": {"name": "s.mov", "codec": "prores_ks", "pix_fmt": "yuv422p10le"},
    "flv": {"name": "s.flv", "options": {"bf": "0"}},
}
"""The last picture of each is repeated a frame before the end, as encoders of slides do."""


@pytest.fixture
def slides(make_clip):
    """Three pictures that stay for 1, 8 and 1 s, or as asked."""

    def make(kind: str = "mp4", lasting: tuple[float, ...] = (1, 8, 1)) -> Path:
        starts = [Fraction(0)]
        for seconds in lasting:
            starts.append(starts[-1] + Fraction(seconds))
        times = [*starts[:-1], starts[-1] - Fraction(1, 30)]
        colours = [*range(len(lasting)), len(lasting) - 1]
        return make_clip(paint=solid(colours), frames=len(times), times=times, **KINDS[kind])

    return make


@pytest.mark.parametrize("kind", KINDS)
def test_slides_stay_until_the_next_one(slides, shown, kind):
    found = shown(slides(kind))
    assert [name for name, _ in found] == ["red", "green", "blue"]
    assert [seconds for _, seconds in found] == pytest.approx([1, 8, 1], abs=0.04)


@pytest.mark.parametrize("kind", KINDS)
def test_what_shows_at_the_start_of_a_trim_is_the_last_picture_before_it(slides, shown, kind):
    found = shown(slides(kind), start=Fraction(5))
    assert [name for name, _ in found] == ["green", "blue"]
    assert [seconds for _, seconds in found] == pytest.approx([4, 1], abs=0.04)
    assert shown(slides(kind), start=Fraction(5), stop=Fraction(8)) == [("green", 3)]


@pytest.mark.parametrize("kind", ["mp4", "mkv", "webm"])
def test_one_picture_a_second(make_clip, shown, kind):
    path = make_clip(paint=solid([0, 1, 2, 3]), frames=4, rate=Fraction(1), **KINDS[kind])
    assert shown(path) == [("red", 1), ("green", 1), ("blue", 1), ("white", 1)]


@pytest.mark.parametrize("lasting", [(1, 2, 3), (0.5, 0.04, 2), (4, 1, 0.5)])
def test_a_gif_moves_in_its_own_time(make_clip, shown, lasting):
    starts = [Fraction(0), Fraction(lasting[0]), Fraction(lasting[0]) + Fraction(lasting[1])]
    last = starts[2] + Fraction(lasting[2]) - Fraction(1, 25)
    path = make_clip(
        "a.gif", paint=solid([0, 1, 2, 2]), frames=4, times=[*starts, last], codec="gif", pix_fmt="rgb8"
    )
    found = shown(path)
    assert [name for name, _ in found] == ["red", "green", "blue"]
    assert [seconds for _, seconds in found] == pytest.approx(lasting, abs=0.08)


def test_a_last_picture_that_matroska_gives_no_length_stays_to_the_end(make_clip, shown, conformed):
    """Also where it stays longer than all others, as long as nothing of the file is lost."""
    two_clusters = {"cluster_time_limit": "500"}
    times = [Fraction(0), Fraction(1)]
    path = make_clip("s.mkv", paint=solid([0, 1]), frames=2, times=times, container_options=two_clusters)
    data = path.read_bytes()
    for short, long in (
        (b"00:00:01.033000000", b"00:00:06.000000000"),
        (b"\x44\x89\x88" + struct.pack(">d", 1033), b"\x44\x89\x88" + struct.pack(">d", 6000)),
    ):
        assert short in data
        data = data.replace(short, long)
    path.write_bytes(data)
    assert shown(path) == [("red", 1), ("green", 5)]
    cluster = data.rindex(b"\x1f\x43\xb6\x75")
    path.write_bytes(data[:cluster] + b"\x00" + data[cluster + 1 :])
    with pytest.raises(BadMedia, match="is damaged inside"):
        conformed(Footage(path=path))


def test_a_screen_recording_keeps_its_irregular_times(make_clip, shown):
    times = [Fraction(n, 1000) for n in (0, 1400, 1433, 3700, 5000, 5033)]
    path = make_clip(paint=solid([0, 1, 2, 3, 0, 0]), frames=6, times=times)
    assert [(name, round(seconds, 2)) for name, seconds in shown(path)][:4] == [
        ("red", 1.4),
        ("green", 0.03),
        ("blue", 2.27),
        ("white", 1.3),
    ]


def test_times_that_are_rounded_leave_no_picture_out(make_clip, shown):
    """Cameras and Matroska round to milliseconds: at the timeline's own rate each picture is one frame."""
    times = [
        Fraction(round(1000 * n / 30 + jitter), 1000) for n, jitter in enumerate([0, 1, -1, 2, -2, 1] * 3)
    ]
    path = make_clip("v.mkv", paint=solid([n % 4 for n in range(18)]), frames=18, times=times)
    assert {round(seconds * 30) for _, seconds in shown(path)} == {1}


@pytest.mark.parametrize("kind", ["mkv", "webm"])
def test_a_recording_whose_header_says_no_length(make_clip, shown, conformed, kind):
    """A browser's recorder does not know the length when it writes the header."""
    path = make_clip(
        paint=solid([n // 30 for n in range(90)]), frames=90, container_options={"live": "1"}, **KINDS[kind]
    )
    assert probe(path).duration == pytest.approx(3, abs=0.05)
    assert shown(path) == [("red", 1), ("green", 1), ("blue", 1)]
    assert shown(path, start=Fraction(3, 2), stop=Fraction(5, 2)) == [("green", 0.5), ("blue", 0.5)]
    with pytest.raises(BadMedia, match="lasts 3s"):
        conformed(Footage(path=path, start=Fraction(4)))
    assert "lasts 3s" in check_footage(Footage(path=path, stop=Fraction(9)))[0].message


def test_a_recording_in_fragments(make_clip, shown):
    path = make_clip(
        paint=solid([n // 30 for n in range(90)]),
        frames=90,
        options={"g": "15", "crf": "12"},
        container_options={"movflags": "frag_keyframe+empty_moov+default_base_moof"},
    )
    assert shown(path) == [("red", 1), ("green", 1), ("blue", 1)]
    assert shown(path, start=Fraction(3, 2)) == [("green", 0.5), ("blue", 1)]
