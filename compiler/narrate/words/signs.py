"""Signs before, between and behind numbers; sets; levels of the spine."""

import re

from compiler.language import Language
from compiler.narrate.words.characters import DASH, DASHES, FOOT, INCH
from compiler.narrate.words.units import AMOUNT_START, by_number

_LENGTH = rf"(?:cm|mm|ft|in\.|[{FOOT}{INCH}])"
_SIZES = rf"(\d\s?{_LENGTH}|\b[2-9]\d|\b\d{{3,}})\s?[x×X]\s?(?=\d+(?:[.,]\d+)?\s?(?:cm|mm|{_LENGTH}))"
"""A length by a length, or two numbers, no small ones, that share one."""
_MINUS = "[-–\u2212]"


def before_numbers(text: str, language: Language) -> str:
    """Write out what stands before a number: "≥ 90" is at least 90, "-5" is minus 5; "10+" is 10 or more."""
    words = language.vocabulary
    text = re.sub(r"-+>|=+>(?!\s?\d)|[→⇒➜]", ", ", text)
    text = re.sub(r"([$€£])\s?(\d+(?:[.,]\d+)?)", r"\2 \1", text)
    text = re.sub(r"(?<![\w.,])\.(?=\d)", "0.", text)
    for sign, spoken in words.before_numbers:
        text = re.sub(rf"(?:{sign})\s?(?={AMOUNT_START})", f" {spoken} ", text)
    text = re.sub(r"(?<=\d)\+(?=\s*(?:[^\W\d]|[.,;:!?)]|$))", f" {words.or_more}", text)
    return re.sub(rf"(^|[\s(,;:]){_MINUS}(?={AMOUNT_START})", lambda m: _minus(m, words.minus), text)


def _minus(found: re.Match[str], minus: str) -> str:
    """Behind a number it is the dash of a range: "5 -10"."""
    before = found.string[: found.end(1)].rstrip()
    return found[0] if found[1].isspace() and re.search(r"[\d°%]$", before) else f"{found[1]}{minus} "


def spine_levels(text: str, language: Language) -> str:
    """Write "L4/L5" and "C5-6" as two levels, "T4–T8" from the one to the other."""

    def said(found: re.Match[str]) -> str:
        region, upper, other, lower = found.groups()
        joined = (
            " "
            if int(lower) - int(upper) == 1 or other not in {None, region}
            else f" {language.vocabulary.to} "
        )
        return f"{region}{upper}{joined}{other or region}{lower}"

    return re.sub(rf"\b([CTLS])(\d{{1,2}})\s?(?:{DASH}|/)\s?([CTLS])?(\d{{1,2}})\b", said, text)


def sets(text: str, language: Language) -> str:
    """Write out "2x10", "3 sets x 30s", then "10x" and "x10"; what has a size, such as "60 x 90 cm", is no set."""
    words = language.vocabulary
    text = re.sub(_SIZES, rf"\g<1> {words.by} ", text)
    text = re.sub(rf"(\d)\s?[x×X]\s?(?=(?:{words.every[0]})\b)", r"\1x/", text)

    def said(found: re.Match[str]) -> str:
        return found[2] if int(found[1]) == 1 else words.sets_of.format(found[1], found[2])

    times = r"\s?[x×X*]\s?"
    text = re.sub(rf"\b(\d+)(?:\s(?:{words.sets}))?{times}(\d+(?:[.,]\d+)?)(?!\w*[x×]\d)", said, text)
    text = re.sub(r"(?<![\w.,])(\d+)\s?[x×X](?!\w)", lambda m: by_number(m[1], words.times), text)
    return re.sub(r"(?<!\w)[x×](\d+)(?!\w)", lambda m: by_number(m[1], words.times), text)


def signs(text: str, language: Language) -> str:
    """Signs that are left; a dash between blanks is a pause."""
    for sign, spoken in language.vocabulary.signs:
        text = text.replace(sign, f" {spoken} ")
    text = re.sub(rf"\s[-{DASHES}]+\s|[\u2014\u2015]", ", ", text)
    return re.sub(f"[{DASHES}]", "-", text)
