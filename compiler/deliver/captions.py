"""Timeline -> captions, as SubRip and as WebVTT."""

import re
from collections.abc import Iterator
from fractions import Fraction
from html import escape
from pathlib import Path

from compiler.deliver.finished import Finished, write_text
from compiler.model.caption_timing import Caption, captions
from compiler.model.timeline import Timeline


def write_srt(finished: Finished, destination: Path) -> None:
    """For players and YouTube."""
    write_text(srt(finished.timeline), destination)


def write_vtt(finished: Finished, destination: Path) -> None:
    """For browsers."""
    write_text(vtt(finished.timeline), destination)


def srt(timeline: Timeline) -> str:
    """SubRip captions from the measured cues."""
    blocks = [
        f"{number}\n{_time(one.start, ',')} --> {_time(one.stop, ',')}\n{one.lines}\n"
        for number, one in enumerate(captions(timeline), 1)
    ]
    return "\n".join(blocks)


def vtt(timeline: Timeline) -> str:
    """WebVTT captions from the measured cues, each word with its own time where the voice told."""
    blocks = [
        f"{_time(one.start, '.')} --> {_time(one.stop, '.')}\n{_words(one)}\n" for one in captions(timeline)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def _words(caption: Caption) -> str:
    """The caption's lines; where it is known when words are spoken, players can mark them (`::cue(:past)`)."""
    plain = escape(caption.lines, quote=False)
    if not caption.word_starts:
        return plain
    stamps = _stamps(caption)
    return re.sub(r"\S+", lambda word: f"{next(stamps)}{word[0]}</c>", plain)


def _stamps(caption: Caption) -> Iterator[str]:
    """What stands before each word: a time inside the caption and after the one before it, as the format wants it."""
    shown, stop = _milliseconds(caption.start), _milliseconds(caption.stop)
    for at in map(_milliseconds, caption.word_starts):
        yield f"<{_stamp(at, '.')}><c>" if shown < at < stop else "<c>"
        shown = max(shown, at)


def transcript(timeline: Timeline) -> tuple[tuple[Fraction, str], ...]:
    """(start in seconds, words) of every caption, in whole milliseconds as the files have them."""
    return tuple((Fraction(_milliseconds(one.start), 1000), one.text) for one in captions(timeline))


def _time(seconds: Fraction, point: str) -> str:
    return _stamp(_milliseconds(seconds), point)


def _stamp(milliseconds: int, point: str) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def _milliseconds(seconds: Fraction) -> int:
    return int(seconds * 1000 + Fraction(1, 2))
