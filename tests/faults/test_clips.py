"""Cut and damaged clips of every kind; a short run of `tests.faults.clips`."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.model.errors import BadMedia
from tests.faults.clips import KINDS, SEED, Kind, qualities, shown, trials, write_clip

CUTS = range(33, 100, 33)
DAMAGED = 2
CHECKED = {"mov, prores", "avi", "mkv", "gif"}
"""Damage to these can be told; other decoders take some of it for another picture."""


@pytest.mark.parametrize("name", KINDS)
def test_a_damaged_clip_is_refused_or_shown_as_it_was_filmed(name: str) -> None:
    for one in trials(name, SEED, DAMAGED, CUTS, ways=(False,)):
        told = f"{one.damage}, {one.reading}: {one.outcome}"
        assert "Error" not in one.outcome, told
        if name in CHECKED or one.damage.startswith("cut"):
            assert one.outcome in {"refused", "fine"}, told


@pytest.mark.parametrize("name", ["a.ts", "a.m2ts", "a.flv", "a.avi", "a.nut"])
def test_a_sound_stream_shows_all_pictures_in_their_order(name: str, tmp_path: Path) -> None:
    """A jump does not land on the key frame that is asked for, and AVI knows no times: it only counts."""
    path = tmp_path / name
    write_clip(path, Kind(name, "libx264", {"g": "15", "crf": "18"}))
    for trim, count in (("whole", 75), ("trimmed", Fraction(1, 2) * 30)):
        found = qualities(shown(path, trim, tmp_path, copied=False), trim)
        assert len(found) == count
        assert min(found) > 33, trim


def damage_told(kind: Kind, folder: Path, change: Callable[[bytes], bytes], trim: str = "whole") -> bool:
    path = folder / kind.name
    write_clip(path, kind)
    shown(path, trim, folder, copied=False)
    path.write_bytes(change(path.read_bytes()))
    try:
        shown(path, trim, folder, copied=False)
    except BadMedia:
        return True
    return False


def one_bit(raw: bytes) -> bytes:
    at = len(raw) * 2 // 3
    return raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :]


def a_lost_block(raw: bytes) -> bytes:
    at = len(raw) // 2 // 512 * 512
    return raw[:at] + bytes(512) + raw[at + 512 :]


@pytest.mark.parametrize("name", ["mkv", "gif"])
def test_one_changed_bit_is_found_where_a_file_tells_of_its_bytes(name: str, tmp_path: Path) -> None:
    assert damage_told(KINDS[name], tmp_path, one_bit)


@pytest.mark.parametrize("name", ["mp4", "mp4, hevc", "webm, vp8", "webm, vp9", "ts", "avi, mjpeg"])
def test_a_block_that_a_disk_lost_is_found(name: str, tmp_path: Path) -> None:
    assert damage_told(KINDS[name], tmp_path, a_lost_block)


@pytest.mark.parametrize(
    ("name", "lost", "before_the_end"), [("ts", 90, 3000), ("ts", -90, 3000), ("avi, h264", -90, 31_180)]
)
def test_bytes_that_were_lost_or_doubled_are_found(
    name: str, lost: int, before_the_end: int, tmp_path: Path
) -> None:
    """Where a decoder goes on with the next picture, if nobody asks whether the parts of the file follow each other."""
    assert damage_told(
        KINDS[name], tmp_path, lambda raw: raw[:-before_the_end] + raw[len(raw) - before_the_end + lost :]
    )


def test_a_stream_that_is_cut_off_inside_a_packet_is_refused(tmp_path: Path) -> None:
    assert damage_told(KINDS["ts"], tmp_path, lambda raw: raw[: len(raw) - 100])


def test_a_part_is_missed_whose_end_lies_in_a_cluster_that_is_lost(tmp_path: Path) -> None:
    """The picture before it would stay for two tenths of a second."""

    def without_last_cluster(raw: bytes) -> bytes:
        at = raw.rindex(b"\x1f\x43\xb6\x75") + 10
        return raw[:at] + bytes(512) + raw[at + 512 :]

    assert damage_told(KINDS["webm, vp8"], tmp_path, without_last_cluster, "trimmed")


def test_a_cluster_that_a_reader_leaves_out_is_missed(tmp_path: Path) -> None:
    """Its own time is damaged, so that nothing of it comes."""

    def without_time(raw: bytes) -> bytes:
        at = raw.index(b"\x1f\x43\xb6\x75", len(raw) // 2)
        time = raw.index(b"\xe7", at + 10)
        return raw[: time + 1] + b"\x87" + raw[time + 2 :]

    kind = Kind("a.mkv", "libx264", {"crf": "18", "g": "15"}, container={"cluster_time_limit": "500"})
    assert damage_told(kind, tmp_path, without_time)
