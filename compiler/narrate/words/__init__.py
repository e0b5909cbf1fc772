"""Written words -> words that a voice reads well: "2x10" is "2 sets of 10", "30s" is "30 seconds".

Captions keep what was written; this is only for speaking. Pure, and quick enough to be run on every estimate. What
a language says is data (`compiler.language`); here stands how it is found in what people write.
"""

from collections.abc import Callable
from functools import lru_cache

from compiler.language import Language, known_language
from compiler.model.routine import SayAs
from compiler.narrate.words.abbreviations import initials, loose_units, short_forms
from compiler.narrate.words.characters import as_written, one_kind_of_character, tidy
from compiler.narrate.words.clock import clock_ranges, lengths, times_of_day
from compiler.narrate.words.fractions import fractions, mixed_numbers, numbered, out_of
from compiler.narrate.words.names import put_back, set_aside
from compiler.narrate.words.ordinals import ordinals
from compiler.narrate.words.signs import before_numbers, sets, signs, spine_levels
from compiler.narrate.words.units import ones, per, primes, ranges, units

Rule = Callable[[str, Language], str]

WORDS_VERSION = 2
"""Raised when the rules change: part of every key."""

_RULES: tuple[Rule, ...] = (
    initials, ordinals, clock_ranges, times_of_day, short_forms, before_numbers, spine_levels, numbered, sets,
    lengths, mixed_numbers, primes, ranges, units, loose_units, out_of, fractions, ones, per, signs,
)  # fmt: skip
"""In this order: each leaves to the next what only that one can tell apart."""

_WITHOUT_DIGITS = frozenset({initials, short_forms, loose_units, before_numbers, signs})
"""Those that find something in words alone."""


@lru_cache(maxsize=4096)
def spoken_text(text: str, language: str = "en", say_as: tuple[SayAs, ...] = (), *, ipa: bool = False) -> str:
    """`text` as it is to be spoken in `language`: numbers and signs written out, one line, no odd characters.

    In a language that the tool does not know, numbers and signs stay as they are. Names of `say_as` are spelt as they
    are spoken; with `ipa`, those that have it are IPA between strokes. May be empty where nothing can be spoken.
    """
    names = [name for name in say_as if name.plain or (ipa and name.ipa)]
    plain = set_aside(one_kind_of_character(text), names)
    return put_back(_spoken(plain, known_language(language)), names, ipa=ipa)


def _spoken(plain: str, known: Language | None) -> str:
    if known is None:
        return as_written(plain)
    counts = any(c.isdigit() for c in plain)
    for rule in _RULES:
        if counts or rule in _WITHOUT_DIGITS:
            plain = rule(plain, known)
    return tidy(plain)
