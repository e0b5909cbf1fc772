"""The few words of a title that a thumbnail has room for."""

from pathlib import Path

import pytest
import yaml

from compiler.draw import load_theme
from compiler.draw.design import spot_of
from compiler.draw.typesetting import typeset
from compiler.language import language_of
from compiler.language.parting import parted
from compiler.plan.thumbnail import large_words

ROUTINES = Path(__file__).parents[2] / "routines"


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [
        ("en", "Mid Back Stretches", "Mid Back Stretches"),
        ("en", "Back Pain Relief Stretches in Bed", "Back Pain Relief Stretches"),
        ("en", "Back and Hip Routine in Real Time", "Back and Hip Routine"),
        ("en", "Desk Break: neck, wrists and eyes", "Desk Break"),
        ("en", "A calm back – ten minutes of stretches before you sleep", "A calm back"),
        ("de", "Dehnübungen im Bett gegen Rückenschmerzen", "Dehnübungen im Bett"),
        ("de", "Übungen im Sitzen bei Spinalkanalstenose", "Übungen im Sitzen"),
        ("es", "Puntos gatillo en la parte alta de la espalda", "Puntos gatillo"),
        ("de", "Sanfte Übungen für Nacken und Schultern", "Sanfte Übungen für Nacken"),
        ("es", "Estiramientos en la cama para aliviar la espalda", "Estiramientos en la cama"),
        ("en", "Up and down to the in of it", "Up and down"),
        ("en", "腰痛を和らげるストレッチ", "腰痛を和らげるストレッチ"),
    ],
)
def test_at_most_five_words_and_no_small_one_at_the_end(lang: str, title: str, words: str) -> None:
    assert large_words(title, language_of(lang).phrases.small_words) == words


@pytest.mark.parametrize(
    ("lang", "word", "parts"),
    [
        ("de", "Rückenschmerzen", "Rücken|schmerzen"),
        ("de", "Lendenwirbelsäule", "Lenden|wirbel|säule"),
        ("de", "Schulterblattmobilisation", "Schulter|blatt|mobilisation"),
        ("de", "Dehnen", "Dehnen"),
        ("de", "Kaffeemaschine", "Kaffeemaschine"),
        ("es", "Estiramientos", "Estira|mientos"),
        ("en", "Exercises", "Exer|cises"),
        ("en", "Lenden\xadwirbel", "Lenden|wirbel"),
    ],
)
def test_long_words_may_be_parted_where_their_parts_meet(lang: str, word: str, parts: str) -> None:
    assert parted(word, language_of(lang).phrases.word_parts).replace("\xad", "|") == parts


def thumbnail_titles() -> list[tuple[str, str]]:
    """Language and title, or the words in its place, of every routine that is shipped."""
    found = []
    for path in sorted(ROUTINES.glob("*.yaml")):
        name, lang = (*path.stem.split("."), "en")[:2]
        routine = yaml.safe_load((ROUTINES / f"{name}.yaml").read_text(encoding="utf-8"))
        words = {} if lang == "en" else yaml.safe_load(path.read_text(encoding="utf-8"))["words"]
        title = routine.get("thumbnail", {}).get("words", routine["title"])
        found.append((lang, words.get(title, title)))
    return found


def test_letters_of_every_routine_are_about_a_sixth_as_high_as_the_picture() -> None:
    """In each of its languages: 168 by 94 pixels is what a list of videos shows."""
    theme, _ = load_theme("calm")
    assert theme
    design = theme.design("thumbnail", (1920, 1080))
    texts = (text for group in design.groups for text in group.texts())
    spot = next(spot for text in texts if (spot := spot_of(text)).words == ("title",))
    for lang, title in thumbnail_titles():
        phrases = language_of(lang).phrases
        words = parted(large_words(title, phrases.small_words), phrases.word_parts)
        size = typeset(words, spot.face, spot.room, theme.fonts).size
        assert size >= 1080 / 6.6, (lang, title, words)


def test_a_word_is_parted_only_where_that_makes_letters_larger() -> None:
    theme, _ = load_theme("calm")
    assert theme
    text = theme.design("thumbnail", (1920, 1080)).groups[-2].texts()[0]
    spot = spot_of(text)

    def lines(words: str) -> tuple[str, ...]:
        return typeset(words, spot.face, spot.room, theme.fonts).lines

    assert lines("Dehn\xadübungen im Bett") == ("Dehn-", "übungen", "im Bett")
    assert lines("Auto\xadfahrt") == ("Autofahrt",)
    assert lines("Spinal\xadkanal\xadstenose") == ("Spinal-", "kanal-", "stenose")
