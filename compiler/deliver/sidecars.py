"""Timeline -> the texts beside the video: captions, description with chapters, timeline.json."""

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from html import escape
from typing import Any

from compiler.model.timeline import Cue, StepKind, Timeline
from compiler.model.timing import clock, seconds_of

CAPTION_COLUMNS = 42
CAPTION_LINES = 2
"""Two lines of 42 characters: what caption guidelines of broadcasters agree on."""

DESCRIPTION_BYTES = 5000
"""YouTube's limit, in bytes of UTF-8; see publish/limits.yaml."""


def srt(timeline: Timeline) -> str:
    """SubRip captions from the measured cues."""
    blocks = [
        f"{number}\n{_time(start, ',')} --> {_time(stop, ',')}\n{text}\n"
        for number, (start, stop, text) in enumerate(_captions(timeline), 1)
    ]
    return "\n".join(blocks)


def vtt(timeline: Timeline) -> str:
    """WebVTT captions from the measured cues."""
    blocks = [
        f"{_time(start, '.')} --> {_time(stop, '.')}\n{escape(text, quote=False)}\n"
        for start, stop, text in _captions(timeline)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def _captions(timeline: Timeline) -> Iterator[tuple[Fraction, Fraction, str]]:
    """(start, stop, text of at most two lines) in seconds; a long cue goes on in a second caption."""
    for cue in timeline.cues:
        start = seconds_of(cue.range.start, timeline.frame_rate)
        stop = seconds_of(cue.range.stop, timeline.frame_rate)
        parts = _parts(cue)
        letters = sum(len(part) for part in parts)
        for part in parts:
            end = start + (stop - start) * len(part) / letters
            yield start, end, "\n".join(textwrap.wrap(part, CAPTION_COLUMNS, break_on_hyphens=False))
            start, letters = end, letters - len(part)


def _parts(cue: Cue) -> list[str]:
    """The words in pieces of two lines, cut between sentences where possible."""
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.!?;:])\s+", cue.text):
        if parts and _lines(f"{parts[-1]} {sentence}") <= CAPTION_LINES:
            parts[-1] += f" {sentence}"
        else:
            lines = textwrap.wrap(sentence, CAPTION_COLUMNS, break_on_hyphens=False)
            pairs = [lines[n : n + CAPTION_LINES] for n in range(0, len(lines), CAPTION_LINES)]
            parts += [" ".join(pair) for pair in pairs]
    return parts


def _lines(text: str) -> int:
    return len(textwrap.wrap(text, CAPTION_COLUMNS, break_on_hyphens=False))


def _time(seconds: Fraction, point: str) -> str:
    milliseconds = int(seconds * 1000 + Fraction(1, 2))
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def description(timeline: Timeline) -> str:
    """Text for a channel: summary, chapters, what is done, disclaimer. Within YouTube's limits.

    Where that is too long, what is done gives way, then chapters from the last up; the disclaimer stays.
    """
    rate = timeline.frame_rate
    chapters = [f"{clock(seconds_of(c.start, rate))} {c.title}" for c in timeline.chapters]
    doses = [f"• {name}: {dose}" for name, dose in _exercises(timeline)]
    text = _described(timeline, chapters, doses)
    while len(text.encode()) >= DESCRIPTION_BYTES and (doses or chapters):
        (doses or chapters).pop()
        text = _described(timeline, chapters, doses)
    return _within(text, DESCRIPTION_BYTES - 1) + "\n"


def _described(timeline: Timeline, chapters: list[str], doses: list[str]) -> str:
    summary = timeline.summary or timeline.title
    parts = (summary, "\n".join(chapters), "\n".join(doses), timeline.disclaimer)
    return "\n\n".join(_without_brackets(part) for part in parts if part)


def _exercises(timeline: Timeline) -> list[tuple[str, str]]:
    setups = [step for step in timeline.steps if step.kind is StepKind.SETUP]
    return [(step.name, dict(step.scene.words).get("detail", "")) for step in setups]


def _without_brackets(text: str) -> str:
    """YouTube takes neither < nor >."""
    return text.replace("<", "‹").replace(">", "›")


def _within(text: str, limit: int) -> str:
    raw = text.encode()
    return text if len(raw) <= limit else raw[: limit - 3].decode(errors="ignore").rstrip() + "…"


def plan_object(timeline: Timeline) -> dict[str, Any]:
    """What `plan --json` prints; relied on from outside."""

    def seconds(frames: int) -> float:
        return round(float(seconds_of(frames, timeline.frame_rate)), 6)

    rate = timeline.frame_rate
    return {
        "duration_seconds": seconds(timeline.frames),
        "frame_rate": f"{rate.numerator}/{rate.denominator}",
        "size": list(timeline.size),
        "measured": timeline.measured,
        "steps": [
            {
                "kind": step.kind.value,
                "name": step.name,
                "side": step.side.value if step.side else None,
                "set": step.set,
                "start_seconds": seconds(step.range.start),
                "duration_seconds": seconds(len(step.range)),
                "exercise": step.exercise,
            }
            for step in timeline.steps
        ],
        "cues": [
            {
                "start_seconds": seconds(cue.range.start),
                "duration_seconds": seconds(len(cue.range)),
                "text": cue.text,
                "role": cue.role.value,
            }
            for cue in timeline.cues
        ],
        "chapters": [{"start_seconds": seconds(c.start), "title": c.title} for c in timeline.chapters],
        "dropped": [{"text": d.text, "step": d.step, "reason": d.reason} for d in timeline.dropped],
    }


def timeline_json(timeline: Timeline) -> str:
    """The plan with what publishing needs to know of the video."""
    about = {
        "format": 1,
        "slug": timeline.slug,
        "variant": timeline.variant,
        "title": timeline.title,
        "summary": timeline.summary,
        "language": timeline.language,
        "disclaimer": timeline.disclaimer,
        "tags": list(timeline.tags),
        "channel": asdict(timeline.channel),
        "exercises": [{"name": name, "dose": dose} for name, dose in _exercises(timeline)],
    }
    return json.dumps({**about, **plan_object(timeline)}, ensure_ascii=False, indent=1) + "\n"
