"""Cut and damaged clips of every kind; a short run of `tests.faults.clips`."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.faults.clips import KINDS, SEED, Kind, shown, trials, write_clip

CUTS = range(33, 100, 33)
DAMAGED = 2
OPEN_ENDED = {"ts"}
"""A stream is whole wherever it ends."""
CHECKED = {"mov, prores", "avi"}
"""What these decoders read, they can tell from damage; others take some damage for another picture."""


@pytest.mark.parametrize("name", KINDS)
def test_a_damaged_clip_is_refused_or_shown_as_it_was_filmed(name: str) -> None:
    for one in trials(name, SEED, DAMAGED, CUTS, ways=(False,)):
        told = f"{one.damage}, {one.reading}: {one.outcome}"
        assert "Error" not in one.outcome, told
        if name in CHECKED or (one.damage.startswith("cut") and name not in OPEN_ENDED):
            assert one.outcome in {"refused", "fine"}, told


@pytest.mark.parametrize("name", ["a.ts", "a.m2ts", "a.flv"])
def test_a_sound_stream_is_read_whole(name: str, tmp_path: Path) -> None:
    """A jump in it does not land on the key frame that is asked for."""
    path = tmp_path / name
    write_clip(path, Kind(name, "libx264", {"g": "15"}))
    assert len(shown(path, "whole", tmp_path, copied=False)) == 75
    assert len(shown(path, "trimmed", tmp_path, copied=False)) == Fraction(1, 2) * 30
