"""Initials letter by letter, and abbreviations with and without their dots."""

import re
from functools import cache

from compiler.language import Language, ShortForm, Vocabulary
from compiler.narrate.words.sentences import full_stop


def initials(text: str, language: Language) -> str:
    """Write "ACL" as "A.C.L", which voices read letter by letter; "ACLs" keeps its s."""
    words = language.vocabulary
    text = _initials(words).sub(lambda m: ".".join(m[1]) + ("'s" if m[2] else ""), text)
    dotted = r"(?<![\w.])((?:[A-Z]\.)+[A-Z])\.(?!\w)"
    return re.sub(dotted, lambda m: m[1] + full_stop(m.string[m.end() :], words), text)


@cache
def _initials(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])({'|'.join(words.initials.split())})(s?)(?!\w)")


def short_forms(text: str, language: Language) -> str:
    """Write out "e.g.", "z. B.", "w/o"; a dot that ends the sentence as well stays."""
    return _written_out(text, language.vocabulary.short_forms, language)


def loose_units(text: str, language: Language) -> str:
    """Write out units that stand without a number: "slow reps"."""
    return _written_out(text, language.vocabulary.loose_units, language)


def _written_out(text: str, forms: tuple[ShortForm, ...], language: Language) -> str:
    lowered = text.lower()
    for form in forms:
        pattern, sign = _pattern(form), _sign(form)
        if sign not in lowered:
            continue
        text = pattern.sub(lambda m, form=form: _spoken(m, form, language.vocabulary), text)  # type: ignore[misc]
    return text


def _spoken(found: re.Match[str], form: ShortForm, words: Vocabulary) -> str:
    spoken = form.spoken
    if found[0][0].isupper() and form.written[0].islower():
        spoken = spoken[:1].upper() + spoken[1:]
    if form.before_number:
        return f"{spoken} "
    dotted = form.closes and found[0].endswith(".")
    return spoken + (full_stop(found.string[found.end() :], words) if dotted else "")


@cache
def _sign(form: ShortForm) -> str:
    """The longest part of it without a dot: what has not even that, is not searched."""
    return max(re.split(r"[.\s]+", form.written.lower()), key=len)


@cache
def _pattern(form: ShortForm) -> re.Pattern[str]:
    written = re.sub(r"\.\s", ".", form.written)
    parts = [re.escape(part) for part in written.split(".")]
    if form.written[0].isalpha():
        parts[0] = f"[{form.written[0].upper()}{form.written[0].lower()}]{parts[0][1:]}"
    between, last = (r"\.\s?", r"\.") if form.dotted else (r"(?:\.\s?|)", r"\.?")
    whole = between.join(parts[:-1]) + last if written.endswith(".") else between.join(parts)
    start = r"(?<!\d)(?<!\d\s)" if form.before_number else ""
    start += r"(?<![\w.])" if written[0].isalnum() else ""
    end = (
        r"\s?(?=\d)"
        if form.before_number
        else r"(?!\w)"
        if written[-1].isalnum() or written[-1] == "."
        else ""
    )
    return re.compile(f"{start}(?:{whole}){end}")
