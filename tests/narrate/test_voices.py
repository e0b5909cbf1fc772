from fractions import Fraction
from types import SimpleNamespace

import pytest

from compiler.language import offline_voice
from compiler.load.schema import VoiceFile
from compiler.model.errors import ToolFailed
from compiler.model.routine import Voice
from compiler.model.voice_choices import CHOICES, ENGINES, keys_used
from compiler.narrate import Pyttsx3Narrator, check_voice, narrator_report, pyttsx3_worker, voices
from compiler.narrate.narrators import NARRATORS


def test_the_usual_voices_are_there() -> None:
    assert {"en-us", "de", "es"} <= set(voices("pyttsx3"))
    assert voices("silent") == ()
    with pytest.raises(ToolFailed, match="no voice engine"):
        voices("gramophone")


def test_every_engine_that_can_be_written_has_a_narrator() -> None:
    assert set(NARRATORS) - {"pretended"} == set(ENGINES)


def test_the_keys_that_an_engine_uses_are_keys_of_a_voice() -> None:
    keys = {name.rstrip("_") for name in VoiceFile.model_fields}
    assert [choice for choice in CHOICES if not keys_used(choice) <= keys] == []


@pytest.mark.parametrize("name", ["en-us", "EN_US", "de", "es", "en-us+f3"])
def test_good_voices_pass(name: str) -> None:
    assert check_voice(Voice(name=name)) == []


@pytest.mark.parametrize(
    ("voice", "message", "hint"),
    [
        (Voice(engine="pytsx3"), "no voice engine 'pytsx3'", "did you mean pyttsx3"),
        (Voice(name="en-su"), "no voice named 'en-su'", "en-us"),
        (Voice(name="en-us+f33"), "no variant 'f33'", "f3"),
        (Voice(words_per_minute=79), "words_per_minute must be from 80 to 600, got 79", ""),
        (Voice(words_per_minute=601), "words_per_minute must be from 80 to 600, got 601", ""),
        (Voice(pitch=100), "pitch must be from 0 to 99, got 100", ""),
        (Voice(volume=Fraction(3, 2)), "volume must be from 0 to 1, got 1.5", ""),
        (Voice(engine="command"), "no command", "list of arguments"),
        (Voice(engine="command", command=("say",)), "{output}", "which file to write"),
    ],
)
def test_bad_voices_are_told_with_a_hint(voice: Voice, message: str, hint: str) -> None:
    (diagnostic,) = check_voice(voice)
    assert message in diagnostic.message
    assert hint in (diagnostic.hint or "")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh", "cmn"),
        ("zh-CN", "cmn"),
        ("zh_TW", "cmn"),
        ("zh-HK", "yue"),
        ("fr-CA", "fr"),
        ("fr-BE", "fr-be"),
        ("en-GB", "en"),
        ("es-MX", "es-419"),
        ("pt-BR", "pt-br"),
        ("de-AT", "de"),
        ("no", "nb"),
        ("sr-Latn", "sr"),
    ],
)
def test_a_language_has_the_voice_of_its_region_or_of_its_base(language: str, name: str) -> None:
    assert offline_voice(language) == name
    assert check_voice(Voice(name=name, language=language)) == []


@pytest.mark.parametrize(
    ("voice", "message", "hint"),
    [
        (
            Voice(name="tlh", language="tlh"),
            "no offline voice for the language tlh",
            "there are voices for af, am",
        ),
        (
            Voice(name="jp", language="jp"),
            "no offline voice for the language jp",
            "did you mean ja (Japanese)?",
        ),
        (Voice(name="fr-ca"), "no voice named 'fr-ca'", "voices of French: fr, fr-be, fr-ch"),
        (Voice(name="zh"), "no voice named 'zh'", "voices of Chinese: cmn, cmn-latn-pinyin"),
    ],
)
def test_a_language_without_a_voice_is_answered_with_languages(voice: Voice, message: str, hint: str) -> None:
    (diagnostic,) = check_voice(voice)
    assert message in diagnostic.message
    assert (diagnostic.hint or "").find(hint) >= 0


def test_a_voice_that_has_spoken_is_not_asked_for_its_name_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pyttsx3Narrator, "ask", lambda *_, **__: pytest.fail("it was asked"))
    assert check_voice(Voice(), has_spoken=True) == []
    (diagnostic,) = check_voice(Voice(pitch=101), has_spoken=True)
    assert "pitch" in diagnostic.message


def test_the_doctor_hears_the_voice() -> None:
    report = narrator_report()
    assert [what for what, _, _ in report] == [
        "voice library",
        "voices",
        "speaking",
        "kokoro",
        "piper",
        "auto",
    ]
    assert all(well for _, well, _ in report), report


@pytest.mark.parametrize(
    ("asked", "language", "found"),
    [("en-us", "en", "alex"), ("cmn", "zh", "ting"), ("es", "es", "monica"), ("Alex", "de", "alex")],
)
def test_voices_named_after_people_are_found_by_their_language(asked: str, language: str, found: str) -> None:
    people = [("alex", "Alex", "en_US"), ("ting", "Tingting", "zh_CN"), ("monica", "Mónica", "es_ES")]
    there = [SimpleNamespace(id=id_, name=name, languages=[tag]) for id_, name, tag in people]
    engine = SimpleNamespace(getProperty=lambda _: there)
    assert pyttsx3_worker._voice_id(engine, asked, language) == found
    with pytest.raises(pyttsx3_worker.VoiceError, match="no voice named fi"):
        pyttsx3_worker._voice_id(engine, "fi", "fi")
