"""A routine with films, sides, rounds, intervals and as many rounds as one can: read back in every form."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph

from compiler import check
from compiler.export.fit import write_fit
from compiler.export.otio import write_otio
from compiler.export.programme import Programme
from compiler.export.schema_org import schema_org
from compiler.export.watch import STEPS
from compiler.model.routine import Footage
from compiler.model.structure import Form
from compiler.model.timeline import StepKind, Timeline, TimelineStep
from compiler.render.clips import clips_of
from tests.export.test_fit import read
from tests.export.test_otio import edit_of, marked, placed
from tests.export.test_schema_org import SCHEMA, graph_of
from tests.pipeline.conftest import write_project

CIRCUITS = """\
title: In Circles
size: 320x180
frame_rate: 10
voice: {engine: silent}
exercises:
  knee:
    name: Knee to Chest
    hold: {default: 6s, min: 5s, max: 60s}
    sides: both
    clip: {file: ball.mp4, play: ping-pong, in: 500ms}
    position: lying on the back
  tilt:
    name: Pelvic Tilt
    reps: {default: 3, min: 1, max: 20}
    tempo: {flatten: 2s, hold: 1s, release: 2s}
    clip: ball.mp4
    position: lying on the back
steps:
  - section: Main part
    steps:
      - rounds: 4
        name: On the floor
        rest: 15s
        steps:
          - exercise: knee
          - rest: 10s
          - exercise: tilt
      - intervals: {work: 20s, rest: 15s, times: 4, exercises: [tilt, knee]}
  - section: Last
    steps:
      - amrap: 90s
        steps:
          - exercise: tilt
          - exercise: knee
"""
FILM_SECONDS, KEPT = Fraction(3), {0: 30, Fraction(1, 2): 25}
"""Of the project's film, and how many frames of it are kept from where a clip begins."""


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    routine = write_project(tmp_path_factory.mktemp("circuits") / "project", CIRCUITS)
    found = check(routine)
    assert found.timeline, found.diagnostics
    return found.timeline


def forms(timeline: Timeline) -> set[Form]:
    return {step.round.circuit.form for step in timeline.steps if step.round}


def test_it_has_all_of_it(timeline: Timeline) -> None:
    assert forms(timeline) == {Form.ROUNDS, Form.INTERVALS, Form.AMRAP}
    assert {step.side for step in timeline.steps} > {None}
    assert any(isinstance(clip.media, Footage) for clip in clips_of(timeline))


# --- an edit ------------------------------------------------------------------------------------------------


def test_an_edit_has_each_step_of_each_round_at_its_frame(timeline: Timeline, tmp_path: Path) -> None:
    video, wav = Path("video.mp4"), Path("line.wav")
    films = {clip: KEPT[clip.media.start] for clip in clips_of(timeline) if isinstance(clip.media, Footage)}
    (film,) = {clip.media.path for clip in films if isinstance(clip.media, Footage)}
    programme = Programme(
        timeline=timeline,
        video=video,
        speech={cue.utterance: wav for cue in timeline.cues},
        films=films,
        film_seconds={film: FILM_SECONDS},
        places={video: "video.mp4", wav: "line.wav", film: "ball.mp4"},
    )
    write_otio(programme, tmp_path / "a.otio")
    edit = edit_of(tmp_path / "a.otio")
    tracks = {track["name"]: [*placed(track)] for track in edit["tracks"]["children"]}
    for step in timeline.steps:
        cuts = [cut for cut in tracks["Picture"] if step.range.start <= cut[0] < step.range.stop]
        assert (cuts[0][0], cuts[-1][1]) == (step.range.start, step.range.stop)
        assert {clip["name"] for _, _, clip in cuts} == {step.name}
        mirrored = {clip["metadata"]["followalong"].get("mirrored") for _, _, clip in cuts}
        shown = step.scene.clip
        assert mirrored == {shown.mirrored if shown and not step.scene.preview else None}
    assert [(start, stop, clip["name"]) for start, stop, clip in tracks["Speech"]] == [
        (cue.range.start, cue.range.stop, cue.text) for cue in timeline.cues
    ]
    chapters = [marked(one)[:2] for one in edit["tracks"]["markers"]]
    assert chapters == [(chapter.title, chapter.start) for chapter in timeline.chapters]


# --- a workout ----------------------------------------------------------------------------------------------


def performed(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The steps as a watch has one do them: what is repeated comes again; what is repeated for a time, once."""
    done: list[dict[str, Any]] = []
    for step in steps:
        again = step.get("repeat_steps") if "repeat" in str(step["duration_type"]) else None
        if again is not None:
            first = next(n for n, one in enumerate(done) if one["message_index"] == step["duration_step"])
            done += done[first:] * (again - 1)
        elif "repeat" not in str(step["duration_type"]):
            done.append(step)
    yield from done


def amount(step: dict[str, Any], timeline: Timeline) -> tuple[str, int]:
    """Repetitions, or the time in frames."""
    if step.get("duration_reps"):
        return "reps", step["duration_reps"]
    return "frames", round(step["duration_time"] * float(timeline.frame_rate))


def planned(step: TimelineStep, timeline: Timeline) -> tuple[str, int]:
    if step.kind is StepKind.REPS and step.exercise_index is not None:
        reps = timeline.exercises[step.exercise_index].dose.reps
        if reps is not None:
            return "reps", reps
    return "frames", len(step.range)


def test_a_watch_does_each_round_for_as_long_as_the_video(timeline: Timeline, tmp_path: Path) -> None:
    write_fit(Programme(timeline=timeline), tmp_path / "a.fit")
    steps = read(tmp_path / "a.fit")["workout_step"]
    assert [step["message_index"] for step in steps] == [*range(len(steps))]
    expected = [step for step in timeline.steps if step.kind in STEPS and not once_of(step)]
    assert len(steps) < len(expected), "rounds that are alike are written once"
    told = [(step["wkt_step_name"], *amount(step, timeline)) for step in performed(steps)]
    wanted = [(step.name, *planned(step, timeline)) for step in expected]
    assert [each[1:] for each in told] == [each[1:] for each in wanted]
    assert all(
        name.startswith(planned_name) for (name, *_), (planned_name, *_) in zip(told, wanted, strict=True)
    )
    (clock,) = (step for step in steps if step["duration_type"] == "repeat_until_time")
    assert clock["repeat_time"] == 90
    again = [step["wkt_step_name"] for step in steps[clock["duration_step"] : clock["message_index"]]]
    assert again[0] == "Pelvic Tilt" and {name.split(" · ")[0] for name in again} == {
        "Pelvic Tilt",
        "Knee to Chest",
    }


def once_of(step: TimelineStep) -> bool:
    """Whether the step is in a later time round of what is done until the clock has run down."""
    is_amrap = step.round is not None and step.round.circuit.form is Form.AMRAP
    return is_amrap and step.kind is not StepKind.SETUP and step.set != 1


# --- linked data --------------------------------------------------------------------------------------------


def test_search_engines_find_each_chapter_at_its_frame(timeline: Timeline) -> None:
    graph = graph_of(schema_org(timeline))
    rate = timeline.frame_rate
    found = sorted(
        (
            frame_at(graph, clip, "startOffset", rate),
            frame_at(graph, clip, "endOffset", rate),
            named(graph, clip),
        )
        for clip in graph.subjects(RDF.type, SCHEMA.Clip)
    )
    starts = [chapter.start for chapter in timeline.chapters]
    stops = [*starts[1:], timeline.frames]
    assert found == [
        (start, stop, chapter.title)
        for start, stop, chapter in zip(starts, stops, timeline.chapters, strict=True)
    ]
    actions = [*graph.subjects(RDF.type, SCHEMA.ExerciseAction)]
    assert sorted(named(graph, one) for one in actions) == sorted(
        timeline.exercises[index].name for index in timeline.listed
    )


def frame_at(graph: Graph, clip: Any, term: str, rate: Fraction) -> int:
    frames = float(str(graph.value(clip, SCHEMA[term]))) * float(rate)
    assert abs(frames - round(frames)) < 1e-3
    return round(frames)


def named(graph: Graph, node: Any) -> str:
    return str(graph.value(node, SCHEMA.name))
