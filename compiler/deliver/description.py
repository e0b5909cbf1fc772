"""Timeline -> the text under a video on a channel, with its chapters."""

from pathlib import Path

from compiler.deliver.finished import Finished, write_text
from compiler.model.timeline import Timeline
from compiler.model.timing import clock, seconds_of

DESCRIPTION_BYTES = 5000
"""YouTube's limit, in bytes of UTF-8; see publish/limits.yaml."""


def write_description(finished: Finished, destination: Path) -> None:
    """The text in a file of its own."""
    write_text(description(finished.timeline), destination)


def description(timeline: Timeline) -> str:
    """Text for a channel: summary, chapters, what is done, how often, disclaimer. Within YouTube's limits.

    Where that is too long, what is done gives way, then chapters from the last up; the disclaimer stays.
    """
    rate = timeline.frame_rate
    chapters = [f"{clock(seconds_of(c.start, rate))} {c.title}" for c in timeline.chapters]
    doses = [f"• {exercise.name}: {exercise.dose_words}" for exercise in timeline.exercises]
    text = _described(timeline, chapters, doses)
    while len(text.encode()) >= DESCRIPTION_BYTES and (doses or chapters):
        (doses or chapters).pop()
        text = _described(timeline, chapters, doses)
    return _within(text, DESCRIPTION_BYTES - 1) + "\n"


def _described(timeline: Timeline, chapters: list[str], doses: list[str]) -> str:
    summary = timeline.summary or timeline.title
    parts = (summary, "\n".join(chapters), "\n".join(doses), timeline.schedule, timeline.disclaimer)
    return "\n\n".join(_without_brackets(part) for part in parts if part)


def _without_brackets(text: str) -> str:
    """YouTube takes neither < nor >."""
    return text.replace("<", "‹").replace(">", "›")


def _within(text: str, limit: int) -> str:
    raw = text.encode()
    return text if len(raw) <= limit else raw[: limit - 3].decode(errors="ignore").rstrip() + "…"
