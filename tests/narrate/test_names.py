"""Names and terms are spoken as somebody wants, whatever the rules would make of them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from compiler.model.routine import SayAs, Utterance, Voice
from compiler.narrate import Pyttsx3Narrator, check_names, estimate_seconds, spoken_of, spoken_text
from compiler.narrate.neural.phonemes import raw_ipa

NGUYEN = SayAs(written="Dr. Nguyen", plain="Doctor Win", ipa="nwɪn")
KEGEL = SayAs(written="Kegel", plain="KAY-gul")
ROM = SayAs(written="ROM", plain="rom")
NAMES = (KEGEL, NGUYEN, ROM)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("A kegel, a Kegel’s rest", "A KAY-gul, a KAY-gul's rest"),
        ("Kegeling", "Kegeling"),
        ("Ask Dr.  Nguyen: 2x10 w/o pain", "Ask Doctor Win: 2 sets of 10 without pain"),
        ("ROM, rom and Rom; SI", "rom, rom and Rom; S.I"),
        ("\ue000 5s", "5 seconds"),
    ],
)
def test_a_name_is_spoken_as_it_is_given(written: str, spoken: str) -> None:
    assert spoken_text(written, "en", NAMES) == spoken


def test_also_in_a_language_that_nobody_here_knows() -> None:
    assert (
        spoken_text("Le Kegel, 50%", "fr", (SayAs(written="Kegel", plain="quégelle"),)) == "Le quégelle, 50%"
    )


def test_letters_with_blanks_are_read_one_by_one() -> None:
    assert spoken_text("FAI", "en", (SayAs(written="FAI", plain="F A I"),)) == "F.A.I"


def test_ipa_is_for_engines_that_take_it_and_the_others_are_told() -> None:
    ipa_alone = replace(NGUYEN, plain="")
    plain = Utterance(text="Dr. Nguyen, 5s", voice=Voice(), say_as=(ipa_alone,))
    natural = replace(plain, voice=Voice(engine="kokoro", name="af_heart"))
    assert spoken_of(plain) == "Doctor Nguyen, 5 seconds"
    assert spoken_of(natural) == "/nwɪn/, 5 seconds"
    (problem,) = check_names([plain, plain, natural])
    assert problem.message == "the voice (pyttsx3) takes no IPA: 'Dr. Nguyen' is spoken as it is written"
    assert check_names([replace(plain, say_as=(NGUYEN,))]) == []


def test_what_is_kept_depends_on_how_a_name_is_spoken() -> None:
    narrator = Pyttsx3Narrator()
    one = Utterance(text="A Kegel.", voice=Voice(), say_as=(KEGEL,))
    assert narrator.key(one) != narrator.key(replace(one, say_as=()))
    assert narrator.key(one) == narrator.key(replace(one, say_as=(KEGEL, replace(KEGEL, written="Zorp"))))


def test_the_estimate_is_of_what_is_spoken() -> None:
    said = Utterance(
        text="FAI.", voice=Voice(), say_as=(SayAs(written="FAI", plain="a long name of three words"),)
    )
    assert estimate_seconds(said) > estimate_seconds(replace(said, say_as=())) + Fraction(1, 2)


def test_given_phonemes_stand_among_those_of_other_words() -> None:
    assert (
        raw_ipa("Ask /nwɪn/, now.", "en-us") == f"{raw_ipa('Ask', 'en-us')} nwɪn, {raw_ipa('now.', 'en-us')}"
    )
