"""How often: "twice a day, 5 days a week", read in one language and told in another."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from compiler.language.amounts import number_words
from compiler.language.record import Language

_MOST_WRITTEN_OUT = 12
_MOST_A_DAY = 4
"""More than that is no frequency that somebody ticks off."""
_SAME = {
    ("days", 1): ("week", 1),
    ("every_days", 1): ("daily", 0),
    ("every_days", 2): ("other_day", 0),
    ("hours", 1): ("hourly", 0),
}
"""What is told otherwise with so small a number."""


@dataclass(frozen=True, slots=True)
class Often:
    """One of the ``OftenWords.ways``, and its number; a range where `most` is more than `least`, 0 for none."""

    way: str
    least: int = 0
    most: int = 0


def read_often(text: str, language: Language) -> tuple[Often, ...] | None:
    """What `text` says in `language`; None where it says anything else, or more."""
    return _read(" ".join(text.split()).rstrip("."), language)


def often_words(parts: tuple[Often, ...], language: Language) -> str:
    """What was read, told in `language`."""
    return ", ".join(_told(part, language) for part in parts)


def times_a_day(text: str, language: Language) -> int:
    """How often on each day, by what somebody wrote; 1 where that does not say."""
    found = re.search(rf"\b(?:{_patterns(language)['day']})\b", text, re.IGNORECASE)
    times = _counted("day", found, language).most if found else 1
    return times if times <= _MOST_A_DAY else 1


@lru_cache(maxsize=256)
def _read(text: str, language: Language) -> tuple[Often, ...] | None:
    if one := _read_one(text, language):
        return (one,)
    for joint in re.finditer(language.often.joint, text, re.IGNORECASE):
        first = _read_one(text[: joint.start()], language)
        rest = _read(text[joint.end() :], language) if first else None
        if first and rest:
            return (first, *rest)
    return None


def _read_one(text: str, language: Language) -> Often | None:
    found = (
        (way, re.fullmatch(written, text, re.IGNORECASE)) for way, written in _patterns(language).items()
    )
    return next((_counted(way, match, language) for way, match in found if match), None)


def _counted(way: str, found: re.Match[str], language: Language) -> Often:
    groups = found.groupdict()
    if groups.get("count"):
        least = most = dict(language.often.counts)[groups["count"].lower()]
    else:
        least, most = (_number(groups.get(name), language) for name in ("least", "most"))
    way, least = _SAME.get((way, least), (way, least)) if most in {0, least} else (way, least)
    return Often(way, least, max(most, least))


def _number(written: str | None, language: Language) -> int:
    if written is None:
        return 0
    return int(written) if written.isdigit() else _numbers(language)[written.lower()]


def _told(part: Often, language: Language) -> str:
    often = language.often
    exact = part.least == part.most
    digits = str(part.least) if exact else f"{part.least}–{part.most}"
    own = {count: word for word, count in often.counts}.get(part.least)
    if exact and own:
        times = own
    elif exact and part.least <= _MOST_WRITTEN_OUT:
        times = often.times_in_words.format(n=number_words(part.least, language))
    else:
        times = often.times_in_digits.format(n=digits)
    return often.ways[part.way][1].format(n=digits, times=times)


@cache
def _numbers(language: Language) -> dict[str, int]:
    words = {number_words(n, language): n for n in range(1, _MOST_WRITTEN_OUT + 1)}
    return words | dict(language.often.ones)


@cache
def _patterns(language: Language) -> dict[str, str]:
    """By what is meant, how it is written."""
    often = language.often
    number = "|".join((r"\d{1,2}", *sorted(_numbers(language), key=len, reverse=True)))
    n = rf"(?P<least>{number})(?: ?(?:{often.up_to}|-|–) ?(?P<most>{number}))?"
    counts = "|".join(word for word, _ in often.counts)
    times = rf"(?:(?P<count>{counts})|{n} ?(?:{often.times}|(?=/)))"
    return {way: written.format(n=n, times=times) for way, (written, _) in often.ways.items()}
