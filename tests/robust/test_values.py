"""Values that cannot be, and text that must come through as written."""
# ruff: noqa: E501 - a row of a table is read on one line

import json
from pathlib import Path

import pytest

from compiler.system.agreements import agree
from tests.robust.trying import TINY, Project, check, in_process

HOLD = "title: T\nexercises:\n  squeeze: {{name: Squeeze, hold: {{default: 30s, min: 10s, max: 60s}}}}\nsteps:\n  - exercise: squeeze\n    hold: {}\n"
REST = "title: T\nsteps:\n  - say: Hello.\n  - rest: {}\n"
REPS = "title: T\nsteps:\n  - exercise: pelvic_tilt\n    reps: {}\n"

DURATIONS_READ = {
    "30s": 30, "30 s": 30, "30 sec": 30, "30 seconds": 30, "1m": 60, "1min": 60, "1 minute": 60, "1m30s": 90,
    "1m 30s": 90, "1:30": 90, "0:30": 30, "01:30": 90, "1,5s": 1.5, "1.5s": 1.5, "1500ms": 1.5, "0.5m": 30,
    "'30s'": 30, "30S": 30, "0x10": None, "30": None, "30.5": None, "30 sek": None, "s": None, "1m30": None,
    "1:60": None, "1:2": None, "--5s": None, "5s5s": 10, "1e3s": None, "NaN": None, ".nan": None, "inf": None,
    ".inf": None, "-.inf": None, "infinity": None, "0s": None, "-5s": None, "0": None, "1e9 s": None,
    "1000000000s": None, "25h": None, "999999m": None, "٣٠s": 30, "３０s": 30, "30\u00a0s": 30, "half a minute": None,
    "1_000s": None, "010s": 10, "yes": None, "~": None, "null": None, "[30s]": None, "{a: 30s}": None, "''": None,
}  # fmt: skip


@pytest.mark.parametrize("written", DURATIONS_READ)
def test_durations_are_read_by_one_table(written: str, project: Project) -> None:
    seconds = DURATIONS_READ[written]
    project.routine.write_text(REST.format(written))
    answer = in_process("plan", "--json", str(project.routine))
    if seconds is None:
        assert answer.code == 3
        assert "tiny.yaml:4:" in answer.complained
        assert "^" in answer.complained
    else:
        assert answer.code == 0, answer.complained
        rest = next(step for step in json.loads(answer.said)["steps"] if step["kind"] == "rest")
        assert rest["duration_seconds"] == pytest.approx(seconds, abs=1 / 30)


BAD_VALUES = {
    "bare number": (HOLD.format("30"), "r.yaml:6:11: error: hold 30 has no unit", "write 30s for seconds"),
    "negative hold": (HOLD.format("-5s"), "r.yaml:6:11: error: hold must be more than 0, got -5s", ""),
    "outside the range": (HOLD.format("90s"), "hold of 1m30s is outside the range of Squeeze, 10s to 1m", "r.yaml:3"),
    "under the range": (HOLD.format("5s"), "outside the range", ""),
    "half a second": (HOLD.format("10.5s"), "must be whole seconds", ""),
    "no reps": (REPS.format("0"), "r.yaml:4:11: error: reps must be from 1 to 200, got 0", ""),
    "negative reps": (REPS.format("-1"), "reps must be from 1 to 200, got -1", ""),
    "half a rep": (REPS.format("1.5"), "reps must be a whole number, got 1.5", ""),
    "reps in words": (REPS.format("three"), "reps must be a whole number, got three", ""),
    "a billion reps": (REPS.format("1000000000"), "reps must be from 1 to 200", ""),
    "hexadecimal reps": (REPS.format("0x10"), "must be a whole number", ""),
    "sets": ("title: T\nsteps:\n  - exercise: bridge\n    sets: 0\n", "sets must be from 1 to 20, got 0", ""),
    "hold and reps": ("title: T\nsteps:\n  - exercise: bridge\n    hold: 30s\n    reps: 3\n", "either hold or reps", ""),
    "unknown exercise": ("title: T\nsteps:\n  - exercise: knee_to_chets\n", "r.yaml:3:15: error: there is no exercise 'knee_to_chets'", "did you mean knee_to_chest"),
    "unlike any exercise": ("title: T\nsteps:\n  - exercise: zzzzz\n", "there is no exercise 'zzzzz'", "there are: "),
    "unknown engine": ("title: T\nvoice: {engine: pytsx3}\nsteps:\n  - say: Hi.\n", "r.yaml:2:17: error: engine must be one of pyttsx3", "did you mean pyttsx3?"),
    "unknown voice": ("title: T\nvoice: {engine: pyttsx3, voice: klingon-x}\nsteps:\n  - say: Hi.\n", "r.yaml:2:33: error:", "klingon-x"),
    "a command that is told no file": ("title: T\nvoice: {engine: command, command: [say, '{text}']}\nsteps:\n  - say: Hi.\n", "r.yaml:2:36: error: no argument of the voice's command holds {output}", ""),
    "no command": ("title: T\nvoice: {engine: command}\nsteps:\n  - say: Hi.\n", "r.yaml:2:17: error: the voice has no command", ""),
    "unknown theme": ("title: T\ntheme: clam\nsteps:\n  - say: Hi.\n", "r.yaml:2:8: error: there is no theme 'clam'", "did you mean calm?"),
    "unknown speaker": ("title: T\nsteps:\n  - say: Hi.\n    speaker: bob\n", "r.yaml:4:14: error: there is no speaker 'bob'", ""),
    "language": ("title: T\nlang: 12\nsteps:\n  - say: Hi.\n", "r.yaml:2:7: error: lang is no language code", ""),
    "cue after the end": (HOLD.format("30s") + "    cues:\n      - {at: +40s, say: Late.}\n", "r.yaml:8:", "error"),
    "cue before the start": (HOLD.format("30s") + "    cues:\n      - {at: -40s, say: Early.}\n", "r.yaml:8:", "error"),
    "cues on top of each other": (HOLD.format("30s") + "    cues:\n      - {at: +5s, say: One thing to say.}\n      - {at: +5s, say: Another thing to say.}\n", "r.yaml:", "error"),
    "a line longer than its slot": ("title: T\nsteps:\n  - say: This line is much too long for the single second that it is given.\n    for: 1s\n", "r.yaml:3:", "its slot is 1.0 s"),
    "no time for the tool's own words": (
        "title: T\nexercises:\n  squeeze: {name: Squeeze, hold: 20s, setup_time: 1s}\nsteps:\n  - exercise: squeeze\n",
        "r.yaml:5:15: error: 'Squeeze. Twenty seconds.' takes about",
        "hint: give it setup_time: ",
    ),
    "no words": ("title: T\nsteps:\n  - say: '...'\n", "r.yaml:3:10: error: say has nothing that can be spoken", ""),
    "size": ("title: T\nsize: 64x64\nsteps:\n  - say: Hi.\n", "r.yaml:2:7: error:", "even sides"),
    "huge size": ("title: T\nsize: 16000x16000\nsteps:\n  - say: Hi.\n", "r.yaml:2:7: error:", "128 to 4096"),
    "rate": ("title: T\nframe_rate: 1000\nsteps:\n  - say: Hi.\n", "r.yaml:2:13: error:", "60 frames a second"),
    "words a minute": ("title: T\nvoice: {words_per_minute: -1}\nsteps:\n  - say: Hi.\n", "must be from 80 to 600, got -1", ""),
    "side": ("title: T\nsteps:\n  - exercise: bridge\n    sides: bouth\n", "r.yaml:4:12: error: sides must be one of", "did you mean both?"),
    "title of blanks": ("title: '   '\nsteps:\n  - say: Hi.\n", "r.yaml:1:8: error: title is empty", ""),
    "endless title": (f"title: {'a' * 101}\nsteps:\n  - say: Hi.\n", "r.yaml:1:8: error: title is longer than 100", ""),
    "focus in one piece": ("title: T\nsteps:\n  - exercise: bridge\n    clip: {file: a.mp4, focus: 20% 50%}\n", "r.yaml:4:32: error: focus must be a word such as left or top, or two percentages: [30%, 50%]; got 20% 50%", ""),
    "focus misspelt": ("title: T\nsteps:\n  - exercise: bridge\n    clip: {file: a.mp4, focus: lefft}\n", "r.yaml:4:32: error: focus must be", "did you mean left?"),
    "out before in": ("title: T\nsteps:\n  - exercise: bridge\n    clip: {file: a.mp4, in: 5s, out: 2s}\n", "r.yaml:4:", "error"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_VALUES)
def test_says_what_cannot_be(name: str) -> None:
    text, expected, hint = BAD_VALUES[name]
    answer = check(text)
    assert answer.code == 3
    assert expected in answer.complained
    assert hint in answer.complained
    assert "^" in answer.complained
    assert "Traceback" not in answer.all


def test_no_is_norwegian(project: Project) -> None:
    project.routine.write_text(project.routine.read_text() + "lang: no\n")
    assert in_process("check", "--animatic", str(project.routine)).code == 0


RECORDED = "title: T\nvoice: {{engine: recorded{}}}\nsteps:\n  - say: Hello there.\n"


def test_recordings_that_are_missing_are_told_at_their_place() -> None:
    answer = check(RECORDED.format(""))
    assert answer.code == 4
    assert 'r.yaml:4:10: error: there is no recording for the words "Hello there."' in answer.complained
    assert 'r.yaml:2:17: error: there is no recording for the words "T."' in answer.complained
    assert answer.complained.count('for the words "T."') == 1


def test_a_folder_of_recordings_that_is_missing_is_called_a_folder() -> None:
    answer = check(RECORDED.format(", folder: takes"))
    assert answer.code == 4
    assert "r.yaml:2:35: error: there is no folder takes in " in answer.complained


def test_music_and_recordings_that_hold_no_sound_are_told_by_check(project: Project) -> None:
    audio = project.folder / "assets" / "audio"
    audio.mkdir()
    for name in ("page.mp3", "empty.wav"):
        (audio / name).write_text("<html>" if name == "page.mp3" else "")
    line = "  - say: Hello.\n    audio: empty.wav\n"
    project.routine.write_text(TINY.replace("  - say: Hello.\n", line) + "music: page.mp3\n")
    answer = in_process("check", "--animatic", str(project.routine))
    assert answer.code == 4
    assert "tiny.yaml:12:8: error: " in answer.complained
    assert "page.mp3 is a web page, which cannot be used here" in answer.complained
    assert "tiny.yaml:8:10: error: " in answer.complained
    assert "empty.wav is empty" in answer.complained


def test_a_voice_command_that_is_not_on_this_machine_is_told_by_check_and_stops_a_build(
    project: Project,
) -> None:
    voice = "voice: {engine: command, command: [no-such-tool, '{text}', '{output}']}"
    told = "tiny.yaml:4:36: {}: the voice command no-such-tool "
    project.routine.write_text(TINY.replace("voice: {engine: silent, words_per_minute: 600}", voice))
    agree(project.folder, ["no-such-tool", "{text}", "{output}"])
    checked = in_process("check", "--animatic", str(project.routine))
    assert checked.code == 0
    assert f"{told.format('warning')}is not on this machine" in checked.complained
    built = project.build()
    assert built.code == 5
    assert f"{told.format('error')}cannot be started" in built.complained


ODD = 'It\'s "half": 50 \\ 100%, {} { x } [y]; <b> & c, C:\\new\\table $HOME `id` #1 @a |> é ß ﬁ'


def test_odd_characters_come_through_as_written(project: Project) -> None:
    text = f"title: {json.dumps(ODD, ensure_ascii=False)}\n" + project.routine.read_text().split("\n", 1)[1]
    text = text.replace("say: Hello.", f"say: {json.dumps(ODD, ensure_ascii=False)}")
    text = text.replace("name: Squeeze", f"name: {json.dumps(ODD, ensure_ascii=False)}")
    project.routine.write_text(text)
    planned = in_process("plan", "--json", str(project.routine))
    assert planned.code == 0, planned.complained
    plan = json.loads(planned.said)
    assert ODD in [cue["text"] for cue in plan["cues"]]
    assert ODD in [step["name"] for step in plan["steps"]]
    built = project.build()
    assert built.code == 0, built.all
    assert ODD in _captioned(project.built / "tiny.srt")
    assert ODD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in _captioned(
        project.built / "tiny.vtt"
    )
    described = (project.built / "description.txt").read_text(encoding="utf-8")
    assert ODD.replace("<", "‹").replace(">", "›") in described
    assert json.loads((project.built / "timeline.json").read_text(encoding="utf-8"))["title"] == ODD


def _captioned(path: Path) -> str:
    """The words of all captions, one after the other."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if line and "-->" not in line and not line.isdecimal())


def test_line_breaks_in_text_are_blanks(project: Project) -> None:
    text = project.routine.read_text().replace(
        "say: Hello.", "say: |\n      One line.\n\n      And\tanother.\n"
    )
    project.routine.write_text(text)
    plan = json.loads(in_process("plan", "--json", str(project.routine)).said)
    assert "One line. And another." in [cue["text"] for cue in plan["cues"]]
