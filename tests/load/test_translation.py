"""A routine in other words: word lists beside it and in the library."""

from pathlib import Path

from compiler.figure.script import read_script
from compiler.load import load_routine
from compiler.model.placeholders import placeholders_in
from compiler.model.routine import ExerciseStep
from compiler.yaml import read_yaml
from tests.load.conftest import ROUTINE, Desk

SHIPPED = Path(__file__).parents[2]

GERMAN = """\
words:
  Morning: Morgen
  Lie down.: Legen Sie sich hin.
  Pelvic Tilt: Beckenkippung
  flatten: drücken
  release: lösen
"""
KNEE = """\
words:
  Knee to Chest: Knie zur Brust
  left leg: linkes Bein
  right leg: rechtes Bein
  Bring one knee toward your chest.: Ziehen Sie ein Knie zur Brust.
  Halfway.: Die Hälfte ist geschafft.
  Ten seconds.: Noch zehn Sekunden.
"""


def german(desk: Desk, words: str = GERMAN) -> Path:
    desk.write("assets/exercises/de/knee.yaml", KNEE)
    return desk.write("morning.de.yaml", words)


def test_every_text_of_the_routine_is_replaced_and_the_voice_is_the_languages(desk: Desk) -> None:
    german(desk)
    loaded = desk.load(ROUTINE, language="de")
    assert loaded.diagnostics == ()
    routine = loaded.routine
    assert routine is not None
    assert (routine.title, routine.language, routine.variant) == ("Morgen", "de", "de")
    assert (routine.voice.name, routine.voice.language) == ("de", "de")
    knee = routine.steps[3]
    assert isinstance(knee, ExerciseStep)
    assert knee.name == "Knie zur Brust"
    assert knee.side_names == ("linkes Bein", "rechtes Bein")
    assert [cue.line.text for cue in knee.cues] == ["Die Hälfte ist geschafft.", "Noch zehn Sekunden."]
    tilt = routine.steps[1]
    assert isinstance(tilt, ExerciseStep)
    assert [phase.name for phase in tilt.dose.tempo] == ["drücken", "lösen"]


def test_building_the_translation_is_building_the_routine_in_its_language(desk: Desk) -> None:
    path = german(desk)
    by_language = desk.load(ROUTINE, language="de")
    assert load_routine(path, animatic=True).routine == by_language.routine


def test_a_language_by_name_goes_before_the_files_own(desk: Desk) -> None:
    path = german(desk)
    desk.load(ROUTINE)
    assert load_routine(path, animatic=True, language="fr").diagnostics[0].hint == "there is: de"


def test_what_is_not_translated_is_a_warning_at_the_original(desk: Desk) -> None:
    german(desk, GERMAN.replace("  Lie down.: Legen Sie sich hin.\n", ""))
    (problem,) = desk.load(ROUTINE, language="de").diagnostics
    assert problem.severity == "warning"
    assert problem.message == "not translated (de): 'Lie down.'"
    assert str(problem.span) == f"{desk.folder / 'morning.yaml'}:3:10"


def test_words_that_the_routine_does_not_say_any_more_are_a_warning(desk: Desk) -> None:
    path = german(desk, f"{GERMAN}  Lie down now.: Jetzt hinlegen.\n")
    (problem,) = desk.load(ROUTINE, language="de").diagnostics
    assert problem.message == "the routine does not say 'Lie down now.'"
    assert str(problem.span) == f"{path}:7:18"


def test_the_routines_own_words_go_before_the_librarys(desk: Desk) -> None:
    german(desk, f"{GERMAN}  Knee to Chest: Knie anziehen\n")
    routine = desk.load(ROUTINE, language="de").routine
    assert routine is not None
    knee = routine.steps[3]
    assert isinstance(knee, ExerciseStep)
    assert knee.name == "Knie anziehen"


def test_words_of_profiles_are_translated_too(desk: Desk) -> None:
    german(desk)
    text = f"{ROUTINE}profiles:\n  long: {{cues: {{knee: [{{at: +1s, say: Slowly.}}]}}}}\n"
    (problem,) = desk.load(text, language="de").diagnostics
    assert problem.message == "not translated (de): 'Slowly.'"
    german(desk, f"{GERMAN}  Slowly.: Langsam.\n")
    cues = desk.load(text, language="de").profiles["long"].cues[0].cues
    assert [cue.line.text for cue in cues] == ["Langsam."]


def test_a_misspelt_name_in_a_translation_is_an_error(desk: Desk) -> None:
    german(desk, GERMAN.replace("Legen Sie sich hin.", "Jetzt {nxet}."))
    loaded = desk.load(ROUTINE, language="de")
    assert loaded.routine is None
    assert loaded.diagnostics[0].message == "there is no {nxet} to fill in"


def test_a_language_without_a_translation_tells_which_there_are(desk: Desk) -> None:
    german(desk)
    loaded = desk.load(ROUTINE, language="fr")
    assert loaded.routine is None
    assert loaded.diagnostics[0].hint == "there is: de"


def test_a_routine_with_a_dot_in_its_name_is_no_translation(desk: Desk) -> None:
    desk.load(ROUTINE)
    assert desk.load(ROUTINE, name="morning.day.yaml").routine is not None


def test_shipped_translations_are_complete_and_fill_in_the_same_names() -> None:
    for path in sorted((SHIPPED / "routines").glob("*.??.yaml")):
        loaded = load_routine(path)
        assert loaded.diagnostics == (), path
        assert loaded.routine is not None


def _phases_said(exercise: str) -> set[str]:
    """The names of the phases of a figure; all of an exercise that is counted are said."""
    figure, problems = read_script(SHIPPED / "assets" / "figures" / f"{exercise}.yaml")
    assert figure, problems
    return {phase.name for phase in figure.phases}


def test_word_lists_of_the_library_match_their_exercises() -> None:
    from compiler.load.companions import WordsFile
    from compiler.load.schema import ExerciseFile

    lists = sorted((SHIPPED / "assets" / "exercises").glob("*/[!_]*.yaml"))
    assert lists
    for path in lists:
        exercise, _ = read_yaml(path.parents[1] / path.name, ExerciseFile)
        words, problems = read_yaml(path, WordsFile)
        assert exercise and words, problems
        lines = (*(exercise.setup or ()), *(exercise.switch or ()), *(exercise.cues or ()))
        said = {line.say.value for line in lines}
        said |= {exercise.name.value, *(_phases_said(path.stem) if exercise.reps else ())}
        said |= {exercise.needs.value} if exercise.needs else set()
        sides = exercise.side_names
        said |= {sides.left.value, sides.right.value} if sides else set()
        assert set(words.words) == said, path
        for source, line in words.words.items():
            assert set(placeholders_in(line.say.value)) <= set(placeholders_in(source))
