"""The words of a step -> text fields: where they are written, how long they take, and how long they may."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.model.errors import SourceSpan
from compiler.model.routine import (
    LAST_REP,
    CueAnchor,
    ExerciseStep,
    Line,
    RepMoment,
    RestStep,
    SayStep,
    Step,
    TimedLine,
)
from compiler.model.timeline import Cue, Timeline, TimelineStep
from compiler.model.timing import seconds_of, written_duration
from compiler.studio.places import Places, plain_value
from compiler.yaml import KeyPath, Listing, Mapping, Scalar

_NO_ROOM: dict[str, Any] = {"seconds": None, "slot_seconds": None, "start_seconds": None}
"""Of a line that is not said in this version, or where nothing can be planned."""


def lines_of(
    kind: str, path: KeyPath, step: Step | None, places: Places, timeline: Timeline | None
) -> Iterator[dict[str, Any]]:
    """Each line that a step says of itself; `at` is None for one that the exercise's own file says."""
    parts = places.node((*path, "say"))
    if isinstance(parts, Listing):
        yield from _parts((*path, "say"), parts, step, timeline)
        return
    for role, line, when in _said(step):
        found = _text_place(places, line.span)
        at = found if found and found[: len(path)] == path else None
        written = plain_value(places.node(at)) if at else None
        yield {
            "role": role,
            "at": list(at) if at else None,
            "text": written if isinstance(written, str) else line.text,
            "said": line.text,
            "when": when,
            "audio": _audio(line.recording),
            **_room(line.span, timeline),
        }
    if step is None:
        yield from _as_written(kind, path, places)


def _parts(
    path: KeyPath, parts: Listing, step: Step | None, timeline: Timeline | None
) -> Iterator[dict[str, Any]]:
    """The pieces of which words are made, each to be changed by itself; how long they take is told of the first."""
    line = step.line if isinstance(step, SayStep) else None
    for number, part in enumerate(parts.items):
        keyed = isinstance(part, Mapping)
        written = part.entries["say"].value if isinstance(part, Mapping) and "say" in part.entries else part
        text = written.text if isinstance(written, Scalar) else ""
        yield {
            "role": "say",
            "at": [*path, number, "say"] if keyed else [*path, number],
            "text": text,
            "said": line.text if line and number == 0 else text,
            "when": "",
            "audio": None,
            **(_room(line.span, timeline) if line and number == 0 else _NO_ROOM),
        }


def _said(step: Step | None) -> Iterator[tuple[str, Line, str]]:
    if isinstance(step, SayStep):
        yield from (("say", part, "") for part in step.parts or (step.line,))
    elif isinstance(step, RestStep) and step.line and step.required:
        yield "say", step.line, ""
    elif isinstance(step, ExerciseStep):
        yield from (("setup", line, "") for line in step.setup)
        yield from (("cue", cue.line, when_of(cue)) for cue in step.cues)
        yield from (("switch", line, "") for line in step.switch)


def when_of(cue: TimedLine) -> str:
    """When a cue is said, as it is written."""
    if cue.anchor is CueAnchor.REP:
        return _moment(cue.moment)
    if cue.anchor is CueAnchor.HALFWAY:
        return "halfway"
    sign = "-" if cue.anchor is CueAnchor.END else "+"
    return f"{sign}{written_duration(cue.offset)}" if cue.offset else "start"


def _moment(moment: RepMoment) -> str:
    which = "every" if moment.every else "last" if moment.rep == LAST_REP else ""
    numbered = f"rep {moment.rep}" if moment.rep and not which else "rep" if which else ""
    return " ".join(filter(None, (which, numbered, moment.phase)))


def _as_written(kind: str, path: KeyPath, places: Places) -> Iterator[dict[str, Any]]:
    """The words of a step that makes no sense: as they stand there."""
    node = places.node((*path, "say"))
    text = getattr(node, "text", None)
    if kind in {"say", "rest"} and text is not None:
        yield {
            "role": "say",
            "at": [*path, "say"],
            "text": text,
            "said": text,
            "when": "",
            "audio": None,
            **_NO_ROOM,
        }


def _text_place(places: Places, span: SourceSpan | None) -> KeyPath | None:
    """The path to the text itself, where a mapping with `say` stands in its place."""
    found = places.at(span) if span else None
    if found is None:
        return None
    node = places.node(tuple(found))
    if isinstance(node, Mapping) and "say" in node.entries:
        found = [*found, "say"]
    elif isinstance(node, Listing) and node.items:
        found = [*found, 0]
    return tuple(found)


def _audio(recording: Path | None) -> str | None:
    return recording.name if recording else None


def _room(span: SourceSpan | None, timeline: Timeline | None) -> dict[str, Any]:
    """How long a line takes and how long it may: up to the next line, or to the end of its step."""
    if timeline is None or span is None:
        return _NO_ROOM
    numbers = [number for number, cue in enumerate(timeline.cues) if cue.span == span]
    if not numbers:
        return _NO_ROOM
    cue = timeline.cues[numbers[0]]
    slot = _slot(cue, numbers[0], timeline)
    return {
        "seconds": float(seconds_of(len(cue.range), timeline.frame_rate)),
        "slot_seconds": float(slot),
        "start_seconds": float(seconds_of(cue.range.start, timeline.frame_rate)),
    }


def _slot(cue: Cue, number: int, timeline: Timeline) -> Fraction:
    step = _step_at(cue.range.start, timeline)
    stop = step.range.stop if step else timeline.frames
    if number + 1 < len(timeline.cues):
        stop = min(stop, timeline.cues[number + 1].range.start)
    return seconds_of(max(stop, cue.range.stop) - cue.range.start, timeline.frame_rate)


def _step_at(frame: int, timeline: Timeline) -> TimelineStep | None:
    return next((step for step in timeline.steps if step.range.start <= frame < step.range.stop), None)
