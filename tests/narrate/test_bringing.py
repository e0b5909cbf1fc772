"""Voices come to this machine: checked, whole, told about, and never by themselves."""

import hashlib
import json
from pathlib import Path

import pytest

from compiler.model.errors import BadMedia, NetworkInterrupted, ToolFailed
from compiler.model.routine import Voice
from compiler.narrate import bringing, check_voice, voices
from compiler.narrate.bringing import add_kokoro, add_piper, usual_voices
from compiler.narrate.kokoro_voices import KokoroVoice
from compiler.narrate.voice_files import MODEL_FILE, kokoro_folder, piper_folder, styles_file

HEART, EMMA = b"heart" * 100, b"emma" * 100


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without voices, and two voices whose digests are known."""
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path / "data"))
    for name, content in (("af_heart", HEART), ("bf_emma", EMMA)):
        known = KokoroVoice(name=name, digest=hashlib.sha256(content).hexdigest())
        monkeypatch.setitem(bringing.VOICES, name, known)
    return tmp_path


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "af_heart.bin").write_bytes(HEART)
    (folder / "bf_emma.bin").write_bytes(EMMA)
    (folder / "vocab.json").write_text("{}")
    return folder


def test_files_are_taken_over_and_the_licence_is_shown(given: Path) -> None:
    told: list[str] = []
    add_kokoro((), given, told.append)
    assert voices("kokoro") == ("af_heart", "bf_emma")
    assert styles_file("af_heart").read_bytes() == HEART
    assert "Apache License 2.0" in told[0]
    assert "Apache License 2.0" in (kokoro_folder() / "LICENCE.txt").read_text()
    assert any("the voice bf_emma is in" in line for line in told)


def test_one_voice_is_taken_where_one_is_named(given: Path) -> None:
    add_kokoro(("bf_emma",), given, lambda _: None)
    assert voices("kokoro") == ("bf_emma",)


def test_a_file_that_is_not_the_voice_is_refused_and_nothing_of_it_is_kept(given: Path) -> None:
    (given / "bf_emma.bin").write_bytes(EMMA[:-1])
    with pytest.raises(BadMedia, match="bf_emma is not the file that this version knows"):
        add_kokoro((), given, lambda _: None)
    assert voices("kokoro") == ("af_heart",)
    assert not [path for path in kokoro_folder().iterdir() if "emma" in path.name or "part" in path.name]


@pytest.mark.parametrize(
    ("names", "kind", "message"),
    [
        (("af_hart",), ToolFailed, "no Kokoro voice 'af_hart'"),
        (("am_michael",), BadMedia, r"no am_michael\.bin in"),
    ],
)
def test_a_voice_that_is_not_there_is_told(
    names: tuple[str, ...], kind: type[Exception], message: str, given: Path
) -> None:
    with pytest.raises(kind, match=message):
        add_kokoro(names, given, lambda _: None)


def test_an_empty_folder_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(BadMedia, match="no Kokoro voices") as failure:
        add_kokoro((), tmp_path, lambda _: None)
    assert "af_heart.bin" in (failure.value.diagnostics[0].hint or "")


def test_without_files_the_voices_and_the_model_are_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "kokoro_network", lambda: ())
    model = b"model" * 50
    digest = hashlib.sha256(model).hexdigest()
    monkeypatch.setattr(
        bringing, "MODEL_WANTED", lambda destination: bringing.Wanted(
            what="the Kokoro model", destination=destination, digest=digest, size=len(model), address="model"
        ),
    )  # fmt: skip
    asked: list[str] = []

    def fetch(address: str) -> list[bytes]:
        asked.append(address)
        return [model] if address == "model" else [HEART[:7], HEART[7:]]

    told: list[str] = []
    add_kokoro(("af_heart",), None, told.append, fetch)
    assert len(asked) == 2
    assert asked[0].endswith("/voices/af_heart.bin")
    assert (kokoro_folder() / MODEL_FILE).read_bytes() == model
    assert any("downloads" in line and "MB in 2 files" in line for line in told)
    add_kokoro(("af_heart",), None, told.append, fetch)
    assert len(asked) == 2  # both are here


def test_a_fetch_that_breaks_off_keeps_nothing_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "kokoro_network", lambda: (Path("model"),))
    monkeypatch.setattr(bringing, "STYLES_ADDRESS", "http://127.0.0.1:9/{name}.bin")
    with pytest.raises(NetworkInterrupted, match="cannot be fetched") as failure:
        add_kokoro(("af_heart",), None, lambda _: None)
    assert "--from" in (failure.value.diagnostics[0].hint or "")
    assert voices("kokoro") == ()


def test_the_usual_voices_speak_every_language_there_is() -> None:
    assert usual_voices() == ("af_heart", "am_michael", "bf_emma", "ef_dora")


DESCRIPTION = {
    "audio": {"sample_rate": 16000},
    "espeak": {"voice": "de"},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2], "a": [3]},
}


def test_a_piper_voice_comes_with_its_description_and_card(tmp_path: Path) -> None:
    network = tmp_path / "hans.onnx"
    network.write_bytes(b"network")
    with pytest.raises(BadMedia, match="no Piper voice with its description") as failure:
        add_piper(network, lambda _: None)
    assert "NAME.onnx.json" in (failure.value.diagnostics[0].hint or "")
    (tmp_path / "hans.onnx.json").write_text("{}")
    with pytest.raises(BadMedia, match="not the description of a Piper voice"):
        add_piper(network, lambda _: None)
    (tmp_path / "hans.onnx.json").write_text(json.dumps(DESCRIPTION))
    (tmp_path / "MODEL_CARD").write_text("License: CC0")
    told: list[str] = []
    add_piper(network, told.append)
    assert voices("piper") == ("hans",)
    assert (piper_folder() / "hans.onnx").read_bytes() == b"network"
    assert told[0] == "License: CC0"


def test_a_piper_voice_that_is_not_here_is_told_with_the_command(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra `natural` is not installed")
    (told,) = check_voice(Voice(engine="piper", name="hans", language="de"))
    assert "followalong voices add piper --from FILE.onnx" in (told.hint or "")
