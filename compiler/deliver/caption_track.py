"""Captions inside the MP4: a track of text that players switch on and off (3GPP timed text), with its language."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
from langcodes import Language

from compiler.model.caption_timing import captions
from compiler.model.timeline import Timeline

_TICKS = 1000
_STYLE = """\
[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""From this libav writes the track's own description: white, at the bottom, in the middle."""


def alpha_3(tag: str) -> str:
    """The code of three letters (ISO 639-2) that an MP4 wants; "und" for a language that has none.

    Given two letters, as in a routine, libav writes that the language is not known.
    """
    try:
        return Language.get(tag).to_alpha3()
    except (LookupError, ValueError):
        return "und"


def caption_packets(timeline: Timeline, container: Any) -> Iterator[Any]:
    """Adds the track to the container; its packets, the empty ones between captions among them."""
    track = container.add_stream("mov_text")
    track.codec_context.subtitle_header = _STYLE.encode()
    track.codec_context.time_base = track.time_base = Fraction(1, _TICKS)
    track.metadata["language"] = alpha_3(timeline.language)
    return _packets(timeline, track)


def _packets(timeline: Timeline, track: Any) -> Iterator[Any]:
    shown = 0
    for caption in captions(timeline):
        start, stop = round(caption.start * _TICKS), round(caption.stop * _TICKS)
        if start > shown:
            yield _packet("", shown, start, track)
        yield _packet(caption.lines, start, stop, track)
        shown = stop
    end = int(timeline.duration_seconds * _TICKS)
    if end > shown:
        yield _packet("", shown, end, track)


def _packet(text: str, start: int, stop: int, track: Any) -> Any:
    """Text of a length that is told first, as the format has it."""
    raw = text.encode()
    packet = av.Packet(len(raw).to_bytes(2, "big") + raw)
    packet.stream = track
    packet.time_base = Fraction(1, _TICKS)
    packet.pts = packet.dts = start
    packet.duration = stop - start
    return packet
