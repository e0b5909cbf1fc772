"""What is seen in the encoded video: digits, mirrored sides, moving clips, and what MoviePy would have made."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from compiler.model.timeline import SecondsRing, StepKind, TimelineStep
from compiler.pipeline.check import faultless_timeline
from compiler.pipeline.moviepy_clip import rgb_of, to_moviepy
from compiler.pipeline.request import Request
from compiler.render import render_frame
from compiler.system.workshop import Workshop, open_workshop
from tests.pipeline.conftest import Video, write_project

Rgb = NDArray[np.uint8]


@cache
def decoded(path: Path) -> list[Rgb]:
    """All frames of a small video as RGB."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def psnr(a: Rgb, b: Rgb) -> float:
    error = np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def steps_of(video: Video, kind: StepKind) -> list[TimelineStep]:
    return [step for step in video.built.timeline.steps if step.kind is kind]


def test_in_second_k_of_a_hold_of_n_the_digit_is_n_minus_k_plus_1(video: Video) -> None:
    """Each second's first and last frame is compared with drawings of every digit the ring can show."""
    hold = steps_of(video, StepKind.HOLD)[0]
    seconds = len(hold.range) // 30
    assert seconds == 6
    frames = decoded(video.mp4)
    with open_workshop(store=video.store, jobs=1) as shop:
        for second in range(seconds):
            for frame in (second * 30, second * 30 + 29):
                seen = frames[hold.range.start + frame]
                scores = {
                    digit: _likeness(seen, _with_digit(video, hold, frame, digit, shop))
                    for digit in range(1, seconds + 1)
                }
                assert max(scores, key=scores.__getitem__) == seconds - second, (second, frame, scores)


def _with_digit(video: Video, hold: TimelineStep, frame: int, digit: int, shop: Workshop) -> Rgb:
    """The hold's frame as it would look while the ring shows `digit`: same clip frame, another ring."""
    shown_now = len(hold.range) // 30 - frame // 30
    shift = (shown_now - digit) * 30
    ring = SecondsRing(start=-shift, total=len(hold.range)) if shift else hold.scene.ring
    step = replace(hold, scene=replace(hold.scene, ring=ring))
    timeline = replace(video.built.timeline, steps=(step,))
    return rgb_of(render_frame(timeline, hold.range.start + frame, shop))


def _likeness(seen: Rgb, drawn: Rgb) -> float:
    """How alike two frames are where the digits are: bottom right, inside the ring."""
    box = np.s_[130:165, 265:305]
    return psnr(seen[box], drawn[box])


def test_the_second_side_is_mirrored_but_its_words_are_not(video: Video) -> None:
    left, right = steps_of(video, StepKind.HOLD)
    assert (left.side, right.side) == ("left", "right")
    frames = decoded(video.mp4)
    a, b = frames[left.range.start + 40], frames[right.range.start + 40]
    middle = np.s_[30:110, :]
    assert psnr(a[middle], b[middle][:, ::-1]) > 30 > psnr(a[middle], b[middle])


def test_a_clip_goes_forth_and_back_without_a_jump(video: Video) -> None:
    hold = steps_of(video, StepKind.HOLD)[0]
    frames = decoded(video.mp4)
    centres = [_ball(frames[frame]) for frame in range(hold.range.start, hold.range.stop, 5)]
    jumps = np.abs(np.diff(centres))
    assert jumps.max() < 40
    assert min(centres) < 90
    assert max(centres) > 230


def _ball(picture: Rgb) -> float:
    band = picture[80:100].min(axis=2).astype(float)
    columns = np.nonzero((band > 225).mean(axis=0) > 0.5)[0]
    return float(columns.mean()) if len(columns) else 160.0


@pytest.mark.parametrize("kind", list(StepKind))
def test_moviepy_composites_the_same_picture(video: Video, kind: StepKind) -> None:
    timeline = video.built.timeline
    step = steps_of(video, kind)[0]
    with open_workshop(store=video.store, jobs=1) as shop:
        clip = to_moviepy(replace(timeline, steps=(step,)), shop)
        assert clip.duration == pytest.approx(len(step.range) / 30)
        for frame in (2, len(step.range) // 2, len(step.range) - 2):
            ours = rgb_of(render_frame(timeline, step.range.start + frame, shop))
            theirs = clip.get_frame((frame + 0.5) / 30)
            assert psnr(ours, theirs) >= 38, (kind, frame)


def test_encoding_keeps_what_was_composited(video: Video) -> None:
    timeline = video.built.timeline
    frames = decoded(video.mp4)
    with open_workshop(store=video.store, jobs=1) as shop:
        for step in timeline.steps:
            frame = step.range.start + len(step.range) // 3
            assert psnr(frames[frame], rgb_of(render_frame(timeline, frame, shop))) > 32, step.kind


OVERLAYS = """\
title: T
size: 320x180
frame_rate: 10
voice: {engine: silent}
steps:
  - say: Look at the ball.
    for: 3s
    clip: ball.mp4
    callouts: [{at: [60%, 30%], text: ball, arrow: yes, from: +1s}]
    inset: {file: ball.mp4, in: 1s, corner: top left}
"""


def test_a_second_clip_plays_in_its_corner_and_moviepy_shows_the_same(tmp_path: Path) -> None:
    path = write_project(tmp_path / "project", OVERLAYS)
    with open_workshop(store=tmp_path / "store", jobs=1) as shop:
        timeline = faultless_timeline(Request(path=path), shop)
        step = next(step for step in timeline.steps if step.kind is StepKind.SAY)
        clip = to_moviepy(replace(timeline, steps=(step,)), shop)
        early, late = (rgb_of(render_frame(timeline, step.range.start + frame, shop)) for frame in (2, 14))
        assert psnr(late, clip.get_frame(1.45)) >= 38
        moved = np.abs(early.astype(int) - late.astype(int))[9:60, 16:110]
        assert moved.max() > 60, "the ball in the corner moves"
