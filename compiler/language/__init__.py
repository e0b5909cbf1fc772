"""What the tool itself says, spells, counts and shows: a file and a row for each language.

Tags are compared by their base language, whatever their case: "de", "de-AT" and "DE_ch" are German.
"""

from compiler.language.amounts import counted, duration_words, number_words
from compiler.language.de import GERMAN
from compiler.language.en import ENGLISH
from compiler.language.es import SPANISH
from compiler.language.record import Language, Noun, Phrases, SiteWords, Vocabulary
from compiler.language.tags import base_of, own_name

__all__ = [
    "ENGLISH",
    "HOLD_WORDS",
    "LANGUAGES",
    "Language",
    "Noun",
    "Phrases",
    "SiteWords",
    "Vocabulary",
    "base_of",
    "counted",
    "duration_words",
    "known_language",
    "language_of",
    "number_words",
    "own_name",
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
