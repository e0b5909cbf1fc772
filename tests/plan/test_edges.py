"""Opener and closer, title and end cards of one's own, and a disclaimer that is somewhere always."""

from fractions import Fraction
from pathlib import Path

import pytest

from compiler.listen import eyes_closed, score_of
from compiler.load import load_routine
from compiler.model.errors import Diagnostic
from compiler.model.routine import Footage
from compiler.model.timeline import StepKind, Timeline
from compiler.narrate import estimate_seconds
from compiler.pipeline.variants import Variant, fitted, prepare
from compiler.plan import plan
from tests.pipeline.conftest import write_ball

STEPS = """\
steps:
  - exercise: pelvic_tilt
    reps: 3
  - rest: 10s
  - exercise: knee_to_chest
"""
WARNING = "General information, not medical advice. Stop if anything hurts."


@pytest.fixture
def routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assets" / "clips").mkdir(parents=True)
    write_ball(tmp_path / "assets" / "clips" / "ball.mp4", 2)
    return tmp_path / "r.yaml"


def planned(path: Path, keys: str, **wanted: str) -> Timeline:
    path.write_text(f"{keys}\nframe_rate: 10\n{STEPS}", encoding="utf-8")
    prepared = prepare(path, Variant(**wanted), animatic=False)  # type: ignore[arg-type]
    assert prepared.customised and prepared.diagnostics == (), prepared.diagnostics
    found, _ = fitted(prepared.customised, estimate_seconds)
    result = plan(found, estimate_seconds, measured=True)
    assert result.diagnostics == ()
    assert eyes_closed(score_of(result.timeline)) == ()
    return result.timeline


def problems(path: Path, keys: str) -> tuple[Diagnostic, ...]:
    path.write_text(f"{keys}\n{STEPS}", encoding="utf-8")
    return load_routine(path).diagnostics


def kinds(timeline: Timeline) -> list[str]:
    return [step.kind.value for step in timeline.steps]


def said(timeline: Timeline, kind: StepKind) -> list[str]:
    step = next(step for step in timeline.steps if step.kind is kind)
    return [cue.text for cue in timeline.cues if step.range.contains(cue.range)]


def test_clips_at_the_edges_last_as_long_as_they_are(routine: Path) -> None:
    timeline = planned(routine, "title: T\nopener: ball.mp4\ncloser: {file: ball.mp4, in: 1s, out: 1.5s}")
    first, last = timeline.steps[0], timeline.steps[-1]
    assert kinds(timeline)[:2] == ["say", "title"] and kinds(timeline)[-2:] == ["end", "say"]
    assert [len(step.range) / timeline.frame_rate for step in (first, last)] == [2, Fraction(1, 2)]
    assert timeline.chapters[0].start == 0
    assert isinstance(first.scene.clip.media, Footage)  # type: ignore[union-attr]


def test_cards_have_other_words_and_other_lengths(routine: Path) -> None:
    keys = "title: {text: Morning, say: Good morning., for: 4s}\nend: {for: 6s, title: Bye, say: See you.}"
    timeline = planned(routine, keys)
    title, end = timeline.steps[0], timeline.steps[-1]
    assert (len(title.range), len(end.range)) == (40, 60)
    assert said(timeline, StepKind.TITLE) == ["Good morning."]
    assert said(timeline, StepKind.END)[-1] == "See you."
    assert (end.scene.word("title"), title.scene.word("disclaimer")) == ("Bye", WARNING)
    assert [d.text for d in timeline.dropped if d.step == 0] == [WARNING]


def test_without_cards_the_dose_is_still_told_to_be_over_and_the_disclaimer_said(routine: Path) -> None:
    timeline = planned(routine, "title: {text: T, card: no}\nend: no")
    assert kinds(timeline)[0] == "say" and "title" not in kinds(timeline)
    assert timeline.cues[0].text == WARNING
    assert said(timeline, StepKind.END) == ["And relax."]
    assert len(timeline.steps[-1].range) < 30


def test_the_disclaimer_can_stand_small_in_the_picture(routine: Path) -> None:
    timeline = planned(routine, "title: {text: T, card: no}\ndisclaimer: {on: picture}")
    noted = [step for step in timeline.steps if step.scene.callouts]
    assert kinds(timeline)[0] == "setup"
    assert {step.exercise for step in noted} == {"pelvic_tilt"} and noted[0] is timeline.steps[0]
    assert noted[0].scene.callouts[0].text == WARNING


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("title: {text: T, card: no}\ndisclaimer: {on: title}", "no title card to stand on"),
        ("title: {text: T, card: no, for: 4s}", "there is no card to show or say this on"),
        ("title: T\nopener: {file: ball.mp4, for: 3s}", "a film is shown as long as it is"),
        ("title: T\nopener: {file: ball.mp4, say: Hello.}", "sound: speaks"),
    ],
)
def test_what_cannot_be_is_told_at_its_place(routine: Path, keys: str, told: str) -> None:
    found = problems(routine, keys)
    assert [d for d in found if told in d.message and d.span and d.span.line <= 2], found


def test_a_short_version_fits_into_a_minute(routine: Path) -> None:
    profile = (
        "profiles: {short: {title: {text: One, for: 4s}, end: no, only: pelvic_tilt, fit: 59s, reps: 3}}"
    )
    timeline = planned(routine, f"title: T\nsummary: A moment.\n{profile}", profile="short")
    assert timeline.duration_seconds <= 59
    assert timeline.steps[0].scene.word("title") == "One"
