"""Fractions, mixed numbers, and numbers out of others: 1/2, 1-1/2, 3/10."""

import re
from functools import cache

from compiler.language import Language, Vocabulary, number_words
from compiler.narrate.words.characters import DASH

_LONGEST_SCALE = 10
"""Up to it, 10/10 is ten out of ten; 90/90 is how a leg lies, and 50/50 how weight is shared."""

_PRESSURE = (60, 30)
"""From these on two numbers with a slash are taken for a blood pressure."""


@cache
def known_fractions(words: Vocabulary) -> str:
    """A regular expression of the fractions that have a word."""
    return rf"(?:{'|'.join(written for written, _ in words.fractions)})(?![\d/])"


def numbered(text: str, language: Language) -> str:
    """Write out "set 1/3": the first out of three, and no third. "7/10–8/10" is "7–8/10"."""
    words = language.vocabulary
    text = re.sub(rf"(?<![\w/.,])(\d+)/(\d+)\s?({DASH})\s?(\d+)/\2(?!\d)", r"\1\3\4/\2", text)
    said = words.out_of.format(r"\2", r"\3")
    return re.sub(
        rf"\b({words.counted_before})\s(\d+)/(\d+)(?![\w/])", rf"\1 {said}", text, flags=re.IGNORECASE
    )


def mixed_numbers(text: str, language: Language) -> str:
    """Write "1-1/2" as "1 1/2", and "2/3rds" as "2/3"."""
    known = known_fractions(language.vocabulary)
    text = re.sub(rf"(?<![\w/.,])({known})(?:rd|th|nd)s?(?!\w)", r"\1", text)
    return re.sub(rf"(?<![\w/.,-])(\d+){DASH}(?={known})", r"\1 ", text)


def out_of(text: str, language: Language) -> str:
    """Write out "3/10" and "120/80", but no date and no fraction that has a word."""
    words = language.vocabulary
    known = dict(words.fractions)

    def said(found: re.Match[str]) -> str:
        if found[0] in known:
            return found[0]
        upper, lower = float(found[1].replace(",", ".")), int(found[2])
        if upper == lower > _LONGEST_SCALE:
            return f"{found[1]} {found[2]}"
        if upper <= lower:
            return words.out_of.format(found[1], found[2])
        pressure = upper >= _PRESSURE[0] and lower >= _PRESSURE[1]
        return words.over.format(found[1], found[2]) if pressure else found[0]

    return re.sub(r"(?<![\w/.,])(\d+(?:[.,]\d+)?)/(\d+)(?![\w/]|[.,]\d)", said, text)


def fractions(text: str, language: Language) -> str:
    """Write out fractions that stand alone, or behind a whole number."""
    words = language.vocabulary
    text = re.sub(
        rf"(?<![\w/.,])(\d+) ({known_fractions(words)})", lambda m: mixed(m[1], m[2], language), text
    )
    for follows, said in words.halves:
        text = re.sub(rf"(?<![\w/.,])1/2(?=\s(?:{follows})(?!\w))", said, text)
    return re.sub(rf"(?<![\w/.,])({known_fractions(words)})", lambda m: dict(words.fractions)[m[1]], text)


def mixed(number: str, fraction: str, language: Language) -> str:
    """As in "one and a half"."""
    words = language.vocabulary
    template = words.mixed_half if fraction == "1/2" and words.mixed_half else words.mixed
    return template.format(number=_whole(number, language), part=dict(words.fractions)[fraction])


def _whole(number: str, language: Language) -> str:
    """A whole number in words as it stands before a part."""
    one = language.vocabulary.mixed_one
    return one if one and int(number) == 1 else number_words(int(number), language)
