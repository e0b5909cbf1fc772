"""What does not depend on the length of the words is drawn while they are spoken, and comes out the same."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compiler import Built, build
from compiler.model.errors import ToolFailed
from compiler.pipeline import ahead, speaking

ROUTINE = """\
title: Ahead
size: 320x180
frame_rate: 10
exercises: {bend: {name: Side Bend, hold: 8s}}
steps: [{say: Hello.}, {exercise: bend}]
"""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "ahead.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


def made(routine: Path, store: Path) -> Built:
    return build(routine, output=routine.parent / store.name, store=store, jobs=2, animatic=True)


def before_a_word_is_spoken(monkeypatch: pytest.MonkeyPatch, do: Callable[[], None]) -> None:
    really = speaking.narrate

    def narrate(*asked: Any, **how: Any) -> Any:
        do()
        return really(*asked, **how)

    monkeypatch.setattr(speaking, "narrate", narrate)


def encoded(store: Path) -> set[str]:
    return {path.name for path in store.glob("segments/*/*.ok")}


def test_pictures_are_made_while_the_voice_speaks(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, patience = tmp_path / "a", time.monotonic() + 120
    before_the_voice: list[set[str]] = []

    def wait_for_pictures() -> None:
        while not encoded(store) and time.monotonic() < patience:
            time.sleep(0.02)
        before_the_voice.append(encoded(store))

    before_a_word_is_spoken(monkeypatch, wait_for_pictures)
    meanwhile = made(routine, store)
    assert before_the_voice[0]
    monkeypatch.undo()

    def never(*_: object, **__: object) -> None:
        raise AssertionError("all lengths are known")

    monkeypatch.setattr(ahead, "plan", never)
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "speech").rename(tmp_path / "b" / "speech")
    afterwards = made(routine, tmp_path / "b")
    assert encoded(tmp_path / "b") == encoded(store)  # nothing was drawn in vain
    assert meanwhile.outputs.mp4.read_bytes() == afterwards.outputs.mp4.read_bytes()


def test_a_voice_that_fails_ends_the_drawing(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ToolFailed("no voice")

    before_a_word_is_spoken(monkeypatch, fail)
    with pytest.raises(ToolFailed, match="no voice"):
        made(routine, tmp_path / "a")
    assert not list((tmp_path / "a").glob("**/*.mp4.part"))
