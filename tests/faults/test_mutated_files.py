"""Damaged sounds, photos and drawings are refused or used; a short run of `tests.faults.mutated_files`."""

import pytest

from tests.faults.mutated_files import KINDS, SEED, trials

COUNT = 8


@pytest.mark.parametrize("name", KINDS)
def test_a_damaged_file_is_refused_or_used(name: str) -> None:
    for one in trials(name, SEED, COUNT):
        assert not one.wrong, one.wrong
