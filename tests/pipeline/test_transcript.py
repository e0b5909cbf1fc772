"""What a site tells of a video's words is what its captions say, and when."""

import html
import re
from fractions import Fraction
from pathlib import Path

from compiler.deliver.captions import transcript, vtt
from compiler.load import load_routine
from compiler.narrate import estimate_seconds
from compiler.plan import plan

ROUTINE = """
title: Words & Times
frame_rate: 29.97
steps:
  - say: Lie on your back & breathe. Let your shoulders sink into the floor, and let every breath take its own time.
  - exercise: bridge
"""


def test_the_transcript_is_what_the_captions_say(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    routine = load_routine(path).routine
    assert routine is not None
    timeline = plan(routine, estimate_seconds, measured=True).timeline

    blocks = re.findall(r"(\d\d):(\d\d):([\d.]+) --> \S+\n(.+?)\n(?:\n|$)", vtt(timeline), re.DOTALL)
    shown = [
        (int(h) * 3600 + int(m) * 60 + Fraction(s), html.unescape(w).replace("\n", " "))
        for h, m, s, w in blocks
    ]

    assert len(shown) > 5
    assert list(transcript(timeline)) == shown
