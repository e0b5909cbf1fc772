"""A dose and a side, in the tool's own words.

What is shown uses digits ("30 seconds each side"); what is spoken uses number words ("thirty seconds").
"""

from compiler.language import Language, Phrases, counted, day_words, duration_words, weight_words
from compiler.model.prescription import Load, Prescription
from compiler.model.routine import Dose, Side


def dose_words(dose: Dose, language: Language, *, spoken: bool) -> str:
    """As in "30 seconds each side · 2 sets · 2 kg" as it is shown, or `spoken`."""
    phrases, words_of_numbers = language.phrases, language if spoken else None
    words = once_words(dose, language, spoken=spoken)
    if len(dose.sides) == 2:
        words = phrases.each_side.format(dose=words)
    joiner = phrases.joiner if spoken else " · "
    if dose.sets > 1:
        words += joiner + counted(phrases.set, dose.sets, words_of_numbers)
    return words + (joiner + load_words(dose.load, language, spoken=spoken) if dose.load else "")


def once_words(dose: Dose, language: Language, *, spoken: bool) -> str:
    """What is done on one side in one set: "30 seconds", as it is shown or `spoken`."""
    if dose.hold is not None:
        return duration_words(dose.hold, language, spoken=spoken)
    return counted(language.phrases.repetition, dose.reps or 0, language if spoken else None)


def load_words(load: Load, language: Language, *, spoken: bool) -> str:
    """As in "2 kg" or "red band", or `spoken`: "with two kilograms"."""
    if not load.unit:
        return load.written
    words = weight_words(load.amount, load.unit, language, spoken=spoken)
    return language.phrases.with_load.format(load=words) if spoken else words


def schedule_words(prescription: Prescription, language: Language) -> str:
    """How often and until when: "Twice a day, until January 31, 2027"."""
    until = prescription.until
    day = language.phrases.until.format(day=day_words(until, language)) if until else ""
    words = ", ".join(part for part in (prescription.frequency, day) if part)
    return words[:1].upper() + words[1:]


def stop_words(prescription: Prescription, phrases: Phrases) -> str:
    """When to stop: "Stop if: numbness; chest pain."."""
    signs = "; ".join(sign.rstrip(".") for sign in prescription.stop_if)
    return phrases.stop_if.format(signs=signs) if signs else ""


def side_words(side: Side, names: tuple[str, str] | None, phrases: Phrases) -> str:
    """What this side is called: the exercise's own words ("left leg") or "left side"."""
    left, right = names or phrases.sides
    return left if side is Side.LEFT else right
