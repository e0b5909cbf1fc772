"""A routine on the page: described, tried, changed in place, undone; and never written over unseen."""

from pathlib import Path
from typing import Any

import pytest

from compiler.studio.desk import Desk
from tests.studio.conftest import ROUTINE, Asking

NAME = "routines/morning.yaml"


def _document(studio: Asking, **variant: str) -> dict[str, Any]:
    answer = studio.get("document", path=NAME, **variant)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _edit(studio: Asking, revision: str, *edits: dict[str, Any]) -> Any:
    body = {"path": NAME, "revision": revision, "edits": edits}
    return studio.post("document/edit", body)


def test_the_steps_have_controls_that_know_their_ranges(studio: Asking, routine: Path) -> None:
    view = _document(studio)["view"]
    assert [step["kind"] for step in view["steps"]] == ["say", "exercise", "rest", "exercise"]
    hold = view["steps"][1]["fields"]["hold"]
    assert (hold["written"], hold["value"], hold["min"], hold["max"]) == ("20s", 20, 10, 60)
    assert hold["at"] == ["steps", 1, "hold"]
    reps = view["steps"][3]["fields"]["reps"]
    assert (reps["value"], reps["of_exercise"]) == (4, True)


def test_words_come_with_the_time_they_take_and_the_time_they_have(studio: Asking, routine: Path) -> None:
    say, exercise, *_ = _document(studio)["view"]["steps"]
    (line,) = say["lines"]
    assert line["at"] == ["steps", 0, "say"]
    assert line["text"] == "Get comfortable."
    assert 0 < line["seconds"] <= line["slot_seconds"]
    assert all(one["at"] is None for one in exercise["lines"]), "the library's words are not the routine's"


def test_words_in_pieces_are_changed_piece_by_piece(studio: Asking, routine: Path) -> None:
    pieces = "say: [Lie down., {say: Take a strap., if: not bridge}, Breathe.]"
    routine.write_text(ROUTINE.replace("say: Get comfortable.", pieces), encoding="utf-8")
    lines = _document(studio)["view"]["steps"][0]["lines"]
    assert [line["at"][2:] for line in lines] == [["say", 0], ["say", 1, "say"], ["say", 2]]
    assert [line["text"] for line in lines] == ["Lie down.", "Take a strap.", "Breathe."]
    assert lines[0]["said"] == "Lie down. Breathe."


def test_a_step_of_the_video_knows_where_it_is_written(studio: Asking, routine: Path) -> None:
    view = _document(studio)["view"]
    holds = [step for step in view["timeline"] if step["kind"] == "hold"]
    assert [step["at"] for step in holds] == [["steps", 1], ["steps", 1]]
    assert view["timeline"][-1]["stop"] == view["frames"]


def test_a_change_is_written_in_place_and_undone_and_redone(studio: Asking, routine: Path) -> None:
    before = _document(studio)
    changed = _edit(
        studio, before["revision"], {"op": "set", "at": ["steps", 1, "hold"], "value": "45s"}
    ).json()
    after = ROUTINE.replace("hold: 20s", "hold: 45s")
    assert routine.read_text(encoding="utf-8") == after == changed["text"]
    assert changed["view"]["steps"][1]["fields"]["hold"]["value"] == 45
    undone = studio.post("document/undo", {"path": NAME}).json()
    assert (routine.read_text(encoding="utf-8"), undone["can_redo"]) == (ROUTINE, True)
    studio.post("document/redo", {"path": NAME})
    assert routine.read_text(encoding="utf-8") == after


def test_what_is_typed_is_checked_and_not_written(studio: Asking, routine: Path) -> None:
    edits = [{"op": "set", "at": ["steps", 0, "say"], "value": "Next is {nxt}."}]
    tried = studio.post("document/try", {"path": NAME, "edits": edits}).json()
    (mistake,) = [one for one in tried["diagnostics"] if one["severity"] == "error"]
    assert mistake["at"] == ["steps", 0, "say"]
    assert "nxt" in mistake["message"]
    assert routine.read_text(encoding="utf-8") == ROUTINE


def test_a_text_that_makes_no_sense_has_marks_and_no_steps(studio: Asking, routine: Path) -> None:
    tried = studio.post("document/try", {"path": NAME, "text": "title: [\n"}).json()
    assert tried["view"] is None
    assert tried["diagnostics"][0]["line"] in {1, 2}
    half = ROUTINE.replace("hold: 20s", "hodl: 20s")
    tried = studio.post("document/try", {"path": NAME, "text": half}).json()
    (mistake,) = tried["diagnostics"]
    assert (mistake["at"], mistake["line"]) == (["steps", 1, "hodl"], 10)
    assert [step["name"] for step in tried["view"]["steps"]][3] == "Bridge", "the rest is shown all the same"


def test_what_others_changed_elsewhere_in_the_file_stays(studio: Asking, routine: Path) -> None:
    revision = _document(studio)["revision"]
    routine.write_text(ROUTINE.replace("reps: 4", "reps: 5"), encoding="utf-8")
    answer = _edit(studio, revision, {"op": "set", "at": ["steps", 1, "hold"], "value": "30s"}).json()
    assert answer["merged"]
    both = ROUTINE.replace("reps: 4", "reps: 5").replace("hold: 20s", "hold: 30s")
    assert routine.read_text(encoding="utf-8") == both
    studio.post("document/undo", {"path": NAME})
    assert routine.read_text(encoding="utf-8") == ROUTINE.replace("reps: 4", "reps: 5")


def test_a_change_of_what_others_have_changed_is_refused_with_what_is_there(
    studio: Asking, routine: Path
) -> None:
    revision = _document(studio)["revision"]
    theirs = ROUTINE.replace("hold: 20s", "hold: 40s")
    routine.write_text(theirs, encoding="utf-8")
    answer = _edit(studio, revision, {"op": "set", "at": ["steps", 1, "hold"], "value": "30s"})
    assert answer.status_code == 409
    assert answer.json()["conflict"]["text"] == theirs == routine.read_text(encoding="utf-8")


def test_a_revision_that_nobody_knows_any_more_changes_nothing(studio: Asking, routine: Path) -> None:
    answer = _edit(studio, "0" * 64, {"op": "remove", "at": ["steps", 0]})
    assert (answer.status_code, routine.read_text(encoding="utf-8")) == (409, ROUTINE)


def test_a_full_disk_is_told_in_the_words_of_the_command(
    desk: Desk, studio: Asking, routine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    revision = _document(studio)["revision"]
    monkeypatch.setattr("compiler.store.sealed._flush", full)
    answer = _edit(studio, revision, {"op": "set", "at": ["steps", 1, "hold"], "value": "30s"})
    assert answer.status_code == 507
    assert "No space left on device" in answer.json()["error"]["message"]
    assert routine.read_text(encoding="utf-8") == ROUTINE
    assert [path.name for path in routine.parent.iterdir()] == [routine.name], "nothing unfinished is left"


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_and_the_mark_of_the_beginning_stay(studio: Asking, routine: Path, ends: str) -> None:
    routine.write_bytes(b"\xef\xbb\xbf" + ROUTINE.replace("\n", ends).encode())
    document = _document(studio)
    _edit(studio, document["revision"], {"op": "set", "at": ["steps", 3, "reps"], "value": 6})
    after = ROUTINE.replace("reps: 4", "reps: 6").replace("\n", ends)
    assert routine.read_bytes() == b"\xef\xbb\xbf" + after.encode()


def test_a_version_is_described_and_the_routine_is_what_is_changed(studio: Asking, routine: Path) -> None:
    gentle = ROUTINE.replace("steps:", "profiles:\n  gentle: {scale: 0.8}\n\nsteps:")
    routine.write_text(gentle, encoding="utf-8")
    view = _document(studio, profile="gentle", size="portrait")["view"]
    hold = view["steps"][1]["fields"]["hold"]
    assert (hold["written"], hold["value"]) == ("20s", 16)
    assert (view["profiles"], view["size"]) == (["gentle"], [1080, 1920])


def test_a_change_that_makes_no_sense_is_refused(studio: Asking, routine: Path) -> None:
    revision = _document(studio)["revision"]
    answer = _edit(studio, revision, {"op": "remove", "at": ["steps", 99]})
    assert answer.status_code == 400
    assert routine.read_text(encoding="utf-8") == ROUTINE


def test_whoever_notices_a_change_from_outside_tells_all_pages(
    studio: Asking, desk: Desk, routine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that asks in between takes nothing away from the others."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(desk.events, "tell", lambda kind, data: told.append({"kind": kind, **data}))
    _document(studio)
    routine.write_text(ROUTINE.replace("reps: 4", "reps: 7"), encoding="utf-8")
    revision = _document(studio)["revision"]
    assert {"kind": "document", "path": NAME, "revision": revision, "gone": False} in told
