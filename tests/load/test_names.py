"""A name in one Unicode form is found under the other; names of exercises may have letters of any script."""

import unicodedata

import pytest

from compiler.load import from_options, load_patient, load_routine
from compiler.model.hints import did_you_mean
from compiler.model.names import slug
from compiler.model.routine import ExerciseStep, Footage, Utterance, Voice
from compiler.narrate.recordings import recording_of
from tests.load.conftest import TILT, Desk

APART = unicodedata.normalize("NFD", "dehnübung")
"""As a Mac stores it: u, and two dots over it."""
ONE = "dehnübung"
FORMS = [(ONE, APART), (APART, ONE)]


@pytest.mark.parametrize(("written", "stored"), FORMS, ids=["composed", "taken apart"])
def test_files_are_found_in_either_form(desk: Desk, written: str, stored: str) -> None:
    desk.write(f"assets/exercises/{stored}.yaml", f"{TILT}clip: {written}.mp4\n")
    desk.write(f"assets/clips/{stored}.mp4", "")
    desk.write(f"assets/audio/{stored}.mp3", "")
    desk.write(f"assets/themes/{stored}/theme.yaml", "")
    desk.write(
        f"{stored}.yaml",
        f"title: T\ntheme: {written}\nmusic: {written}.mp3\nsteps:\n  - exercise: {written}\n",
    )
    loaded = load_routine(desk.folder / f"{written}.yaml")
    assert loaded.diagnostics == ()
    assert loaded.routine and loaded.routine.slug == ONE
    (step,) = loaded.routine.steps
    assert isinstance(step, ExerciseStep) and isinstance(step.media, Footage)
    assert step.media.path.name == f"{stored}.mp4"
    assert loaded.routine.music and loaded.routine.music.path.is_file()


def test_the_exact_name_goes_before_the_other_form(desk: Desk) -> None:
    for name in (ONE, APART):
        desk.write(f"assets/clips/{name}.mp4", "")
    loaded = desk.load(f"title: T\nsteps:\n  - say: Hi.\n    clip: {ONE}.mp4\n")
    assert loaded.routine
    media = getattr(loaded.routine.steps[0], "media", None)
    assert isinstance(media, Footage) and media.path.name == f"{ONE}.mp4"


def test_a_recording_is_found_in_either_form(desk: Desk) -> None:
    path = desk.write(f"takes/{APART}.wav", "")
    voice = Voice(engine="recorded", folder=path.parent)
    assert recording_of(Utterance(text="Dehnübung!", voice=voice)).is_file()


def test_doses_by_name_are_for_the_exercise_in_either_form(desk: Desk) -> None:
    desk.write(f"assets/exercises/{APART}.yaml", TILT)
    text = f"title: T\nsteps:\n  - exercise: {ONE}\nprofiles:\n  more: {{reps: {{{APART}: 12}}}}\n"
    loaded = desk.load(text)
    assert loaded.diagnostics == ()
    assert [dose.exercise for dose in loaded.profiles["more"].doses] == [ONE]
    layer = from_options({}, skip=[APART])
    assert layer and layer.skip[0].exercise == ONE
    patient, problems = load_patient(desk.write("ana.yaml", f"name: Ana\nskip: {APART}\n"), loaded.exercises)
    assert patient and problems == []


def test_a_hint_is_never_what_was_asked() -> None:
    assert did_you_mean(ONE, [APART]) is None
    assert did_you_mean(ONE, [APART, "dehnubung"]) == "did you mean dehnubung?"


def test_an_exercise_of_ones_own_has_a_name_that_steps_can_use(desk: Desk) -> None:
    text = "title: T\nexercises:\n  heel raise:\n    name: H\n    reps: 5\nsteps:\n  - exercise: tilt\n"
    loaded = desk.load(text)
    (told,) = loaded.diagnostics
    assert told.span and (told.span.line, told.span.column) == (3, 3)
    assert told.message == "must be a name of letters, digits, - and _, at most 64, got heel raise"
    assert told.hint == "did you mean heel_raise?"


def test_different_names_have_different_slugs() -> None:
    names = ["朝", "夜", "Анна", "Иван", "☀", "☾", "☀朝", "☾朝", "朝" * 60, "朝" * 61, "é", "e"]
    assert len({slug(name) for name in names}) == len(names)
    assert all(len(slug(name).encode()) <= 80 for name in names)
