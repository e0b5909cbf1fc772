"""Build, sheet, publish from the page: one at a time, told as it goes, stopped when asked; shown before it is sent."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from compiler.model.errors import Busy, CannotWrite
from compiler.studio.desk import Desk
from compiler.studio.events import Events
from compiler.studio.jobs import Jobs
from compiler.system.workshop import Workshop
from tests.studio.conftest import Asking

NAME = "routines/short.yaml"
SHORT = """\
title: Short
size: 320x180
frame_rate: 10
voice: {engine: silent}
defaults: {rest: 3s}
cues: {announce: no, tempo: no, needs: no, position: no}
steps:
  - say: Hello.
    for: 3s
"""


@contextmanager
def news(studio: Asking) -> Iterator[Iterator[dict[str, Any]]]:
    """What pages hear of jobs from now on."""
    with requests.get(f"{studio.address}api/events", stream=True, timeout=60) as heard:
        lines = (line.decode() for line in heard.iter_lines())
        assert next(lines) == "event: hello"

        def told() -> Iterator[dict[str, Any]]:
            kind = ""
            for line in lines:
                kind = line.removeprefix("event: ") if line.startswith("event: ") else kind
                if kind == "job" and line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

        yield told()


def made(studio: Asking, what: str, **asked: Any) -> dict[str, Any]:
    """The job as it ended."""
    with news(studio) as told:
        begun = studio.post(f"make/{what}", {"path": NAME, **asked})
        assert begun.status_code == 200, begun.text
        ours = begun.json()["job"]["id"]
        return next(job for job in told if job["id"] == ours and job["state"] != "running")


@pytest.fixture(scope="module")
def short(project: Path) -> Path:
    path = project / NAME
    path.parent.mkdir(exist_ok=True)
    path.write_text(SHORT, encoding="utf-8")
    return path


def test_a_draft_is_built_told_of_and_can_be_fetched(studio: Asking, short: Path, project: Path) -> None:
    with news(studio) as told:
        begun = studio.post("make/build", {"path": NAME, "draft": True}).json()["job"]
        assert (begun["kind"], begun["state"], begun["what"]) == (
            "build",
            "running",
            {"path": NAME, "draft": True},
        )
        heard = []
        for job in told:
            heard.append(job)
            if job["state"] != "running":
                break
    assert heard[-1]["state"] == "done", heard[-1]
    assert any(job["phase"] == "render" and job["total"] for job in heard)
    files = {one["name"]: one for one in heard[-1]["result"]["files"]}
    assert {"short.draft.mp4", "short.draft.srt", "thumbnail.draft.jpg"} <= set(files)
    video = files["short.draft.mp4"]
    fetched = requests.get(f"{studio.address}api/file", params={"path": video["path"]}, timeout=30)
    assert fetched.content == (project / video["path"]).read_bytes()
    assert studio.get("make").json()["job"]["id"] == begun["id"], "a page that comes later hears of it too"


def test_a_sheet_is_a_pdf(studio: Asking, short: Path, project: Path) -> None:
    job = made(studio, "sheet", paper="letter")
    assert job["state"] == "done", job
    (sheet,) = job["result"]["files"]
    assert (project / sheet["path"]).read_bytes().startswith(b"%PDF")
    assert job["result"]["pages"] == 1


def test_publishing_is_shown_first_and_sent_only_as_it_was_shown(
    studio: Asking, short: Path, project: Path
) -> None:
    assert studio.post("make/publish", {"shown": "nothing"}).status_code == 400
    shown = made(studio, "show", to="site")
    assert shown["state"] == "done", shown
    assert (shown["result"]["possible"], shown["result"]["personal"]) == (True, False)
    assert not (project / "output" / "site").exists(), "nothing is sent by looking"
    assert studio.post("make/publish", {"shown": "another"}).status_code == 400
    sent = made(studio, "publish", shown=shown["id"])
    assert sent["state"] == "done", sent
    assert Path(sent["result"]["link"]).is_file()
    assert (project / "output" / "site" / "short.html").is_file()
    assert studio.post("make/publish", {"shown": shown["id"]}).status_code == 400, (
        "it is shown anew each time"
    )


def test_what_was_changed_since_it_was_shown_is_not_sent(studio: Asking, short: Path) -> None:
    shown = made(studio, "show", to="site")
    short.write_text(SHORT.replace("Hello.", "Good evening."), encoding="utf-8")
    try:
        sent = made(studio, "publish", shown=shown["id"])
    finally:
        short.write_text(SHORT, encoding="utf-8")
    assert sent["state"] == "failed"
    assert "changed since it was shown" in sent["problems"][0]["message"]


def test_a_patients_version_is_published_for_that_person_alone(
    studio: Asking, short: Path, project: Path
) -> None:
    (project / "patients").mkdir(exist_ok=True)
    (project / "patients" / "ana.yaml").write_text("name: Ana\nrest: 5s\n", encoding="utf-8")
    shown = made(studio, "show", to="site", patient="patients/ana.yaml")
    assert shown["state"] == "done", shown
    assert shown["result"]["personal"] is True
    sent = made(studio, "publish", shown=shown["id"])
    assert sent["result"]["personal"] is True
    index = (project / "output" / "site" / "index.html").read_text(encoding="utf-8")
    assert "ana" not in index.lower()


def test_mistakes_are_told_as_the_command_tells_them(studio: Asking, project: Path) -> None:
    (project / "routines" / "wrong.yaml").write_text(
        "title: T\nsteps:\n  - exercise: bridg\n", encoding="utf-8"
    )
    job = made(studio, "build", path="routines/wrong.yaml")
    assert job["state"] == "failed"
    assert "bridg" in job["problems"][0]["message"]
    assert "did you mean bridge" in job["problems"][0]["hint"]


@pytest.mark.parametrize("asked", [{"path": "../../etc/passwd"}, {"path": NAME, "patient": "../x.yaml"}])
def test_nothing_outside_of_the_project_is_built(studio: Asking, asked: dict[str, str]) -> None:
    assert studio.post("make/build", asked).status_code == 404


# --- jobs -----------------------------------------------------------------------------------------------------


@pytest.fixture
def jobs(desk: Desk) -> Iterator[Jobs]:
    jobs = Jobs(desk.shop, Events())
    yield jobs
    jobs.close()


class Working:
    """Works until it may end, and tells of it."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, shop: Workshop) -> dict[str, Any]:
        self.begun.set()
        number = 0
        while not self.may_end.wait(0.001):
            number += 1
            shop.on_progress("render", number, 1_000_000)
        return {"made": True}


def test_one_job_runs_at_a_time(jobs: Jobs) -> None:
    work = Working()
    jobs.begin("build", {}, work)
    with pytest.raises(Busy):
        jobs.begin("sheet", {}, work)
    work.may_end.set()
    jobs.close()
    assert jobs.told
    assert (jobs.told.state, jobs.told.result) == ("done", {"made": True})
    jobs.begin("sheet", {}, lambda _shop: {})


def test_a_job_is_stopped_and_the_next_one_is_not(jobs: Jobs) -> None:
    work = Working()
    jobs.begin("build", {}, work)
    assert work.begun.wait(10)
    jobs.stop()
    jobs.close()
    assert jobs.told and jobs.told.state == "stopped"
    again = Working()
    again.may_end.set()
    jobs.begin("build", {}, again)
    assert again.begun.wait(10)


def test_a_full_disk_is_told(jobs: Jobs) -> None:
    def full(_shop: Workshop) -> dict[str, Any]:
        raise CannotWrite("cannot write x: No space left on device", hint="free some space")

    jobs.begin("build", {}, full)
    jobs._thread.join()  # type: ignore[union-attr]
    assert jobs.told
    assert (jobs.told.state, jobs.told.problems[0]["hint"]) == ("failed", "free some space")


def test_a_bug_of_ours_is_told_and_the_next_job_runs(jobs: Jobs) -> None:
    def broken(_shop: Workshop) -> dict[str, Any]:
        raise KeyError("x")

    jobs.begin("build", {}, broken)
    jobs._thread.join()  # type: ignore[union-attr]
    assert jobs.told and "internal error" in jobs.told.problems[0]["message"]
    jobs.begin("build", {}, lambda _shop: {})


def test_a_build_is_stopped_and_leaves_nothing_half_made(studio: Asking, project: Path) -> None:
    long = SHORT.replace("Short", "Long").replace("    for: 3s\n", "    for: 120s\n  - rest: 10m\n")
    (project / "routines" / "long.yaml").write_text(long, encoding="utf-8")
    with news(studio) as told:
        begun = studio.post("make/build", {"path": "routines/long.yaml"}).json()["job"]
        assert studio.post("make/sheet", {"path": NAME}).status_code == 409, "one at a time"
        next(job for job in told if job["phase"] == "render")
        studio.post("make/stop", {})
        ended = next(job for job in told if job["id"] == begun["id"] and job["state"] != "running")
    assert ended["state"] == "stopped"
    assert not list((project / "output").glob("long/*.mp4"))
