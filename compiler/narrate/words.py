"""Written words -> words that a voice reads well: "2x10" is "2 sets of 10", "30s" is "30 seconds".

Captions keep what was written; this is only for speaking. Pure, and quick enough to be run on every estimate.
"""

import re
import unicodedata
from functools import lru_cache

from compiler.language import Noun, Vocabulary, language_of

WORDS_VERSION = 1
"""Raised when the rules change: part of every key."""


_NUMBER = r"\d+(?:[.,]\d+)?"
_AMOUNT = rf"(?:\d+ )?\d/\d|{_NUMBER}"
_ONE_MARK = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "º": "°",
    "˚": "°",
    "％": "%",
    "＆": "&",
}
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES = str.maketrans(dict.fromkeys("‘’‛ʼ", "'") | dict.fromkeys('"“”„«»', " "))
_MARKS_KEPT = frozenset("'’.,;:!?-¿¡()/")
_APART = {"/": ", ", "(": ", ", ")": ", "}


@lru_cache(maxsize=4096)
def spoken_text(text: str, language: str = "en") -> str:
    """`text` as it is to be spoken in `language`: numbers and signs written out, one line, no odd characters.

    May be empty where nothing can be spoken.
    """
    words = language_of(language).vocabulary
    plain = _characters(text)
    for rule in (_short_forms, _sets, _durations, _ranges, _units, _fractions, _signs):
        plain = rule(plain, words)
    return _tidy("".join(_speakable(c) for c in plain))


def _characters(text: str) -> str:
    """Composed characters, one kind of dash and quote, no control characters or invisible ones."""
    whole = unicodedata.normalize("NFC", text).translate(_QUOTES)
    for mark, plain in _ONE_MARK.items():
        whole = re.sub(rf"(?<=\d){mark}", f" {plain}", whole).replace(mark, plain)
    whole = whole.replace("\N{HORIZONTAL ELLIPSIS}", ", ")
    kept = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Zs"} else c for c in whole)
    return " ".join(
        "".join(c for c in kept if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"}).split()
    )


def _short_forms(text: str, words: Vocabulary) -> str:
    for pattern, spoken in words.short_forms:
        text = re.sub(rf"(?<![\w.]){pattern}", spoken, text)
    return text


def _fractions(text: str, words: Vocabulary) -> str:
    for written, spoken in words.fractions:
        text = re.sub(rf"(?<=\d) {written}(?![\d/])", f"{words.joined}{spoken}", text)
        text = re.sub(rf"(?<![\d/.,]){written}(?![\d/])", spoken, text)
    return text


def _sets(text: str, words: Vocabulary) -> str:
    """Write out "2x10" and "3 x 30s"; then "10x"."""

    def sets(found: re.Match[str]) -> str:
        if int(found[1]) == 1:
            return found[2]
        return words.sets_of.format(found[1], found[2])

    def times(found: re.Match[str]) -> str:
        return _by_number(found[1], words.times)

    text = re.sub(rf"\b(\d+)\s?[x×X]\s?({_NUMBER})(?=\D|$)", sets, text)
    return re.sub(r"\b(\d+)\s?[x×X](?!\w)", times, text)


def _by_number(number: str, noun: Noun) -> str:
    alone = number == "1" or "/" in number.split(maxsplit=1)[0]
    return noun.form(alone=alone).format(number)


def _durations(text: str, words: Vocabulary) -> str:
    """Write out "1m30s", "5m" and "1:30"; with a blank before it, m means metres and is left alone."""
    unit = {short: noun for shorts, noun in words.units for short in shorts.split("|")}

    def said(*parts: tuple[str | None, str]) -> str:
        return " ".join(
            f"{int(n)} {_by_number(str(int(n)), unit[u])}" for n, u in parts if n is not None and int(n)
        )

    text = re.sub(
        r"(?<![\w.,:])(?:(\d+)h\s?)?(\d+)m(?:in)?\s?(\d+)s(?!\w)",
        lambda m: said((m[1], "h"), (m[2], "min"), (m[3], "s")), text,
    )  # fmt: skip
    text = re.sub(
        r"(?<![\w.,:])(\d{1,2}):([0-5]\d)(?![\w:])(?!\s?(?:[ap]\.?m|Uhr|h\b))",
        lambda m: said((m[1], "min"), (m[2], "s")) or m[0], text,
    )  # fmt: skip
    return re.sub(r"(?<![\w.,:])(\d+)m(?!\w)", lambda m: said((m[1], "min")) or m[0], text)


def _ranges(text: str, words: Vocabulary) -> str:
    """Write out "10–12", but no date and no telephone number: one dash between two numbers."""
    dash = f"[-{_DASHES}]"
    return re.sub(
        rf"(?<![\w.,{_DASHES}-])({_NUMBER})\s?{dash}\s?({_NUMBER})(?!\d|\s?{dash}\s?\d)",
        rf"\1 {words.to} \2",
        text,
    )


def _units(text: str, words: Vocabulary) -> str:
    for shorts, noun in words.units:
        text = re.sub(
            rf"(?<![\w/])({_AMOUNT})\s?(?:{shorts})(?!\w)",
            lambda m, noun=noun: f"{m[1]} {_by_number(m[1], noun)}",  # type: ignore[misc]
            text,
        )
    return text


def _signs(text: str, words: Vocabulary) -> str:
    for sign, spoken in words.signs:
        text = text.replace(sign, f" {spoken} ")
    text = re.sub(rf"\s[-{_DASHES}]+\s|[\u2014\u2015]", ", ", text)
    return re.sub(f"[{_DASHES}]", "-", text)


def _speakable(character: str) -> str:
    if character in _APART:
        return _APART[character]
    if character in _MARKS_KEPT or character.isspace():
        return character
    return character if unicodedata.category(character)[0] in "LMN" else " "


def _tidy(text: str) -> str:
    """Single blanks, none before a mark, and no heap of marks."""
    text = " ".join(text.split())
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.,;:!?])", "", text)
    return re.sub(r"([.!?])[.,;:!?]+", r"\1", text).strip(" ,;:-")
