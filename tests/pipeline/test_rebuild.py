"""Nothing is made twice, and what did not change stays as it was."""

import hashlib
import json

import pytest

from compiler import build, check
from compiler.deliver.timeline_json import plan_object
from compiler.model.errors import InvalidRoutine
from tests.pipeline.conftest import ROUTINE, Video


def test_an_unchanged_routine_encodes_nothing_and_gives_the_same_bytes(video: Video) -> None:
    before = {path.name: path.read_bytes() for path in video.built.files}
    again = video.again()
    assert again.encoded_frames == 0
    assert {path.name: path.read_bytes() for path in again.files} == before


def test_a_longer_hold_encodes_only_what_shows_it(video: Video) -> None:
    changed = video.routine.with_name("every-kind-longer.yaml")
    changed.write_text(ROUTINE.replace("- exercise: tilt", "- exercise: tilt\n    reps: 4"), encoding="utf-8")
    built = video.again(changed)
    tilt = sum(len(step.range) for step in built.timeline.steps if step.exercise == "tilt")
    rest = next(step for step in built.timeline.steps if step.kind == "rest")
    assert 0 < built.encoded_frames <= tilt + len(rest.range)


def test_the_number_of_workers_changes_nothing(
    video: Video, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("alone")
    built = build(video.routine, jobs=1, output=folder / "out", store=folder / "store")
    assert {p.name: p.read_bytes() for p in built.files} == {
        p.name: p.read_bytes() for p in video.built.files
    }


def test_plan_knows_the_measured_lengths_after_a_build(video: Video) -> None:
    found = check(video.routine, store=video.store)
    assert found.timeline is not None
    assert found.timeline.measured
    assert plan_object(found.timeline)["steps"] == json.loads(video.text("timeline.json"))["steps"]


def test_the_timeline_tells_what_is_done_and_what_it_was_made_from(video: Video) -> None:
    told = json.loads(video.text("timeline.json"))
    knee, tilt = told["exercises"]
    assert knee == {
        "id": "knee",
        "name": "Knee to Chest",
        "dose": "6 seconds each side",
        "hold_seconds": 6,
        "reps": None,
        "sets": 1,
        "sides": ["left", "right"],
        "load": None,
        "setup": ["Bring one knee up."],
        "needs": "a chair",
        "sources": ["A Book of Knees"],
        "purpose": "",
        "regions": [],
        "movements": [],
        "equipment": [],
        "level": None,
        "careful_with": [],
        "speaker": None,
    }
    assert (tilt["reps"], tilt["speaker"]) == (3, {"name": "Ada", "role": "therapist"})
    digest = hashlib.sha256(video.routine.read_bytes()).hexdigest()
    assert told["source"] == {
        "path": "every-kind.yaml",
        "sha256": digest,
        "profile": "",
        "patient": "",
        "week": None,
    }
    assert str(video.routine.parent) not in video.text("timeline.json")
    of_exercises = {step["exercise"]: step["exercise_index"] for step in told["steps"] if step["exercise"]}
    assert of_exercises == {"knee": 0, "tilt": 1}


def test_a_draft_is_never_taken_for_the_video(video: Video) -> None:
    before = {path.name: path.read_bytes() for path in video.built.files}
    drafted = video.again(draft=True)
    assert [path.name for path in drafted.files] == [
        "description.draft.txt",
        "every-kind.draft.mp4",
        "every-kind.draft.srt",
        "every-kind.draft.vtt",
        "thumbnail.draft.jpg",
        "timeline.draft.json",
    ]
    assert {path.name: path.read_bytes() for path in video.built.files} == before


def test_a_line_longer_than_its_slot_is_found_before_anything_is_rendered(video: Video) -> None:
    words = "These words are far too many for the one short second that they are given here."
    routine = video.routine.with_name("too-long.yaml")
    routine.write_text(ROUTINE.replace("say: Breathe.", f"say: {words * 2}"), encoding="utf-8")
    with pytest.raises(InvalidRoutine) as caught:
        video.again(routine)
    (problem,) = {d.message: d for d in caught.value.diagnostics}.values()
    assert problem.span is not None
    assert problem.span.line == 18
    assert "its slot is 5.0 s" in problem.message
    assert "drop about" in (problem.hint or "")
    assert not (video.output / "too-long").exists() or not list((video.output / "too-long").glob("*.mp4"))
