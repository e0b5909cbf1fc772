"""All steps one after the other: the Timeline."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from compiler.model.errors import Diagnostic
from compiler.model.routine import Captions, ExerciseStep, RestStep, Routine, SayStep, Step, with_rests
from compiler.model.timeline import DroppedCue, Timeline, TimelineStep, Tone
from compiler.model.timing import FrameRange
from compiler.plan import cards
from compiler.plan.approach import approaches
from compiler.plan.chapters import chapters_of, time_problems
from compiler.plan.doses import schedule_words
from compiler.plan.exercise import ExercisePlanner
from compiler.plan.scenes import captioned
from compiler.plan.setting import Draft, LengthOf, Setting, names_of


@dataclass(frozen=True, slots=True)
class Planned:
    """The timeline, and what does not fit in it (errors mean: do not render)."""

    timeline: Timeline
    diagnostics: tuple[Diagnostic, ...]


def plan(routine: Routine, length_of: LengthOf, *, measured: bool) -> Planned:
    """Decide when everything happens.

    `length_of` gives the seconds an utterance takes; `measured` says whether these are real or estimated.
    """
    setting = Setting(routine, length_of, measured, names_of(routine))
    steps = with_rests(routine)
    count = sum(isinstance(step, ExerciseStep) for step in steps)
    last = isinstance(steps[-1], ExerciseStep)
    body = [*_body(steps, count, setting), cards.end(setting, after_dose=last)]
    title = cards.title(setting, count, sum(draft.frames for draft in body))
    timeline = _laid_out([title, *body], setting)
    times = time_problems(routine, timeline.disclaimer, timeline.chapters)
    return Planned(timeline, tuple(dict.fromkeys((*setting.diagnostics, *times))))


def _body(steps: tuple[Step, ...], count: int, setting: Setting) -> Iterator[Draft]:
    exercises = [step for step in steps if isinstance(step, ExerciseStep)]
    done = 0
    for step, approach in zip(steps, approaches(steps, setting), strict=True):
        if isinstance(step, SayStep):
            name = exercises[done].name if done < count else ""
            yield cards.say(step, name, setting, after_dose=approach.after_dose)
        elif isinstance(step, RestStep):
            following = (done, exercises[done]) if done < count else None
            yield cards.rest(step, following, count, setting, approach)
        else:
            name = exercises[done + 1].name if done + 1 < count else ""
            planner = ExercisePlanner(
                step=step, index=done, count=count, setting=setting, next_name=name, approach=approach
            )
            yield from planner.drafts()
            done += 1


def _laid_out(drafts: list[Draft], setting: Setting) -> Timeline:
    routine = setting.routine
    burnt_in = routine.captions is Captions.BURNT_IN
    steps: list[TimelineStep] = []
    cues, tones, starts, dropped = [], [], [], []
    position = 0
    for index, draft in enumerate(drafts):
        steps.append(_step(_captioned(draft, setting.rate) if burnt_in else draft, position))
        cues += [replace(cue, range=cue.range.shifted(position)) for cue in draft.cues]
        tones += [Tone(kind=tone.kind, frame=tone.frame + position) for tone in draft.tones]
        dropped += [DroppedCue(text=text, step=index, reason=reason) for text, reason in draft.dropped]
        if draft.chapter:
            starts.append((draft.chapter, position))
        position += draft.frames
    return Timeline(
        slug=routine.slug,
        title=routine.title,
        summary=routine.summary,
        language=routine.language,
        disclaimer=cards.disclaimer(setting),
        theme=routine.theme,
        size=routine.size,
        frame_rate=routine.frame_rate,
        steps=tuple(steps),
        exercises=tuple(draft.told for draft in drafts if draft.told),
        cues=tuple(cues),
        tones=tuple(tones),
        chapters=chapters_of(starts, position, routine.frame_rate),
        dropped=tuple(dropped),
        tags=routine.tags,
        channel=routine.channel,
        prescription=routine.prescription,
        schedule=schedule_words(routine.prescription, setting.language),
        music=routine.music,
        measured=setting.measured,
        variant=routine.variant,
        burnt_in=burnt_in,
        source=routine.source,
    )


def _captioned(draft: Draft, frame_rate: Fraction) -> Draft:
    return replace(draft, scene=captioned(draft.scene, draft.cues, draft.frames, frame_rate))


def _step(draft: Draft, start: int) -> TimelineStep:
    return TimelineStep(
        kind=draft.kind,
        name=draft.name,
        range=FrameRange(start, start + draft.frames),
        scene=draft.scene,
        exercise=draft.exercise,
        exercise_index=draft.exercise_index,
        side=draft.side,
        set=draft.set,
        place=draft.place,
        left=draft.left,
        change=draft.change,
        own_change=draft.own_change,
        span=draft.span,
    )
