"""A small collection, written here in the shapes that public ones have, becomes entries of a project's library."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compiler.load.schema import ExerciseFile
from compiler.yaml import read_yaml
from tests.publish.samples import make_picture
from tests.robust.trying import Answer, in_process

CAT: dict[str, Any] = {
    "name": "Cat Stretch",
    "level": "beginner",
    "equipment": "body only",
    "primaryMuscles": ["lower back"],
    "secondaryMuscles": ["middle back", "traps"],
    "instructions": [
        "Position yourself on the floor on your hands and knees.",
        "Pull your belly in: round your spine & relax your head {down}.",
        "Hold for 15 seconds.",
    ],
    "category": "stretching",
    "images": ["Cat_Stretch/0.jpg", "Cat_Stretch/1.jpg"],
    "id": "Cat_Stretch",
}
CURL: dict[str, Any] = {
    "name": "No, Curl #2: 3/4",
    "equipment": "bands",
    "primaryMuscles": ["biceps"],
    "secondaryMuscles": [],
    "instructions": ["Curl your arm up.", "Repeat with the other arm."],
    "category": "strength",
    "images": ["0.jpg"],
    "id": "Curl",
}
BRIDGE = {**CURL, "name": "Bridge", "images": []}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "followalong.txt").touch()
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    (folder / "Cat_Stretch").mkdir(parents=True)
    for number, path in enumerate(("Cat_Stretch/0.jpg", "Cat_Stretch/1.jpg", "0.jpg")):
        make_picture(folder / path, np.full((360, 640, 3), 80 * number, np.uint8))
    (folder / "UNLICENSE").write_text(
        "\n# This is free and unencumbered software released into the public domain.\n"
    )
    return written(folder, [CAT, CURL, BRIDGE])


def written(folder: Path, whole: object) -> Path:
    path = folder / "exercises.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def imported(path: Path, *options: str) -> Answer:
    return in_process("import", str(path), "--as", "exercises", *options)


def entry(project: Path, name: str) -> ExerciseFile:
    found, problems = read_yaml(project / "assets" / "exercises" / f"{name}.yaml", ExerciseFile)
    assert found and problems == []
    return found


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_entry_is_as_a_person_would_write_it(project: Path, collection: Path) -> None:
    answer = imported(collection)
    assert answer.code == 0
    assert "3 of 3 exercises are imported. Nobody has reviewed their words" in answer.said
    text = (project / "assets" / "exercises" / "cat_stretch.yaml").read_text(encoding="utf-8")
    assert text.splitlines() == [
        "# Imported from exercises.json. Nobody has reviewed these words for being spoken: read them, mend them,",
        '# and then delete the line "reviewed: no". The dose is followalong\'s own, the collection names none.',
        "# muscles: lower back; also middle back, traps",
        "# stretching, beginner",
        "name: Cat Stretch",
        "photos: [cat_stretch-1.jpg, cat_stretch-2.jpg]",
        "hold: {default: 20s, min: 5s, max: 60s}",
        "region: [lower back]",
        "equipment: []",
        "level: gentle",
        "setup:",
        "  - Position yourself on the floor on your hands and knees.",
        "  - 'Pull your belly in: round your spine & relax your head (down).'",
        "  - Hold for 15 seconds.",
        "reviewed: no",
        "licence: This is free and unencumbered software released into the public domain.",
        "sources:",
        "  - exercises.json, Cat_Stretch",
    ]
    for number in (0, 1):
        photo = collection.parent / "Cat_Stretch" / f"{number}.jpg"
        assert (
            project / "assets" / "clips" / f"cat_stretch-{number + 1}.jpg"
        ).read_bytes() == photo.read_bytes()
    curl = entry(project, "no_curl_2_3_4")
    assert curl.name.value == CURL["name"]
    assert curl.needs and curl.needs.value == "bands"
    assert [thing.value for thing in curl.equipment or ()] == ["band"]
    assert [region.value for region in curl.region] == ["arms"]
    assert curl.reps and curl.clip and curl.clip.file and curl.clip.file.value == "no_curl_2_3_4-1.jpg"
    text = (project / "assets" / "exercises" / "no_curl_2_3_4.yaml").read_text(encoding="utf-8")
    assert "# sides: both" in text


def test_check_says_that_nobody_has_reviewed_the_words(project: Path, collection: Path) -> None:
    imported(collection)
    routine = project / "r.yaml"
    text = "title: A\nsteps:\n  - exercise: cat_stretch\n  - rest: 10s\n  - exercise: cat_stretch\n"
    routine.write_text(text)
    answer = in_process("check", "r.yaml")
    assert answer.code == 0
    told = "r.yaml:3:15: warning: the words of Cat Stretch were imported, and nobody has reviewed them"
    assert answer.all.count("nobody has reviewed them") == 1 and told in answer.all
    file = project / "assets" / "exercises" / "cat_stretch.yaml"
    file.write_text(file.read_text().replace("reviewed: no\n", ""))
    assert "reviewed" not in in_process("check", "r.yaml").all


def test_no_two_share_a_file_and_none_takes_a_name_of_followalong(project: Path, collection: Path) -> None:
    twins = [{**CURL, "name": name} for name in ("Sit-Up", "Sit Up", "sit up", "CON", "Bridge")]
    answer = imported(written(collection.parent, twins))
    names = sorted(path.stem for path in (project / "assets" / "exercises").iterdir())
    assert len(names) == len(twins) and {"sit_up", "sit_up_2", "sit_up_3", "bridge_2"} < {*names}
    assert "there is another bridge of followalong's own, so this one is called bridge_2" in answer.complained
    assert "there is another sit_up of this collection" in answer.complained
    before = snapshot(project)
    again = imported(collection.parent / "exercises.json")
    assert "0 of 5 exercises are imported" in again.said and snapshot(project) == before


def test_nothing_of_mine_is_written_over_unsaid(project: Path, collection: Path) -> None:
    imported(collection)
    mine = project / "assets" / "exercises" / "cat_stretch.yaml"
    mine.write_text(mine.read_text().replace("Hold for 15 seconds.", "Breathe."))
    photo = project / "assets" / "clips" / "no_curl_2_3_4-1.jpg"
    photo.write_bytes(b"mine")
    before = snapshot(project)
    answer = imported(collection)
    assert snapshot(project) == before
    assert "assets/exercises/cat_stretch.yaml is there and differs; --replace" in answer.complained.replace(
        "\\", "/"
    )
    assert "assets/clips/no_curl_2_3_4-1.jpg is there and differs" in answer.complained.replace("\\", "/")
    assert "kept bridge_2: is there already" in answer.complained
    assert imported(collection, "--replace").code == 0
    assert "Breathe." not in mine.read_text() and photo.read_bytes() != b"mine"


def test_pictures_come_from_beside_the_file_alone(project: Path, collection: Path, tmp_path: Path) -> None:
    folder = collection.parent
    outside = tmp_path / "outside.jpg"
    make_picture(outside, np.zeros((360, 640, 3), np.uint8))
    (folder / "link.jpg").symlink_to(outside)
    (folder / "words.jpg").write_text("no picture")
    names = [
        "https://example.org/0.jpg", "//example.org/0.jpg", str(outside), "../outside.jpg", "link.jpg", "words.jpg",
        "none.jpg", "x" * 5000, "\0", "0.jpg",
    ]  # fmt: skip
    answer = imported(written(folder, [{**CURL, "images": names}]))
    assert [path.name for path in (project / "assets" / "clips").iterdir()] == ["no_curl_2_3_4-1.jpg"]
    told = answer.complained
    assert told.count("nothing is fetched") == 2 and told.count("lies outside of collection") == 3
    assert "words.jpg is no photo" in told and "none.jpg is not in" in told
    elsewhere = imported(collection, "--pictures", str(tmp_path / "nowhere"), "--replace")
    assert elsewhere.code == 0 and "is not in" in elsewhere.complained


def test_the_shape_of_wger(project: Path, tmp_path: Path) -> None:
    squat = {
        "id": 12,
        "category": {"id": 9, "name": "Legs"},
        "muscles": [{"name": "Quadriceps femoris", "name_en": "Quads"}],
        "muscles_secondary": [],
        "equipment": [{"id": 7, "name": "none (bodyweight exercise)"}, {"id": 1, "name": "Chair"}],
        "license": {"short_name": "CC-BY-SA 4"},
        "license_author": "Ana",
        "images": [{"image": "https://example.org/12.png"}],
        "translations": [
            {"language": 1, "name": "Kniebeuge", "description": "<p>Runter.</p>"},
            {
                "language": 2,
                "name": "Squat",
                "description": "<ol><li>Sit <b>back</b>.</li><li>Stand&nbsp;up.</li></ol>",
            },
        ],
    }
    answer = imported(written(tmp_path, {"count": 1, "results": [squat]}))
    assert answer.code == 0, answer.all
    squat_file = entry(project, "squat")
    assert [line.say.value for line in squat_file.setup or ()] == ["Sit back.", "Stand up."]
    assert squat_file.licence and squat_file.licence.value == "CC-BY-SA 4, Ana"
    assert squat_file.needs and squat_file.needs.value == "chair"
    assert "nothing is fetched" in answer.complained


def test_some_of_a_collection_and_a_licence_of_ones_own_word(project: Path, tmp_path: Path) -> None:
    path = written(tmp_path, [CAT, CURL])
    assert "nothing says under which licence 1 of them are" in imported(path, "--only", "curl").complained
    assert imported(path, "--only", "Stretching", "--licence", "CC0").code == 0
    assert entry(project, "cat_stretch").licence
    assert imported(path, "--only", "swimming").code == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ('{"a": 1}', "is no collection of exercises"),
        ("[1, null, {}]", "no exercise of"),
        ('[{"name": "Only a name"}]', "no exercise of"),
        (json.dumps([{}] * 5_001), "at most 5,000"),
    ],
)
def test_what_is_no_collection(project: Path, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.json").write_text(text)
    answer = imported(tmp_path / "a.json")
    assert answer.code == 3 and told in answer.complained
    assert not (project / "assets").exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"name": {"deep": []}}, {"instructions": [[], {}, 7, None]}, {"images": {"a": 1}}, {"equipment": [[]]},
        {"name": "x" * 10_000}, {"instructions": ["y" * 10_000]}, {"instructions": ["z"] * 400},
        {"name": "\x1b[2J\u202e"},
        {"name": "…"}, {"license": []}, {"category": True}, {"name": "- a: &b !!c"},
    ],
)  # fmt: skip
def test_odd_values_are_told_or_left_out_and_never_break(
    project: Path, tmp_path: Path, odd: dict[str, Any]
) -> None:
    answer = imported(written(tmp_path, [{**CURL, **odd}]))
    assert answer.code in {0, 3} and "Traceback" not in answer.all and "\x1b" not in answer.all
    for path in (project / "assets" / "exercises").glob("*.yaml"):
        assert entry(project, path.stem)
