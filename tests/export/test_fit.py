"""A workout for watches, read by fitdecode, which is not what wrote it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import fitdecode
import pytest
from typer.testing import CliRunner

from compiler.cli.app import app
from compiler.export.fit import write_fit
from compiler.export.programme import Programme
from compiler.export.watch import STEPS
from compiler.model.timeline import StepKind, Timeline
from tests.content.shipped import ROUTINES


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The messages by their kind; a wrong checksum or a field that breaks the rules is an error."""
    found: dict[str, list[dict[str, Any]]] = {}
    with fitdecode.FitReader(
        path, check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                found.setdefault(frame.name, []).append({f.name: f.value for f in frame.fields})
    return found


@pytest.mark.parametrize("name", [path.stem for path in ROUTINES])
def test_a_watch_has_the_steps_and_times_of_each_routine(
    name: str, shipped: Callable[[str], Timeline], tmp_path: Path
) -> None:
    timeline = shipped(name)
    write_fit(Programme(timeline=timeline), tmp_path / "a.fit")
    messages = read(tmp_path / "a.fit")
    expected = [step for step in timeline.steps if step.kind in STEPS]
    steps = messages["workout_step"]
    assert messages["file_id"][0]["type"] == "workout"
    assert messages["workout"][0]["wkt_name"] == timeline.title
    assert messages["workout"][0]["num_valid_steps"] == len(steps) == len(expected)
    for index, (step, planned) in enumerate(zip(steps, expected, strict=True)):
        assert step["message_index"] == index
        assert step["wkt_step_name"].startswith(planned.name)
        assert step["intensity"] == ("active" if planned.kind in {StepKind.HOLD, StepKind.REPS} else "rest")
        if planned.kind is StepKind.REPS:
            assert planned.exercise_index is not None
            assert step["duration_reps"] == timeline.exercises[planned.exercise_index].dose.reps
        else:  # FIT counts thousandths of a second: finer than a frame
            assert round(step["duration_time"] * float(timeline.frame_rate)) == len(planned.range)


def test_sides_sets_and_what_to_do_are_on_the_watch(routine: Path, tmp_path: Path) -> None:
    file = tmp_path / "knee.fit"
    asked = ["export", str(routine), "--as", "fit", "-o", str(file), "--hold", "knee=15s"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    steps = read(file)["workout_step"]
    told = [
        (s["wkt_step_name"], s.get("duration_time") or s.get("duration_reps"), s["intensity"]) for s in steps
    ]
    assert [one for one in told if one[2] == "active"] == [
        ("Knee to Chest · Left leg", 15.0, "active"),
        ("Knee to Chest · Right leg", 15.0, "active"),
        ("Knee to Chest · Left leg", 15.0, "active"),
        ("Knee to Chest · Right leg", 15.0, "active"),
        ("Pelvic Tilt", 5, "active"),
    ]
    assert "Bring one knee up." in steps[0]["notes"]
    assert "Set 2 of 2" in steps[5]["notes"]
    assert [t for name, t, _ in told if name == "Rest"] == [12.0, 16.0]


def test_what_a_watch_has_no_room_for_is_told(routine: Path, tmp_path: Path) -> None:
    long = "Bring one knee up, and " + "slowly " * 40
    routine.write_text(routine.read_text().replace("Bring one knee up.", long + "up."))
    result = CliRunner().invoke(app, ["export", str(routine), "--as", "fit", "-o", str(tmp_path / "a.fit")])
    assert result.exit_code == 0, result.output
    assert "a watch gets 250 bytes" in result.output
    notes = read(tmp_path / "a.fit")["workout_step"][0]["notes"]
    assert notes.endswith("…") and len(notes.encode()) <= 250
