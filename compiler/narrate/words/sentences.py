"""Whether the dot of an abbreviation ends the sentence, too."""

import re

from compiler.language import Vocabulary

_NEXT_WORDS = re.compile(r"\s+[¿¡'(]*(?P<first>[^\W\d_]\w*)(?:\s+(?P<second>\w+))?")
_SPOKEN_TO = frozenset({"Sie", "du", "Du", "ihr", "Ihr", "wir", "Wir"})
"""After an imperative, in a language where every noun has a capital."""


def full_stop(rest: str, words: Vocabulary) -> str:
    """What is left of a dot before `rest` of the text: a full stop, or nothing."""
    if not rest.strip():
        return "."
    found = _NEXT_WORDS.match(rest)
    if not found or not found["first"][0].isupper():
        return ""
    if not words.sentence_starts:
        return "."
    starts = re.fullmatch(words.sentence_starts, found["first"]) or found["second"] in _SPOKEN_TO
    return "." if starts else ""
