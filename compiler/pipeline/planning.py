"""Fit and plan, as often as what is said depends on how long it takes."""

from collections.abc import Callable
from fractions import Fraction

from compiler.customise import Customised
from compiler.model.routine import Utterance
from compiler.model.timeline import WordTime
from compiler.narrate import Speech, estimate_seconds
from compiler.pipeline.variants import fitted
from compiler.plan import Fitted, Planned, plan

SpeechFor = Callable[[tuple[Utterance, ...]], dict[Utterance, Speech]]


def planned_with(customised: Customised, speech_for: SpeechFor) -> tuple[Planned, Fitted | None]:
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
        if not new:
            measured = asked.keys() <= speech.keys()
            if measured != planned.timeline.measured:
                planned = plan(routine, length_of, measured=measured, words_of=words_of)
            return planned, fit
        tried.update(new)
        speech.update(speech_for(tuple(new)))
