"""Who may ask the studio, for what, and for how much."""

from pathlib import Path

import pytest
import requests

from compiler.studio.guarding import LARGEST_BODY
from tests.studio.conftest import ROUTINE, Asking


def _server(studio: Asking) -> str:
    return "/".join(studio.address.split("/")[:3])


def test_the_page_and_its_files_are_given_out_with_a_strict_policy(studio: Asking) -> None:
    page = requests.get(studio.address, timeout=10)
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Referrer-Policy"] == "no-referrer"
    script = requests.get(f"{studio.address}page/app.js", timeout=10)
    assert (script.status_code, script.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")


@pytest.mark.parametrize("path", ["/", "/api/home", "/wrong-token/api/home", "/favicon.ico"])
def test_without_the_token_there_is_nothing(studio: Asking, path: str) -> None:
    assert requests.get(f"{_server(studio)}{path}", timeout=10).status_code == 404


def test_another_name_for_this_machine_is_refused(studio: Asking) -> None:
    answer = requests.get(studio.address, headers={"Host": "evil.example"}, timeout=10)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_pages_from_elsewhere_are_refused(studio: Asking, routine: Path, headers: dict[str, str]) -> None:
    assert requests.get(f"{studio.address}api/home", headers=headers, timeout=10).status_code == 403
    asked = {"path": "routines/morning.yaml", "revision": "", "text": ""}
    assert studio.post("document/text", asked, **headers).status_code == 403


def test_a_form_of_another_page_changes_nothing(studio: Asking, routine: Path) -> None:
    """Without an Origin nobody but a person at an address bar asks, and such a one changes nothing."""
    answer = requests.post(f"{studio.address}api/document/text", data="{}", timeout=10)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "../outside.yaml", "/etc/passwd", "routines/../../outside.yaml", "routines\\morning.yaml", "~/x.yaml",
        "C:/x.yaml", "routines/morning.yaml\0", "", "routines/link.yaml", "routines//morning.yaml",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_project(studio: Asking, project: Path, routine: Path, name: str) -> None:
    outside = project.parent / "outside.yaml"
    outside.write_text(ROUTINE, encoding="utf-8")
    link = project / "routines" / "link.yaml"
    link.unlink(missing_ok=True)
    link.symlink_to(outside)
    try:
        for path in ("document", "summary", "poster", "file"):
            assert studio.get(path, path=name).status_code == 404, path
    finally:
        link.unlink()


@pytest.mark.parametrize("name", [".git/hooks/pre-commit", ".hidden.yaml", "routines/notes.txt", ".x/a.yaml"])
def test_nothing_but_routines_is_written(studio: Asking, project: Path, routine: Path, name: str) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# theirs\n", encoding="utf-8")
    assert studio.get("document", path=name).status_code == 404
    told = studio.post("document/text", {"path": name, "revision": "", "text": "#!/bin/sh\n"})
    assert (told.status_code, path.read_text(encoding="utf-8")) == (404, "# theirs\n")
    path.unlink()


def test_a_routine_that_is_too_long_is_told_so(studio: Asking, routine: Path) -> None:
    text = ROUTINE + "# much\n" * 200_000
    tried = studio.post("document/try", {"path": "routines/morning.yaml", "text": text}).json()
    assert [one["message"].partition(": ")[2] for one in tried["diagnostics"]] == [
        "is larger than 1 MiB; a routine is a few kilobytes of text"
    ]


def test_only_results_are_given_out_as_files(studio: Asking, project: Path, routine: Path) -> None:
    assert studio.get("file", path="routines/morning.yaml").status_code == 404
    (project / "output" / "morning").mkdir(parents=True, exist_ok=True)
    (project / "output" / "morning" / "page.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    assert studio.get("file", path="output/morning/page.html").status_code == 404


def test_what_is_too_large_is_not_read(studio: Asking) -> None:
    answer = studio.post("document/text", {"text": "x" * (LARGEST_BODY + 1)})
    assert answer.status_code == 413


def test_what_makes_no_sense_is_told_so(studio: Asking, routine: Path) -> None:
    assert studio.post("document/text", {"path": "routines/morning.yaml"}).status_code == 400
    assert studio.get("document", path="routines/nothing.yaml").status_code == 422
