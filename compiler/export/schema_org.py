"""Timeline -> the words of schema.org: an exercise plan with its actions, and the video with its chapters as clips.

It is read by search engines, as JSON-LD. What schema.org has no term for (sets, sides, what one needs) is in
`additionalVariable`, which it defines for just that.
"""

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from compiler.export.programme import Programme
from compiler.model.errors import Diagnostic
from compiler.model.timeline import StepKind, Timeline, TimelineExercise, TimelineStep
from compiler.model.timing import seconds_of

CONTEXT = "https://schema.org"
PLAN, VIDEO = "#plan", "#video"

Node = dict[str, Any]


def write_schema_org(programme: Programme, destination: Path) -> tuple[Diagnostic, ...]:
    """The object as a JSON file."""
    text = json.dumps(schema_org(programme.timeline), ensure_ascii=False, indent=1) + "\n"
    destination.write_text(text, encoding="utf-8", newline="\n")
    return ()


def schema_org(timeline: Timeline) -> Node:
    """The plan and the video; all times are seconds of the video, to the frame."""
    clips = [*_clips(timeline)]
    return {"@context": CONTEXT, "@graph": [_plan(timeline, clips), _video(timeline, clips)]}


def _plan(timeline: Timeline, clips: Sequence[Node]) -> Node:
    rests = [step for step in timeline.steps if step.kind is StepKind.REST]
    return _told(
        {
            "@type": "ExercisePlan",
            "@id": PLAN,
            **_about(timeline),
            "usageInfo": {"@type": "CreativeWork", "text": timeline.disclaimer}
            if timeline.disclaimer
            else None,
            "activityDuration": _duration(timeline.duration_seconds),
            "restPeriods": _rests(rests, timeline.frame_rate),
            "video": {"@id": VIDEO},
            "potentialAction": [
                _action(index, timeline.exercises[index], timeline, clips) for index in timeline.listed
            ],
        }
    )


def _video(timeline: Timeline, clips: Sequence[Node]) -> Node:
    width, height = timeline.size
    return _told(
        {
            "@type": "VideoObject",
            "@id": VIDEO,
            **_about(timeline),
            "duration": _duration(timeline.duration_seconds),
            "videoFrameSize": f"{width}x{height}",
            "about": {"@id": PLAN},
            "hasPart": list(clips),
        }
    )


def _about(timeline: Timeline) -> Node:
    return {
        "name": timeline.title,
        "description": timeline.summary or timeline.title,
        "inLanguage": timeline.language,
        "keywords": list(timeline.tags),
    }


def _action(index: int, exercise: TimelineExercise, timeline: Timeline, clips: Sequence[Node]) -> Node:
    """What is to be done, with a plan of its own for this one exercise."""
    steps = [step for step in timeline.steps if step.exercise_index == index]
    done = [step for step in steps if step.kind in {StepKind.HOLD, StepKind.REPS}]
    rests = [step for step in steps if step.kind is StepKind.REST]
    dose, rate = exercise.dose, timeline.frame_rate
    plan = {
        "@type": "ExercisePlan",
        "name": exercise.name,
        "text": " ".join(exercise.setup),
        "repetitions": dose.reps if dose.reps is not None else dose.sets,
        "activityDuration": _duration(seconds_of(len(done[0].range), rate)),
        "restPeriods": _rests(rests, rate),
        "additionalVariable": [
            words for words in (exercise.dose_words, exercise.circuit_words, exercise.needs) if words
        ],
        "citation": list(exercise.sources),
        "video": _clip_at(steps[0], timeline, clips),
    }
    return {"@type": "ExerciseAction", "name": exercise.name, "exercisePlan": _told(plan)}


def _rests(steps: Sequence[TimelineStep], rate: Fraction) -> list[Node]:
    """Each length of rest once, in seconds (UN/CEFACT calls them SEC)."""
    lengths = dict.fromkeys(len(step.range) for step in steps)
    return [
        {"@type": "QuantitativeValue", "value": _number(seconds_of(length, rate)), "unitCode": "SEC"}
        for length in lengths
    ]


def _clips(timeline: Timeline) -> Iterator[Node]:
    """A clip for each chapter; it ends where the next one starts."""
    ends = [*(chapter.start for chapter in timeline.chapters), timeline.frames]
    for number, (chapter, (start, stop)) in enumerate(zip(timeline.chapters, pairwise(ends), strict=True), 1):
        yield {
            "@type": "Clip",
            "@id": f"#clip-{number}",
            "name": chapter.title,
            "startOffset": _number(seconds_of(start, timeline.frame_rate)),
            "endOffset": _number(seconds_of(stop, timeline.frame_rate)),
        }


def _clip_at(step: TimelineStep, timeline: Timeline, clips: Sequence[Node]) -> Node:
    """The clip in which a step begins; the whole video where it has no chapters."""
    starts = [chapter.start for chapter in timeline.chapters if chapter.start <= step.range.start]
    return {"@id": clips[len(starts) - 1]["@id"] if starts else VIDEO}


def _told(node: Node) -> Node:
    """Without what there is nothing to say of."""
    return {term: value for term, value in node.items() if value not in (None, "", [])}


def _number(seconds: Fraction) -> int | float:
    """Whole seconds as such; others to the microsecond, which tells frames apart."""
    return int(seconds) if seconds.denominator == 1 else round(float(seconds), 6)


def _duration(seconds: Fraction) -> str:
    """As ISO 8601 has it: PT1M30S."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = (("H", hours), ("M", minutes), ("S", rest))
    return "PT" + ("".join(f"{_number(Fraction(number))}{unit}" for unit, number in parts if number) or "0S")
