"""Which voice is meant: by name, by engine, and by `auto`, which is settled once."""

from pathlib import Path

import pytest

from compiler.customise import Customisation, VoiceChange
from compiler.model.errors import Diagnostic, ToolFailed
from compiler.model.routine import Voice
from compiler.narrate import choosing
from compiler.narrate.choosing import resolved, told, voice_choice, voice_named
from compiler.pipeline.check import check
from compiler.pipeline.request import Request
from compiler.pipeline.variants import Variant, voice_change
from compiler.system.workshop import open_workshop


def machine(monkeypatch: pytest.MonkeyPatch, *, natural: bool) -> None:
    lacking = None if natural else Diagnostic(message="no onnxruntime")
    monkeypatch.setattr(choosing, "kokoro_missing", lambda _: lacking)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("af_heart", ("kokoro", "af_heart")),
        ("en-gb-scotland", ("pyttsx3", "en-gb-scotland")),
        ("kokoro:bf_emma", ("kokoro", "bf_emma")),
        ("piper:hans", ("piper", "hans")),
        ("kokoro", ("kokoro", None)),
        ("auto", ("auto", None)),
    ],
)
def test_a_name_brings_its_engine(text: str, expected: tuple[str, str | None]) -> None:
    assert voice_choice(text) == expected


def test_an_engine_that_there_is_not_is_told() -> None:
    with pytest.raises(ToolFailed, match="no voice engine 'cocoro'"):
        voice_choice("cocoro:af_heart")


@pytest.mark.parametrize(
    ("natural", "language", "expected"),
    [
        (True, "en", "kokoro af_heart"),
        (True, "en-GB", "kokoro bf_emma"),
        (True, "de", "pyttsx3 de"),
        (False, "en", "pyttsx3 en-us"),
    ],
)
def test_auto_is_the_natural_voice_where_it_can_speak(
    natural: bool, language: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(monkeypatch, natural=natural)
    voice = resolved(Voice(engine="auto", name="", language=language))
    assert told(voice) == f"{expected}, 150 words a minute"
    assert told(voice_named("auto", None, language)) == told(voice)


ROUTINE = """\
title: Hello
voice: {engine: auto}
speakers: {anna: {name: Anna, voice: {engine: pyttsx3, voice: en-gb-scotland}}, ben: {name: Ben}}
profiles: {spanish_anna: {voice: {engine: silent}}}
steps:
  - say: Hello there.
  - {say: I am Anna., speaker: anna}
  - {say: I am Ben., speaker: ben}
"""


def spoken_by(folder: Path, variant: Variant) -> list[tuple[str, str]]:
    path = folder / "hello.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    with open_workshop(store=folder / "store") as shop:
        found = check(Request(path=path, variant=variant), shop)
    assert found.timeline
    lines = {cue.text: cue.utterance.voice for cue in found.timeline.cues}
    return [(lines[text].engine, lines[text].name) for text in ("Hello there.", "I am Anna.", "I am Ben.")]


def test_the_plan_says_what_auto_came_to_and_never_auto(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(monkeypatch, natural=False)
    offline = ("pyttsx3", "en-us")
    assert spoken_by(tmp_path, Variant()) == [offline, ("pyttsx3", "en-gb-scotland"), offline]
    machine(monkeypatch, natural=True)
    natural = ("kokoro", "af_heart")
    assert spoken_by(tmp_path, Variant()) == [natural, ("pyttsx3", "en-gb-scotland"), natural]


def test_an_option_and_a_profile_change_who_has_no_voice_of_their_own(tmp_path: Path) -> None:
    asked = Customisation(voice=VoiceChange(engine="kokoro", name="am_michael"))
    michael, anna = ("kokoro", "am_michael"), ("pyttsx3", "en-gb-scotland")
    assert spoken_by(tmp_path, Variant(changes=asked)) == [michael, anna, michael]
    profile = spoken_by(tmp_path, Variant(profile="spanish_anna"))
    assert [engine for engine, _ in profile] == ["silent", "pyttsx3", "silent"]


@pytest.mark.parametrize(
    ("own", "asked", "guest"),
    [
        ("en-us+f3", "kokoro", ("kokoro", "bf_emma")),
        ("en-us+m2", "kokoro", ("kokoro", "am_michael")),
        ("en-us+f3", "kokoro:bf_emma", ("kokoro", "af_heart")),
        ("en-us+f3", "pyttsx3:en-gb-x-rp", ("pyttsx3", "en-us+f3")),
        ("en-us+f3", "piper:joe", ("pyttsx3", "en-us+f3")),
    ],
)
def test_a_guest_is_another_natural_voice_beside_a_natural_one(
    own: str, asked: str, guest: tuple[str, str]
) -> None:
    routine, change = Voice(name="en-us"), voice_change(asked)
    found = change.of_guest(Voice(name=own, words_per_minute=145), routine)
    assert ((found.engine, found.name), found.words_per_minute) == (guest, 145)
    assert found.name != change.of(routine).name


def test_another_engine_speaks_in_its_usual_voice() -> None:
    change = VoiceChange(engine="kokoro")
    assert change.of(Voice(language="es", name="es")).name == "ef_dora"
    assert change.of(Voice(engine="kokoro", name="bf_emma")).name == "bf_emma"
