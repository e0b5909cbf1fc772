"""The edges of a video: clips before the title and after the end, the disclaimer, and a last breath without a card."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from compiler.model.callouts import ShownCallout
from compiler.model.edges import DisclaimerAt
from compiler.model.routine import Edge, Routine
from compiler.model.shapes import shape_of
from compiler.model.timeline import Clip, Cue, CueRole, StepKind
from compiler.plan.scenes import scene_of
from compiler.plan.setting import AFTER_TONE, LEAD, TAIL, Draft, Setting
from compiler.plan.signals import relax

SHORTEST_LAST = Fraction(3, 2)
SHORTEST_WORDS = Fraction(3)
NOTE_DOWN = {"": Fraction(88, 100), ".portrait": Fraction(28, 100), ".square": Fraction(14, 100)}
"""How far down, by the frame's shape, the disclaimer stands small in the picture, as near to it as there is room."""


def disclaimer_at(routine: Routine) -> tuple[DisclaimerAt, ...]:
    """Where the disclaimer is seen or heard: on the title card and spoken, unless its author says otherwise."""
    places = routine.disclaimer_at or (DisclaimerAt.TITLE, DisclaimerAt.SPOKEN)
    if not routine.title_card.absent:
        return places
    left = tuple(place for place in places if place is not DisclaimerAt.TITLE)
    return left or (DisclaimerAt.SPOKEN,)


def edge(one: Edge, name: str, setting: Setting) -> Draft:
    """A clip at an edge of the video, as long as it is."""
    clip = Clip(media=one.media, mirrored=one.media.mirrored)
    frames = max(1, setting.frames(one.seconds))
    cues: tuple[Cue, ...] = ()
    if one.line:
        spoken = setting.spoken(CueRole.INTRODUCTION, one.line.text, setting.routine.voice, one.line)
        speech = setting.speech_frames(spoken)
        own = one.line.part is not None
        frames = speech if own else max(frames, speech + setting.frames(LEAD + TAIL))
        cues = (setting.cue(spoken, 0 if own else setting.frames(LEAD)),)
    return Draft(
        kind=StepKind.SAY,
        name=name,
        frames=frames,
        scene=scene_of("exercise", {}, setting.phrases, clip=clip, fade_in=False),
        cues=cues,
        span=one.span,
    )


def spoken_disclaimer(text: str, setting: Setting) -> Draft:
    """The disclaimer by itself, where there is no title card on which it could be said."""
    spoken = setting.spoken(CueRole.INTRODUCTION, text, setting.routine.voice)
    cue = setting.cue(spoken, setting.frames(LEAD))
    return Draft(
        kind=StepKind.SAY,
        name=text,
        frames=max(cue.range.stop + setting.frames(TAIL), setting.frames(SHORTEST_WORDS)),
        scene=scene_of("say", {"text": text}, setting.phrases, fade_in=False),
        cues=(cue,),
        span=setting.routine.disclaimer_span or setting.routine.span,
    )


def with_note(drafts: Sequence[Draft], text: str, setting: Setting) -> list[Draft]:
    """The disclaimer small in the picture, throughout the first exercise."""
    first = next((d.exercise_index for d in drafts if d.exercise_index is not None), None)
    down = NOTE_DOWN[shape_of(setting.routine.size)]
    span = setting.routine.disclaimer_span or setting.routine.span

    def noted(draft: Draft) -> Draft:
        if draft.exercise_index != first or draft.scene.layout != "exercise" or first is None:
            return draft
        note = ShownCallout(
            text=text, at=(Fraction(1, 2), down), ranges=((0, draft.frames),), text_span=span, place_span=span
        )
        return replace(draft, scene=replace(draft.scene, callouts=(*draft.scene.callouts, note)))

    return [noted(draft) for draft in drafts]


def last_breath(before: Draft, setting: Setting, *, after_dose: bool) -> Draft:
    """What there is in place of an end card: the last picture for a moment, in which a dose is told to be over."""
    phrases = setting.phrases
    over = relax(setting, setting.routine.voice) if after_dose else ()
    cues = setting.sequence(over, setting.frames(AFTER_TONE))
    spoken = cues[-1].range.stop + setting.frames(TAIL) if cues else 0
    words = {"name": phrases.end_title} if before.scene.clip else {"text": phrases.end_title}
    layout = "exercise" if before.scene.clip else "say"
    return Draft(
        kind=StepKind.END,
        name=phrases.end_title,
        frames=max(spoken, setting.frames(SHORTEST_LAST)) + setting.frames(setting.routine.end_seconds),
        scene=scene_of(layout, words, phrases, clip=before.scene.clip),
        cues=cues,
        span=setting.routine.end_card.span,
    )
