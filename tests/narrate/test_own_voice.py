"""A voice of one's own: the sheet, recordings by name and number, one long recording, and the microphone."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from compiler.cli.script import record_lines
from compiler.model.errors import BadMedia
from compiler.model.routine import Utterance, Voice
from compiler.narrate import RecordedNarrator, SilentNarrator, ToolRunner, narrator_for
from compiler.narrate.recording import Samples, take
from compiler.narrate.recordings import SHEET, found_recording
from compiler.narrate.script import ScriptLine, in_folder, numbers_sheet, text_sheet
from compiler.narrate.script_page import script_page
from compiler.narrate.sound_file import read_mono, write_wav
from compiler.narrate.splitting import Stretch, matched, stretches
from compiler.narrate.takes import split
from compiler.pipeline.request import Request
from compiler.pipeline.scripting import Script, script
from compiler.system.workshop import open_workshop

RATE = 16_000
ROUTINE = """\
title: Hello
voice: {engine: silent}
speakers: {anna: {name: Anna, voice: {engine: silent, words_per_minute: 120}}}
steps:
  - say: Welcome to this short routine.
  - {say: I am Anna., speaker: anna}
  - exercise: bridge
    reps: 3
"""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "hello.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


@pytest.fixture
def sheet(routine: Path) -> Script:
    with open_workshop(store=routine.parent / "store") as shop:
        return script(Request(path=routine), shop)


def hum(seconds: float, level: float = 0.3) -> Samples:
    return np.asarray(level * np.sin(np.arange(int(seconds * RATE)) / 9), np.float32)


def quiet(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.float32)


# --- the sheet ----------------------------------------------------------------------------------------------


def test_every_line_stands_once_with_its_name_and_the_time_it_may_take(sheet: Script) -> None:
    texts = [line.text for line in sheet.lines]
    assert len(texts) == len(set(texts))
    assert [line.number for line in sheet.lines] == list(range(1, len(texts) + 1))
    welcome = next(line for line in sheet.lines if line.text.startswith("Welcome"))
    assert welcome.room is None  # the card stays as long as the words need
    count = next(line for line in sheet.lines if line.text == "Two")
    assert count.room is not None
    assert 0 < count.usual < count.room < 15
    assert [line.speaker for line in sheet.lines if line.text == "I am Anna."] == ["Anna"]
    assert welcome.speaker == ""


def test_the_sheet_is_text_a_page_and_numbers_for_good(sheet: Script) -> None:
    text = text_sheet(sheet.lines, sheet.title)
    assert "Anna" in text
    assert "welcome-to-this-short-routine.wav" in text
    page = script_page(sheet.lines, "Bend & stretch", "en")
    assert "<h1>Bend &amp; stretch</h1>" in page
    assert page.count("<li>") == len(sheet.lines)
    rows = json.loads(numbers_sheet(sheet.lines))["lines"]
    assert rows[0] == {"number": 1, "name": sheet.lines[0].name, "text": sheet.lines[0].text}


def test_recordings_are_found_by_name_and_by_the_number_on_the_sheet(tmp_path: Path) -> None:
    voice = Voice(engine="silent", folder=tmp_path)
    switch, rest = (Utterance(text=text, voice=voice) for text in ("Switch sides!", "Rest."))
    rows = [
        {"number": 1, "name": "rest", "text": "Rest."},
        {"number": 12, "name": "switch-sides", "text": ""},
    ]
    (tmp_path / SHEET).write_text(json.dumps({"lines": rows}))
    assert found_recording(switch) is None
    write_wav(tmp_path / "012 second take.wav", hum(1.0), RATE)
    assert found_recording(switch) == tmp_path / "012 second take.wav"
    assert found_recording(rest) is None  # 012 is not 1
    write_wav(tmp_path / "switch-sides.wav", hum(1.0), RATE)
    assert found_recording(switch) == tmp_path / "switch-sides.wav"
    assert isinstance(narrator_for(switch, ToolRunner()), RecordedNarrator)
    assert isinstance(narrator_for(rest, ToolRunner()), SilentNarrator)


# --- one long recording -------------------------------------------------------------------------------------


def line(text: str, folder: Path, usual: float, room: Fraction | None = None) -> ScriptLine:
    utterance = Utterance(text=text, voice=Voice(engine="silent", folder=folder))
    return ScriptLine(
        number=1, speaker="", utterance=utterance, name=text, usual=Fraction(usual), room=room, recording=None
    )


LENGTHS = {"one": 0.5, "two": 4.0, "three": 1.5, "four": 7.0, "five": 2.5}


def test_a_long_recording_is_cut_at_its_pauses(tmp_path: Path) -> None:
    lines = [line(name, tmp_path, seconds) for name, seconds in LENGTHS.items()]
    parts: list[Samples] = [quiet(1.0)]
    for seconds in LENGTHS.values():
        half = hum(seconds * 0.55)
        parts += [half, quiet(0.35), half, quiet(1.8)] if seconds > 2 else [hum(seconds * 1.2), quiet(1.8)]
    write_wav(tmp_path / "all.wav", np.concatenate(parts), RATE)
    cut = split(tmp_path / "all.wav", lines)
    assert (len(cut.written), cut.missing, cut.doubtful) == (5, (), ())
    for name, seconds in LENGTHS.items():
        piece, _ = read_mono(tmp_path / f"{name}.wav")
        said = seconds * 1.1 + 0.35 if seconds > 2 else seconds * 1.2
        assert len(piece) / RATE == pytest.approx(said + 0.3, abs=0.08)


def test_a_line_that_was_not_read_is_named_and_the_others_are_found(tmp_path: Path) -> None:
    lines = [line(name, tmp_path, seconds) for name, seconds in LENGTHS.items()]
    read = [seconds for name, seconds in LENGTHS.items() if name != "four"]
    parts = [part for seconds in read for part in (hum(seconds), quiet(1.5))]
    write_wav(tmp_path / "all.wav", np.concatenate(parts), RATE)
    cut = split(tmp_path / "all.wav", lines)
    assert [one.text for one in cut.missing] == ["four"]
    assert "one" not in [one.text for one in cut.doubtful]
    assert "three" in [one.text for one in cut.doubtful]  # beside the one that is missing
    assert not (tmp_path / "four.wav").exists()


def test_a_cough_between_two_lines_belongs_to_none() -> None:
    found = [Stretch(0, 4), Stretch(6, 6.2), Stretch(8, 12), Stretch(14, 18)]
    assert [match and match.start for match in matched([4, 4, 4], found)] == [0, 8, 14]


def test_nothing_is_cut_from_silence(tmp_path: Path) -> None:
    assert stretches(quiet(3.0), RATE) == ()
    write_wav(tmp_path / "all.wav", quiet(3.0), RATE)
    with pytest.raises(BadMedia, match="no speech"):
        split(tmp_path / "all.wav", [line("one", tmp_path, 1.0)])


# --- the microphone -----------------------------------------------------------------------------------------


@dataclass
class FakeMicrophone:
    """Hears what was prepared, one sound for each time that somebody listens, and then silence."""

    sounds: list[Samples]
    sample_rate: int = RATE
    listened: float = field(default=0.0)

    @contextmanager
    def blocks(self) -> Iterator[Iterator[Samples]]:
        sound = np.concatenate([quiet(0.4), self.sounds.pop(0), quiet(60.0)])
        yield self._pieces(sound)

    def _pieces(self, sound: Samples) -> Iterator[Samples]:
        for start in range(0, len(sound), RATE // 20):
            self.listened += 0.05
            yield sound[start : start + RATE // 20]


def test_a_take_ends_when_it_is_quiet_again(tmp_path: Path) -> None:
    microphone = FakeMicrophone([np.concatenate([hum(1.0), quiet(0.8), hum(1.0)])])
    took = take(microphone, line("one", tmp_path, 3.0))
    assert took.seconds == pytest.approx(2.86, abs=0.05)
    assert microphone.listened < 5.5
    assert took.problems == ()


@pytest.mark.parametrize(
    ("sound", "room", "problem"),
    [
        (hum(2.0), Fraction(1), "too long: 2.1 s, and there are 1.0 s"),
        (hum(1.0, level=1.2).clip(-1, 1), None, "distorted"),
        (hum(1.0, level=0.02), None, "very quiet"),
        (quiet(1.0), None, "nothing was heard"),
    ],
)
def test_what_speaks_against_a_take_is_told(
    sound: Samples, room: Fraction | None, problem: str, tmp_path: Path
) -> None:
    took = take(FakeMicrophone([sound]), line("one", tmp_path, 1.0, room))
    assert any(problem in told for told in took.problems), took.problems


def answering(*answers: str) -> Callable[[str], str]:
    given = iter(answers)
    return lambda _: next(given)


def test_line_after_line_is_recorded_and_takes_are_kept(tmp_path: Path) -> None:
    lines = [line(name, tmp_path, 1.0) for name in ("one", "two", "three")]
    microphone = FakeMicrophone([hum(1.0), hum(2.0), hum(1.5)])
    #                   one: again, keep            two: skip  three: keep
    record_lines(lines, microphone, answering("", "r", "", "", "s", "", ""))
    assert sorted(path.name for path in tmp_path.glob("*.wav")) == ["one.wav", "three.wav"]
    assert len(read_mono(tmp_path / "one.wav")[0]) / RATE == pytest.approx(2.06, abs=0.05)
    record_lines(lines[:1], FakeMicrophone([hum(1.0)]), answering("", ""))
    assert sorted(path.name for path in (tmp_path / "takes").iterdir()) == [
        "one.01.wav",
        "one.02.wav",
        "three.01.wav",
    ]
    assert len(read_mono(tmp_path / "one.wav")[0]) / RATE == pytest.approx(1.06, abs=0.05)


def test_one_can_stop_and_go_on(sheet: Script) -> None:
    lines = sheet.lines[:3]
    record_lines(lines, FakeMicrophone([hum(1.0)]), answering("", "", "q"))
    left = [one.text for one in in_folder(lines, sheet.folder) if found_recording(one.utterance) is None]
    assert left == [one.text for one in lines[1:]]
