"""The picture a channel shows for the video: its title on a picture of its author's, or beside the first exercise."""

from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from compiler.model.timeline import Clip, Scene, StepKind, Timeline, TimelineStep
from compiler.model.timing import FrameRange
from compiler.render.jpeg import write_jpeg
from compiler.render.rendering import segment_at, still_of
from compiler.render.segments import Segment
from compiler.store import content_key
from compiler.system.workshop import Workshop

THUMBNAILS = "thumbnails"
VERSION = 1
"""Raised when the same scene comes to another picture."""
WIDTH, HEIGHT = 1280, 720
"""What YouTube recommends for thumbnails (support.google.com/youtube/answer/72431, read 2026-11)."""


def thumbnail(timeline: Timeline, shop: Workshop) -> Path:
    """Draw the thumbnail as a JPEG, at most 1280 by 720 pixels and of the video's shape; kept like a segment.

    Raises:
        BadMedia: footage in it has changed since the build began.
    """
    scene, frame = (timeline.thumbnail, 0) if timeline.thumbnail else (_scene(timeline), 30)
    step = TimelineStep(kind=StepKind.REST, name=timeline.title, range=FrameRange(0, 60), scene=scene)
    segment, frame = segment_at(replace(timeline, steps=(step,), burnt_in=False), frame, shop)
    key = content_key("thumbnail", VERSION, segment.key, frame)
    return shop.store.make(
        THUMBNAILS, key, ".jpg", partial(_draw, segment, frame), still_so=segment.require_unchanged
    )


def thumbnail_clips(timeline: Timeline) -> tuple[Clip, ...]:
    """The clips that are seen in it."""
    scene = timeline.thumbnail or _scene(timeline)
    return tuple(clip for clip in (scene.clip, scene.preview) if clip)


def _draw(segment: Segment, frame: int, destination: Path) -> None:
    width, height = segment.size
    scale = min(Fraction(WIDTH, width), Fraction(HEIGHT, height), Fraction(1))
    picture = still_of(segment, frame)
    write_jpeg(picture, int(width * scale) // 2 * 2, int(height * scale) // 2 * 2, destination)


def _nameless(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Without the patient's name: the picture is shown by more than the video's own page."""
    return tuple((place, text) for place, text in words if place != "name")


def _scene(timeline: Timeline) -> Scene:
    """Laid out as a rest is: words on the left, the exercise in its frame on the right."""
    title = timeline.steps[0].scene
    shown = next((step.scene for step in timeline.steps if step.scene.preview), None)
    if shown is None:
        return replace(title, words=_nameless(title.words), fade_in=False, captions=())
    pairs = (
        ("kicker", title.word("kicker")),
        ("name", title.word("title")),
        ("detail", title.word("subtitle")),
    )
    return Scene(
        layout="rest",
        words=tuple((name, text) for name, text in pairs if text),
        clip=shown.clip,
        preview=shown.preview,
        fade_in=False,
    )
