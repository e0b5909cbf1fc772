"""Damaged YAML of every kind gets a documented answer; a short run of `tests/faults/mutated.py`."""

import pytest

from tests.faults.mutated import SEED, kinds, trials

COUNT = 12


@pytest.mark.parametrize("kind", kinds())
def test_a_damaged_file_gets_a_documented_answer(kind: str) -> None:
    for raw, answer, wrong in trials(kind, SEED, COUNT):
        assert not wrong, f"{raw!r}\n{answer.all}"
