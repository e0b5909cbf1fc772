"""Looking things up, and what the shell offers after the tabulator."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compiler.cli.topics import TOPICS, text_of
from tests.robust.trying import in_process

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("topic", "told", "elsewhere"),
    [
        ("durations", "`1m30s`", "## A project"),
        ("cues", "| `announce` |", "### Words that are filled in"),
        ("clips", "### Photos", "## Exercises"),
        ("doses", "### A patient's file", "## Other languages"),
        ("publishing", "**Desktop app**", "<!--"),
    ],
)
def test_a_topic_is_what_the_docs_say(topic: str, told: str, elsewhere: str) -> None:
    answer = in_process("help", topic.upper())
    assert answer.code == 0
    assert told in answer.said and elsewhere not in answer.said
    page = (DOCS / TOPICS[topic].page).read_text(encoding="utf-8")
    assert sum(line in page for line in answer.said.splitlines()) > 0.8 * answer.said.count("\n")


def test_a_comment_in_an_example_ends_no_section() -> None:
    assert "## Captions" not in text_of(TOPICS["clips"])
    assert text_of(TOPICS["clips"]).count("```") % 2 == 0


def test_no_link_of_a_topic_leads_nowhere() -> None:
    for topic in TOPICS.values():
        assert not re.search(r"\]\((?!https://)", text_of(topic))


def test_help_lists_its_topics_and_knows_the_commands() -> None:
    answer = in_process("help")
    assert answer.code == 0
    assert all(f"\n  {name} " in answer.said for name in TOPICS)
    assert in_process("help", "contact-sheet").said.startswith("Usage: followalong contact-sheet [OPTIONS]")
    assert "did you mean cues?" in in_process("help", "cuse").complained
    assert in_process("help", "cuse").code == 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "assets" / "exercises").mkdir(parents=True)
    (tmp_path / "assets" / "exercises" / "my_bridge.yaml").write_text("name: My Bridge\n")
    (tmp_path / "assets" / "exercises" / "bad\x1b.yaml").touch()
    (tmp_path / "patients").mkdir()
    (tmp_path / "patients" / "ana.yaml").touch()
    (tmp_path / "routines").mkdir()
    routine = "title: Bed\nprofiles:\n  gentle: {scale: 0.5}\n  short: {skip: [bridge]}\nsteps: []\n"
    (tmp_path / "routines" / "bed.yaml").write_text(routine)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("he", ["help"]),
        ("help du", ["durations"]),
        ("build rou", ["routines/bed.yaml"]),
        ("build routines/bed.yaml --profile ", ["gentle", "short"]),
        ("build routines/bed.yaml --profile gentle,", ["gentle,short"]),
        ("build routines/bed.yaml --skip my", ["my_bridge"]),
        ("build x.yaml --only bad", []),
        ("build nowhere.yaml --profile ", []),
        ("check --for p", ["patients/ana.yaml"]),
        ("check --size por", ["portrait"]),
        ("check --lang d", ["de"]),
        ("check --captions b", ["burnt_in"]),
        ("export r.yaml --as ", ["otio", "fit", "json"]),
        ("publish r.yaml --to y", ["youtube"]),
        ("login ", ["youtube", "peertube"]),
        ("schema pat", ["patient"]),
        ("clip bri", ["bridge"]),
    ],
)
def test_the_shell_offers_what_there_is(
    project: Path, monkeypatch: pytest.MonkeyPatch, words: str, offered: list[str]
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setenv("_FOLLOWALONG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"followalong {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" "))))
    answer = in_process()
    assert answer.code == 0 and answer.complained == ""
    assert answer.said.split() == [one.replace("/", os.sep) for one in offered]


@pytest.mark.skipif(sys.platform == "win32", reason="asks a shell")
def test_the_script_for_a_shell_is_shown() -> None:
    environment = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [sys.executable, "-m", "compiler", "--show-completion", "bash"]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "complete -o default -F _followalong_completion followalong" in shown.stdout
    subprocess.run(["bash", "-n", "-c", shown.stdout], check=True)
