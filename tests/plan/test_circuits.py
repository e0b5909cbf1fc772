"""Rounds, intervals and as many rounds as one can: what is shown, said, counted and told of them."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.customise import Customisation, DoseChange, DoseKind, customise
from compiler.customise.layers import Addition, Named
from compiler.deliver.description import description
from compiler.deliver.timeline_json import plan_object
from compiler.export.programme import Programme
from compiler.export.schema_org import schema_org
from compiler.export.watch import Repeat, Row, watch_rows
from compiler.listen import eyes_closed, score_of
from compiler.load import Loaded, load_routine
from compiler.model.errors import Severity
from compiler.model.routine import ExerciseStep, Routine
from compiler.model.timeline import StepKind, Timeline, TimelineStep
from compiler.narrate import estimate_seconds
from compiler.plan import fit, plan

ROUNDS = """\
title: Three Rounds
summary: "{count} exercises."
steps:
  - exercise: pelvic_tilt
    reps: 3
  - rounds: 3
    rest: 30s
    steps:
      - exercise: knee_to_chest
        hold: 20s
      - rest: 10s
      - exercise: bridge
        reps: 5
"""
INTERVALS = """\
title: By the Clock
steps:
  - intervals: {work: 20s, rest: 10s, times: 6, exercises: [bridge, knee_to_chest]}
"""
AMRAP = """\
title: As Many as You Can
steps:
  - amrap: 2m
    steps:
      - exercise: bridge
        reps: 4
      - exercise: trunk_rotation
        hold: 15s
"""
DOSES = {StepKind.HOLD, StepKind.REPS}

Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """A routine in a project of its own, with the library that ships."""
    monkeypatch.chdir(tmp_path)

    def loaded(text: str, **options: str) -> Loaded:
        path = tmp_path / "r.yaml"
        path.write_text(text, encoding="utf-8")
        return load_routine(path, **options)  # type: ignore[arg-type]

    return loaded


def routine_of(loaded: Loaded) -> Routine:
    assert loaded.routine, loaded.diagnostics
    return loaded.routine


def timeline_of(routine: Routine, *layers: Customisation) -> Timeline:
    customised = customise(routine, layers)
    assert customised.diagnostics == ()
    planned = plan(customised.routine, estimate_seconds, measured=True)
    assert planned.diagnostics == ()
    return planned.timeline


def dosed(timeline: Timeline) -> list[TimelineStep]:
    return [step for step in timeline.steps if step.kind in DOSES]


def said(timeline: Timeline, step: TimelineStep) -> list[str]:
    return [cue.text for cue in timeline.cues if step.range.contains(cue.range)]


def doses_of(routine: Routine) -> list[tuple[str, int]]:
    exercises = [step for step in routine.steps if isinstance(step, ExerciseStep)]
    return [(step.id, int(step.dose.hold or step.dose.reps or 0)) for step in exercises]


# --- rounds -------------------------------------------------------------------------------------------------


def test_each_round_is_said_and_shown_and_all_are_alike(load: Load) -> None:
    timeline = timeline_of(routine_of(load(ROUNDS)))
    before = [step for step in timeline.steps if "ound" in step.scene.word("kicker")]
    assert [step.scene.word("kicker") for step in before] == [
        "Rest · round 2 of 3 is next",
        "Rest · round 3 of 3 is next",
    ]
    assert "Round two of three." in said(timeline, before[0])
    assert "Round one of three." in [cue.text for cue in timeline.cues]
    rounds = {n: [s for s in dosed(timeline) if s.round and s.round.number == n] for n in (1, 2, 3)}
    shapes = [[(s.exercise, s.side, len(s.range)) for s in steps] for steps in rounds.values()]
    assert shapes[0] == shapes[1] == shapes[2]
    for number, steps in rounds.items():
        assert all(f"Round {number} of 3" in step.scene.word("detail") for step in steps)


def test_an_exercise_is_explained_in_the_first_round_alone(load: Load) -> None:
    timeline = timeline_of(routine_of(load(ROUNDS)))
    setups = [s for s in timeline.steps if s.kind is StepKind.SETUP and s.exercise == "knee_to_chest"]
    told = [sum("bend your right leg" in text for text in said(timeline, step)) for step in setups]
    assert told == [1, 0, 0]
    assert all("Knee to Chest" in said(timeline, step)[0] for step in setups[1:])


def test_rounds_are_chapters_and_one_line_of_the_description(load: Load) -> None:
    timeline = timeline_of(routine_of(load(ROUNDS)))
    assert [c.title for c in timeline.chapters] == [
        "Pelvic Tilt", "Round 1 of 3", "Round 2 of 3", "Round 3 of 3", "Finish",
    ]  # fmt: skip
    assert "• 3 rounds: Knee to Chest, 20 seconds each side; Bridge, 5 slow reps\n" in description(timeline)
    assert timeline.summary == "Three exercises."


def test_what_is_the_same_is_not_shown_in_another_way(load: Load) -> None:
    """Words on a card are one picture in all rounds: equal scenes are encoded once."""
    text = ROUNDS.replace("      - rest: 10s\n", "      - say: Breathe out.\n")
    cards = [s.scene for s in timeline_of(routine_of(load(text))).steps if s.kind is StepKind.SAY]
    assert len(cards) == 3 and len(set(cards)) == 1


def test_a_dose_holds_in_every_round(load: Load) -> None:
    change = DoseChange(kind=DoseKind.HOLD, value=Fraction(15), exercise="knee_to_chest")
    changed = customise(routine_of(load(ROUNDS)), [Customisation(doses=(change,))]).routine
    assert [d for d in doses_of(changed) if d[0] == "knee_to_chest"] == [("knee_to_chest", 15)] * 3


@pytest.mark.parametrize(
    ("skipped", "kinds"),
    [
        (["knee_to_chest"], "exercise exercise rest exercise rest exercise"),
        (["bridge"], "exercise exercise rest exercise rest exercise"),
        (["pelvic_tilt"], "exercise rest exercise rest exercise rest exercise rest exercise rest exercise"),
        (["bridge", "knee_to_chest"], "exercise"),
    ],
)
def test_what_is_left_out_takes_its_rests_along(load: Load, skipped: list[str], kinds: str) -> None:
    layer = Customisation(skip=tuple(Named(exercise=name) for name in skipped))
    left = customise(routine_of(load(ROUNDS)), [layer]).routine
    names = ["exercise" if isinstance(step, ExerciseStep) else "rest" for step in left.steps]
    assert names == kinds.split()


def test_what_a_profile_adds_beside_an_exercise_comes_in_every_round(load: Load) -> None:
    routine = routine_of(load(ROUNDS))
    tilt = routine.steps[0]
    layer = Customisation(additions=(Addition(beside=Named(exercise="bridge"), after=True, steps=(tilt,)),))
    done = [name for name, _ in doses_of(customise(routine, [layer]).routine)]
    assert done == ["pelvic_tilt", *["knee_to_chest", "bridge", "pelvic_tilt"] * 3]


def test_a_fit_chooses_one_dose_for_all_rounds(load: Load) -> None:
    fitted = fit(customise(routine_of(load(ROUNDS)), []).routine, Fraction(500), estimate_seconds)
    assert fitted.exact
    assert len(set(doses_of(fitted.routine))) == 3
    assert any(text.startswith("Knee to Chest, each round: hold ") for text in fitted.changed)
    assert timeline_of(fitted.routine).duration_seconds == 500


def test_a_watch_repeats_rounds_that_are_alike(load: Load) -> None:
    timeline = timeline_of(routine_of(load(ROUNDS)))
    rows = watch_rows(timeline)
    (repeat,) = [row for row in rows if isinstance(row, Repeat)]
    again = [row for row in rows[repeat.first :] if isinstance(row, Row)]
    assert repeat.times == 2 and again[0].name == "Rest"
    counted = [row.seconds for row in rows[: repeat.first] if isinstance(row, Row)] + [
        row.seconds for row in again
    ] * 2
    exercise = [s for s in timeline.steps if s.exercise_index is not None or s.kind is StepKind.REST]
    assert sum(counted) == sum(Fraction(len(s.range)) / timeline.frame_rate for s in exercise)
    assert not any("Round 2" in row.notes for row in again)


def test_programs_are_told_of_rounds(load: Load) -> None:
    timeline = timeline_of(routine_of(load(ROUNDS)))
    steps = plan_object(timeline)["steps"]
    third = [s for s in steps if s.get("round") == 3]
    assert {s["rounds"] for s in third} == {3} and {s["circuit"] for s in third} == {"rounds"}
    assert "round" not in steps[0]
    actions = schema_org(Programme(timeline=timeline).timeline)["@graph"][0]["potentialAction"]
    assert [a["name"] for a in actions] == ["Pelvic Tilt", "Knee to Chest", "Bridge"]
    assert "3 rounds" in actions[1]["exercisePlan"]["additionalVariable"]


# --- by the clock -------------------------------------------------------------------------------------------


def test_intervals_keep_their_beat(load: Load) -> None:
    timeline = timeline_of(routine_of(load(INTERVALS)))
    start = dosed(timeline)[0].range.start
    clock = [s for s in timeline.steps if s.range.start >= start and s.kind is not StepKind.END]
    assert [(s.kind.value, len(s.range) / timeline.frame_rate) for s in clock] == [
        ("hold", 20), *[("rest", 10), ("hold", 20)] * 5,
    ]  # fmt: skip
    done = [(s.exercise, s.side and s.side.value) for s in dosed(timeline)]
    assert done == [("bridge", None), ("knee_to_chest", "right"), ("knee_to_chest", "left")] * 2
    assert said(timeline, clock[1])[-3:] == ["Three", "Two", "One"]
    assert "Keep moving · 20 seconds · Interval 1 of 6" in clock[0].scene.word("detail")
    assert "Intervals: six times twenty seconds, with ten seconds of rest." in [c.text for c in timeline.cues]


def test_intervals_are_counted_anew_when_an_exercise_is_left_out(load: Load) -> None:
    layer = Customisation(skip=(Named(exercise="bridge"),))
    timeline = timeline_of(routine_of(load(INTERVALS)), layer)
    assert [s.scene.word("detail").rpartition(" · ")[2] for s in dosed(timeline)] == [
        f"Interval {n} of 4" for n in (1, 2, 3, 4)
    ]


def test_a_rest_is_long_enough_to_get_up_in_and_says_so(load: Load) -> None:
    text = INTERVALS.replace("[bridge, knee_to_chest]", "[bridge, sit_to_stand]")
    planned = plan(customise(routine_of(load(text)), []).routine, estimate_seconds, measured=True)
    assert "so long it takes to be told what comes and to get there" in planned.diagnostics[0].message
    assert eyes_closed(score_of(planned.timeline)) == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("times: 2", "not all of the 3 stretches of work have a turn"),
        ("work: 3m", "hold of 3m is outside the range of Knee to Chest"),
        ("exercises: [bridge, knee]", "there is no exercise 'knee'"),
    ],
)
def test_what_is_wrong_with_intervals_is_told(load: Load, wrong: str, told: str) -> None:
    key = wrong.split(":", maxsplit=1)[0]
    old = {"times": "times: 6", "work": "work: 20s", "exercises": "exercises: [bridge, knee_to_chest]"}[key]
    found = load(INTERVALS.replace(old, wrong)).diagnostics
    assert any(told in d.message and d.span and d.span.line == 3 for d in found), found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (INTERVALS.replace("times: 6", "times: 5"), "Knee to Chest is done once more on one side"),
        (AMRAP.replace("reps: 4", "reps: 4\n        sets: 2"), "sets has no effect"),
        (AMRAP.replace("reps: 4", "reps: 4\n        setup_time: 30s"), "setup_time has no effect"),
    ],
)
def test_what_a_clock_makes_idle_or_uneven_is_a_warning(load: Load, text: str, told: str) -> None:
    found = load(text).diagnostics
    assert [told in d.message and d.severity is Severity.WARNING for d in found] == [True], found


def test_one_clock_runs_for_the_whole_list(load: Load) -> None:
    timeline = timeline_of(routine_of(load(AMRAP)))
    turns = dosed(timeline)
    assert sum(len(step.range) for step in turns) == 120 * timeline.frame_rate
    names = [step.exercise for step in turns]
    assert names[:6] == ["bridge", "trunk_rotation", "trunk_rotation"] * 2
    rings = {(step.range.start + step.scene.ring.start, step.scene.ring.total) for step in turns}  # type: ignore[union-attr]
    assert rings == {(turns[0].range.start, 120 * timeline.frame_rate)}
    assert turns[0].scene.word("detail") == "4 slow reps · then Trunk Rotation"
    texts = [cue.text for cue in timeline.cues]
    assert {"One minute left.", "Thirty seconds left.", "Ten seconds left."} <= set(texts)
    assert said(timeline, turns[3])[0] == "Next: Bridge."


def test_a_watch_repeats_the_list_until_the_time_is_over(load: Load) -> None:
    rows = watch_rows(timeline_of(routine_of(load(AMRAP))))
    assert rows[-1] == Repeat(first=1, seconds=Fraction(120))
    assert [row.name for row in rows if isinstance(row, Row)][1:] == [
        "Bridge", "Trunk Rotation · Right side", "Trunk Rotation · Left side",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [ROUNDS, INTERVALS, AMRAP], ids=["rounds", "intervals", "amrap"])
@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_circuits_can_be_followed_with_eyes_closed(load: Load, text: str, language: str) -> None:
    routine = customise(routine_of(load(f"lang: {language}\n{text}")), []).routine
    timeline = plan(routine, estimate_seconds, measured=True).timeline
    assert eyes_closed(score_of(timeline)) == ()


# --- sections and chapters ----------------------------------------------------------------------------------

SECTIONS = """\
title: Parts
steps:
  - section: Warm-up
    card: yes
  - exercise: pelvic_tilt
    reps: 5
  - section: Main part
    chapter: The work
    say: Now comes the main part.
    steps:
      - exercise: bridge
        reps: 5
      - exercise: knee_to_chest
        chapter: Knees
  - exercise: trunk_rotation
"""


def test_a_section_is_a_chapter_and_shows_a_card_if_wanted(load: Load) -> None:
    timeline = timeline_of(routine_of(load(SECTIONS)))
    assert [c.title for c in timeline.chapters] == [
        "Warm-up",
        "The work",
        "Knees",
        "Trunk Rotation",
        "Finish",
    ]
    cards = [s for s in timeline.steps if s.kind is StepKind.SAY]
    assert [(s.scene.word("text"), said(timeline, s)[-1]) for s in cards] == [
        ("Warm-up", "Warm-up."),
        ("Main part", "Now comes the main part."),
    ]
    assert "Warm-up\n• Pelvic Tilt: 5 slow reps\nMain part\n• Bridge" in description(timeline)
    inside = [s.section.name if s.section else "" for s in dosed(timeline)]
    assert inside[:4] == ["Warm-up", "Main part", "Main part", "Main part"] and not any(inside[4:])


def test_a_section_that_loses_its_exercises_loses_its_card(load: Load) -> None:
    layer = Customisation(skip=(Named(exercise="pelvic_tilt"),))
    left = customise(routine_of(load(SECTIONS)), [layer]).routine
    assert left.steps[0].section and left.steps[0].section.name == "Main part"


def test_a_chapter_that_is_too_short_is_told_at_its_place(load: Load) -> None:
    text = SECTIONS.replace(
        "  - exercise: trunk_rotation\n",
        "  - say: Well.\n    chapter: Short\n  - exercise: bridge\n    chapter: Last\n",
    )
    planned = plan(customise(routine_of(load(text)), []).routine, estimate_seconds, measured=True)
    (told,) = planned.diagnostics
    assert "there is no chapter 'Last'" in told.message or "there is no chapter 'Short'" in told.message


def test_names_of_groups_are_translated(load: Load, tmp_path: Path) -> None:
    text = SECTIONS.replace("section: Main part", "section: Main part\n    card: no").replace(
        "    say: Now comes the main part.\n", ""
    )
    (tmp_path / "r.de.yaml").write_text("words: {Parts: Teile, Warm-up: Aufwärmen, The work: Arbeit}\n")
    loaded = load(text, language="de")
    missing = [d.message for d in loaded.diagnostics]
    assert "not translated (de): 'Main part'" in missing and "not translated (de): 'Knees'" in missing
    timeline = plan(customise(routine_of(loaded), []).routine, estimate_seconds, measured=True).timeline
    assert [c.title for c in timeline.chapters][:2] == ["Aufwärmen", "Arbeit"]
