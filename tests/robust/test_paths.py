"""Files that a routine names: inside its project or nowhere; and safe names for what is written."""

import os
from pathlib import Path

import pytest

from compiler.load import slug_of
from tests.robust.trying import TINY, Project, in_process

WITH_CLIP = TINY.replace("exercise: squeeze", "exercise: squeeze\n    clip: {}")


def _check(project: Project, reference: str) -> tuple[int, str]:
    text = WITH_CLIP.replace("clip: {}", f"clip: {reference!r}")
    project.routine.write_text(text)
    answer = in_process("check", str(project.routine))
    return answer.code, answer.complained


@pytest.mark.parametrize(
    "reference",
    [
        "../../etc/passwd",
        "../../../../../../../../etc/passwd",
        "/etc/passwd",
        "~/secret.mp4",
        "~root/secret.mp4",
        "C:\\secret.mp4",
        "\\\\server\\share\\secret.mp4",
        "sub/../../../secret.mp4",
        "file:/etc/passwd/../../../../x",
    ],
)
def test_a_path_that_leads_out_is_refused(reference: str, project: Project) -> None:
    code, said = _check(project, reference)
    assert (code, "tiny.yaml:10:11: error:" in said) == (3, True)
    assert "lies outside the project" in said


@pytest.mark.parametrize("reference", ["http://127.0.0.1:1/a.mp4", "concat:a.mp4|b.mp4", "pipe:0", "a.mp4"])
def test_an_address_is_only_a_file_name(reference: str, project: Project) -> None:
    code, said = _check(project, reference)
    assert code == 4
    assert f"there is no file {reference}" in said


def test_a_link_that_leads_out_is_refused(project: Project, tmp_path: Path) -> None:
    (project.folder / "assets/clips/a.mp4").symlink_to("/etc/passwd")
    assert "lies outside the project" in _check(project, "a.mp4")[1]
    (project.folder / "assets/clips/up").symlink_to("/etc")
    assert "lies outside the project" in _check(project, "up/passwd")[1]


def test_links_in_a_circle_are_told(project: Project) -> None:
    clips = project.folder / "assets/clips"
    (clips / "a.mp4").symlink_to("b.mp4")
    (clips / "b.mp4").symlink_to("a.mp4")
    code, said = _check(project, "a.mp4")
    assert code == 3
    assert "loop of links" in said


def test_a_broken_link_is_a_missing_file(project: Project) -> None:
    (project.folder / "assets/clips/a.mp4").symlink_to("gone.mp4")
    code, said = _check(project, "a.mp4")
    assert code == 4
    assert "a.mp4" in said


@pytest.mark.parametrize("reference", ["a" * 300 + ".mp4", "a/" * 3_000 + "b.mp4", "x" * 9_000])
def test_a_name_that_is_too_long_is_a_missing_file(reference: str, project: Project) -> None:
    code, said = _check(project, reference)
    assert code == 4
    assert "there is no file" in said


def test_the_nearest_name_is_offered(project: Project) -> None:
    (project.folder / "assets/clips/squeeze.mp4").write_bytes(b"")
    code, said = _check(project, "sqeeze.mp4")
    assert (code, "did you mean squeeze.mp4?" in said) == (4, True)


@pytest.mark.parametrize("reference", [".", "..", "assets", "", "./"])
def test_a_folder_is_no_clip(reference: str, project: Project) -> None:
    code, said = _check(project, reference)
    assert code in {3, 4}
    assert "tiny.yaml:10:11: error:" in said


NAMES = {
    "stretch day.yaml": "stretch-day",
    "Übung für Ana.yaml": "übung-für-ana",
    "U\u0308bung.yaml": "übung",
    "朝.yaml": "朝",
    "夜.yaml": "夜",
    "Анна.yaml": "анна",
    "सुबह.yaml": "सुबह",
    "Größe 🧘.yaml": "größe-c91247b0",
    "-rf.yaml": "rf",
    "nul.yaml": "nul-routine",
    "--help.yaml": "help",
    "a'b\"c.yaml": "a-b-c",
    "%d%s.yaml": "d-s",
    "a:b.yaml": "a-b",
    "🧘.yaml": "routine-667f8718",
    "..yaml": "routine",
    "CON.yaml": "con-routine",
    "x" * 200 + ".yaml": "x" * 80,
    "朝" * 60 + ".yaml": "朝" * 23 + "-751811b4",
    "a\nb.yaml": "a-b",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_are_made_safe(name: str) -> None:
    assert slug_of(Path(name)) == NAMES[name]


def test_a_routine_with_an_odd_name_is_built_under_a_safe_one(project: Project) -> None:
    path = project.routine.with_name("-rf a'b\"c %d:🧘.yaml")
    project.routine.rename(path)
    answer = project.run("build", "--animatic", "--jobs", "1", "--", os.path.relpath(path, project.folder))
    assert answer.code == 0, answer.all
    (folder,) = project.output.iterdir()
    assert folder.name == "rf-a-b-c-d-7208ca30"
    assert (folder / "rf-a-b-c-d-7208ca30.mp4").stat().st_size > 1_000


@pytest.mark.parametrize("title", ["../../x", "/", "..", "CON", "-rf", "a/b\\c"])
def test_a_title_names_no_file(title: str, project: Project) -> None:
    project.routine.write_text(TINY.replace("Tiny", f"{title!r}"))
    before = {path for path in project.folder.rglob("*") if project.store not in path.parents}
    assert in_process("check", "--animatic", str(project.routine)).code == 0
    after = {path for path in project.folder.rglob("*") if project.store not in path.parents}
    assert before == after
