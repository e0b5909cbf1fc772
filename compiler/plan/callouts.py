"""Callouts of a step: in which frames each is seen, and at which place of the frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compiler.model.callouts import Callout, Edge, Point, ShownCallout
from compiler.model.cue_times import LAST_REP, CueAnchor, RepMoment
from compiler.model.placeholders import filled
from compiler.model.routine import ExerciseStep, Fit, Footage, Inset, SayStep, Side
from compiler.model.timeline import Clip, InsetClip, Scene
from compiler.model.timing import written_duration
from compiler.plan.pictures import media_of, phase_frames
from compiler.plan.setting import Setting
from compiler.plan.wording import Wording

LETTERS_A_SECOND = 17
"""So many are read in passing, after half a second to find the text."""
FINDING = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Beat:
    """A phase of a repetition: its number, its name as cues call it, and its frames."""

    rep: int
    phase: str
    start: int
    stop: int


def with_overlays(
    scene: Scene, step: ExerciseStep, side: Side | None, frames: int, setting: Setting
) -> Scene:
    """The scene of a dose of `frames` with the exercise's callouts and its second picture."""
    return replace(
        scene,
        callouts=tuple(_of_exercise(step, side, frames, setting)) if step.callouts else (),
        inset=_inset(step, side),
    )


def with_words_over(scene: Scene, step: SayStep, frames: int, setting: Setting) -> Scene:
    """The scene of words over a clip, with its callouts and its second picture."""
    shown = (
        _shown(one, one.text, (), frames, scene.clip, mirrored=False, setting=setting)
        for one in step.callouts
    )
    inset = _in_corner(step.inset, turned=False) if step.inset else None
    return replace(scene, callouts=tuple(one for one in shown if one), inset=inset)


def _of_exercise(
    step: ExerciseStep, side: Side | None, frames: int, setting: Setting
) -> Iterator[ShownCallout]:
    fields = Wording(step=step, setting=setting).fields(side)
    beats = tuple(_beats(step, frames, setting))
    flipped = _flipped(step, side)
    for one in step.callouts:
        shown = _shown(
            one, filled(one.text, fields), beats, frames, step.media, mirrored=flipped, setting=setting
        )
        if shown:
            yield shown


def _flipped(step: ExerciseStep, side: Side | None) -> bool:
    """Whether the picture of this side is the mirrored one of the first side; one that was filmed for it is not."""
    first = step.dose.sides[0] if step.dose.sides else None
    (media, mirrored), (other, others) = (
        media_of(step, side),
        media_of(step, step.first_side if side else first),
    )
    return mirrored != others and media == other


def _inset(step: ExerciseStep, side: Side | None) -> InsetClip | None:
    if step.inset is None:
        return None
    return _in_corner(step.inset, turned=not step.inset.stay and _flipped(step, side))


def _in_corner(inset: Inset, *, turned: bool) -> InsetClip:
    clip = Clip(media=inset.media, mirrored=inset.media.mirrored != turned)
    return InsetClip(clip=clip, corner=inset.corner, share=inset.share)


def _shown(
    callout: Callout,
    text: str,
    beats: Sequence[Beat],
    frames: int,
    media: object,
    *,
    mirrored: bool,
    setting: Setting,
) -> ShownCallout | None:
    ranges = tuple(
        (max(0, start), min(frames, stop))
        for start, stop in _ranges(callout, beats, frames, setting)
        if min(frames, stop) > max(0, start)
    )
    if not ranges:
        length = written_duration(setting.seconds(frames))
        message = f"this callout is never seen: it would go before it comes, or its step is over ({length})"
        setting.warn(message, (callout.start or callout.stop or callout).span, "look at from: and to:")
        return None
    _too_short(callout, text, ranges, setting)
    at = _in_frame(callout, media, setting)
    if at is None:
        return None
    at = (1 - at[0], at[1]) if mirrored else at
    return ShownCallout(
        text=text, at=at, ranges=ranges, arrow=callout.arrow,
        text_span=callout.span, place_span=callout.place or callout.span,
    )  # fmt: skip


def _too_short(callout: Callout, text: str, ranges: Sequence[tuple[int, int]], setting: Setting) -> None:
    """That there is no time to read it, each time that it is seen."""
    needed = FINDING + Fraction(len(text), LETTERS_A_SECOND)
    longest = setting.seconds(max(stop - start for start, stop in ranges))
    if longest < needed:
        message = f"this callout is seen for {float(longest):.1f} s, and takes {float(needed):.1f} s to read"
        setting.warn(message, callout.span, "make it shorter, or let it stay: to: …")


# --- when ---------------------------------------------------------------------------------------------------


def _beats(step: ExerciseStep, frames: int, setting: Setting) -> Iterator[Beat]:
    """The phases of every repetition that begins in `frames`; none of what is held."""
    lengths = phase_frames(step.dose.tempo, setting)
    start, rep = 0, 1
    while lengths and start < frames:
        for phase, length in zip(step.dose.tempo, lengths, strict=True):
            name = phase.key.replace("_", " ").casefold()
            yield Beat(rep, name, start, start + length)
            start += length
        rep += 1


def _ranges(
    callout: Callout, beats: Sequence[Beat], frames: int, setting: Setting
) -> Iterator[tuple[int, int]]:
    start, stop = callout.start, callout.stop
    if start and _each_time(start) and (stop is None or _each_time(stop)):
        for beat in _meant(start.moment, beats):
            ends = _meant(stop.moment, beats) if stop else [beat]
            yield beat.start, next((end.stop for end in ends if end.stop > beat.start), frames)
        return
    begin = _start(start, beats, frames, setting) if start else 0
    yield begin, _stop(callout, begin, beats, frames, setting)


def _each_time(edge: Edge) -> bool:
    """Whether it is a phase that comes again in each repetition."""
    return edge.anchor is CueAnchor.REP and edge.moment.rep is None


def _start(edge: Edge, beats: Sequence[Beat], frames: int, setting: Setting) -> int:
    if edge.anchor is CueAnchor.REP:
        return next((beat.start for beat in _meant(edge.moment, beats)), frames)
    return _time(edge, frames, setting)


def _stop(callout: Callout, begin: int, beats: Sequence[Beat], frames: int, setting: Setting) -> int:
    edge = callout.stop
    if edge is None and callout.start and callout.start.anchor is CueAnchor.REP:
        return max((beat.stop for beat in _meant(callout.start.moment, beats)), default=begin)
    if edge is None:
        return frames
    if edge.anchor is CueAnchor.REP:
        ends = [beat.stop for beat in _meant(edge.moment, beats) if beat.stop > begin]
        return ends[-1] if ends and edge.moment.rep is not None else ends[0] if ends else begin
    return _time(edge, frames, setting)


def _time(edge: Edge, frames: int, setting: Setting) -> int:
    if edge.anchor is CueAnchor.HALFWAY:
        return frames // 2
    offset = setting.frames(edge.offset)
    return frames - offset if edge.anchor is CueAnchor.END else offset


def _meant(moment: RepMoment, beats: Sequence[Beat]) -> list[Beat]:
    last = beats[-1].rep if beats else 0
    rep = last if moment.rep == LAST_REP else moment.rep
    return [
        beat
        for beat in beats
        if (rep is None or beat.rep == rep) and (not moment.phase or beat.phase == moment.phase)
    ]


# --- where --------------------------------------------------------------------------------------------------


def _in_frame(callout: Callout, media: object, setting: Setting) -> Point | None:
    """The place in the frame as the first side is shown; None where that part of the picture is cut away."""
    footage = media.media if isinstance(media, Clip) else media
    place = callout.at
    if isinstance(footage, Footage) and callout.picture:
        place = placed_in_frame(callout.at, callout.picture, footage, setting.routine.size)
    if all(0 <= share <= 1 for share in place):
        return place
    width, height = setting.routine.size
    message = f"this callout is not seen: its place is cut away where the clip fills {width} by {height}"
    hint = "fit: blur shows all of the clip; focus: says what stays in view"
    setting.warn(message, callout.place or callout.span, hint)
    return None


def placed_in_frame(at: Point, picture: tuple[int, int], footage: Footage, size: tuple[int, int]) -> Point:
    """Where a place of a picture of so many pixels comes to lie in a frame; below 0 or over 1 it is not seen."""
    scales = [Fraction(frame, own) for frame, own in zip(size, picture, strict=True)]
    scale = max(scales) if footage.fit is Fit.COVER else min(scales)
    across = 1 - at[0] if footage.mirrored else at[0]
    x, y = (
        _along(share, own, frame / scale, focus)
        for share, own, frame, focus in zip((across, at[1]), picture, size, footage.focus, strict=True)
    )
    return (1 - x if footage.mirrored else x), y


def _along(share: Fraction, own: int, seen: Fraction, focus: Fraction) -> Fraction:
    """In one direction, a share of `own` pixels as a share of the `seen` ones, the focus near their middle."""
    start = min(max(Fraction(0), focus * own - seen / 2), own - seen) if seen <= own else (own - seen) / 2
    return (share * own - start) / seen
