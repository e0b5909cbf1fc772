"""Timeline -> captions, as SubRip and as WebVTT."""

import re
import textwrap
from collections.abc import Iterator
from fractions import Fraction
from html import escape
from pathlib import Path

from compiler.deliver.finished import Finished, write_text
from compiler.model.timeline import Cue, Timeline
from compiler.model.timing import seconds_of

CAPTION_COLUMNS = 42
CAPTION_LINES = 2
"""Two lines of 42 characters: what caption guidelines of broadcasters agree on."""


def write_srt(finished: Finished, destination: Path) -> None:
    """For players and YouTube."""
    write_text(srt(finished.timeline), destination)


def write_vtt(finished: Finished, destination: Path) -> None:
    """For browsers."""
    write_text(vtt(finished.timeline), destination)


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


def transcript(timeline: Timeline) -> tuple[tuple[Fraction, str], ...]:
    """(start in seconds, words) of every caption, in whole milliseconds as the files have them."""
    return tuple(
        (Fraction(_milliseconds(start), 1000), text.replace("\n", " "))
        for start, _, text in _captions(timeline)
    )


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
    minutes, rest = divmod(_milliseconds(seconds), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def _milliseconds(seconds: Fraction) -> int:
    return int(seconds * 1000 + Fraction(1, 2))
