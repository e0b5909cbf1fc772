import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.model.routine import Utterance, Voice
from compiler.narrate import estimate_seconds, narrate
from compiler.store import Store

SENTENCES = (
    ("en-us", "en", "Draw both knees towards you, and let your shoulders sink into the pillow."),
    ("en-us", "en", "Side bend, 3 sets of 12 repetitions."),
    ("de", "de", "Hebe das Becken langsam an, und senke es dann wieder ab."),
    ("es", "es", "Levanta la cadera despacio y vuelve a bajarla."),
)


@pytest.mark.parametrize(("name", "language", "text"), SENTENCES)
@pytest.mark.parametrize("rate", [110, 150, 220])
def test_close_to_the_real_voice(store: Store, name: str, language: str, text: str, rate: int) -> None:
    utterance = Utterance(text=text, voice=Voice(name=name, language=language, words_per_minute=rate))
    measured = narrate([utterance], store)[utterance].seconds
    assert abs(estimate_seconds(utterance) - measured) < Fraction(1, 5) * measured


@given(st.text(max_size=200), st.integers(80, 600))
def test_always_positive_and_never_longer_when_faster(text: str, rate: int) -> None:
    def seconds(words_per_minute: int) -> Fraction:
        return estimate_seconds(Utterance(text=text, voice=Voice(words_per_minute=words_per_minute)))

    assert 0 < seconds(rate + 20) <= seconds(rate)


def test_needs_nothing_heavy() -> None:
    heavy = "numpy", "av", "pyttsx3", "moviepy", "pydantic"
    program = f"import sys, compiler.narrate; sys.exit(bool(set({heavy!r}) & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
