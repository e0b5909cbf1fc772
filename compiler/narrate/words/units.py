"""Amounts with units: "30s", "10–12 reps", "0°–90°", "1 1/2 min", 2", "10/side"."""

import re
from functools import cache, partial

from compiler.language import Language, Noun, Vocabulary, number_words, numeral
from compiler.narrate.words.characters import DASH, DASHES, FOOT, INCH
from compiler.narrate.words.fractions import known_fractions, mixed
from compiler.narrate.words.sentences import full_stop

_NEAR = 40
"""Characters before a slash that are looked at."""

AMOUNT_START = r"\d|[.,]\d"
_NUMBER = r"\d+(?:[.,]\d+)?"


def by_number(number: str, noun: Noun) -> str:
    """The noun's form behind a number, with the number in it where the form has a place for it."""
    return noun.form(alone=number == "1").format(number)


@cache
def _amount(words: Vocabulary) -> str:
    fraction = known_fractions(words)
    return rf"(?:\d+\s)?{fraction}|{_NUMBER}"


@cache
def _unit(words: Vocabulary) -> str:
    """A regular expression of every unit; those of more than one letter in any case."""
    spellings = sorted((s for shorts, _ in words.units for s in shorts.split("|")), key=len, reverse=True)
    return "|".join(rf"(?i:{s})" if len(s) > 1 else s for s in spellings)


@cache
def _nouns(words: Vocabulary) -> dict[str, Noun]:
    nouns = (words.inch, words.foot, *(noun for _, noun in words.units))
    spelt = {form.lower(): noun for noun in nouns for form in (noun.one, noun.many)}
    short = {s.replace("\\", ""): noun for shorts, noun in words.units for s in shorts.split("|")}
    return spelt | {s.lower().rstrip("."): noun for s, noun in short.items()}


def _noun(written: str, words: Vocabulary) -> Noun:
    return _nouns(words)[written.lower().rstrip(".")]


def ranges(text: str, language: Language) -> str:
    """Write out "10–12" and "30s-45s", but no date and no telephone number: one dash between two amounts."""
    words = language.vocabulary
    spelt = "|".join(map(re.escape, sorted(_nouns(words), key=len, reverse=True)))
    amount, unit = _amount(words), rf"(?:\s?((?:{_unit(words)})|(?i:{spelt}))\.?(?!\w))?"

    def said(found: re.Match[str]) -> str:
        low, first, high, second = found.groups()
        if first and second and _noun(first, words) is not _noun(second, words):
            return f"{low} {first} {words.to} {high} {second}"
        last = second or first
        dot = "." if second and found[0].endswith(".") else ""
        return f"{low} {words.to} {high}" + (f" {last}{dot}" if last else "")

    return re.sub(
        rf"(?<![\w.,/{DASHES}-])({amount}){unit}\s?{DASH}\s?({amount})(?![.,]?\d|\s?{DASH}\s?\d){unit}",
        said, text,
    )  # fmt: skip


def units(text: str, language: Language) -> str:
    """Write out units by their number; "5-min rest" is a "5 minute rest" where a language says so."""
    words = language.vocabulary
    unit = _unit(words)

    def compound(found: re.Match[str]) -> str:
        noun = _noun(found[2], words)
        return f"{found[1]} {noun.one if words.compounds_are_single else noun.many}"

    def said(found: re.Match[str]) -> str:
        dotted = found[0].endswith(".")
        stop = full_stop(found.string[found.end() :], words) if dotted else ""
        return _counted(found[1], _noun(found[2], words), language) + stop

    spelt = "|".join(map(re.escape, (f for _, noun in words.units for f in (noun.many, noun.one))))
    text = re.sub(rf"(?<![\w.,/-])((?:\d+\s)?{known_fractions(words)})\s?({spelt})(?!\w)", said, text)
    text = re.sub(rf"(?<![\w.,/-])(\d+)-({unit})\.?(?=[\s-]\w)", compound, text)
    return re.sub(rf"(?<!\w)(?<!\d[.,/])({_amount(words)})\s?({unit})\.?(?!\w)", said, text)


def _counted(amount: str, noun: Noun, language: Language) -> str:
    """An amount of units, whole or with a part."""
    words = language.vocabulary
    number, _, fraction = amount.rpartition(" ")
    if "/" not in fraction:
        return f"{amount} {by_number(amount, noun)}"
    part = dict(words.fractions)[fraction]
    if not number and fraction == "1/2" and noun.half:
        return f"{noun.half} {noun.one}"
    if not number:
        return words.part_of.format(part=part, article=noun.half.rpartition(" ")[2], unit=noun.one)
    if "{unit}" not in words.mixed_units:
        return f"{mixed(number, fraction, language)} {noun.many}"
    part = noun.half if fraction == "1/2" else part
    whole = agreeing(int(number), noun, language)
    return words.mixed_units.format(number=whole, part=part, unit=noun.form(alone=number == "1"))


def primes(text: str, language: Language) -> str:
    """Write out 2″ and 5′10″ as inches and feet, or as minutes and seconds where they cannot be or are not."""
    words, phrases = language.vocabulary, language.phrases

    def both(found: re.Match[str]) -> str:
        if float(found[2].replace(",", ".")) < 12:
            return f"{found[1]} {by_number(found[1], words.foot)} {found[2]}"
        minutes, seconds = by_number(found[1], phrases.minute), by_number(found[2], phrases.second)
        return f"{found[1]} {minutes} {found[2]} {seconds}"

    def one(found: re.Match[str]) -> str:
        noun = words.inch if found[2] == INCH else words.foot
        if words.primes_are_times and (found[2] == FOOT or _value(found[1]) >= 10):
            noun = phrases.second if found[2] == INCH else phrases.minute
        if words.compounds_are_single and "/" not in found[1] and _noun_follows(found, words):
            return f"{found[1]} {noun.one}"
        return _counted(found[1], noun, language)

    text = re.sub(r"(\d\s?(?:ft|feet|foot)\.?)\s(\d{1,2})\s?in(?:ches)?\b", rf"\1 \2{INCH}", text)
    text = re.sub(rf"(?<![\w.,/])(\d+){FOOT}\s?({_NUMBER}){INCH}?", both, text)
    return re.sub(rf"(?<![\w/])(?<!\d[.,])({_amount(words)})([{FOOT}{INCH}])", one, text)


def _value(amount: str) -> float:
    return 0 if "/" in amount else float(amount.replace(",", "."))


def _noun_follows(found: re.Match[str], words: Vocabulary) -> bool:
    following = re.match(r"[\s-]([^\W\d_]+)", found.string[found.end() :])
    return following is not None and not re.fullmatch(words.function_words, following[1].lower())


def ones(text: str, language: Language) -> str:
    """One of something as the language says it: "1 Sekunde" is "eine Sekunde", "21 segundos" "veintiún segundos"."""
    nouns = _agreeing(language)
    if not nouns:
        return text
    return re.sub(
        rf"(?<![\w.,/:-])(\d*1)\s({'|'.join(map(re.escape, nouns))})(?!\w)",
        lambda m: f"{agreeing(int(m[1]), nouns[m[2]], language)} {m[2]}", text,
    )  # fmt: skip


@cache
def _agreeing(language: Language) -> dict[str, Noun]:
    phrases, words = language.phrases, language.vocabulary
    own = (phrases.second, phrases.minute, phrases.set, phrases.exercise, phrases.repetition)
    nouns = (*own, *(noun for _, noun in words.units), words.inch, words.foot)
    return {form: noun for noun in nouns if noun.single for form in (noun.one, noun.many)}


def agreeing(number: int, noun: Noun, language: Language) -> str:
    """A number as it stands before the noun: in words where these are others there than alone, else in digits."""
    said = numeral(number, noun, language)
    return str(number) if said == number_words(number, language) else said


def per(text: str, language: Language) -> str:
    """Write out "10/side", "5 kilometers/h", "60 breaths/min", "3 times/week"."""
    if "/" not in text:
        return text
    words = language.vocabulary
    amount = re.compile(rf"(?:\d|\b(?:{_counted_words(words)}))$", re.IGNORECASE)

    def said(found: re.Match[str], template: str) -> str:
        before = found.string[max(0, found.start() - _NEAR) : found.start()]
        what = template.format(found[1]) if template else f"{words.per} {_noun(found[1], words).one}"
        return f" {what}" if amount.search(before) else found[0]

    for pattern, template in (words.each, words.every):
        text = re.sub(
            rf"\s?/\s?({pattern})(?!\w)", partial(said, template=template), text, flags=re.IGNORECASE
        )
    return re.sub(rf"/({_unit(words)})\.?(?!\w)", partial(said, template=""), text)


@cache
def _counted_words(words: Vocabulary) -> str:
    """What units, sets and times are called, and plurals as far as they end in s."""
    nouns = {form for _, noun in words.units for form in (noun.one, noun.many)}
    times = {words.times.one, words.times.many.format("").strip()}
    return "|".join((*map(re.escape, sorted(nouns | times)), words.sets, r"\w+s"))
