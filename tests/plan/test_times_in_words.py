"""A time in words that stand in the description of a video can switch its chapters off: it is told at its place."""

from pathlib import Path

import pytest

from compiler.model.timing import times_in
from tests.robust.trying import in_process

ROUTINE = """\
title: Mornings
summary: {summary}
disclaimer: {disclaimer}
voice: {{engine: silent}}
exercises:
  knee: {{name: "{name}", hold: 20s}}
  hip: {{name: Hip, hold: 20s}}
steps:
  - exercise: knee
  - exercise: hip
"""
PLAIN = {"summary": "Two moves.", "disclaimer": "Take care.", "name": "Knee"}


def complained(tmp_path: Path, **words: str) -> str:
    path = tmp_path / "r.yaml"
    path.write_text(ROUTINE.format(**{**PLAIN, **words}))
    answer = in_process("check", "--animatic", str(path))
    assert answer.code == 0
    return answer.complained


def test_words_without_a_time_are_fine(tmp_path: Path) -> None:
    assert complained(tmp_path) == ""


@pytest.mark.parametrize(
    ("key", "text", "place"),
    [
        ("summary", "Hold every stretch for 1:30.", "r.yaml:2:10"),
        ("disclaimer", "Call us from 7:30 on.", "r.yaml:3:13"),
        ("name", "Knee 0:45", "r.yaml:9:15"),
    ],
)
def test_a_time_is_told_at_its_place(tmp_path: Path, key: str, text: str, place: str) -> None:
    said = complained(tmp_path, **{key: text})
    assert f"{place}: warning:" in said
    assert "reads as a chapter's time in the description" in said


def test_what_reads_as_a_time() -> None:
    assert times_in("0:30, 12:05 and 1:02:03; 16:9, 3:2, 2.10:30x, 1:75, 10:30:99") == (
        "0:30",
        "12:05",
        "1:02:03",
    )
