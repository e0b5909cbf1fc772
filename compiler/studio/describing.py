"""A routine as it is written and what is planned of it -> what the page shows: steps, fields with ranges, words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from compiler.model.routine import ExerciseStep, Routine, Step
from compiler.model.timeline import Timeline, TimelineStep
from compiler.model.timing import seconds_of
from compiler.studio.fields import fields_of, media_of
from compiler.studio.places import Places, kind_of, plain_value
from compiler.studio.wording import lines_of
from compiler.yaml import KeyPath, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """All that the steps of a page are made from. `timeline` is None where nothing can be planned."""

    places: Places
    routine: Routine | None
    timeline: Timeline | None


def steps_json(described: Described) -> list[dict[str, Any]]:
    """The steps that are written, those of groups inside of them."""
    return [_step(described, path, node) for path, node in described.places.steps()]


def timeline_json(described: Described) -> list[dict[str, Any]]:
    """The steps of the video, one after the other, and which written step each of them comes from."""
    timeline = described.timeline
    if timeline is None:
        return []
    return [_planned(step, timeline, described.places) for step in timeline.steps]


def _planned(step: TimelineStep, timeline: Timeline, places: Places) -> dict[str, Any]:
    rate, path = timeline.frame_rate, places.step_at(step.span)
    return {
        "kind": step.kind.value,
        "name": step.name,
        "at": list(path) if path else None,
        "start": step.range.start,
        "stop": step.range.stop,
        "start_seconds": float(seconds_of(step.range.start, rate)),
        "duration_seconds": float(seconds_of(len(step.range), rate)),
        "side": step.side.value if step.side else None,
        "set": step.set,
    }


def _step(described: Described, path: KeyPath, node: Node) -> dict[str, Any]:
    kind = kind_of(node)
    made = _made(described, path)
    exercise = made if isinstance(made, ExerciseStep) else None
    return {
        "at": list(path),
        "kind": kind,
        "line": node.span.line,
        "written": plain_value(node),
        "name": _name(kind, plain_value(node), exercise),
        "fields": fields_of(kind, path, plain_value(node), made),
        "lines": list(lines_of(kind, path, made, described.places, described.timeline)),
        "media": media_of(exercise),
        "steps": [_step(described, below, one) for below, one in described.places.steps(path)],
        **_time(described, path),
    }


def _name(kind: str, written: Any, exercise: ExerciseStep | None) -> str:
    if exercise:
        return exercise.name
    found = written.get("name") or written.get(kind) if isinstance(written, dict) else None
    return found if isinstance(found, str) else ""


def _made(described: Described, path: KeyPath) -> Step | None:
    """The routine's first step that comes from the written one."""
    steps = described.routine.steps if described.routine else ()
    return next((step for step in steps if described.places.step_at(step.span) == path), None)


def _time(described: Described, path: KeyPath) -> dict[str, Any]:
    """When it is first seen, and how long it takes in all; nothing where it is not in this version."""
    timeline = described.timeline
    found = list(_of(described, path))
    if timeline is None or not found:
        return {"start_seconds": None, "duration_seconds": None, "start": None, "stop": None}
    frames = sum(len(step.range) for step in found)
    return {
        "start": found[0].range.start,
        "stop": found[-1].range.stop,
        "start_seconds": float(seconds_of(found[0].range.start, timeline.frame_rate)),
        "duration_seconds": float(seconds_of(frames, timeline.frame_rate)),
    }


def _of(described: Described, path: KeyPath) -> Iterator[TimelineStep]:
    """The steps of the video that come from a written one, or from one inside of it."""
    for step in described.timeline.steps if described.timeline else ():
        found = described.places.step_at(step.span)
        if found and found[: len(path)] == path:
            yield step
