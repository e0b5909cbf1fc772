"""Numbers, counted things and durations, in digits or in words."""

from datetime import date
from fractions import Fraction
from functools import cache

from num2words import num2words

from compiler.language.record import Language
from compiler.language.vocabulary import Noun

HALF = Fraction(1, 2)


@cache
def number_words(value: int, language: Language | None) -> str:
    """A whole number in words: 30 -> "thirty"; in digits, which any voice reads, where there is no language."""
    return str(num2words(value, lang=language.code)) if language else str(value)


def counted(noun: Noun, value: int, language: Language | None = None) -> str:
    """As in "1 second" or "30 seconds"; with a language, in words ("one second")."""
    number = str(value) if language is None else numeral(value, noun, language)
    return f"{number} {noun.form(alone=value == 1)}"


def numeral(value: int, noun: Noun, language: Language) -> str:
    """A number in words as it stands before what it counts: "eine" Sekunde, "veintiún" segundos."""
    if value == 1 and noun.single:
        return noun.single
    word = number_words(value, language)
    for alone, short, feminine in language.vocabulary.ones if noun.single else ():
        if word.endswith(alone):
            return word.removesuffix(alone) + (feminine if noun.single.endswith("a") else short)
    return word


def duration_words(seconds: Fraction, language: Language, *, spoken: bool) -> str:
    """As in "30 seconds", "1 minute 30 seconds"; `spoken`, with number words ("thirty seconds")."""
    phrases, words = language.phrases, language if spoken else None
    minutes, rest = divmod(int(seconds), 60)
    if seconds <= 90 and rest:
        return counted(phrases.second, int(seconds), words)
    parts = []
    if minutes:
        parts.append(counted(phrases.minute, minutes, words))
    if rest or not minutes:
        parts.append(counted(phrases.second, rest, words))
    return " ".join(parts)


def spoken_duration(seconds: Fraction, language: Language | None) -> str:
    """As in "thirty seconds"; "30 s", which voices of most languages read, where there is no language."""
    return duration_words(seconds, language, spoken=True) if language else f"{int(seconds)} s"


def weight_words(amount: Fraction, unit: str, language: Language, *, spoken: bool) -> str:
    """As in "2.5 kg", or `spoken`: "two kilograms", "half a pound", "2.5 kilograms"."""
    digits = f"{float(amount):g}".replace(".", language.decimal)
    if not spoken:
        return f"{digits} {unit}"
    noun = next(noun for spelt, noun in language.vocabulary.units if unit in spelt.split("|"))
    if amount == HALF:
        return f"{noun.half} {noun.one}"
    if amount.denominator == 1:
        return counted(noun, int(amount), language)
    return f"{digits} {noun.many}"


def day_words(day: date, language: Language) -> str:
    """As in "January 31, 2027"."""
    return language.day.format(d=day.day, month=language.months[day.month - 1], y=day.year)
