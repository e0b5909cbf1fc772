"""Footage that is read where it lies shows what its conformed copy would, and notices the same damage."""

import os
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from compiler.media.digests import digest_of
from compiler.media.in_place import FootageReader, Survey, require_digest, survey
from compiler.media.job import Conform
from compiler.model.errors import BadMedia
from compiler.model.routine import Effect, Fit, Footage, Playback
from tests.media.conftest import brightening, busy, damaged_everywhere, drifting, quarters, rgb

SIZE, RATE = (160, 120), Fraction(30)


def job_of(footage: Footage, size: tuple[int, int] = SIZE, rate: Fraction = RATE) -> Conform:
    return Conform(footage=footage, size=size, frame_rate=rate)


def read(footage: Footage, order: Callable[[int], list[int]] = lambda n: list(range(n))) -> list[np.ndarray]:
    """Its frames in their own order, read in the `order` given."""
    found = survey(job_of(footage))
    assert found is not None, "not read in place"
    with FootageReader(job_of(footage), found) as reader:
        frames = {index: rgb(reader.picture(index)) for index in order(reader.frames)}
    return [frames[index] for index in sorted(frames)]


def assert_alike(found: list[np.ndarray], expected: list[np.ndarray]) -> None:
    """As many frames, each the same but for what the kept form loses."""
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert np.abs(one.astype(int) - other).mean() < 4


VARIABLE = [Fraction(n, 1000) for n in (0, 30, 70, 100, 180, 300, 333, 420, 500, 533)]
FILES = {
    "plain": {},
    "b-frames": {"options": {"crf": "12", "bf": "2", "g": "12"}},
    "24 a second": {"rate": Fraction(24)},
    "59.94 a second": {"rate": Fraction(60000, 1001)},
    "variable": {"times": VARIABLE, "frames": 10},
    "turned": {"rotation": 90},
    "wide pixels": {"sample_aspect_ratio": Fraction(4, 3)},
    "full range": {"stamp": {"color_range": 2}, "pix_fmt": "yuvj420p"},
    "with sound": {"sound_seconds": 1.0},
    "vp8": {"name": "clip.webm", "codec": "libvpx", "options": {"b": "2M"}},
    "mpeg4": {"name": "clip.mkv", "codec": "mpeg4", "options": {"b": "3M"}},
}
TRIMS = {
    "whole": {},
    "middle": {"start": Fraction(1, 5), "stop": Fraction(2, 5)},
    "slow": {"speed": Fraction(1, 2)},
    "fast": {"speed": Fraction(5, 2)},
    "contained": {"fit": Fit.CONTAIN},
}


@pytest.mark.parametrize("trim", TRIMS.values(), ids=TRIMS)
@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_the_same_frames_as_conformed(make_clip, conformed, file, trim):
    footage = Footage(path=make_clip(paint=drifting, **file), **trim)
    expected = conformed(footage)
    assert_alike(read(footage), expected)


@pytest.mark.parametrize("file", ["b-frames", "variable", "vp8"])
def test_any_order_gives_the_same_frames(make_clip, file):
    footage = Footage(path=make_clip(paint=brightening, **FILES[file]))
    forwards = read(footage)
    for order in (
        lambda n: list(reversed(range(n))),
        lambda n: random.Random(3).sample(range(n), n),
        lambda n: [*range(n // 2, n), *range(n // 2)],
    ):
        for one, other in zip(read(footage, order), forwards, strict=True):
            assert np.array_equal(one, other)


def test_a_late_trim_of_a_long_file_is_reached_by_a_jump(make_clip):
    path = make_clip(paint=brightening, frames=78, options={"crf": "8", "g": "10"})
    frames = read(Footage(path=path, start=Fraction(2)))
    assert [round((frame.mean() - 10) / 3) for frame in frames] == list(range(60, 78))


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        ({}, {"effects": (Effect(name="InvertColors"),)}),
        ({}, {"playback": Playback.PING_PONG}),
        ({"size": (640, 480)}, {}),
        ({"codec": "mjpeg", "pix_fmt": "yuvj444p", "name": "c.mkv"}, {}),
        ({"stamp": {"color_primaries": 9, "color_trc": 16, "colorspace": 9}}, {}),
        ({"options": {"x264-params": "tff=1"}}, {}),
        ({"options": {"bf": "2", "x264-params": "open-gop=1:keyint=8:min-keyint=8"}}, {}),
        ({"frames": 320, "options": {"x264-params": "keyint=400:min-keyint=400:scenecut=0"}}, {}),
    ],
    ids=[
        "effects",
        "ping-pong",
        "far larger",
        "slow codec",
        "hdr",
        "interlaced",
        "open groups",
        "far between key frames",
    ],
)
def test_what_is_conformed_all_the_same(make_clip, file, asked):
    assert survey(job_of(Footage(path=make_clip(**file), **asked))) is None


@pytest.mark.parametrize("percent", [1, 20, 50, 80, 99])
@pytest.mark.parametrize("name", ["a.mp4", "fast.mp4", "a.mkv", "a.webm"])
def test_a_file_cut_off_anywhere(make_clip, name, percent):
    codec = {"webm": "libvpx"}.get(name.split(".")[1], "libx264")
    options = {"movflags": "faststart"} if name == "fast.mp4" else {}
    path = make_clip(name, paint=busy, codec=codec, container_options=options)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * percent // 100])
    with pytest.raises(BadMedia):
        read(Footage(path=path))


def test_bytes_flipped_in_the_middle(make_clip):
    """The clip is the same every time: with x264's tree it would not be (docs/decisions/encoder-settings.md)."""
    options = {"crf": "12", "x264-params": "mbtree=0:threads=1"}
    path = make_clip(paint=drifting, size=(192, 144), frames=60, options=options)
    noticed = 0
    for _ in damaged_everywhere(path):
        try:
            read(Footage(path=path))
        except BadMedia as error:
            assert "damaged" in str(error)
            noticed += 1
    assert noticed >= 8


def test_a_trim_outside_of_the_file(make_clip):
    with pytest.raises(BadMedia, match=r"clip\.mp4"):
        survey(job_of(Footage(path=make_clip(), start=Fraction(2))))


def test_a_file_that_is_not_the_surveyed_one_any_more(make_clip):
    path = make_clip(paint=drifting)
    job = job_of(Footage(path=path))
    found, digest = survey(job), digest_of(job.footage)
    assert found is not None
    require_digest(job, digest)
    kept = path.stat()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    with pytest.raises(BadMedia, match="changed while"):
        require_digest(job, digest)
    make_clip(paint=quarters, frames=20)
    with pytest.raises(BadMedia, match="damaged"), FootageReader(job, found) as reader:
        for index in range(reader.frames):
            reader.picture(index)


def test_a_survey_survives_being_kept():
    found = Survey(stamps=(0, 0, 512, 1024), keys=(0, 1024))
    assert Survey.from_json(found.to_json()) == found


def test_a_frame_that_is_not_there(make_clip):
    footage = Footage(path=make_clip(frames=3))
    found = survey(job_of(footage))
    assert found is not None
    with FootageReader(job_of(footage), found) as reader, pytest.raises(IndexError):
        reader.picture(3)


def _flipped(path: Path, packet: int, byte: int) -> bytes:
    """The file's bytes, one of them changed in the middle of a picture, counted as they are decoded."""
    with av.open(str(path)) as container:
        found = [p for p in container.demux(video=0) if p.size][packet]
    data = bytearray(path.read_bytes())
    data[found.pos + found.size // 3 + byte] ^= 0x5A
    return bytes(data)


@pytest.mark.parametrize(("packet", "counts"), [(0, True), (6, True), (14, True), (45, False)])
def test_damage_before_the_first_picture_shown_counts_where_that_leans_on_it(
    make_clip, conformed, packet, counts
):
    """One byte, in the key frame or after it. Conformed and in place judge alike."""
    options = {"crf": "12", "g": "24", "x264-params": "mbtree=0:threads=1:scenecut=0:bframes=0"}
    path = make_clip(paint=drifting, size=(192, 144), frames=60, options=options)
    footage = Footage(path=path, start=Fraction(17, 30), stop=Fraction(28, 30))
    sound, whole = conformed(footage), path.read_bytes()
    told = {"conformed": 0, "in place": 0}
    for byte in range(6):
        path.write_bytes(_flipped(path, packet, byte))
        for how, frames in (("conformed", conformed), ("in place", read)):
            try:
                assert_alike(frames(footage), sound)
            except BadMedia:
                told[how] += 1
        path.write_bytes(whole)
    assert set(told.values()) == ({6} if counts else {0})
