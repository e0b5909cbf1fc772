"""Text that is no YAML, or YAML that is no routine: told with its place, quickly, and never run."""
# ruff: noqa: E501 - a row of a table is read on one line

import os
import time
from pathlib import Path

import pytest

from compiler.model.showing import OBEYED
from tests.robust.trying import TINY, Project, check, check_file, in_process

STEPS = "title: T\nsteps:\n"

BAD = {
    "empty": ("", "r.yaml:1:1: error: the file is empty"),
    "only a comment": ("# nothing\n", "the file is empty"),
    "a list": ("- a\n- b\n", 'must hold "key: value" lines'),
    "just text": ("hello\n", 'must hold "key: value" lines'),
    "tab": ("title: T\nsteps:\n\t- say: Hi.\n", "r.yaml:3:1: error: a tab is used to indent"),
    "quote left open": ('title: T\nsteps:\n  - say: "Hi.\n  - rest: 10s\n', "r.yaml:3:10: error: a quote opens here"),
    "single quote left open": ("title: 'T\nsteps:\n  - say: Hi.\n", "r.yaml:1:8: error: a quote opens here"),
    "bracket left open": ("title: T\ntags: [a, b\nsteps:\n  - say: Hi.\n", "r.yaml:2:7: error: a bracket opens here"),
    "brace left open": ("title: T\nvoice: {engine: silent\nsteps: []\n", "r.yaml:2:8: error: a bracket opens here"),
    "not UTF-8": (b"title: caf\xe9\n", "r.yaml:1:11: error: this is not UTF-8 text"),
    "UTF-16": ("title: T\n".encode("utf-16"), "r.yaml:1:1: error: this is UTF-16 text"),
    "NUL": (b"title: T\nsummary: a\0b\n", "r.yaml:2:11: error: a character that cannot stand in YAML (U+0000)"),
    "escape": (b"title: T\x1b[2J\n", "(U+001B)"),
    "escape written out": ('title: "T\\e[2J"\n', "r.yaml:1:8: error: a character that does something instead of being seen (U+001B)"),
    "bell written out": ('title: T\ntags: ["\\a"]\n', "r.yaml:2:8: error: a character that does something instead of being seen (U+0007)"),
    "back to the line's start": ('title: "T\\rU"\n', "(U+000D)"),
    "delete": ('title: "T\\x7f"\n', "(U+007F)"),
    "in a key": ('title: T\n"\\e[1m": x\n', "r.yaml:2:1: error: a character that does something instead of being seen (U+001B)"),
    "turned around": ("title: \u202eelbaliava\n", "r.yaml:1:8: error: a character that does something instead of being seen (U+202E)"),
    "isolated and never closed": ("title: T\nsummary: \u2067abc\n", "(U+2067)"),
    "duplicate key": ("title: A\nsteps: []\ntitle: B\n", "r.yaml:3:1: error: the key 'title' is here twice; it was first given on line 1"),
    "duplicate in a step": (STEPS + "  - say: Hi.\n    say: Ho.\n", "r.yaml:4:5: error: the key 'say' is here twice"),
    "unknown key": (STEPS + "  - exercise: bridge\n    hodl: 30s\n", "r.yaml:4:5: error: unknown key 'hodl'"),
    "python tag": ("title: !!python/object/apply:os.system ['touch /tmp/owned']\n", "r.yaml:1:8: error: tags (tag:yaml.org,2002:python/object/apply:os"),
    "local tag": ("title: !include /etc/passwd\n", "r.yaml:1:8: error: tags (!include) are not used here"),
    "binary tag": ("title: !!binary aGk=\n", "error: tags"),
    "anchor": ("title: &a T\nsteps: []\n", "r.yaml:1:8: error: anchors (&a) are not used here"),
    "alias of itself": ("a: &a [*a]\n", "aliases (*a) are not used here"),
    "alias without an anchor": ("title: *nothing\n", "aliases (*nothing) are not used here"),
    "merge key": ("title: T\n<<: {summary: S}\nsteps: []\n", "r.yaml:2:1: error: merge keys (<<) are not used here"),
    "two documents": ("title: A\nsteps: []\n---\ntitle: B\n", "r.yaml:3:1: error: a second document starts here"),
    "list as a key": ("? [a, b]\n: c\n", "a key must be plain text"),
    "bad directive": ("%YAML 9.9\n---\ntitle: T\n", "error:"),
    "bad escape": ('title: "a\\qb"\n', "r.yaml:1:10: error:"),
    "colon in text": ("title: T\nsummary: Watch out: slow\n", "r.yaml:2:19: error: a colon with a blank after it"),
    "comma in braces": (STEPS + "  - {say: Breathe in, slowly}\n", "put words that contain a comma in quotes"),
    "steps missing": ("title: T\n", "'steps' is missing here"),
    "steps empty": ("title: T\nsteps: []\n", "r.yaml:2:8: error: steps must not be empty"),
    "steps of text": ("title: T\nsteps: Hello.\n", "r.yaml:2:8: error: steps must be a list"),
    "step without a kind": (STEPS + "  - holds: 3s\n", "r.yaml:3:5: error: a step starts with exercise:, say: or rest:"),
    "no value": ("title:\nsteps:\n  - say: Hi.\n", "r.yaml:1:7: error: title has no value"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_nothing_that_a_terminal_obeys_is_told_as_it_is(name: str) -> None:
    assert not OBEYED.search(check(BAD[name][0]).all)


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_file_name_that_a_terminal_would_obey_is_shown_escaped(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31mred\u202e.yaml"
    path.write_text("title: T\n")
    answer = check_file(path)
    assert answer.code == 3 and not OBEYED.search(answer.all)
    assert "\\x1b[31mred\\u202e.yaml" in answer.complained


def test_marks_inside_words_from_right_to_left_are_no_trouble() -> None:
    assert (
        "instead of being seen"
        not in check(STEPS + "  - say: \u05e9\u05dc\u05d5\u05dd \u200f(Hi)\n").complained
    )


@pytest.mark.parametrize("name", BAD)
def test_says_what_is_wrong_and_where(name: str) -> None:
    text, expected = BAD[name]
    answer = check(text)
    assert answer.code == 3
    assert expected in answer.complained
    assert "Traceback" not in answer.all


def test_a_mistake_is_shown_with_its_line_a_caret_and_a_hint() -> None:
    shown = check(STEPS + "  - exercise: bridge\n    hodl: 30s\n").complained.splitlines()
    assert shown[0].endswith("r.yaml:4:5: error: unknown key 'hodl'")
    assert shown[1] == "        hodl: 30s"
    assert shown[2] == "        ^^^^"
    assert shown[3].strip() == "hint: did you mean hold?"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = STEPS + "  - exercise: bridge\n    hodl: 30s\n  - rest: 5\n  - say: ''\n  - exercise: brigde\n"
    told = [line for line in check(text).complained.splitlines() if ": error:" in line]
    assert [int(line.split("r.yaml:")[1].split(":")[0]) for line in told] == [4, 5, 6, 7]
    assert "4 errors" in check(text).complained


def test_tags_run_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "owned"
    answer = check(f"title: !!python/object/apply:os.system ['touch {mark}']\n")
    assert answer.code == 3
    assert not mark.exists()


def _laughs() -> str:
    lines = ['a0: &a0 ["lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol"]']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines) + "\n"


def _merges() -> str:
    lines = ["m0: &m0 {k0: v}"]
    lines += [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}, *m{n - 1}]}}" for n in range(1, 18)]
    return "\n".join(lines) + "\n"


BOMBS = {
    "billion laughs": _laughs(),
    "merge keys": _merges(),
    "alias of itself": "&a [*a, *a]\n",
    "mapping of itself": "a: &a {b: *a, <<: *a}\n",
    "brackets": "a: " + "[" * 100_000,
    "braces": "a: " + "{" * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 50_000,
    "indents": "".join(" " * n + "a:\n" for n in range(1_000)),
    "a long number": STEPS + f"  - exercise: bridge\n    reps: {'9' * 5_000}\n",
    "a long duration": STEPS + f"  - rest: {'9' * 5_000}s\n",
    "a long fraction": STEPS + f"  - rest: 0.{'9' * 5_000}s\n",
    "many reps": STEPS + "  - exercise: pelvic_tilt\n    reps: 1000000000\n",
    "many digits as a key": "9" * 200_000 + ": a\n",
    "a long line": "title: " + "a" * 900_000 + "\n",
    "many unknown keys": "".join(f"k{n}: v\n" for n in range(5_000)),
    "many duplicates": "title: T\n" * 3_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str) -> None:
    check("title: T\n")  # what is imported late is imported now
    spent = []
    for _ in range(3):
        before = time.process_time()
        answer = check(BOMBS[name])
        spent.append(time.process_time() - before)
    assert answer.code == 3
    assert min(spent) < 0.1
    assert len(answer.complained) < 40_000


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_files_that_never_end_or_never_begin_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (Path("/dev/zero"), tmp_path / "pipe.yaml"):
        answer = check_file(path)
        assert answer.code == 3
        assert "is not a file that can be read as YAML" in answer.complained


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    before = time.process_time()
    answer = check_file(path)
    assert answer.code == 3
    assert "larger than 1 MiB" in answer.complained
    assert time.process_time() - before < 0.5


def test_a_missing_file_is_told_with_the_nearest_name(project: Project) -> None:
    answer = check_file(project.folder / "routines" / "tinny.yaml")
    assert answer.code == 3
    assert "there is no such file" in answer.complained
    assert "did you mean tiny.yaml?" in answer.complained


@pytest.mark.parametrize("name", ["a\nb.yaml", "x" * 300 + ".yaml", "a\udcffb.yaml"])
def test_odd_names_of_missing_files(name: str, tmp_path: Path) -> None:
    answer = check_file(tmp_path / name)
    assert answer.code == 3
    assert "Traceback" not in answer.all


SAME = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "trailing blanks": lambda text: text.replace("\n", "   \n").encode(),
    "blank lines at the end": lambda text: (text + "\n\n   \n").encode(),
    "end mark": lambda text: ("---\n" + text + "...\n").encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_words_give_the_same_plan_to_the_byte(name: str, project: Project) -> None:
    plain = in_process("plan", "--json", str(project.routine)).said
    assert '"kind": "hold"' in plain
    project.routine.write_bytes(SAME[name](TINY))
    assert in_process("plan", "--json", str(project.routine)).said == plain
