"""One picture with a frame of every step, to look a whole routine over at a glance."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.model.timeline import RepsRing, StepKind, Timeline, TimelineStep
from compiler.model.timing import clock, seconds_of
from compiler.pipeline.sheet import Grid, write_sheet
from compiler.system.workshop import Workshop

if TYPE_CHECKING:
    from compiler.media import Picture

FRAME_WIDTH = 640
LONGEST_LABEL = 54
COLUMNS = 4


def write_contact_sheet(timeline: Timeline, shop: Workshop, destination: Path) -> None:
    """Draw a frame from the middle of every step, 640 pixels wide, with its time and name, into a PNG.

    Raises:
        BadMedia: footage is missing, damaged or not what it says.
        CannotWrite: the folder is not writable or the disk is full.
    """
    small = replace(timeline, size=_small(timeline.size))
    grid = Grid(count=len(small.steps), columns=min(COLUMNS, len(small.steps)), size=small.size)
    labels = [label(step, small) for step in small.steps]
    write_sheet(grid, labels, _middles(small, shop), small.theme, destination)


def _small(size: tuple[int, int]) -> tuple[int, int]:
    return FRAME_WIDTH, size[1] * FRAME_WIDTH // size[0] // 2 * 2


def _middles(timeline: Timeline, shop: Workshop) -> Iterator["Picture"]:
    from compiler.render.rendering import render_frame

    for done, step in enumerate(timeline.steps, 1):
        yield render_frame(timeline, middle(step), shop)
        shop.on_progress("render", done, len(timeline.steps))


def middle(step: TimelineStep) -> int:
    """The frame to show a step by: its middle, for reps the middle of a rep."""
    ring = step.scene.ring
    if isinstance(ring, RepsRing):
        return step.range.start + ring.reps // 2 * ring.rep_frames + ring.rep_frames // 2
    return (step.range.start + step.range.stop) // 2


def label(step: TimelineStep, timeline: Timeline) -> str:
    """When a step starts, what it is, and how long: shortened to one line."""
    start = clock(seconds_of(step.range.start, timeline.frame_rate))
    seconds = round(seconds_of(len(step.range), timeline.frame_rate))
    named = step.kind in {StepKind.SETUP, StepKind.HOLD, StepKind.REPS}
    parts = [step.kind.value, step.name if named else "", step.side or "", f"{seconds} s"]
    words = f"{start}  {' · '.join(part for part in parts if part)}"
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"
