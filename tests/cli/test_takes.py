"""The command `takes`: a sheet, lines to copy, a routine of what was named; and nothing is written over."""

from pathlib import Path

import pytest

from compiler import check
from compiler.model.errors import errors_among
from compiler.model.routine import Footage
from tests.media.recordings import write_recording
from tests.robust.trying import in_process


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a film of two takes in it, in which we are."""
    clips = tmp_path / "assets" / "clips"
    clips.mkdir(parents=True)
    write_recording(clips / "long one.mp4", 24, movement=[(2, 8), (14, 20)], speech=[(2, 4), (14, 16)])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_takes_are_shown_told_and_made_a_routine_of(folder: Path) -> None:
    answer = in_process("takes", "assets/clips/long one.mp4", "--names", "bridge,Side Kick")
    assert answer.code == 0, answer.all
    told = answer.said.splitlines()
    assert told[0] == "long one.mp4: 2 takes, parted where it is quiet and still"
    assert "clip: {file: long one.mp4, in: 1.7s, out: 8.5s}   # bridge" in told[1]
    sheet, suggested = (Path(line.removeprefix("wrote ")) for line in told[-2:])
    assert sheet.read_bytes().startswith(b"\x89PNG")
    routine = folder / "routines" / "mine.yaml"
    routine.parent.mkdir()
    routine.write_text(suggested.read_text(encoding="utf-8"), encoding="utf-8")
    found = check(routine)
    assert not errors_among(found.diagnostics), found.diagnostics
    media = [step.media for step in found.routine.steps if isinstance(step.media, Footage)]
    assert [(float(one.start), float(one.stop)) for one in media] == [(1.7, 8.5), (13.7, 20.5)]
    assert [step.name for step in found.routine.steps if hasattr(step, "dose")] == ["Bridge", "Side Kick"]

    names = folder / "names.txt"
    names.write_text("bridge\n\nSide Kick\nclamshell\n", encoding="utf-8")
    again = in_process("takes", "assets/clips/long one.mp4", "--names", "names.txt")
    assert "not found: clamshell; try --by, or a shorter --pause" in again.said
    assert sorted(path.name for path in sheet.parent.iterdir()) == [
        "long-one.takes-2.png", "long-one.takes-2.yaml", "long-one.takes.png", "long-one.takes.yaml",
    ]  # fmt: skip


def test_a_memo_is_told_with_its_times(folder: Path) -> None:
    write_recording(folder / "memo.m4a", 12, speech=[(1, 4), (8, 11)])
    answer = in_process("takes", "memo.m4a", "-o", "memo.png")
    assert answer.code == 0, answer.all
    assert "  1  0:00.7 – 0:04.5   3.8 s" in answer.said.splitlines()
    assert (folder / "memo.png").is_file()
    over = in_process("takes", "memo.m4a", "-o", "memo.png")
    assert over.code == 6
    assert "memo.png is there already" in over.complained


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["quiet.wav"], 4, "there are no parts to be found in quiet.wav"),
        (["nothing.mov"], 4, "there is no file nothing.mov"),
        (["assets"], 4, "assets is a folder"),
        (["assets/clips/long one.mp4", "--by", "clap"], 2, "there are: claps, both, pauses, stillness"),
        (["assets/clips/long one.mp4", "--pause", "2"], 2, "has no unit"),
        (["assets/clips/long one.mp4", "--names", "a,b!"], 2, "must be a name of letters"),
        (["assets/clips/long one.mp4", "--names", ","], 2, "there is no name"),
    ],
)
def test_mistakes(folder: Path, arguments: list[str], code: int, words: str) -> None:
    write_recording(folder / "quiet.wav", 3, speech=[])
    answer = in_process("takes", *arguments)
    assert answer.code == code, answer.all
    assert words in answer.complained
    assert not (folder / "output").exists()
