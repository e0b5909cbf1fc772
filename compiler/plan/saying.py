"""Words between exercises: on a card, over a picture, or with the person who says them, a few at a time."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from compiler.model.caption_timing import captions_of
from compiler.model.placeholders import filled, needs_next
from compiler.model.position import Place, change_seconds
from compiler.model.routine import ExerciseStep, FigureUse, SayStep
from compiler.model.timeline import Clip, Cue, CueRole, Scene, SpokenWords, StepKind
from compiler.model.timing import FrameRange, written_duration
from compiler.plan.callouts import with_words_over
from compiler.plan.pictures import phase_frames
from compiler.plan.rest_words import Approach
from compiler.plan.scenes import scene_of
from compiler.plan.setting import GAP, LEAD, TAIL, Draft, Setting, Spoken
from compiler.plan.signals import dose_over
from compiler.plan.ways import Change, Shown, along, arrived

SHORTEST_SAY = Fraction(3)


def say(
    step: SayStep,
    setting: Setting,
    approach: Approach,
    *,
    last: ExerciseStep | None = None,
    upcoming: ExerciseStep | None = None,
) -> Draft:
    """Words on a card or over a picture; as long as they need, or exactly the author's slot.

    After a dose they come when it is told to be over, if there is time for that. They stand between the exercises
    `last` and `upcoming`. Where one gets to another position meanwhile, there is time for the way.
    """
    text = _line_before(step, upcoming, setting)
    spoken = setting.spoken(CueRole.SETUP, text, step.voice, step.line)
    over, start, frames = _timed(step, spoken, approach, setting)
    cue = setting.cue(spoken, start)
    shown, after = _shown_way(step, approach, (last, upcoming), setting)
    if shown and after and step.slot is None:
        way_frames = shown.frames(setting) + 2 * setting.frames(TAIL)
        frames = max(frames, way_frames, setting.frames(change_seconds(approach.before, after)))
    if step.media:
        scene = _over_own(step, text, setting)
    elif shown:
        scene = _with_way(step, cue, frames, shown, setting)
    else:
        scene = _with_person(step, cue, frames, upcoming or last, setting)
    return Draft(
        kind=StepKind.SAY,
        name=step.heading or cue.text,
        frames=frames,
        scene=with_words_over(scene, step, frames, setting),
        cues=(*over, cue),
        place=after,
        left=approach.before if after else None,
        change=change_seconds(approach.before, after) if shown and after else Fraction(0),
        span=step.span,
    )


def _line_before(step: SayStep, upcoming: ExerciseStep | None, setting: Setting) -> str:
    """The words, with the name of the exercise that comes next."""
    if not upcoming and needs_next(step.line.text):
        hint = "leave it out, or say this before the last exercise"
        setting.complain("{next} has no value here: no exercise comes after this", step.line.span, hint)
    return filled(step.line.text, {"next": upcoming.name if upcoming else ""})


def _timed(
    step: SayStep, spoken: Spoken, approach: Approach, setting: Setting
) -> tuple[tuple[Cue, ...], int, int]:
    """What tells that the dose is over, the frame in which the words start, and how many frames the step has."""
    over = dose_over(setting, step.voice) if approach.after_dose else ()
    start = over[-1].range.stop + setting.frames(GAP) if over else setting.frames(LEAD)
    speech = setting.speech_frames(spoken)
    if step.line.part:
        return over, 0, speech
    if step.slot is None:
        return over, start, max(start + speech + setting.frames(TAIL), setting.frames(SHORTEST_SAY))
    frames = setting.frames(step.slot)
    if start + speech > frames:
        over, start = (), min(setting.frames(LEAD), max(0, frames - speech))
    if speech > frames:
        takes = Fraction(-(-setting.seconds(speech) * 2 // 1), 2)
        setting.too_long(spoken, frames, f"give it for: {written_duration(takes)}")
    return over, start, frames


def _who(step: SayStep) -> tuple[str, str]:
    return (step.speaker.name, step.speaker.role) if step.speaker else ("", "")


def _over_own(step: SayStep, text: str, setting: Setting) -> Scene:
    """Over the step's own picture."""
    assert step.media
    name, role = _who(step)
    clip = Clip(media=step.media, mirrored=getattr(step.media, "mirrored", False))
    detail = role if step.line.part else text  # captions tell what somebody says who is seen
    return scene_of("exercise", {"name": name, "detail": detail}, setting.phrases, clip=clip)


def _with_way(step: SayStep, cue: Cue, frames: int, shown: Shown, setting: Setting) -> Scene:
    """Beside the way, in the exercise's panel: the whole body is clear of that."""
    way = along(shown, setting.frames(TAIL), frames, setting)
    words = () if step.heading else _told([cue], frames, setting)
    shown_words = {"name": _who(step)[0], "detail": step.heading or _longest(words) or cue.text}
    return scene_of("exercise", shown_words, setting.phrases, clip=arrived(way), spoken=words, way=way)


def _with_person(step: SayStep, cue: Cue, frames: int, near: ExerciseStep | None, setting: Setting) -> Scene:
    """Beside the person who says them, if there is one; else alone on a card."""
    clip = _speaking(step, near, setting)
    words = _told([cue], frames, setting) if clip and not step.heading else ()
    text = step.heading or _longest(words) or cue.text
    shown_words = {"text": text, "kicker": " · ".join(filter(None, _who(step)))}
    return scene_of("say", shown_words, setting.phrases, clip=clip, spoken=words)


def _shown_way(
    step: SayStep, approach: Approach, near: tuple[ExerciseStep | None, ...], setting: Setting
) -> tuple[Shown | None, Place | None]:
    """The way that one goes meanwhile, if it is drawn, and where it leads to."""
    after = step.position.at(None) if step.position else None
    change = Change(before=approach.before, after=after, near=near, last=near[0])
    return None if step.media else next(change.ways(setting), None), after


def _speaking(step: SayStep, near: ExerciseStep | None, setting: Setting) -> Clip | None:
    """Who is drawn speaking at the place of the exercise `near` it, over and over the same calm gestures."""
    people = dict(setting.routine.figures.speakers)
    place = near.media.on if near and isinstance(near.media, FigureUse) else ""
    person = people.get(place, people.get(""))
    if person is None:
        return None
    if step.speaker and step.speaker.presenter:
        who = step.speaker.presenter
        person = replace(person, presenter=who.name, left_handed=who.left_handed)
    frames = phase_frames(person.phases, setting)
    return Clip(media=person, loop=FrameRange(0, sum(frames)), phase_frames=frames)


def _told(cues: Iterable[Cue], frames: int, setting: Setting) -> tuple[SpokenWords, ...]:
    """The words of a step's cues as they are shown: always some, each until the next ones come."""
    found = captions_of(cues, frames, setting.rate)
    starts = [setting.frames(one.start) if number else 0 for number, one in enumerate(found)]
    return tuple(SpokenWords(start=start, text=one.text) for start, one in zip(starts, found, strict=True))


def _longest(words: Iterable[SpokenWords]) -> str:
    """Those that need most room; nothing where there are none."""
    return max((one.text for one in words), key=len, default="")
