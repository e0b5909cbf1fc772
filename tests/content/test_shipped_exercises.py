"""The exercise library: one for every figure, at its least, usual and greatest dose."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml
from shipped import ASSETS, DOCUMENT, LIBRARY, read, used_in

from compiler import Report, check
from compiler.figure import read_figure
from compiler.load.demonstrating import HOSTS, SPEAKERS, WAYS, WAYS_DOWN, WAYS_DOWN_BY_A_CHAIR
from compiler.load.schema import ExerciseFile, HoldFile, RepsFile, SetsFile
from compiler.model.about import EQUIPMENT
from compiler.model.timeline import StepKind


def dose_of(exercise: ExerciseFile) -> HoldFile | RepsFile:
    dose = exercise.hold or exercise.reps
    assert dose is not None
    return dose


def test_every_figure_is_used() -> None:
    figures = {path.stem for path in (ASSETS / "figures").glob("*.yaml")}
    shown = {figure.value for path in LIBRARY if (figure := read(path.stem).figure)}
    beside = {
        *(name for _, name in (*SPEAKERS, *HOSTS, *WAYS, *WAYS_DOWN, *WAYS_DOWN_BY_A_CHAIR)),
        "bird_dog_low",
    }  # which a routine takes in its place
    assert figures == shown | beside


def test_has_a_range_around_its_usual_dose(exercise: ExerciseFile) -> None:
    sets = exercise.sets
    assert isinstance(sets, SetsFile)
    for dose in (dose_of(exercise), sets):
        assert dose.min is not None and dose.max is not None
        assert dose.min.value <= dose.default.value <= dose.max.value
    assert dose_of(exercise).min.value < dose_of(exercise).max.value  # type: ignore[union-attr]


def test_says_what_it_is_about(exercise: ExerciseFile) -> None:
    assert exercise.purpose and exercise.region and exercise.level and exercise.position
    assert exercise.equipment is not None
    needs = exercise.needs.value if exercise.needs else ""
    assert bool(exercise.equipment) == bool(needs)
    for thing in exercise.equipment:
        assert thing.value in EQUIPMENT and thing.value in needs


@pytest.mark.parametrize("language", ["de", "es"])
def test_what_exercises_say_of_themselves_is_there_in_every_language(language: str) -> None:
    exercises = [read(path.stem) for path in LIBRARY]
    said = {one.about.value for exercise in exercises for one in exercise.careful_with}
    said |= {exercise.purpose.value for exercise in exercises if exercise.purpose}
    names = {exercise.name.value for exercise in exercises}
    text = (ASSETS / "exercises" / language / "_common.yaml").read_text(encoding="utf-8")
    words = yaml.safe_load(text)["words"].keys()
    assert words - names == said


def test_usual_doses_are_gentle(exercise: ExerciseFile) -> None:
    if exercise.hold:
        assert 20 <= exercise.hold.default.value <= 30
    if exercise.reps:
        assert 5 <= exercise.reps.default.value <= 10


def test_setup_is_short(exercise: ExerciseFile) -> None:
    sentences = " ".join(line.say.value for line in exercise.setup or ())
    assert 1 <= len(exercise.setup or ()) <= 3
    assert 8 <= len(sentences.split()) <= 45


@pytest.fixture(scope="module")
def all_at(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Report]:
    """All of the library in one routine, at the least, usual or greatest dose."""
    folder = tmp_path_factory.mktemp("all")

    @cache
    def checked(dose: str) -> Report:
        steps: list[dict[str, object]] = [{"say": "Let us begin."}]
        for path in LIBRARY:
            exercise = read(path.stem)
            steps.append(
                {"exercise": path.stem} | ({} if dose == "default" else written_dose(exercise, dose))
            )
        file = folder / f"{dose}.yaml"
        file.write_text(yaml.safe_dump({"title": "All", "steps": steps}), encoding="utf-8")
        return check(file, store=folder / "store")

    return checked


@pytest.mark.parametrize("dose", ["min", "default", "max"])
def test_fits_at_every_dose_of_its_range(dose: str, all_at: Callable[[str], Report]) -> None:
    """No mistake, and at the usual dose every cue has its place."""
    found = all_at(dose)
    assert [d.render() for d in found.diagnostics] == []
    assert found.timeline is not None
    assert len({step.exercise for step in found.timeline.steps if step.exercise}) == len(LIBRARY)
    if dose == "default":
        assert [dropped.text for dropped in found.timeline.dropped] == []


def written_dose(exercise: ExerciseFile, which: str) -> dict[str, object]:
    value = getattr(dose_of(exercise), which).value
    return {"hold": f"{value}s"} if exercise.hold else {"reps": int(value)}


def test_counts_are_not_talked_over(all_at: Callable[[str], Report]) -> None:
    """A cue of the library leaves every rep but the first, which is begun, its number or "Last one"."""
    timeline = all_at("default").timeline
    assert timeline is not None
    for step in timeline.steps:
        if step.kind is StepKind.REPS:
            said = [c for c in timeline.cues if step.range.contains(c.range) and c.role == "count"]
            numbers = [cue for cue in said if cue.text not in {"Last one", "One more"}]
            reps = step.scene.ring.reps  # type: ignore[union-attr]
            assert reps - 2 <= len(numbers) <= reps - 1 <= len(said)


def test_the_first_side_is_the_one_the_figure_shows(exercise: ExerciseFile) -> None:
    if not exercise.sides or exercise.sides.value != "both":
        return
    assert exercise.figure and exercise.first_side
    figure, _ = read_figure(ASSETS / "figures" / f"{exercise.figure.value}.yaml")
    assert figure is not None
    assert exercise.first_side.value == figure.shown_side


def test_the_table_tells_what_the_files_say() -> None:
    table = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    users = used_in()
    assert table == [row(path.stem, users[path.stem]) for path in LIBRARY]


def row(name: str, routines: list[str]) -> str:
    exercise = read(name)
    used = ", ".join(routines) or "extra"
    return f"| `{name}` | {exercise.name.value} | {shown_dose(exercise)} | {shown_range(exercise)} | {used} |"


def shown_dose(exercise: ExerciseFile) -> str:
    both = " each side" if exercise.sides and exercise.sides.value == "both" else ""
    count = exercise.sets.default.value if exercise.sets else 1
    sets = f", {count} sets" if count > 1 else ""
    return f"{amount(exercise, dose_of(exercise).default.value)}{both}{sets}"


def shown_range(exercise: ExerciseFile) -> str:
    dose = dose_of(exercise)
    assert dose.min and dose.max
    return f"{dose.min.value} to {amount(exercise, dose.max.value)}"


def amount(exercise: ExerciseFile, value: Fraction | int) -> str:
    return f"{value} s" if exercise.hold else f"{value} reps"


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_exercise_is_there_in_every_language(language: str, tmp_path: Path) -> None:
    """All of the library in one routine: every word has its translation and room, and every cue finds its place."""
    steps = [{"say": "123."}, *({"exercise": path.stem} for path in LIBRARY)]
    file = tmp_path / "all.yaml"
    written = {
        "title": "123",
        "lang": language,
        "size": "portrait",
        "defaults": {"rest": "10s"},
        "steps": steps,
    }
    file.write_text(yaml.safe_dump(written), encoding="utf-8")
    found = check(file, store=tmp_path / "store")
    assert [d.render() for d in found.diagnostics] == []
    assert found.timeline and [dropped.text for dropped in found.timeline.dropped] == []
