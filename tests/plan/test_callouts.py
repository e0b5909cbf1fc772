"""When callouts are seen, and at which place of the frame."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.load import load_routine
from compiler.model.callouts import ShownCallout
from compiler.model.errors import Severity
from compiler.model.routine import Footage
from compiler.model.timeline import StepKind, Timeline
from compiler.narrate import estimate_seconds
from compiler.pipeline.variants import Variant, prepare
from compiler.plan import Planned, plan
from compiler.plan.callouts import placed_in_frame
from tests.pipeline.conftest import write_ball

WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
BRIDGE = """\
title: T
frame_rate: 10
steps:
  - exercise: bridge
    reps: 3
    tempo: {{lift: 2s, hold: 1s, lower: 2s}}
    callouts: [{{at: [25%, 50%], text: Knees apart, {when}}}]
"""


@pytest.fixture
def routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assets" / "clips").mkdir(parents=True)
    write_ball(tmp_path / "assets" / "clips" / "ball.mp4", 1)
    return tmp_path / "r.yaml"


def planned(path: Path, text: str, size: tuple[int, int] = WIDE) -> Planned:
    path.write_text(text, encoding="utf-8")
    prepared = prepare(path, Variant(size=("own", size)), animatic=False)
    assert prepared.customised, prepared.diagnostics
    assert prepared.diagnostics == ()
    return plan(prepared.customised.routine, estimate_seconds, measured=True)


def callouts(timeline: Timeline) -> list[ShownCallout]:
    return [one for step in timeline.steps for one in step.scene.callouts]


@pytest.mark.parametrize(
    ("when", "ranges"),
    [
        ("from: lower", ((30, 50), (80, 100), (130, 150))),
        ("from: lift, to: hold", ((0, 30), (50, 80), (100, 130))),
        ("from: rep 2", ((50, 100),)),
        ("from: rep 2 lower, to: last rep", ((80, 150),)),
        ("from: +3s, to: -2s", ((30, 130),)),
        ("from: halfway", ((75, 150),)),
        ("to: +4s", ((0, 40),)),
        ("arrow: yes", ((0, 150),)),
    ],
)
def test_a_callout_is_seen_from_a_time_a_rep_or_a_phase_to_another(
    routine: Path, when: str, ranges: tuple[tuple[int, int], ...]
) -> None:
    found = planned(routine, BRIDGE.format(when=when))
    assert found.diagnostics == ()
    (shown,) = callouts(found.timeline)
    assert shown.ranges == ranges


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("from: +9s, to: +3s", "never seen"),
        ("from: +30s", "never seen"),
        ("from: +3s, to: +3.5s", "is seen for 0.5 s, and takes 1.1 s to read"),
    ],
)
def test_a_callout_that_nobody_can_read_is_a_warning_at_its_place(
    routine: Path, when: str, told: str
) -> None:
    (found,) = planned(routine, BRIDGE.format(when=when)).diagnostics
    assert told in found.message and found.severity is Severity.WARNING
    assert found.span and found.span.line == 7


def test_a_phase_that_there_is_not_is_told_with_those_that_there_are(routine: Path) -> None:
    routine.write_text(BRIDGE.format(when="from: lowr"), encoding="utf-8")
    (found,) = load_routine(routine).diagnostics
    assert (found.message, found.hint) == ("Bridge has no phase 'lowr'", "did you mean lower?")


KNEE = """\
title: T
frame_rate: 10
exercises:
  knee:
    name: Knee
    hold: 5s
    sides: both
    clip: {clip}
    setup: Up.
    inset: {{file: ball.mp4, corner: bottom left}}
    callouts: [{{at: [25%, 40%], text: "{{side}} knee"}}]
steps:
  - exercise: knee
"""


def test_the_place_is_mirrored_with_the_side_and_the_words_are_not(routine: Path) -> None:
    timeline = planned(routine, KNEE.format(clip="{file: ball.mp4, fit: blur}"), (1280, 960)).timeline
    left, right = callouts(timeline)
    assert left.at == (Fraction(1, 4), Fraction(2, 5)) and right.at == (Fraction(3, 4), Fraction(2, 5))
    assert (left.text, right.text) == ("Left side knee", "Right side knee")
    insets = [step.scene.inset for step in timeline.steps if step.kind is StepKind.HOLD]
    assert [one.clip.mirrored for one in insets if one] == [False, True]


def test_a_place_that_is_cut_away_in_a_size_is_told(routine: Path) -> None:
    found = planned(routine, KNEE.format(clip="{file: ball.mp4, focus: right}"), UPRIGHT)
    assert [d.severity for d in found.diagnostics] == [Severity.WARNING] * len(found.diagnostics)
    assert "its place is cut away where the clip fills 1080 by 1920" in found.diagnostics[0].message
    assert callouts(found.timeline) == []


def test_a_place_of_a_clip_stays_on_it_in_every_size() -> None:
    film = Footage(path=Path("a.mp4"))
    at = (Fraction(1, 2), Fraction(1, 4))
    assert placed_in_frame(at, (1920, 1080), film, WIDE) == at
    assert placed_in_frame(at, (1920, 1080), film, UPRIGHT) == at
    left = replace(film, focus=(Fraction(0), Fraction(1, 2)))
    x, y = placed_in_frame((Fraction(1, 8), Fraction(1, 2)), (1920, 1080), left, (1080, 1080))
    assert (x, y) == (Fraction(2, 9), Fraction(1, 2))


def test_a_place_of_a_figure_stays_on_it_in_every_size(routine: Path) -> None:
    text = BRIDGE.format(when="from: lift").replace("[25%, 50%]", "[63%, 35%]")
    wide, upright = (callouts(planned(routine, text, size).timeline)[0] for size in (WIDE, UPRIGHT))
    assert wide.at == (Fraction(63, 100), Fraction(35, 100))
    assert 0.4 < upright.at[1] < 0.6, "the figure lies in the middle of an upright frame"


def test_callouts_are_translated(routine: Path) -> None:
    (routine.parent / "r.de.yaml").write_text("words: {T: T, Knees apart: Knie auseinander}\n")
    routine.write_text(BRIDGE.format(when="from: lift"), encoding="utf-8")
    prepared = prepare(routine, Variant(language="de"), animatic=False)
    assert prepared.customised and prepared.diagnostics == ()
    timeline = plan(prepared.customised.routine, estimate_seconds, measured=True).timeline
    assert callouts(timeline)[0].text == "Knie auseinander"
