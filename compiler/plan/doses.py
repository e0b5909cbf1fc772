"""A dose and a side, in the tool's own words.

What is shown uses digits ("30 seconds each side"); what is spoken uses number words ("thirty seconds").
"""

from compiler.language import Language, Phrases, counted, duration_words
from compiler.model.routine import Dose, Side


def dose_words(dose: Dose, language: Language, *, spoken: bool) -> str:
    """As in "30 seconds each side · 2 sets" as it is shown, or `spoken`."""
    phrases, words_of_numbers = language.phrases, language if spoken else None
    words = once_words(dose, language, spoken=spoken)
    if len(dose.sides) == 2:
        words = phrases.each_side.format(dose=words)
    if dose.sets > 1:
        joiner = phrases.joiner if spoken else " · "
        words += joiner + counted(phrases.set, dose.sets, words_of_numbers)
    return words


def once_words(dose: Dose, language: Language, *, spoken: bool) -> str:
    """What is done on one side in one set: "30 seconds", as it is shown or `spoken`."""
    if dose.hold is not None:
        return duration_words(dose.hold, language, spoken=spoken)
    return counted(language.phrases.repetition, dose.reps or 0, language if spoken else None)


def side_words(side: Side, names: tuple[str, str] | None, phrases: Phrases) -> str:
    """What this side is called: the exercise's own words ("left leg") or "left side"."""
    left, right = names or phrases.sides
    return left if side is Side.LEFT else right
