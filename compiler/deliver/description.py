"""Timeline -> the text under a video on a channel, with its chapters."""

from collections.abc import Iterator
from itertools import groupby
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
    doses = list(_doses(timeline))
    text = _described(timeline, chapters, doses)
    while len(text.encode()) >= DESCRIPTION_BYTES and (doses or chapters):
        (doses or chapters).pop()
        text = _described(timeline, chapters, doses)
    return _within(text, DESCRIPTION_BYTES - 1) + "\n"


def _doses(timeline: Timeline) -> Iterator[str]:
    """A line for each exercise, and one for all of a circuit; under the name of their section, where there are some."""
    section = None
    listed = (timeline.exercises[index] for index in timeline.listed)
    for group, members in groupby(listed, key=lambda one: (one.section, one.circuit_words)):
        if group[0] != section:
            section = group[0]
            yield from [section.name] if section else [""]
        done = [(one.name, one.dose_words) for one in members]
        if group[1]:
            yield f"• {group[1]}: {'; '.join(', '.join(pair) for pair in done)}"
        else:
            yield from (f"• {name}: {dose}" for name, dose in done)


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
