"""`followalong exercises`: what there is, found by what it is about, in the words of a language, and with pictures."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compiler.cli.app import app
from compiler.shipped import library_folder

COUNT = len(list((library_folder() / "exercises").glob("*.yaml"))) + 1
"""The library's, and one's own."""

OWN = """\
name: Towel Curl
purpose: Wakes the muscles of the foot.
region: ankles and feet
movements: []
equipment: balance board
position: seated
level: gentle
careful_with: {about: A wound on the foot <open>., source: A textbook}
clip: not-filmed.mp4
hold: {default: 20s, min: 10s, max: 30s}
"""


@dataclass(frozen=True)
class Answer:
    code: int
    said: str
    told: str

    @property
    def ids(self) -> set[str]:
        return {one["id"] for one in json.loads(self.said)}


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exercises")
    (folder / "assets" / "exercises").mkdir(parents=True)
    (folder / "assets" / "exercises" / "towel_curl.yaml").write_text(OWN, encoding="utf-8")
    return folder


@pytest.fixture
def ask(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    def asking(*arguments: str) -> Answer:
        monkeypatch.chdir(desk)
        found = CliRunner().invoke(
            app, ["exercises", *arguments], env={"FOLLOWALONG_CACHE": str(desk / "store"), "COLUMNS": "160"}
        )
        return Answer(found.exit_code, found.stdout, found.stderr)

    return asking


def test_all_are_listed_ones_own_among_them(ask: Ask) -> None:
    everything = ask()
    assert everything.code == 0 and everything.said.endswith(f"{COUNT} of {COUNT} exercises\n")
    assert re.search(
        r"towel_curl +Towel Curl \(own\) +ankles and feet +seated +balance board +gentle +20 seconds",
        everything.said,
    )
    (own,) = [one for one in json.loads(ask("--json").said) if one["own"]]
    assert (own["id"], own["careful_with"]) == (
        "towel_curl",
        [{"about": "A wound on the foot <open>.", "source": "A textbook"}],
    )
    assert own["file"] == str(Path("assets/exercises/towel_curl.yaml"))


@pytest.mark.parametrize(
    ("asked", "found", "left_out"),
    [
        (("--region", "neck", "--without", "moving the head"), "self_massage_shoulder", "chin_tuck"),
        (("--position", "kneeling"), "bird_dog", "bridge"),
        (("--equipment", "ball"), "wall_ball_release", "towel_curl"),
        (("--equipment", "balance board"), "towel_curl", "wall_ball_release"),
        (("--level", "moderate", "--position", "seated,standing"), "sit_to_stand", "bird_dog"),
        (("--level", "moderate", "--position", "seated,standing"), "wall_ball_release", "seated_march"),
        (("--region", "upper back", "--without", "chair,mat,wall"), "arm_reach_overhead_lying", "cat_cow"),
        (("muscles", "FOOT"), "towel_curl", "ankle_pump"),
    ],
)
def test_they_are_found_by_what_they_are_about(
    ask: Ask, asked: tuple[str, ...], found: str, left_out: str
) -> None:
    ids = ask("--json", *asked).ids
    assert found in ids and left_out not in ids


def test_a_word_that_no_exercise_has_finds_none(ask: Ask) -> None:
    assert ask("--json", "nonsense").ids == set()


def test_names_and_words_come_in_a_language(ask: Ask) -> None:
    said = ask("--lang", "de", "katze", "--region", "lower back", "--position", "hands and knees").said
    assert "Katze und Kuh" in said and "unterer Rücken" in said and "Vierfüßlerstand" in said
    assert f"1 of {COUNT}" in said


@pytest.mark.parametrize(
    ("option", "word", "hint"),
    [
        ("--region", "nek", "did you mean neck?"),
        ("--position", "stnding", "did you mean standing or sitting?"),
        ("--level", "easy", "there are: gentle, moderate, demanding"),
        ("--equipment", "pilow", "did you mean pillow?"),
        ("--without", "twistin", "did you mean twisting?"),
        ("-o", "page.pdf", "does not end with .html"),
    ],
)
def test_a_word_that_means_nothing_is_told(ask: Ask, option: str, word: str, hint: str) -> None:
    answer = ask(option, word)
    assert answer.code == 2
    assert hint in " ".join(answer.told.split())


def test_the_page_holds_everything(ask: Ask, desk: Path) -> None:
    asked = ("--region", "ankles and feet")
    answer = ask(*asked, "--lang", "es", "-o", "page.html")
    assert answer.code == 0, answer.told
    page = (desk / "page.html").read_text(encoding="utf-8")
    assert "Bombeo de tobillos" in page and "A wound on the foot &lt;open&gt;." in page
    drawn = ask("--json", *asked).ids - {"towel_curl"}  # which is not filmed yet
    assert page.count('src="data:image/jpeg;base64,') == 2 * len(drawn) > 0
    assert not re.search(r'(?:src|href)="(?!data:)', page)


def test_a_broken_file_is_told_and_the_others_are_listed(ask: Ask, desk: Path) -> None:
    broken = desk / "assets" / "exercises" / "broken.yaml"
    broken.write_text("name: Broken\nhodl: 20s\n", encoding="utf-8")
    try:
        answer = ask()
    finally:
        broken.unlink()
    assert answer.code == 3
    assert "broken.yaml:2:1: error: unknown key 'hodl'" in answer.told
    assert answer.said.endswith(f"{COUNT} of {COUNT} exercises\n")
