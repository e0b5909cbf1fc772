"""A video with its captions in the picture, as somebody sees it who can switch nothing on."""

from pathlib import Path

import av
import numpy as np
import pytest

from compiler import build
from compiler.model.caption_timing import captions

ROUTINE = """\
title: Read Along
size: 320x180
frame_rate: 10
voice: {engine: silent}
captions: burnt_in
steps:
  - say: Lie down on your back.
    for: 8s
"""


@pytest.mark.slow
def test_captions_are_seen_while_they_are_said_and_files_are_written_all_the_same(tmp_path: Path) -> None:
    routine = tmp_path / "read-along.yaml"
    routine.write_text(ROUTINE, encoding="utf-8")
    built = build(routine, output=tmp_path / "out", store=tmp_path / "store", jobs=1)
    (said,) = (one for one in captions(built.timeline) if one.text == "Lie down on your back.")
    step = next(step for step in built.timeline.steps if step.scene.layout == "say")
    with av.open(str(built.outputs.mp4)) as container:
        assert not container.streams.subtitles
        lit = [_white(frame.to_ndarray(format="gray")) for frame in container.decode(video=0)]
    start, stop = round(said.start * 10), round(said.stop * 10)
    shown = [n for n in range(step.range.start, step.range.stop) if lit[n]]
    assert shown == [*range(start, stop)]
    srt = next(path for path in built.files if path.suffix == ".srt")
    assert "Lie down on your back." in srt.read_text(encoding="utf-8")


def _white(picture: np.ndarray) -> bool:
    """Whether there are letters at the bottom of the frame, in the middle."""
    return bool((picture[150:172, 80:240] > 200).any())
