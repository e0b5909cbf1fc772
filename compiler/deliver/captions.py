"""Timeline -> captions, as SubRip and as WebVTT."""

from fractions import Fraction
from html import escape
from pathlib import Path

from compiler.deliver.finished import Finished, write_text
from compiler.model.caption_timing import captions
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
    """WebVTT captions from the measured cues."""
    blocks = [
        f"{_time(one.start, '.')} --> {_time(one.stop, '.')}\n{escape(one.lines, quote=False)}\n"
        for one in captions(timeline)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def transcript(timeline: Timeline) -> tuple[tuple[Fraction, str], ...]:
    """(start in seconds, words) of every caption, in whole milliseconds as the files have them."""
    return tuple((Fraction(_milliseconds(one.start), 1000), one.text) for one in captions(timeline))


def _time(seconds: Fraction, point: str) -> str:
    minutes, rest = divmod(_milliseconds(seconds), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def _milliseconds(seconds: Fraction) -> int:
    return int(seconds * 1000 + Fraction(1, 2))
