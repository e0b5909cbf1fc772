"""One language in another's voice is told: where English stands in, and what of an exercise stays English."""

from collections.abc import Iterable

import pytest

from compiler.load import load_patient, load_routine
from compiler.model.errors import Diagnostic
from compiler.model.routine import ExerciseStep
from tests.load.conftest import ROUTINE, Desk
from tests.load.test_translation import GERMAN, KNEE

SHIPPED = """\
title: Mañana
lang: {lang}
steps:
  - exercise: bridge
  - exercise: clamshell
  - exercise: clamshell
"""


def told(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [f"{d.span.line if d.span else 0}: {d.severity}: {d.message}" for d in diagnostics]


@pytest.mark.parametrize(("lang", "name"), [("fr", "French"), ("PT-br", "Portuguese"), ("tlh", "tlh")])
def test_a_language_without_words_of_the_tool_is_told_at_lang(desk: Desk, lang: str, name: str) -> None:
    loaded = desk.load(ROUTINE.replace("steps:", f"lang: {lang}\nsteps:"))
    assert told(loaded.diagnostics) == [
        f"2: warning: the tool has no words of its own in {name}: English stands in for them"
    ]


def test_a_countrys_code_is_answered_with_its_language(desk: Desk) -> None:
    (problem,) = desk.load(ROUTINE.replace("steps:", "lang: jp\nsteps:")).diagnostics
    assert problem.hint == "jp is a country; did you mean ja (Japanese)?"


@pytest.mark.parametrize(("name", "code"), [("German", "de"), ("français", "fr"), ("ESPAÑOL", "es")])
def test_a_language_by_its_name_is_answered_with_its_code(desk: Desk, name: str, code: str) -> None:
    (problem,) = desk.load(ROUTINE.replace("steps:", f"lang: {name}\nsteps:")).diagnostics
    assert problem.hint == f"{name} is {code}"


@pytest.mark.parametrize("lang", ["en", "EN-gb", "en_US", "de", "es-MX", "deu"])
def test_of_a_language_that_the_tool_knows_nothing_is_said(desk: Desk, lang: str) -> None:
    assert desk.load(ROUTINE.replace("steps:", f"lang: {lang}\nsteps:")).diagnostics == ()


def test_a_translation_into_a_language_without_words_is_told_at_its_file(desk: Desk) -> None:
    path = desk.write("morning.fr.yaml", GERMAN)
    desk.write("assets/exercises/fr/knee.yaml", KNEE)
    (problem,) = desk.load(ROUTINE, language="fr").diagnostics
    assert "no words of its own in French" in problem.message
    assert problem.span and problem.span.path == path


def test_words_that_stay_english_are_told_once_for_each_exercise(desk: Desk) -> None:
    desk.write("assets/exercises/es/clamshell.yaml", "words:\n  Clamshell: La almeja\n")
    loaded = desk.load(SHIPPED.format(lang="es"))
    (problem,) = loaded.diagnostics
    assert told([problem])[0].startswith(
        "5: warning: words of clamshell stay as they are, not in Spanish: “a pillow under your head”, “left leg on top”"
    )
    assert "assets/exercises/es/clamshell.yaml" in (problem.hint or "")


def test_a_routine_in_spanish_has_the_librarys_spanish_words(desk: Desk) -> None:
    routine = desk.load(SHIPPED.format(lang="es-MX")).routine
    assert routine is not None
    bridge = routine.steps[0]
    assert isinstance(bridge, ExerciseStep)
    assert bridge.name == "Puente"
    assert (routine.variant, routine.voice.name) == ("", "es-419")


def test_words_of_the_step_itself_are_the_authors(desk: Desk) -> None:
    text = SHIPPED.format(lang="fr").replace(
        "  - exercise: bridge\n  - exercise: clamshell\n  - exercise: clamshell\n",
        "  - exercise: bridge\n    name: Le pont\n    setup: Couchez-vous.\n    cues: []\n",
    )
    stand_in, bridge = told(desk.load(text).diagnostics)
    assert "French" in stand_in
    assert bridge == "4: warning: words of bridge stay as they are, not in French: “lift”, “hold”, “lower”"


def test_a_translation_tells_untranslated_words_of_an_exercise_in_one_line(desk: Desk) -> None:
    desk.write("morning.de.yaml", GERMAN)
    (problem,) = desk.load(ROUTINE, language="de").diagnostics
    assert told([problem])[0].startswith(
        "6: warning: words of knee stay as they are, not in German: “Knee to Chest”"
    )
    assert str(desk.folder / "morning.de.yaml") in (problem.hint or "")


@pytest.mark.parametrize("asked", ["de", "DE", "de-AT"])
def test_a_translation_is_found_in_any_case_and_by_its_base(desk: Desk, asked: str) -> None:
    desk.write("assets/exercises/de/knee.yaml", KNEE)
    desk.write("morning.DE.yaml", GERMAN)
    routine = desk.load(ROUTINE, language=asked).routine
    assert routine is not None
    assert (routine.title, routine.language, routine.variant) == ("Morgen", "de", "de")


def test_a_regions_own_translation_goes_before_the_routine_itself(desk: Desk) -> None:
    path = desk.write("morning.en-GB.yaml", "words: {Lie down.: Lie down now.}\n")
    assert desk.load(ROUTINE, language="en-us").routine == desk.routine()
    british = load_routine(path, animatic=True).routine
    assert british is not None
    assert (british.language, british.voice.name) == ("en-gb", "en")


PATIENT = """\
name: Ana
lang: {lang}
frequency: twice a day
notes: [Before breakfast]
load: {{knee: red band, tilt: 2 kg}}
progression:
  week 2: {{frequency: as often as you like, stop_if: numbness}}
"""


def test_a_patients_words_in_another_language_are_told_where_the_file_says_so(desk: Desk) -> None:
    """How often is told in the routine's language, a weight is one in any."""
    path = desk.write("ana.yaml", PATIENT.format(lang="en"))
    _, problems = load_patient(path, ("tilt", "knee"), language="de-AT")
    assert told(problems) == [
        "4: warning: stays as it is, not in German: “Before breakfast”",
        "5: warning: stays as it is, not in German: “red band”",
        "7: warning: stays as it is, not in German: “as often as you like”",
        "7: warning: stays as it is, not in German: “numbness”",
    ]
    for lang, language in (("en", "en-GB"), ("de", "de")):
        desk.write("ana.yaml", PATIENT.format(lang=lang))
        assert load_patient(path, ("tilt", "knee"), language=language)[1] == []


def test_a_routines_prescription_is_translated_at_its_place_and_how_often_of_its_own(desk: Desk) -> None:
    desk.write("morning.de.yaml", "words: {Morning: Morgen, Lie down.: Hinlegen.}\n")
    desk.write("assets/exercises/de/knee.yaml", KNEE)
    keys = "frequency: twice a day\nstop_if: numbness\nsteps:"
    found = told(desk.load(ROUTINE.replace("steps:", keys), language="de").diagnostics)
    assert "3: warning: not translated (de): 'numbness'" in found
    assert not [line for line in found if "twice" in line]
