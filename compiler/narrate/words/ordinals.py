"""Ordinals: "2nd", "2. Satz", "2º", "3.er"."""

import re
from functools import cache

from num2words import num2words

from compiler.language import Language, Vocabulary

_SMALL = 10
"""Below it º is taken for an ordinal, from it on for degrees, unless it stands behind a dot."""


def ordinals(text: str, language: Language) -> str:
    """Write out ordinals; what decides their form is the language's."""
    spoken = _pattern(language.vocabulary).sub(lambda m: _spoken(m, language), text)
    return re.sub(r"(?<=\d)\s?º", "°", spoken)


@cache
def _pattern(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w,:°])(?<!\d[./]){words.ordinals.written}")


def _spoken(found: re.Match[str], language: Language) -> str:
    groups, known = found.groupdict(), language.vocabulary.ordinals
    if groups.get("sign") == "º" and int(found["n"]) >= _SMALL:
        return found[0]
    word = _word(int(found["n"]), language.code)
    if known.nouns:
        return _by_noun(word, found, language.vocabulary)
    if groups.get("feminine"):
        return re.sub(f"{known.feminine[0]}\\b", known.feminine[1], word)
    if known.short[0] and (groups.get("short") or _before_noun(found, language.vocabulary)):
        return re.sub(rf"({known.short[0]})\b", lambda m: m[0][: -len(known.short[1])], word)
    return word


@cache
def _word(number: int, code: str) -> str:
    return str(num2words(number, to="ordinal", lang=code))


def _before_noun(found: re.Match[str], words: Vocabulary) -> bool:
    following = re.match(r"\s([^\W\d_]+)", found.string[found.end() :])
    return following is not None and not re.fullmatch(words.function_words, following[1].lower())


def _by_noun(word: str, found: re.Match[str], words: Vocabulary) -> str:
    """The ending that the article before it, else the noun behind it, asks for."""
    known, before = words.ordinals, found.string[: found.start()]
    stem = word.removesuffix("e")
    if found["noun"] is None:
        return f"{word}{found['ending']}"
    ending = next((e for pattern, e in known.nouns if re.fullmatch(pattern, found["noun"])), None)
    if ending is None:
        return found[0]
    article = re.search(r"(\w+)\s$", before)
    if article and re.fullmatch(known.oblique, article[1].lower()):
        return f"{stem}en"
    if article and article[1].lower() == "der":
        return f"{stem}e" if ending == "er" else f"{stem}en"
    return f"{stem}e" if article and re.fullmatch(known.definite, article[1].lower()) else f"{stem}{ending}"
