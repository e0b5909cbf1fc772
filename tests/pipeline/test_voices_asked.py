"""Whether there is a voice of a name is asked until it has spoken, and not again."""

from pathlib import Path

import numpy as np
import pytest

from compiler import Report, check
from compiler.narrate import Pyttsx3Narrator, narrate
from compiler.narrate.sound_file import write_wav
from compiler.narrate.voices import _inventory
from compiler.store import Store


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time that the voices were asked for their names in this test."""
    questions: list[object] = []
    really = Pyttsx3Narrator.ask

    def ask(self: Pyttsx3Narrator, **job: object) -> object:
        questions.append(job)
        return really(self, **job)

    monkeypatch.setattr(Pyttsx3Narrator, "ask", ask)
    _inventory.cache_clear()
    return questions


def looked_at(folder: Path, text: str) -> Report:
    routine = folder / "hello.yaml"
    routine.write_text(text, encoding="utf-8")
    return check(routine, store=folder / "store")


HELLO = "title: Hello\nsteps: [{say: Hello.}]\n"


def test_a_voice_that_has_spoken_is_not_asked_again(tmp_path: Path, asked: list[object]) -> None:
    first = looked_at(tmp_path, HELLO)
    assert len(asked) == 1
    assert first.timeline
    narrate((cue.utterance for cue in first.timeline.cues), Store(tmp_path / "store"))
    _inventory.cache_clear()
    asked.clear()
    again = looked_at(tmp_path, HELLO)
    assert again.timeline
    assert again.timeline.measured
    assert not asked
    assert not again.diagnostics


RECORDED = """\
title: Hello
speakers: {anna: {name: Anna, voice: {voice: nobody}}}
steps: [{say: Hello., speaker: anna, audio: hello.wav}]
"""


def test_a_recording_says_nothing_of_the_voice(tmp_path: Path, asked: list[object]) -> None:
    write_wav(tmp_path / "hello.wav", np.full(22_050, 0.1, np.float32), 22_050)
    first = looked_at(tmp_path, RECORDED)
    assert first.timeline
    narrate((cue.utterance for cue in first.timeline.cues), Store(tmp_path / "store"))
    again = looked_at(tmp_path, RECORDED)
    assert again.timeline
    assert again.timeline.measured
    assert [d.message for d in again.diagnostics] == ["there is no voice named 'nobody'"]
