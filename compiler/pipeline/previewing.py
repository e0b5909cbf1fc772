"""A routine seen before it is built: any moment of it, with no more spoken, drawn and encoded than that takes.

What is shown is what `build --draft` makes, under the same keys. How long lines take that were never spoken is not
known; what could come out otherwise for that is spoken first, where it is looked at. What lies behind it may begin at
another time than was thought, which another key of the plan tells.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compiler.customise import Customised
from compiler.deliver.fragment import codecs_of, fragment
from compiler.mix import sound_stretch
from compiler.model.piece import Piece
from compiler.model.routine import Footage, Utterance
from compiler.model.timeline import Cue, StepKind, Timeline, TimelineStep
from compiler.model.timing import FrameRange
from compiler.narrate import Speech, ToolRunner, kept, narrate
from compiler.pipeline.ahead import possible
from compiler.pipeline.build import as_draft
from compiler.pipeline.check import check, refuse
from compiler.pipeline.planning import planned_with
from compiler.pipeline.request import Request
from compiler.render import DRAFT, encoded, step_segments
from compiler.render import still as still_of
from compiler.render.parts import parts_of
from compiler.render.rendering import piece_of
from compiler.render.segments import Segment
from compiler.store import content_key
from compiler.system.workshop import Workshop

STRETCH_SECONDS = 4
"""A stretch goes on until it has so much: enough to begin with, and soon made."""

Wanted = Callable[[], bool]
"""Whether what was asked for is wanted still."""


class NoLongerWanted(Exception):
    """Who asked has gone on to something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The plan of a draft, with true lengths where it was spoken before. `key` is another one for another plan.

    `unspoken` are lines whose length is estimated, in the order in which they were asked for; some may find no room.
    """

    customised: Customised
    timeline: Timeline
    speech: Mapping[Utterance, Speech]
    unspoken: tuple[Utterance, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Fragmented MP4 of some frames, at their times in the plan of `preview`, which may be a newer one.

    `kind` is its media type with codecs.
    """

    preview: Preview
    frames: FrameRange
    data: bytes
    kind: str


def preview(request: Request, shop: Workshop) -> Preview:
    """The plan of a routine; speaks and draws nothing.

    Raises:
        FollowalongError: the routine has mistakes; its diagnostics name all of them.
    """
    checked = check(request, shop)
    refuse(d for d in checked.diagnostics if not d.estimated)
    assert checked.customised
    return _planned(checked.customised, {}, shop)


def _planned(customised: Customised, known: Mapping[Utterance, Speech], shop: Workshop) -> Preview:
    """The plan with the lengths of all that is `known` or kept."""
    speech, unspoken = dict(known), dict[Utterance, None]()

    def found(lines: tuple[Utterance, ...]) -> dict[Utterance, Speech]:
        speech.update(kept((line for line in lines if line not in speech), shop.store))
        unspoken.update((line, None) for line in lines if line not in speech)
        return {line: speech[line] for line in lines if line in speech}

    planned, _ = planned_with(customised, found)
    small = as_draft(planned.timeline)
    return Preview(
        customised=customised,
        timeline=small,
        speech=speech,
        unspoken=tuple(unspoken),
        key=content_key(repr(small))[:16],
    )


def still(seen: Preview, index: int, frame: int, shop: Workshop) -> bytes:
    """The `frame` of the step of that index as a JPEG; the last or first one where the step does not have it.

    Raises:
        FollowalongError: something in it cannot be shown.
    """
    step = seen.timeline.steps[index]
    return still_of(seen.timeline, step, _within(step, frame), shop)


def stretch(
    seen: Preview,
    index: int,
    frame: int,
    shop: Workshop,
    runner: ToolRunner,
    wanted: Wanted = lambda: True,
) -> Stretch:
    """Picture and sound from the step's `frame` on, or a little before: :data:`STRETCH_SECONDS`, or to the step's end.

    Raises:
        FollowalongError: something in it cannot be spoken or shown.
        NoLongerWanted: before it was made.
    """
    definite = with_definite(seen, index, shop, runner, wanted)
    timeline, step = definite.timeline, definite.timeline.steps[index]
    segments = _from(step_segments(timeline, step, shop, DRAFT), _within(step, frame), timeline.frame_rate)
    _require(wanted)
    for _ in encoded(segments, shop):
        _require(wanted)
    frames = FrameRange(segments[0].start, segments[-1].stop).shifted(step.range.start)
    sound = sound_stretch(timeline, definite.speech, frames, shop.store)
    pieces: list[Piece] = [piece_of(segment, shop.store) for segment in segments]
    data = fragment(pieces, frames, timeline.frame_rate, sound.data, sound.origin)
    return Stretch(preview=definite, frames=frames, data=data, kind=codecs_of(pieces[0]))


def _within(step: TimelineStep, frame: int) -> int:
    return max(0, min(frame, len(step.range) - 1))


def _from(segments: Sequence[Segment], frame: int, frame_rate: Fraction) -> Sequence[Segment]:
    """Those from the one that shows `frame` on, as many as make a stretch."""
    first = next(n for n, segment in enumerate(segments) if frame < segment.stop)
    stop = segments[first].start + STRETCH_SECONDS * frame_rate
    last = next((n for n, segment in enumerate(segments) if segment.stop >= stop), len(segments) - 1)
    return segments[first : last + 1]


def _require(wanted: Wanted) -> None:
    if not wanted():
        raise NoLongerWanted


def with_definite(
    seen: Preview, index: int, shop: Workshop, runner: ToolRunner, wanted: Wanted = lambda: True
) -> Preview:
    """The plan once so much is spoken that nothing of the step of that index can come out otherwise any more.

    Raises:
        FollowalongError: a voice failed.
        NoLongerWanted: before all of it was spoken.
    """
    while lines := _to_be_spoken(seen, index):
        _require(wanted)
        new = narrate(lines, shop.store, workers=shop.pool.size, runner=runner)
        seen = _planned(seen.customised, {**seen.speech, **new}, shop)
    return seen


def _to_be_spoken(seen: Preview, index: int) -> tuple[Utterance, ...]:
    """What is to be spoken next for a step to become definite: its own lines, those of its exercise, then all.

    The doses of a fit depend on every line.
    """
    if seen.customised.fit or not seen.unspoken:
        return seen.unspoken
    missing = [cue for cue in seen.timeline.cues if cue.utterance in seen.unspoken]
    steps, own = seen.timeline.steps, seen.timeline.steps[index]
    said_in_it = _lines(cue for cue in missing if cue.range.overlaps(own.range))
    if said_in_it or _is_definite(seen, index):
        return said_in_it
    near = [step.range for step in steps if own.exercise and step.exercise_index == own.exercise_index]
    return _lines(cue for cue in missing if any(cue.range.overlaps(one) for one in near)) or seen.unspoken


def _lines(cues: Iterable[Cue]) -> tuple[Utterance, ...]:
    return tuple(dict.fromkeys(cue.utterance for cue in cues))


def _is_definite(seen: Preview, index: int) -> bool:
    """Whether the step comes to the same however long it takes to say what is not spoken yet."""
    now = _shown(seen.timeline, index)
    return all(
        len(other.steps) == len(seen.timeline.steps) and _shown(as_draft(other), index) == now
        for other in possible(seen.customised, seen.speech)
    )


def _shown(timeline: Timeline, index: int) -> object:
    """All that is seen and heard in a step, with times counted from its beginning.

    The minutes of the whole, which the title card tells, are left out: all would have to be spoken before the first
    picture. Where they come out otherwise, the plan is another one by then.
    """
    step, parts = timeline.steps[index], parts_of(timeline)
    scene = step.scene
    if step.kind is StepKind.TITLE:
        scene = replace(scene, words=tuple(pair for pair in scene.words if pair[0] != "kicker"))
    begin, clips = step.range.start, (step.scene.clip, step.scene.preview)
    return (
        len(step.range),
        scene,
        [parts.get(clip.media) for clip in clips if clip and isinstance(clip.media, Footage)],
        [(cue.utterance, cue.range.start - begin) for cue in timeline.cues if cue.range.overlaps(step.range)],
        [(t.kind, t.frame - begin) for t in timeline.tones if step.range.start <= t.frame < step.range.stop],
    )
