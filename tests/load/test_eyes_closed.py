"""What a routine says of positions, of moments of the repetitions and of kinds of cues; and the proof by ear."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compiler.cli.app import app
from compiler.load import Loaded, load_routine
from compiler.model.cueing import Breathing, Guide
from compiler.model.position import Body, Which
from compiler.model.routine import LAST_REP, ExerciseStep, RepMoment

ROUTINE = """\
title: Morning
voice: {{engine: silent}}
{keys}
exercises:
  lift:
    name: Heel Lift
    reps: {{default: 5, min: 3, max: 8}}
    tempo: {{lift: 3s, hold: 3s, lower: 3s}}
    position: standing
    setup: [Stand behind a chair and hold it.]
    {more}
steps:
  - say: Have a chair at hand.
  - exercise: lift
"""


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "morning.yaml"


def load(path: Path, *, keys: str = "", more: str = "") -> Loaded:
    path.write_text(ROUTINE.format(keys=keys, more=more), encoding="utf-8")
    return load_routine(path, animatic=True)


def lift(loaded: Loaded) -> ExerciseStep:
    assert loaded.routine, [problem.render() for problem in loaded.diagnostics]
    step = loaded.routine.steps[1]
    assert isinstance(step, ExerciseStep)
    return step


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("lower", RepMoment(phase="lower")),
        ("rep 3 lower", RepMoment(phase="lower", rep=3)),
        ("rep 3", RepMoment(rep=3)),
        ("last rep", RepMoment(rep=LAST_REP)),
        ("last rep hold", RepMoment(phase="hold", rep=LAST_REP)),
        ("every rep Lift", RepMoment(phase="lift", every=True)),
    ],
)
def test_a_cue_can_be_tied_to_a_moment(written: Path, at: str, moment: RepMoment) -> None:
    (cue,) = lift(load(written, more=f"cues: [{{at: {at}, say: Slowly.}}]")).cues
    assert cue.moment == moment


def test_a_phase_that_there_is_not_is_told_with_those_that_there_are(written: Path) -> None:
    (problem,) = load(written, more="cues: [{at: rep 2 lowr, say: Slowly.}]").diagnostics
    assert problem.message == "Heel Lift has no phase 'lowr'"
    assert "lower" in (problem.hint or "") and problem.span


def test_a_slip_of_halfway_is_no_phase(written: Path) -> None:
    (problem,) = load(written, more="cues: [{at: halfwy, say: Slowly.}]").diagnostics
    assert "halfway" in (problem.hint or "")


def test_kinds_of_cues_are_changed_and_silenced(written: Path) -> None:
    cues = "cues: {phases: tones, begin: tone, end: no, ticks: no, breathing: {in: 3s}}"
    loaded = load(written, keys=cues)
    assert loaded.routine
    grammar = loaded.routine.grammar
    assert (grammar.phases, grammar.begin, grammar.end) == (Guide.TONES, Guide.TONES, Guide.NOTHING)
    assert not grammar.ticks and grammar.count
    assert grammar.breathing == Breathing(breathe_in=3, breathe_out=4)  # type: ignore[arg-type]


def test_a_theme_has_cues_of_its_own_and_the_routine_the_last_word(written: Path) -> None:
    theme = written.parent / "assets" / "themes" / "quiet"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("based_on: calm\ncues: {ticks: no, phases: no}\n", encoding="utf-8")
    loaded = load(written, keys="theme: quiet\ncues: {phases: words}")
    assert loaded.routine
    assert not loaded.routine.grammar.ticks and loaded.routine.grammar.phases is Guide.WORDS


def test_a_position_is_one_word_or_has_sides(written: Path) -> None:
    position = lift(load(written)).position
    assert position and position.body is Body.STANDING
    path = ROUTINE.replace("position: standing", "position: {{body: lying on the side, down: other}}")
    written.write_text(path.format(keys="", more=""), encoding="utf-8")
    position = lift(load_routine(written, animatic=True)).position
    assert position and (position.body, position.down) == (Body.ON_SIDE, Which.OTHER)


def test_nobody_stands_on_a_side(written: Path) -> None:
    path = ROUTINE.replace("position: standing", "position: {{body: standing, down: left}}")
    written.write_text(path.format(keys="", more=""), encoding="utf-8")
    (problem,) = load_routine(written, animatic=True).diagnostics
    assert "nobody lies on a side" in problem.message


# --- the command --------------------------------------------------------------------------------------------


def test_check_listens_and_tells_where_and_what_would_mend_it(written: Path) -> None:
    load(written)
    fine = CliRunner().invoke(app, ["check", "--animatic", "--eyes-closed", "morning.yaml"])
    assert (fine.exit_code, fine.stderr) == (0, "")
    load(written, keys="cues: {announce: no, begin: no}")
    found = CliRunner().invoke(app, ["check", "--animatic", "--eyes-closed", "morning.yaml"])
    assert found.exit_code == 3
    assert "morning.yaml:14:15: error: with eyes closed, at 0:" in found.stderr
    assert "Heel Lift is not named before it" in found.stderr
    assert "hint: cues: {announce: yes, next_up: yes}, or a longer rest" in found.stderr
    assert CliRunner().invoke(app, ["check", "--animatic", "morning.yaml"]).exit_code == 0


def test_words_at_the_wrong_phase_are_a_warning_without_listening(written: Path) -> None:
    load(written, more="cues: [{at: rep 2 hold, say: Breathe out as you lower.}]")
    found = CliRunner().invoke(app, ["check", "--animatic", "morning.yaml"])
    assert found.exit_code == 0
    assert "morning.yaml:11:34: warning: these words speak of 'lower'" in found.stderr
    load(written, more="cues: [{at: rep 2 lower, say: Breathe out as you lower.}]")
    assert CliRunner().invoke(app, ["check", "--animatic", "morning.yaml"]).stderr == ""


def test_the_plan_shows_the_way_and_its_time(written: Path) -> None:
    load(written)
    said = CliRunner().invoke(app, ["plan", "morning.yaml", "--json"])
    setup = next(step for step in json.loads(said.stdout)["steps"] if step["kind"] == "setup")
    assert (setup["position"], setup["change_seconds"], setup["tones"]) == ("standing", 0, [])
    seated = ROUTINE.replace("position: standing", "position: seated\n    change_time: 31s")
    written.write_text(seated.format(keys="", more=""), encoding="utf-8")
    assert "to seated: 31 s" in CliRunner().invoke(app, ["plan", "morning.yaml"]).stdout
