"""Every language has the same parts, and the tool says which languages it knows."""

from dataclasses import fields, replace
from fractions import Fraction
from string import Formatter

import pytest

from compiler.language import (
    ENGLISH,
    LANGUAGES,
    Language,
    base_of,
    counted,
    duration_words,
    known_language,
    language_of,
    number_words,
    offline_voice,
    schedule_in,
)
from compiler.language.frequency import Often, often_words, read_often
from compiler.load.tongue import stand_in
from compiler.model.about import EQUIPMENT, Level, Movement, Region
from compiler.model.position import Body
from compiler.narrate import spoken_text

ALL = pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)


def _names(template: object) -> list[str]:
    if isinstance(template, frozenset):
        return []  # words, and no template
    return sorted(name for _, name, _, _ in Formatter().parse(str(template)) if name)


@ALL
def test_phrases_hold_what_the_english_ones_hold(language: Language) -> None:
    for part in fields(ENGLISH.phrases):
        ours, english = getattr(language.phrases, part.name), getattr(ENGLISH.phrases, part.name)
        assert ours and _names(ours) == _names(english), part.name


@ALL
def test_the_tool_spells_what_it_counts(language: Language) -> None:
    for seconds in (1, 2, 21, 60, 90, 600):
        spoken = duration_words(Fraction(seconds), language, spoken=True)
        assert not any(c.isdigit() for c in spoken), spoken
    assert language.vocabulary.sets_of.format(2, 10).count("10") == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["one set", "one second"]),
        ("de", ["ein Satz", "eine Sekunde"]),
        ("es", ["una serie", "un segundo"]),
    ],
)
def test_one_is_said_as_the_language_says_it_before_a_noun(language: str, said: list[str]) -> None:
    known = language_of(language)
    assert [counted(noun, 1, known) for noun in (known.phrases.set, known.phrases.second)] == said


def test_numbers_that_end_in_one_agree_with_what_they_count() -> None:
    spanish = LANGUAGES["es"]
    nouns = (spanish.phrases.second, spanish.phrases.repetition)
    assert [counted(noun, 21, spanish) for noun in nouns] == [
        "veintiún segundos",
        "veintiuna repeticiones lentas",
    ]
    assert counted(LANGUAGES["de"].phrases.set, 21, LANGUAGES["de"]) == "einundzwanzig Sätze"


@pytest.mark.parametrize(
    ("tag", "base", "code"),
    [
        ("de", "de", "de"),
        ("de-AT", "de", "de"),
        ("DE_ch", "de", "de"),
        ("es_419", "es", "es"),
        ("fr-CA", "fr", None),
        ("zh", "zh", None),
    ],
)
def test_tags_are_compared_by_their_base(tag: str, base: str, code: str | None) -> None:
    known = known_language(tag)
    assert (base_of(tag), known and known.code) == (base, code)
    assert language_of(tag) is (known or ENGLISH)


def test_numbers_in_words() -> None:
    assert [number_words(30, language) for language in LANGUAGES.values()] == ["thirty", "dreißig", "treinta"]


def test_a_new_language_is_a_record_and_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "Faites 2x10 et/ou 30s, nouvelle langue."
    assert spoken_text(told, "fr") == "Faites 2x10 et, ou 30s, nouvelle langue."
    spoken_text.cache_clear()
    monkeypatch.setitem(LANGUAGES, "fr", replace(LANGUAGES["es"], code="fr", voice="fr"))
    assert spoken_text(told, "fr-CA") == "Faites 2 series de 10 et, ou 30 segundos, nouvelle langue."
    assert (offline_voice("fr-CA"), number_words(3, language_of("fr"))) == ("fr", "trois")
    assert stand_in("fr", None) == []
    spoken_text.cache_clear()


@ALL
def test_exercises_words_of_themselves_are_there(language: Language) -> None:
    english = {*Body, *Region, *Movement, *Level, *EQUIPMENT}
    assert set(language.library.words) == (set() if language is ENGLISH else english)


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ("Twice a day, 5 days a week", "de", "zweimal täglich, an 5 Tagen pro Woche"),
        ("twice a day", "es-MX", "dos veces al día"),
        ("2-3x daily before bed", "de", "2–3 mal täglich, vor dem Schlafengehen"),
        ("in the morning and in the evening", "es", "por la mañana, por la noche"),
        ("every other day", "de", "jeden zweiten Tag"),
        ("every 2 hours as needed.", "de", "alle 2 Stunden, bei Bedarf"),
        ("dreimal pro Woche", "en", "three times a week"),
        ("an einem Tag pro Woche", "en", None),
        ("cada 2 días", "de", "jeden zweiten Tag"),
        ("2x täglich", "de", "2x täglich"),
        ("2x/day", "en", "2x/day"),
        ("as often as you like", "de", None),
        ("twice a day", "fr", None),
        ("", "de", None),
    ],
)
def test_how_often_is_told_in_any_language(written: str, language: str, told: str | None) -> None:
    assert schedule_in(language, written) == told


@ALL
def test_a_language_reads_how_often_as_it_tells_it(language: Language) -> None:
    for way, (_, told) in language.often.ways.items():
        for number in (3, 1) if "{" in told else (0,):
            words = often_words((Often(way, number, number),), language)
            once = {("days", 1), ("every_days", 1), ("hours", 1)}
            if (way, number) not in once:
                assert read_often(words, language) == (Often(way, number, number),), words
