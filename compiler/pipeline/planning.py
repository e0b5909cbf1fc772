"""Fit and plan, as often as what is said depends on how long it takes."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from compiler.customise import Customised
from compiler.draw import Proofreader
from compiler.draw.hosting import has_room_for_person
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline, TimelineStep, WordTime
from compiler.narrate import Speech, estimate_seconds
from compiler.pipeline.variants import fitted
from compiler.plan import Fitted, Planned, plan

CARDS = ("title", "end")
"""Layouts on which somebody greets and thanks."""

SpeechFor = Callable[[tuple[Utterance, ...]], dict[Utterance, Speech]]


def planned_with(
    customised: Customised, speech_for: SpeechFor, reader: Proofreader | None = None
) -> tuple[Planned, Fitted | None]:
    """Fit and plan with the lengths of the speech that `speech_for` gives, and estimates where it has none.

    What is said depends on how long things take, so this is done again until nothing new is asked for, each time
    roughly in the order in which it is said. A fit tries many doses; only the words of those it chooses are asked for.
    """
    speech: dict[Utterance, Speech] = {}
    tried: set[Utterance] = set()
    while True:
        asked: dict[Utterance, None] = {}

        def likely(utterance: Utterance) -> Fraction:
            spoken = speech.get(utterance)
            return spoken.seconds if spoken else estimate_seconds(utterance)

        def length_of(utterance: Utterance) -> Fraction:
            asked[utterance] = None  # noqa: B023 - used before the next turn of the loop
            return likely(utterance)

        def words_of(utterance: Utterance) -> tuple[WordTime, ...]:
            spoken = speech.get(utterance)
            return spoken.words if spoken else ()

        routine, fit = fitted(customised, likely)
        measured = bool(tried) and asked.keys() <= speech.keys()
        planned = plan(routine, length_of, measured=measured, words_of=words_of)
        new = [utterance for utterance in asked if utterance not in tried]
        told = speech_for(tuple(new)) if new else {}
        if not told:  # nothing has become known: it would be planned as it is
            measured = asked.keys() <= speech.keys()
            if measured != planned.timeline.measured:
                planned = plan(routine, length_of, measured=measured, words_of=words_of)
            timeline = _with_room_for_people(planned.timeline, reader or Proofreader())
            return replace(planned, timeline=timeline), fit
        tried.update(new)
        speech.update(told)


def _with_room_for_people(timeline: Timeline, reader: Proofreader) -> Timeline:
    """The same without the person on a card whose words need all of it, or whose theme draws none there."""

    def seen(step: TimelineStep) -> TimelineStep:
        scene = step.scene
        if scene.layout not in CARDS or scene.clip is None:
            return step
        theme, _ = reader.theme(timeline.look)
        if theme and has_room_for_person(scene, theme, timeline.size, timeline.frame_rate, reader):
            return step
        return replace(step, scene=replace(scene, clip=None, way=None))

    return replace(timeline, steps=tuple(seen(step) for step in timeline.steps))
