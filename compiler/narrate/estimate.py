"""How long words will take to say, before anything is said: instant, pure, and stated to be an estimate.

A straight line through what is counted in the words, fitted on the espeak-ng voice at several rates (its
pauses and its words both shrink with the rate). Fit again with ``python benchmarks/calibrate_speech.py``
after the voice library or the trimming changes; it prints each language's `pace` and the error on sentences
that were held back.
"""

import re
from fractions import Fraction
from functools import lru_cache

from compiler.language import language_of
from compiler.model.routine import SayAs, Utterance
from compiler.narrate.words import spoken_text

REFERENCE_RATE = 150
"""Words a minute at which the numbers below were fitted."""

SHORTEST = Fraction(1, 5)
"""Nothing is said in less time than this, in seconds."""

FEATURES = ("letters", "syllables", "words", "tenths of number syllables", "commas", "stops", "start")

"""What takes time. A language's `pace` is in milliseconds at 150 words a minute for one of each; its last number,
for what does not depend on the rate, comes once."""

_NUMBER = re.compile(r"\d+")
_VOWELS = re.compile("[aeiouyäöüáéíóúàèìòùâêîôû]+", re.IGNORECASE)
_SILENT_E = re.compile(r"(?<=[a-z]{2})e(?:d|s)?\b", re.IGNORECASE)
_SYLLABLES_OF_HUNDREDS = 3


def counted(words: str, language: str) -> tuple[int, ...]:
    """How many of each of :data:`FEATURES` there are in `words` as they are spoken."""
    plain = _NUMBER.sub(" ", words)
    vowels = _SILENT_E.sub("", plain) if language_of(language).silent_e else plain
    inner = words.rstrip(" .!?")
    return (
        sum(c.isalpha() for c in plain),
        len(_VOWELS.findall(vowels)),
        len(words.split()),
        sum(_tenths_of_syllables(found) for found in _NUMBER.findall(words)),
        len(re.findall(r"[,;:](?=\s)", inner)),
        len(re.findall(r"[.!?](?=\s)", inner)),
        1,
    )


def _tenths_of_syllables(digits: str) -> int:
    """How long a number is to say, about: one syllable a digit, more for tens and hundreds."""
    value = int(digits[:6])
    if value < 10:
        return 12
    if value < 20:
        return 18
    if value < 100:
        return 22 if value % 10 == 0 else 34
    return 10 * _SYLLABLES_OF_HUNDREDS * len(digits)


def estimate_seconds(utterance: Utterance) -> Fraction:
    """About how long `utterance` will take, in milliseconds; a recording is judged by its words as well."""
    if utterance.part and utterance.part[1] is not None:
        return utterance.part[1] - utterance.part[0]
    voice = utterance.voice
    natural = voice.engine in {"kokoro", "piper"}
    return _estimate(
        utterance.text, voice.language.lower(), utterance.say_as, voice.words_per_minute, natural=natural
    )


def _slower(pace: tuple[int, ...]) -> tuple[int, ...]:
    """The pace of the offline voice, which says 176 words where it is asked for 150, at the rate asked."""
    return tuple(round(weight * 1.17) for weight in pace)


@lru_cache(maxsize=8192)
def _estimate(
    text: str, language: str, say_as: tuple[SayAs, ...], words_per_minute: int, *, natural: bool
) -> Fraction:
    known = language_of(language)
    fit = (known.kokoro_pace or _slower(known.pace)) if natural else known.pace
    counts = counted(spoken_text(text, language, say_as), language)
    scaled = sum(Fraction(weight) * count for weight, count in zip(fit, counts, strict=False))
    milliseconds = scaled * REFERENCE_RATE / max(1, words_per_minute) + fit[-1]
    return max(SHORTEST, Fraction(round(milliseconds), 1000))
