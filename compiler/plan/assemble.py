"""All steps one after the other: the Timeline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile

from compiler.model.edges import DisclaimerAt
from compiler.model.errors import Diagnostic
from compiler.model.routine import Captions, ExerciseStep, RestStep, Routine, SayStep, Step, with_rests
from compiler.model.structure import Form
from compiler.model.timeline import DroppedCue, Timeline, TimelineStep, Tone
from compiler.model.timing import FrameRange
from compiler.plan import cards, edges
from compiler.plan.amrap import amrap_drafts
from compiler.plan.approach import approaches
from compiler.plan.chapters import Start, chapters_of, lost_chapters, time_problems
from compiler.plan.circuits import opening
from compiler.plan.doses import schedule_words
from compiler.plan.exercise import ExercisePlanner
from compiler.plan.grouping import in_group
from compiler.plan.intervals import interval_rest
from compiler.plan.rest_words import Approach
from compiler.plan.rounds import clocked
from compiler.plan.saying import say
from compiler.plan.scenes import captioned
from compiler.plan.setting import Draft, LengthOf, Setting, WordsOf, names_of
from compiler.plan.thumbnail import poses, thumbnail_scene
from compiler.plan.wording import turns_of


@dataclass(frozen=True, slots=True)
class Planned:
    """The timeline, and what does not fit in it (errors mean: do not render)."""

    timeline: Timeline
    diagnostics: tuple[Diagnostic, ...]


def plan(
    routine: Routine, length_of: LengthOf, *, measured: bool, words_of: WordsOf = lambda _: ()
) -> Planned:
    """Decide when everything happens.

    `length_of` gives the seconds an utterance takes; `measured` says whether these are real or estimated. `words_of`
    gives captions the times of words.
    """
    setting = Setting(routine, length_of, measured, names_of(routine), words_of)
    steps = with_rests(routine)
    count = sum(isinstance(step, ExerciseStep) for step in steps)
    last = isinstance(steps[-1], ExerciseStep)
    body = list(_body(steps, count, setting))
    absent = routine.end_card.absent
    body.append(
        edges.last_breath(body[-1], setting, after_dose=last)
        if absent
        else cards.end(setting, after_dose=last)
    )
    drafts = [*_beginning(body, count, setting), *_noted(body, setting)]
    if not absent:
        drafts[-1] = cards.with_done(drafts[-1], sum(draft.frames for draft in drafts), setting)
    if routine.opener:
        drafts.insert(0, edges.edge(routine.opener, setting.phrases.introduction, setting))
    if routine.closer:
        drafts.append(edges.edge(routine.closer, setting.phrases.finish, setting))
    timeline = _laid_out(drafts, setting)
    found = (
        *setting.diagnostics,
        *lost_chapters(_starts(drafts), timeline.chapters),
        *time_problems(routine, timeline.disclaimer, timeline.chapters),
    )
    return Planned(timeline, tuple(dict.fromkeys(found)))


def _beginning(body: Sequence[Draft], count: int, setting: Setting) -> list[Draft]:
    """The title card; without one, what has to be said all the same."""
    if not setting.routine.title_card.absent:
        return [cards.title(setting, count, sum(draft.frames for draft in body))]
    warned = DisclaimerAt.SPOKEN in edges.disclaimer_at(setting.routine)
    return [edges.spoken_disclaimer(cards.disclaimer(setting), setting)] if warned else []


def _noted(body: Sequence[Draft], setting: Setting) -> Sequence[Draft]:
    if DisclaimerAt.PICTURE not in edges.disclaimer_at(setting.routine):
        return body
    return edges.with_note(body, cards.disclaimer(setting), setting)


def _body(steps: tuple[Step, ...], count: int, setting: Setting) -> Iterator[Draft]:
    """What comes of each step, with its group and its chapter."""
    before: Step | None = None
    for step, drafts in _drafts(steps, count, setting):
        yield from in_group(drafts, step, before, setting)
        before = step


def _drafts(steps: tuple[Step, ...], count: int, setting: Setting) -> Iterator[tuple[Step, Iterator[Draft]]]:
    """Each step with what comes of it; of those that are done under one clock, the first of them has all."""
    known = approaches(steps, setting)
    planners = _planners(steps, known, count, setting)
    done = 0
    for index, (step, approach) in enumerate(zip(steps, known, strict=True)):
        upcoming = planners[done] if done < count else None
        if isinstance(step, SayStep):
            last = planners[done - 1].step if done else None
            following = upcoming.step if upcoming else None
            yield step, iter([say(step, setting, approach, last=last, upcoming=following)])
        elif isinstance(step, RestStep):
            yield step, iter([_rest(step, steps[index + 1 :], upcoming, approach, setting)])
        else:
            yield step, _exercise(planners, done, setting)
            done += 1


def _planners(
    steps: tuple[Step, ...], known: tuple[Approach, ...], count: int, setting: Setting
) -> tuple[ExercisePlanner, ...]:
    """One for each exercise, which knows what is known when it comes up."""
    pairs = [(s, approach) for s, approach in zip(steps, known, strict=True) if isinstance(s, ExerciseStep)]
    names = [*(step.name for step, _ in pairs[1:]), ""]
    return tuple(
        ExercisePlanner(
            step=step, index=index, count=count, setting=setting, next_name=name, approach=approach
        )
        for index, ((step, approach), name) in enumerate(zip(pairs, names, strict=False))
    )


def _rest(
    step: RestStep,
    following: tuple[Step, ...],
    upcoming: ExercisePlanner | None,
    approach: Approach,
    setting: Setting,
) -> Draft:
    if following and upcoming and following[0] is upcoming.step and upcoming.approach.direct:
        return interval_rest(step, upcoming)
    pair = (upcoming.index, upcoming.step) if upcoming else None
    return cards.rest(step, pair, upcoming.count if upcoming else 0, setting, approach)


def _exercise(planners: Sequence[ExercisePlanner], index: int, setting: Setting) -> Iterator[Draft]:
    """An exercise; with the first of those that are done by one clock, what comes before the clock starts."""
    planner = planners[index]
    circuit = clocked(planner.step)
    if circuit is None:
        yield from planner.drafts()
        return
    group = tuple(takewhile(lambda one: clocked(one.step) == circuit, planners[index:]))
    if index and clocked(planners[index - 1].step) == circuit:
        yield from planner.drafts() if circuit.form is Form.INTERVALS else ()
        return
    yield from opening(group, setting, after_dose=planner.approach.after_dose)
    first = replace(planner, approach=replace(planner.approach, told=False, after_dose=False))
    if circuit.form is Form.INTERVALS:
        yield from first.drafts()
        return
    yield replace(first.between.setup(turns_of(first.step)[0]), told=first.told())
    yield from amrap_drafts(group, circuit, setting)


def _laid_out(drafts: list[Draft], setting: Setting) -> Timeline:
    routine = setting.routine
    burnt_in = routine.captions is Captions.BURNT_IN
    steps: list[TimelineStep] = []
    cues, tones, dropped = [], [], []
    position = 0
    for index, draft in enumerate(drafts):
        steps.append(_step(_captioned(draft, setting.rate) if burnt_in else draft, position))
        cues += [replace(cue, range=cue.range.shifted(position)) for cue in draft.cues]
        tones += [Tone(kind=tone.kind, frame=tone.frame + position) for tone in draft.tones]
        dropped += [DroppedCue(text=text, step=index, reason=reason) for text, reason in draft.dropped]
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
        chapters=chapters_of(_starts(drafts), position, routine.frame_rate),
        dropped=tuple(dropped),
        tags=routine.tags,
        channel=routine.channel,
        prescription=routine.prescription,
        schedule=schedule_words(routine.prescription, setting.language),
        music=routine.music,
        measured=setting.measured,
        variant=routine.variant,
        burnt_in=burnt_in,
        brand=routine.brand,
        layout=routine.layout,
        thumbnail=thumbnail_scene(steps, setting),
        poses=poses(setting),
        source=routine.source,
    )


def _starts(drafts: Iterable[Draft]) -> Iterator[Start]:
    """Where chapters would begin."""
    position = 0
    for draft in drafts:
        if draft.chapter:
            yield Start(title=draft.chapter, frame=position, own=draft.own_chapter, span=draft.span)
        position += draft.frames


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
        section=draft.section,
        round=draft.round,
        span=draft.span,
    )
