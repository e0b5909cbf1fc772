"""docs/language.md: every example loads, every key is there, and the schemas beside it are up to date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from compiler.cli.schemas import all_kinds, write_schemas
from compiler.load import Project, load_patient, load_routine
from compiler.load.companions import SayAsTable
from compiler.load.library import Library
from compiler.load.schemas import KINDS, json_schema, schema_of
from compiler.model.routine import Voice
from compiler.narrate import check_voice
from compiler.narrate.kokoro_voices import VOICES
from compiler.yaml import Listing, Mapping, Node, parse_nodes, parse_yaml

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "language.md").read_text(encoding="utf-8")

SOUNDS = ("calm.mp3", "hello.wav", "shake.wav", "ten.wav", "gut.wav", "takes/note.wav")
STEPS = "steps:\n  - exercise: knee_to_chest\n  - exercise: bridge\n  - exercise: pelvic_tilt\n"
LEFT_TO_THE_READER = {
    *(f"no step names the speaker '{name}'" for name in ("anna", "tool", "files")),
    "no step does the exercise 'heel_raise'",
    "no step does the exercise 'cat_stretch'",
}
"""What an example sets up for steps that it does not show."""
SPEAKERS = "speakers: {anna: {name: Anna}}\n"


@dataclass(frozen=True)
class Example:
    """A block of YAML of the page, and what it is of."""

    kind: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}:{PAGE[: PAGE.index(self.text)].count(chr(10)) + 1}"


EXAMPLES = [
    Example(kind, name, text)
    for kind, name, text in re.findall(
        r"<!-- (\w+)(?:: (\w+))? -->\n```yaml\n(.*?)```", PAGE, flags=re.DOTALL
    )
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sounds and exercises that the examples name; the library is the shipped one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(tmp_path / "settings"))
    for name in SOUNDS:
        path = tmp_path / "assets" / "audio" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for example in EXAMPLES:
        if example.kind in {"exercise", "words"}:
            folder = tmp_path / "assets" / "exercises" / ("de" if example.kind == "words" else "")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{example.name}.yaml").write_text(example.text, encoding="utf-8")
    (tmp_path / "settings").mkdir()
    settings = "".join(example.text for example in EXAMPLES if example.kind == "settings")
    (tmp_path / "settings" / "settings.yaml").write_text(settings, encoding="utf-8")
    return tmp_path


def whole(example: Example) -> str:
    """The example as a whole routine."""
    if example.kind == "steps":
        return f"title: T\n{SPEAKERS}steps:\n{indent(example.text, '  ')}  - exercise: bridge\n"
    if example.kind == "keys":
        title = "" if example.text.startswith("title:") else "title: T\n"
        return f"{title}{example.text}{STEPS}"
    return example.text


def test_every_block_of_yaml_is_an_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```yaml")


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind in {"routine", "keys", "steps"}], ids=str)
def test_examples_of_routines_load(project: Path, example: Example) -> None:
    path = project / "example.yaml"
    path.write_text(whole(example), encoding="utf-8")
    found = load_routine(path, animatic=True).diagnostics
    assert [d.message for d in found if d.message not in LEFT_TO_THE_READER] == []


def test_voices_that_the_page_names_are_there() -> None:
    names = set(re.findall(r"(?<!command, )\bvoice: (?:\{voice: )?([a-z][\w+-]*)", PAGE)) - set(VOICES)
    assert {"en-us", "de", "de+f3"} < names
    assert [problem for name in names for problem in check_voice(Voice(name=name))] == []


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "exercise"], ids=str)
def test_examples_of_exercises_can_be_used_and_are_translated(project: Path, example: Example) -> None:
    path = project / "example.yaml"
    path.write_text(f"title: T\nsteps:\n  - exercise: {example.name}\n", encoding="utf-8")
    assert load_routine(path, animatic=True).diagnostics == ()
    (project / "example.de.yaml").write_text("words: {T: T}\n", encoding="utf-8")
    assert load_routine(path, animatic=True, language="de").diagnostics == ()


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "patient"], ids=str)
def test_examples_of_patients_load(project: Path, example: Example) -> None:
    path = project / "ana.yaml"
    path.write_text(example.text, encoding="utf-8")
    library = Library(Project.of(path), {}, path).names
    patient, problems = load_patient(path, library)
    assert patient is not None
    assert problems == []


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "translation"], ids=str)
def test_examples_of_translations_load(project: Path, example: Example) -> None:
    routine = (
        f"title: Morning\n{SPEAKERS}closing: Well done.\nsteps:\n  - say: Lie down.\n    speaker: anna\n"
    )
    (project / "morning.yaml").write_text(routine, encoding="utf-8")
    path = project / "morning.de.yaml"
    path.write_text(example.text, encoding="utf-8")
    loaded = load_routine(path)
    assert loaded.diagnostics == ()
    assert loaded.routine is not None
    assert loaded.routine.closing is not None
    assert loaded.routine.closing.recording is not None
    assert loaded.routine.steps[0].voice.name == "de+f3"


def test_the_example_of_a_projects_names_is_read() -> None:
    (example,) = [e for e in EXAMPLES if e.kind == "say_as"]
    table, problems = parse_yaml(example.text, Path("say_as.yaml"), SayAsTable)
    assert problems == []
    assert table is not None and len(table.say_as) == 2


# --- every key ----------------------------------------------------------------------------------------------


def keys_of(schema: Any) -> Iterator[str]:
    """Every property that a JSON Schema names, at any depth."""
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from properties
        for value in (*properties.values(), *(v for k, v in schema.items() if k != "properties")):
            yield from keys_of(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys_of(value)


def keys_in(node: Node | None) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield key
            yield from keys_in(entry.value)
    elif isinstance(node, Listing):
        for item in node.items:
            yield from keys_in(item)


def test_every_key_stands_in_an_example() -> None:
    shown = {key for e in EXAMPLES for key in keys_in(parse_nodes(e.text, Path("language.md"))[0])}
    known = {key for kind in KINDS for key in keys_of(json_schema(kind))}
    assert known - shown == set()


def test_schema_files_are_up_to_date(tmp_path: Path) -> None:
    for path in write_schemas(tmp_path):
        written = DOCS / path.name
        same = written.is_file() and written.read_bytes() == path.read_bytes()
        assert same, f"{path.name} is out of date; run: followalong schema --all docs"
    assert {path.name for path in DOCS.glob("*.schema.json")} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("kind", all_kinds())
def test_every_object_of_a_schema_says_what_it_is(kind: str) -> None:
    schema = schema_of(all_kinds()[kind])
    for name, definition in {**schema.get("$defs", {}), kind: schema}.items():
        assert definition.get("description"), name
        assert definition["additionalProperties"] is False, name
        for key, described in definition["properties"].items():
            assert described["description"], f"{name}.{key}"
            assert {"type": "null"} not in described.get("anyOf", ()), f"{name}.{key}"


def test_shipped_routines_name_their_schema() -> None:
    for path in (DOCS.parent / "routines").glob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, path
        assert (path.parent / found[1]).resolve().is_file(), path
