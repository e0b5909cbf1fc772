import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.narrate import spoken_text


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("2x10", "2 sets of 10"),
        ("Do 3 × 30s.", "Do 3 sets of 30 seconds."),
        ("1x10", "10"),
        ("5x each side", "5 times each side"),
        ("Hold 30s", "Hold 30 seconds"),
        ("Hold 1s", "Hold 1 second"),
        ("1m30s", "1 minute 30 seconds"),
        ("1:30", "1 minute 30 seconds"),
        ("at 7:30 pm", "at 7:30 pm"),
        ("5m, then 5 m", "5 minutes, then 5 meters"),
        ("10–12 breaths", "10 to 12 breaths"),
        ("2-3 s", "2 to 3 seconds"),
        ("2026-01-02", "2026-01-02"),
        ("well-known", "well-known"),
        ("1½ min", "1 and a half minutes"),
        ("¾ of the way", "three quarters of the way"),
        ("Bend to 90°", "Bend to 90 degrees"),
        ("50% & calm", "50 percent and calm"),
        ("left/right (slowly)", "left, right, slowly"),
        ("e.g. 5 reps", "for example 5 repetitions"),
        ("In — and out", "In, and out"),
        ("a\x00b\x07c\nd\u200be", "a b c de"),
        ("<b>{x}</b> \U0001f642", "b x, b"),
        ("3, 2, 1", "3, 2, 1"),
        ("Don\u2019t rush\u2026", "Don't rush"),
    ],
)
def test_english_is_written_out(written: str, spoken: str) -> None:
    assert spoken_text(written) == spoken


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("de", "3x10, dann 30s", "3 Sätze mit 10, dann 30 Sekunden"),
        ("de-AT", "ca. 1,5 s bei 37°C", "circa 1,5 Sekunden bei 37 Grad Celsius"),
        ("es", "2x10 & 1s", "2 series de 10 y 1 segundo"),
        ("es_419", "10–12 min", "10 a 12 minutos"),
        ("fr", "50%", "50 percent"),
    ],
)
def test_words_of_the_language(language: str, written: str, spoken: str) -> None:
    assert spoken_text(written, language) == spoken


@given(st.text(max_size=300))
def test_any_text_becomes_one_printable_line(text: str) -> None:
    spoken = spoken_text(text)
    assert "\n" not in spoken and "\0" not in spoken
    assert spoken == spoken.strip()
    assert not set(spoken) & set("<>{}[]\\|^~*_#&%°")
    spoken.encode("utf-8")


@given(st.lists(st.text(alphabet="klopqu", min_size=1, max_size=8), max_size=8))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    assert spoken_text(" ".join(words)) == " ".join(words)
