"""What the studio's first page knows: routines, exercises; and a new one from the template."""

from contextlib import closing
from pathlib import Path

import pytest

from compiler.publish import Ledger
from compiler.publish.ledger import StepState
from compiler.publish.publisher import PartKind
from compiler.publish.release import Origin, VideoFacts
from tests.studio.conftest import Asking


def test_the_routines_of_the_project_are_listed(studio: Asking, routine: Path, project: Path) -> None:
    (routine.parent / "morning.de.yaml").write_text("words: {Morning: Morgen}\n", encoding="utf-8")
    (routine.parent / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    try:
        home = studio.get("home").json()
        names = [one["path"] for one in home["routines"]]
        assert names == ["routines/broken.yaml", "routines/morning.yaml"], "a translation is no routine"
        told = studio.get("summary", path="routines/morning.yaml").json()
        assert (told["title"], told["exercises"], told["errors"]) == ("Morning", 2, 0)
        assert told["languages"] == ["de"]
        assert told["built"] == told["published"] == []
        assert studio.get("summary", path="routines/broken.yaml").json()["errors"] >= 1
    finally:
        (routine.parent / "morning.de.yaml").unlink()
        (routine.parent / "broken.yaml").unlink()


@pytest.mark.parametrize("name", ["routines/gone.yaml", "routines"])
def test_a_routine_that_went_meanwhile_is_told_of_as_a_mistake(
    studio: Asking, routine: Path, name: str
) -> None:
    told = studio.get("summary", path=name)
    assert (told.status_code, told.json()["error"]["kind"]) == (422, "invalid-routine")


def test_what_is_built_and_published_is_told(
    studio: Asking, routine: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path))
    folder = project / "output" / "morning"
    folder.mkdir(parents=True)
    for name in ("morning.draft", "morning.gentle"):
        (folder / f"{name}.mp4").touch()
        (folder / f"timeline{name.removeprefix('morning')}.json").write_text('{"duration_seconds": 61.5}')
    with closing(Ledger.open()) as ledger:
        facts = VideoFacts(path=folder / "morning.gentle.mp4", sha256="0" * 64, bytes=1, modified_ns=0)
        known = ledger.begin(
            site="site", account="here", name="morning", title="Morning", facts=facts, file_name="morning.mp4",
            origin=Origin(routine=str(routine)),
        )  # fmt: skip
        ledger.write(known, PartKind.VISIBILITY, StepState.DONE)
        ledger.write_link(known, "https://example.org/morning/")
    told = studio.get("summary", path="routines/morning.yaml").json()
    built = [(one["name"], one["draft"], one["variant"], one["seconds"]) for one in told["built"]]
    assert built == [("morning.draft.mp4", True, "", 61.5), ("morning.gentle.mp4", False, "gentle", 61.5)]
    (published,) = told["published"]
    assert (published["site"], published["link"]) == ("site", "https://example.org/morning/")
    video = studio.get("file", path=told["built"][1]["path"], download="yes")
    assert video.headers["Content-Disposition"].startswith("attachment")


def test_a_poster_is_the_picture_that_a_channel_would_show(studio: Asking, routine: Path) -> None:
    poster = studio.get("poster", path="routines/morning.yaml")
    assert poster.headers["Content-Type"] == "image/jpeg"
    assert poster.content[:2] == b"\xff\xd8"


def test_a_new_routine_is_the_one_that_the_command_writes(studio: Asking, project: Path) -> None:
    answer = studio.post("new", {"name": "Evening"})
    assert answer.json() == {"path": "routines/evening.yaml"}
    written = project / "routines" / "evening.yaml"
    assert "# Exercises of the library" in written.read_text(encoding="utf-8")
    again = studio.post("new", {"name": "Evening"})
    assert "is there already" in again.json()["error"]["message"]
    assert studio.post("new", {"name": "…"}).status_code == 422
    written.unlink()


def test_exercises_are_told_in_the_language_of_the_page(studio: Asking) -> None:
    german = studio.get("exercises", lang="de").json()
    bridge = next(one for one in german["exercises"] if one["id"] == "bridge")
    assert bridge["name"] == "Brücke"
    assert bridge["moves"]
    assert bridge["word"] == {"reps": 8}
    assert german["words"]["lower back"] != "lower back"


def test_an_exercise_is_seen_at_rest_and_moving(studio: Asking) -> None:
    start = studio.get("exercise/still", id="bridge", moment="start")
    end = studio.get("exercise/still", id="bridge")
    assert start.content[:2] == end.content[:2] == b"\xff\xd8"
    assert start.content != end.content
    film = studio.get("exercise/clip", id="bridge")
    assert film.headers["Content-Type"] == "video/mp4"
    assert studio.get("exercise/still", id="nothing").status_code == 404
