"""Which frames of which clip a step shows, so that a figure moves with the count and arrives in time."""

from dataclasses import replace
from fractions import Fraction

from compiler.model.routine import ExerciseStep, FigureUse, Footage, Media, Phase, PhaseRole, Side
from compiler.model.timeline import Clip
from compiler.model.timing import FrameRange
from compiler.plan.setting import Setting

PHOTO_PHASES = (
    Phase(name="in", seconds=Fraction(2), role=PhaseRole.MOVE_IN),
    Phase(name="hold", seconds=Fraction(3), role=PhaseRole.HOLD),
    Phase(name="out", seconds=Fraction(2), role=PhaseRole.MOVE_OUT),
)
"""How photos of a movement take turns where there is no tempo."""

STILL_AT = Fraction(1)
"""Footage is shown as a still by its picture one second in."""


def media_of(step: ExerciseStep, side: Side | None) -> tuple[Media, bool]:
    """The media for a side, and whether to show it mirrored."""
    second = side is not None and side is not step.first_side
    if second and step.second_side_media:
        media, mirrored = step.second_side_media, False
    else:
        media, mirrored = step.media, second
    if isinstance(media, Footage):
        mirrored = mirrored != media.mirrored
        if media.photos:
            media = replace(media, phases=step.dose.tempo or PHOTO_PHASES)
    elif isinstance(media, FigureUse):
        mirrored = media.left_handed if side is None else side is not media.shows
    return media, mirrored


def _shown(step: ExerciseStep, side: Side | None, setting: Setting) -> tuple[Media, bool]:
    """The media for a side, as it is shown: a drawn hold hints at where it will be held."""
    media, mirrored = media_of(step, side)
    held = step.dose.hold is not None and not step.dose.moving
    if isinstance(media, FigureUse) and held and setting.routine.figures.ghost:
        media = replace(media, ghost=True)
    return media, mirrored


def phases_of(step: ExerciseStep, media: Media) -> tuple[Phase, ...]:
    """The phases that the picture goes through: the dose's tempo for reps, the picture's own for a hold."""
    if isinstance(media, FigureUse):
        return step.dose.tempo or media.phases
    return media.phases if isinstance(media, Footage) else ()


def phase_frames(phases: tuple[Phase, ...], setting: Setting) -> tuple[int, ...]:
    """Each phase in frames, at least one."""
    return tuple(max(1, setting.frames(phase.seconds)) for phase in phases)


def hold_range(phases: tuple[Phase, ...], frames: tuple[int, ...]) -> FrameRange:
    """The frames of one turn in which the pose is held; the whole turn where nothing is."""
    held = [i for i, phase in enumerate(phases) if phase.role is PhaseRole.HOLD]
    if not held:
        return FrameRange(0, sum(frames))
    return FrameRange(sum(frames[: held[0]]), sum(frames[: held[-1] + 1]))


def demonstration(step: ExerciseStep, side: Side | None, length: int, setting: Setting) -> Clip:
    """The whole movement, over and over, timed so that at the end of `length` frames the dose can begin."""
    media, mirrored = _shown(step, side, setting)
    phases = phases_of(step, media)
    if not phases:
        return Clip(media=media, mirrored=mirrored)
    frames = phase_frames(phases, setting)
    turn, target = sum(frames), _begins(step, phases, frames)
    return Clip(
        media=media,
        mirrored=mirrored,
        first=(target - length) % turn,
        loop=FrameRange(0, turn),
        phase_frames=frames,
    )


def move_in(step: ExerciseStep, side: Side | None, setting: Setting) -> int:
    """How many frames of the movement lead to where the dose begins: none for repetitions."""
    phases = phases_of(step, media_of(step, side)[0])
    return _begins(step, phases, phase_frames(phases, setting))


def _begins(step: ExerciseStep, phases: tuple[Phase, ...], frames: tuple[int, ...]) -> int:
    """At which frame of a turn the dose begins."""
    return hold_range(phases, frames).start if step.dose.hold is not None else 0


def holding(step: ExerciseStep, side: Side | None, setting: Setting) -> Clip:
    """The held pose, breathing."""
    media, mirrored = _shown(step, side, setting)
    phases = phases_of(step, media)
    if not phases:
        return Clip(media=media, mirrored=mirrored)
    frames = phase_frames(phases, setting)
    held = hold_range(phases, frames)
    return Clip(media=media, mirrored=mirrored, first=held.start, loop=held, phase_frames=frames)


def repeating(step: ExerciseStep, side: Side | None, setting: Setting) -> Clip:
    """One turn for each rep."""
    media, mirrored = _shown(step, side, setting)
    phases = phases_of(step, media)
    if not phases:
        return Clip(media=media, mirrored=mirrored)
    frames = phase_frames(phases, setting)
    return Clip(media=media, mirrored=mirrored, loop=FrameRange(0, sum(frames)), phase_frames=frames)


def still(step: ExerciseStep, side: Side | None, setting: Setting) -> Clip:
    """One picture that tells what the exercise is."""
    clip = holding(step, side, setting)
    at = clip.first if clip.loop else setting.frames(STILL_AT)
    return Clip(
        media=clip.media,
        mirrored=clip.mirrored,
        first=at,
        loop=FrameRange(at, at + 1),
        phase_frames=clip.phase_frames,
    )
