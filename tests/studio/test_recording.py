"""A line recorded in the page: without the silence around it, held against its time, kept by the name of its words."""

import io
import json
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import requests

from tests.studio.conftest import Asking

NAME = "routines/morning.yaml"
SAY = ["steps", 0, "say"]


def spoken(seconds: float, container: str = "webm", level: float = 0.4) -> bytes:
    """As a browser records it: half a second of a quiet room, a voice, and quiet again."""
    rate = 48_000
    moments = np.arange(int(seconds * rate)) / rate
    voice = level * np.sin(2 * np.pi * 180 * moments) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * moments))
    room = np.random.default_rng(1).normal(0, 0.0004, rate // 2)
    samples = np.concatenate([room, voice, room]).astype(np.float32)[None]
    made = io.BytesIO()
    with av.open(made, "w", format=container) as file:
        stream = file.add_stream("libopus" if container == "webm" else "pcm_s16le", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples, format="flt", layout="mono")
        frame.sample_rate = rate
        for one in (*av.AudioResampler(format=stream.format, rate=rate).resample(frame), None):
            file.mux(stream.encode(one))
    return made.getvalue()


def take(studio: Asking, data: bytes, at: list[Any]) -> requests.Response:
    origin = "/".join(studio.address.split("/")[:3])
    query = {"path": NAME, "at": json.dumps(at)}
    address = f"{studio.address}api/voice/take"
    return requests.post(address, params=query, data=data, headers={"Origin": origin}, timeout=30)


@pytest.mark.parametrize("container", ["webm", "wav"])
def test_a_recording_comes_back_without_the_silence_around_it(
    studio: Asking, routine: Path, container: str
) -> None:
    answer = take(studio, spoken(1.2, container), SAY)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["seconds"] == pytest.approx(1.2, abs=0.15)
    assert (told["room"], told["problems"]) == (None, [])
    assert max(told["levels"]) > 0.2
    heard = studio.get("voice/hear", take=told["take"])
    with wave.open(io.BytesIO(heard.content)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(told["seconds"], abs=0.01)


def test_what_is_longer_than_its_time_is_told_with_both_lengths(studio: Asking, routine: Path) -> None:
    text = routine.read_text(encoding="utf-8")
    cue = "    hold: 20s\n    cues:\n      - {at: -10s, say: Ten.}\n      - {at: -7s, say: Breathe.}\n"
    routine.write_text(text.replace("    hold: 20s\n", cue), encoding="utf-8")
    told = take(studio, spoken(4.5), ["steps", 1, "cues", 0, "say"]).json()
    assert 0 < told["room"] <= 3
    assert told["problems"] == [
        f"too long: {told['seconds']:.1f} s, and there are {told['room']:.1f} s for it"
    ]


def test_a_silent_or_distorted_recording_is_told(studio: Asking, routine: Path) -> None:
    silent = take(studio, spoken(1, level=0), SAY).json()
    assert (silent["take"], silent["problems"]) == (None, ["nothing was heard"])
    assert "distorted" in take(studio, spoken(1, "wav", level=3), SAY).json()["problems"][0]
    assert "very quiet" in take(studio, spoken(1, level=0.02), SAY).json()["problems"][0]
    refused = take(studio, b"no sound at all", SAY)
    assert (refused.status_code, refused.json()["error"]["message"]) == (422, "nothing was recorded")


def test_a_kept_take_is_a_file_of_the_project_and_earlier_ones_stay(
    studio: Asking, project: Path, routine: Path
) -> None:
    folder = project / "assets" / "audio" / "morning"
    for number in (1, 2):
        told = take(studio, spoken(1), SAY).json()
        body = {"take": told["take"], "path": NAME, "text": "Get comfortable."}
        assert studio.post("voice/keep", body).json() == {"file": "morning/get-comfortable.wav"}
        assert len(list((folder / "takes").glob("*.wav"))) == number
    assert (folder / "get-comfortable.wav").is_file()
    heard = studio.get("voice/hear", file="morning/get-comfortable.wav", path=NAME)
    assert heard.headers["content-type"] == "audio/wav"
    text = routine.read_text(encoding="utf-8").replace("  # calm", "\n    audio: morning/get-comfortable.wav")
    routine.write_text(text, encoding="utf-8")
    assert studio.get("document", path=NAME).json()["errors"] == 0


def test_a_take_that_nobody_made_is_not_kept(studio: Asking, routine: Path) -> None:
    assert studio.post("voice/keep", {"take": "0" * 24, "path": NAME, "text": "x"}).status_code == 400
    assert studio.get("voice/hear", take="0" * 24).status_code == 400
    assert studio.get("voice/hear", file="../../routines/morning.yaml", path=NAME).status_code in {404, 422}


def test_voices_are_listed_the_natural_ones_first_and_what_is_missing_is_told(studio: Asking) -> None:
    found = studio.get("voice/voices", language="es").json()["voices"]
    assert [one["natural"] for one in found] == sorted((one["natural"] for one in found), reverse=True)
    assert {"ef_dora"} <= {one["name"] for one in found if one["engine"] == "kokoro"}
    assert any(one["engine"] == "pyttsx3" and not one["missing"] for one in found)


def test_a_voice_is_tried_with_words(studio: Asking) -> None:
    heard = studio.get("voice/try", engine="pyttsx3", voice="en-us", text="Breathe in.", language="en")
    with wave.open(io.BytesIO(heard.content)) as file:
        assert 0.3 < file.getnframes() / file.getframerate() < 3
    assert studio.get("voice/try", engine="command", text="rm").status_code == 400
    assert studio.get("voice/try", engine="pyttsx3", voice="nobody", text="x").status_code >= 400
