"""A disk that is full at some block or file of a build; a short run of `tests.faults.full_disk`."""

from pathlib import Path

import pytest

from tests.faults.full_disk import possible, trial
from tests.faults.kills import clean_build

pytestmark = pytest.mark.slow


def test_a_full_disk_is_told_and_keeps_the_old_results(tmp_path: Path) -> None:
    if not possible():
        pytest.skip("nobody lets us mount a disk here")
    clean = clean_build(tmp_path)
    one = trial(clean, "blocks", 60)
    assert one.answer.code == 6, one.answer.all
    assert not one.wrong, one.wrong
