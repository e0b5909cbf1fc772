"""The few words of a title that a thumbnail has room for."""

import pytest

from compiler.language import language_of
from compiler.plan.thumbnail import large_words


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [
        ("en", "Mid Back Stretches", "Mid Back Stretches"),
        ("en", "Back Pain Relief Stretches in Bed", "Back Pain Relief Stretches"),
        ("en", "Back and Hip Routine in Real Time", "Back and Hip Routine"),
        ("en", "Desk Break: neck, wrists and eyes", "Desk Break"),
        ("en", "A calm back – ten minutes of stretches before you sleep", "A calm back"),
        ("de", "Dehnübungen im Bett gegen Rückenschmerzen", "Dehnübungen im Bett gegen Rückenschmerzen"),
        ("de", "Sanfte Übungen für Nacken und Schultern", "Sanfte Übungen für Nacken"),
        ("es", "Estiramientos en la cama para aliviar la espalda", "Estiramientos en la cama"),
        ("en", "Up and down to the in of it", "Up and down"),
        ("en", "腰痛を和らげるストレッチ", "腰痛を和らげるストレッチ"),
    ],
)
def test_at_most_five_words_and_no_small_one_at_the_end(lang: str, title: str, words: str) -> None:
    assert large_words(title, language_of(lang).phrases.small_words) == words
