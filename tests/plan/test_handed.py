"""Who is left-handed does mirrored what has no side of its own, and each side as everybody does."""

from pathlib import Path

import compiler
from compiler.model.timeline import Clip, StepKind

ROUTINE = """\
title: Both
presenter: {presenter}
speakers: {{lea: {{name: Lea, presenter: {{name: ruth, handed: left}}}}}}
steps:
  - {{exercise: bridge}}
  - {{exercise: knee_to_chest}}
  - {{exercise: shoulder_blade_squeeze, speaker: lea}}
"""


def clips(folder: Path, presenter: str) -> list[Clip]:
    """What is seen while something is done."""
    path = folder / "r.yaml"
    path.write_text(ROUTINE.format(presenter=presenter), encoding="utf-8")
    report = compiler.check(path)
    assert report.timeline, [problem.render() for problem in report.diagnostics]
    done = (StepKind.HOLD, StepKind.REPS)
    return [step.scene.clip for step in report.timeline.steps if step.kind in done and step.scene.clip]


def test_only_what_has_no_side_is_mirrored(tmp_path: Path) -> None:
    right, left = clips(tmp_path, "maya"), clips(tmp_path, "{name: maya, handed: left}")
    sided = [clip.media.path.stem == "knee_to_chest" for clip in right]  # type: ignore[union-attr]
    assert any(sided) and not all(sided)
    for one, other, has_side in zip(right[:-1], left[:-1], sided, strict=False):
        assert (one.mirrored == other.mirrored) is has_side
        assert {one.media.presenter, other.media.presenter} == {"maya"}  # type: ignore[union-attr]


def test_a_speaker_has_a_hand_of_their_own(tmp_path: Path) -> None:
    last = clips(tmp_path, "maya")[-1]
    assert (last.media.presenter, last.mirrored) == ("ruth", True)  # type: ignore[union-attr]


def test_a_hand_alone_leaves_the_usual_presenter(tmp_path: Path) -> None:
    first = clips(tmp_path, "{handed: left}")[0]
    assert (first.media.presenter, first.mirrored) == ("default", True)  # type: ignore[union-attr]
