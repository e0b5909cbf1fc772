"""What the tool itself says, spells, counts and shows: a file and a row for each language."""

from compiler.language.amounts import (
    counted,
    day_words,
    duration_words,
    number_words,
    numeral,
    spoken_duration,
    weight_words,
)
from compiler.language.de import GERMAN
from compiler.language.en import ENGLISH
from compiler.language.es import SPANISH
from compiler.language.frequency import often_words, read_often, times_a_day
from compiler.language.record import CueWords, Ears, Language, LibraryWords, Phrases, SiteWords
from compiler.language.tags import (
    base_of,
    code_of,
    english_name,
    meant_by,
    own_name,
    region_of,
    same_language,
    voice_by_tag,
)
from compiler.language.vocabulary import Clock, Noun, ShortForm, Vocabulary

__all__ = [
    "ENGLISH",
    "HOLD_WORDS",
    "LANGUAGES",
    "Clock",
    "CueWords",
    "Ears",
    "Language",
    "LibraryWords",
    "Noun",
    "Phrases",
    "ShortForm",
    "SiteWords",
    "Vocabulary",
    "another_voice",
    "base_of",
    "code_of",
    "counted",
    "day_words",
    "duration_words",
    "english_name",
    "known_language",
    "language_of",
    "meant_by",
    "number_words",
    "numeral",
    "offline_voice",
    "own_name",
    "same_language",
    "schedule_in",
    "spoken_duration",
    "times_a_day",
    "usual_voice",
    "weight_words",
]

LANGUAGES = {language.code: language for language in (ENGLISH, GERMAN, SPANISH)}

HOLD_WORDS = frozenset[str]().union(*(language.hold_words for language in LANGUAGES.values()))
"""Names of a phase in which nothing moves, in any language: exercises are read apart from their routine."""


def known_language(tag: str) -> Language | None:
    """The language of a tag, or None where the tool has no words of it."""
    return LANGUAGES.get(base_of(tag))


def language_of(tag: str) -> Language:
    """The language of a tag; English stands in where the tool has no words of it."""
    return known_language(tag) or ENGLISH


def schedule_in(tag: str, written: str) -> str | None:
    """How often, in the language of `tag`, whatever language it is `written` in; as it is where that is the same.

    None where it is not understood, or the tool has no words of the language.
    """
    known = known_language(tag)
    if known is None:
        return None
    if read_often(written, known):
        return written
    found = (parts for other in LANGUAGES.values() if (parts := read_often(written, other)))
    parts = next(found, None)
    return often_words(parts, known) if parts else None


def offline_voice(tag: str) -> str:
    """The name of the offline voice of a language: its region's where there is one, else its base language's."""
    known = known_language(tag)
    if known is None:
        return voice_by_tag(tag)
    return _of_region(known.regional_voices, tag) or known.voice


def usual_voice(engine: str, tag: str) -> str:
    """The voice of `engine` that speaks a language where a routine names none; empty where it has none."""
    known = known_language(tag)
    if engine == "pyttsx3":
        return offline_voice(tag)
    if engine == "kokoro" and known:
        return _of_region(known.regional_kokoro, tag) or known.kokoro
    return ""


def another_voice(engine: str, tag: str, beside: str, like: str) -> str:
    """A voice of `engine` for who speaks `beside` that one; `beside` itself where the language has no other.

    `like` is the offline voice in whose place it speaks: of ``en-us+f3`` the next one is a woman's, too.
    """
    known = known_language(tag)
    if engine != "kokoro" or known is None:
        return beside
    others = [name for name in (known.kokoro, *known.more_kokoro) if name != beside]
    sex = like.partition("+")[2][:1]
    return next((name for name in others if name[1:2] == sex), others[0] if others else beside)


def _of_region(voices: tuple[tuple[str, str], ...], tag: str) -> str | None:
    """The voice of the tag's region among `voices`, whose regions have a bar between them."""
    regional = {region: voice for regions, voice in voices for region in regions.split("|")}
    return regional.get(region_of(tag))
