"""What is shown for the video, as a scene: the picture that its author chose, with the title set on it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from compiler.model.routine import ExerciseStep, MissingClip, Thumbnail
from compiler.model.timeline import Clip, Scene, TimelineStep
from compiler.model.timing import FrameRange, clock
from compiler.plan.pictures import still
from compiler.plan.scenes import scene_of
from compiler.plan.setting import Setting


def thumbnail_scene(steps: Sequence[TimelineStep], setting: Setting) -> Scene | None:
    """The scene that a thumbnail is drawn from; None where the routine does not say."""
    chosen = setting.routine.thumbnail
    if chosen is None:
        return None
    title = chosen.title.text if chosen.title else setting.routine.title
    words = {"kicker": steps[0].scene.word("kicker"), "title": title}
    return scene_of("thumbnail", words, setting.phrases, clip=_clip(chosen, steps, setting), fade_in=False)


def _clip(chosen: Thumbnail, steps: Sequence[TimelineStep], setting: Setting) -> Clip | None:
    if chosen.picture:
        return Clip(media=chosen.picture)
    if chosen.at is not None:
        return _at(chosen, chosen.at, steps, setting)
    exercises = [step for step in setting.routine.steps if isinstance(step, ExerciseStep)]
    step = next((one for one in exercises if chosen.exercise in {"", one.id}), None)
    step = step or next(iter(exercises), None)  # this version leaves the one out that was chosen
    if step is None:
        return None
    return still(step, step.dose.sides[0] if step.dose.sides else None, setting)


def _at(chosen: Thumbnail, at: Fraction, steps: Sequence[TimelineStep], setting: Setting) -> Clip | None:
    """The picture of the clip that is seen at that time, without what lies over it."""
    frame = setting.frames(at)
    step = next((one for one in steps if one.range.start <= frame < one.range.stop), None)
    if step is None:
        length = clock(setting.seconds(steps[-1].range.stop))
        setting.complain(
            f"the video ends at {length}, before {clock(at)}", chosen.span, "choose an earlier time"
        )
        return None
    clip = step.scene.clip
    if clip is None or isinstance(clip.media, MissingClip):
        filmed = (
            one for one in steps if one.scene.clip and not isinstance(one.scene.clip.media, MissingClip)
        )
        near = min(filmed, key=lambda one: abs(one.range.start - frame), default=None)
        hint = f"{clock(setting.seconds(near.range.start) + 1)} has one" if near else "choose a picture"
        setting.complain(f"at {clock(at)} there is a card, and no picture of a clip", chosen.span, hint)
        return None
    first = clip.first + frame - step.range.start
    if clip.loop is None:
        return replace(clip, first=first)
    shown = clip.loop.start + (first - clip.loop.start) % len(clip.loop)
    return replace(clip, first=shown, loop=FrameRange(shown, shown + 1))
