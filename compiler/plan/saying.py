"""Words between exercises: on a card, over a picture, or with the person who says them, a few at a time."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from compiler.model.caption_timing import captions_of
from compiler.model.placeholders import filled, needs_next
from compiler.model.position import Place, change_seconds
from compiler.model.routine import ExerciseStep, FigureUse, SayStep
from compiler.model.timeline import Clip, Cue, CueRole, SpokenWords, StepKind
from compiler.model.timing import FrameRange, written_duration
from compiler.plan.callouts import with_words_over
from compiler.plan.pictures import phase_frames
from compiler.plan.rest_words import Approach
from compiler.plan.scenes import scene_of
from compiler.plan.setting import GAP, LEAD, TAIL, Draft, Setting
from compiler.plan.signals import dose_over
from compiler.plan.ways import Shown, arrived, way_between

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
    next_name = upcoming.name if upcoming else ""
    if not next_name and needs_next(step.line.text):
        hint = "leave it out, or say this before the last exercise"
        setting.complain("{next} has no value here: no exercise comes after this", step.line.span, hint)
    text = filled(step.line.text, {"next": next_name})
    spoken = setting.spoken(CueRole.SETUP, text, step.voice, step.line)
    over = dose_over(setting, step.voice) if approach.after_dose else ()
    start = over[-1].range.stop + setting.frames(GAP) if over else setting.frames(LEAD)
    speech = setting.speech_frames(spoken)
    if step.line.part:
        start, frames = 0, speech
    elif step.slot is None:
        frames = max(start + speech + setting.frames(TAIL), setting.frames(SHORTEST_SAY))
    else:
        frames = setting.frames(step.slot)
        if start + speech > frames:
            over, start = (), min(setting.frames(LEAD), max(0, frames - speech))
        if speech > frames:
            takes = Fraction(-(-setting.seconds(speech) * 2 // 1), 2)
            setting.too_long(spoken, frames, f"give it for: {written_duration(takes)}")
    cue = setting.cue(spoken, start)
    shown, after = _shown_way(step, approach, (last, upcoming), setting)
    if shown and after and step.slot is None:
        way_frames = sum(shown.frames(setting)) + 2 * setting.frames(TAIL)
        frames = max(frames, way_frames, setting.frames(change_seconds(approach.before, after)))
    who = (step.speaker.name, step.speaker.role) if step.speaker else ("", "")
    if step.media:
        own = Clip(media=step.media, mirrored=getattr(step.media, "mirrored", False))
        detail = who[1] if step.line.part else text  # captions tell what somebody says who is seen
        scene = scene_of("exercise", {"name": who[0], "detail": detail}, setting.phrases, clip=own)
    else:
        lead = setting.frames(TAIL)
        way = shown.within(frames - 2 * lead, setting).after(lead, setting) if shown else None
        clip = arrived(way) if way else _speaking(step, upcoming or last, setting)
        words = _told([cue], frames, setting) if clip and not step.heading else ()
        text = step.heading or _longest(words) or text
        kicker = " · ".join(filter(None, who))
        shown_words = {"name": who[0], "detail": text} if way else {"text": text, "kicker": kicker}
        layout = "exercise" if way else "say"  # whose panel the whole body is clear of
        scene = scene_of(layout, shown_words, setting.phrases, clip=clip, spoken=words, way=way)
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


def _shown_way(
    step: SayStep, approach: Approach, near: tuple[ExerciseStep | None, ...], setting: Setting
) -> tuple[Shown | None, Place | None]:
    """The way that one goes meanwhile, if it is drawn, and where it leads to."""
    after = step.position.at(None) if step.position else None
    return None if step.media else way_between(approach.before, after, near, setting), after


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
