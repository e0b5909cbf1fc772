"""What has to be encoded again after one hold has changed: told by the keys of segments, encoding nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from compiler.customise import DoseKind, customise
from compiler.draw import load_theme
from compiler.draw.painter import Painter
from compiler.load import from_options, load_routine
from compiler.model.routine import Routine
from compiler.model.timeline import StepKind, Timeline, TimelineStep
from compiler.narrate import estimate_seconds
from compiler.plan import fit, plan
from compiler.render.clips import clips_of, job_of
from compiler.render.encoder import DRAFT
from compiler.render.kept import ConformedClip
from compiler.render.segments import cut

SHIPPED = Path(__file__).parents[2] / "routines" / "stretches-in-bed.yaml"


@pytest.fixture(scope="module")
def routine() -> Routine:
    found = load_routine(SHIPPED).routine
    assert found is not None
    return replace(found, size=(640, 360))


@pytest.fixture(scope="module")
def known(routine: Routine) -> set[str]:
    return {key for _, key in segment_keys(timeline_of(routine))}


def timeline_of(routine: Routine) -> Timeline:
    return plan(routine, estimate_seconds, measured=True).timeline


def segment_keys(timeline: Timeline) -> list[tuple[TimelineStep, str]]:
    """Every segment's key with the step that it is of."""
    keys = {clip: job.key() for clip in clips_of(timeline) if (job := job_of(clip, timeline))}
    clips = {
        key: ConformedClip(Path("never-opened"), max(60, sum(clip.phase_frames)), key)
        for clip, key in keys.items()
    }
    theme, _ = load_theme(timeline.theme)
    assert theme is not None
    segments = cut(timeline, clips, keys, Painter(theme, timeline.size, timeline.frame_rate), DRAFT)
    found, position = [], 0
    for segment in segments:
        step = next(s for s in timeline.steps if s.range.start <= position < s.range.stop)
        found.append((step, segment.key))
        position += len(segment)
    return found


def new_steps(known: set[str], after: Timeline) -> set[tuple[StepKind, str | None]]:
    return {(step.kind, step.exercise) for step, key in segment_keys(after) if key not in known}


def test_a_new_hold_touches_only_what_shows_that_exercise_or_the_total(
    routine: Routine, known: set[str]
) -> None:
    change = from_options({DoseKind.HOLD: ["knee_to_chest=45s"]})
    assert change is not None
    new = new_steps(known, timeline_of(customise(routine, [change]).routine))
    assert (StepKind.HOLD, "knee_to_chest") in new
    assert new <= {
        (StepKind.HOLD, "knee_to_chest"),
        (StepKind.SETUP, "knee_to_chest"),
        (StepKind.SWITCH, "knee_to_chest"),  # tells the dose as well
        (StepKind.REST, None),  # the one that leads to it tells the dose
        (StepKind.TITLE, None),  # tells how long the video is
    }


def test_a_fit_that_changes_holds_leaves_other_exercises_alone(routine: Routine, known: set[str]) -> None:
    longer = timeline_of(routine).duration_seconds // 60 * 60 + 120
    fitted = fit(routine, longer, estimate_seconds)
    changed = {exercise for _, exercise in new_steps(known, timeline_of(fitted.routine))}
    assert changed == {None, "knee_to_chest", "trunk_rotation", "hamstring_strap"}
