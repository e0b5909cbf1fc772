"""1:30 as a length, 7:30 as a time of day, and lengths such as 1m30s."""

import re
from functools import partial

from compiler.language import Clock, Language, number_words
from compiler.narrate.words.characters import DASH
from compiler.narrate.words.sentences import full_stop

_LONGEST_HOLD = 5
"""Minutes: a longer m:ss with nothing beside it that says what it is, is taken for a time of day."""

_NEAR = 40
"""Characters around it that are looked at."""

_TIME = r"(?<![\w.,:])(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?![\w:])"


def clock_ranges(text: str, language: Language) -> str:
    """Write "7:30–8:00" with the word for the dash."""
    return re.sub(rf"(:\d\d)\s?{DASH}\s?(?=\d{{1,2}}:\d\d)", rf"\1 {language.vocabulary.to} ", text)


def times_of_day(text: str, language: Language) -> str:
    """Write out times of day, and leave lengths alone."""
    clock = language.vocabulary.clock
    for written, spoken in clock.suffixes:
        time = rf"(?<![\w.,:])(?P<h>\d{{1,2}})(?:[:.](?P<m>[0-5]\d))?\s?{written}(?!\w)"
        text = re.sub(time, partial(_with_suffix, suffix=spoken, language=language), text)
    follows = rf"(?:\s?(?:{clock.follows})(?!\w))?" if clock.follows else ""
    return re.sub(
        _TIME + follows,
        lambda m: _said(m["h"], m["m"], clock, language) if _is_time(m, language) else m[0],
        text,
    )


def _with_suffix(found: re.Match[str], suffix: str, language: Language) -> str:
    clock = language.vocabulary.clock
    stop = full_stop(found.string[found.end() :], language.vocabulary) if found[0].endswith(".") else ""
    if found["m"] is None:
        return f"{found['h']} {suffix or clock.hour.format(h='')}".rstrip() + stop
    said = _said(found["h"], found["m"], clock, language, whole_hour="{h}" if suffix else clock.hour)
    return f"{said} {suffix}".rstrip() + stop


def _said(hours: str, minutes: str, clock: Clock, language: Language, whole_hour: str = "") -> str:
    h, m = int(hours), int(minutes)
    if m == 0:
        template = whole_hour or clock.hour
    elif m in dict(clock.quarters):
        template = dict(clock.quarters)[m]
    else:
        template = clock.minutes if m >= 10 else clock.below_ten
    hour = clock.one if h == 1 and clock.one else number_words(h, language)
    return template.format(h=hour, m=number_words(m, language))


def _is_time(found: re.Match[str], language: Language) -> bool:
    words, text = language.vocabulary, found.string
    before, after = text[max(0, found.start() - _NEAR) : found.start()], text[found.end() :][:_NEAR]
    if int(found["h"]) > 23:
        return False
    if re.search(rf"\b(?:{words.lengths_before})\W*$", before, re.IGNORECASE):
        return False
    if re.match(rf"\W*(?:{words.lengths_after})\b", after, re.IGNORECASE):
        return False
    if re.search(rf"\b(?:{words.clock.before})\s$", before, re.IGNORECASE):
        return True
    return int(found["h"]) > _LONGEST_HOLD and bool(re.search(r"\w", before + after))


def lengths(text: str, language: Language) -> str:
    """Write out "1m30s", "5m", "1:30" and "1:00:00"; with a blank before it, m means metres and is left alone."""
    phrases = language.phrases
    nouns = {"h": phrases.hour, "m": phrases.minute, "s": phrases.second}

    def said(found: re.Match[str]) -> str:
        parts = [(int(n), nouns[key]) for key, n in found.groupdict().items() if n is not None and int(n)]
        return " ".join(f"{n} {noun.form(alone=n == 1)}" for n, noun in parts) or found[0]

    for pattern in (
        r"(?<![\w.,:])(?:(?P<h>\d+)h\s?)?(?P<m>\d+)m(?:in)?\s?(?P<s>\d+)s(?:ec)?(?!\w)",
        r"(?<![\w.,:])(?P<h>\d+)h\s?(?P<m>\d+)(?:m(?:in)?)?(?!\w)",
        r"(?<![\w.,:])(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?![\w:])",
        _TIME.replace("<m>", "<s>").replace("<h>", "<m>") + r"(?:\s?(?i:min)\w*\.?(?!\w))?",
        r"(?<![\w.,:])(?P<m>\d+)m(?!\w)",
    ):
        text = re.sub(pattern, said, text)
    return text
