"""What holds for whoever speaks."""

import dataclasses
import gc
import sys
import time
import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from compiler.model.errors import BadMedia, ToolFailed
from compiler.model.routine import Utterance, Voice
from compiler.narrate import (
    CommandNarrator,
    Narrator,
    PretendedNarrator,
    Pyttsx3Narrator,
    RecordedNarrator,
    SilentNarrator,
    ToolRunner,
    estimate_seconds,
    read_speech,
    recording_name,
)
from compiler.narrate.sound_file import trimmed, words_in, write_wav

WORDS = "Keep breathing, nice and slow."
RATE = 16_000

MAKE_TONE = """
import math, struct, sys, wave
words = sys.stdin.read() if sys.argv[2] == "-" else sys.argv[2]
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((1, 2, 16000, 0, "NONE", ""))
    count = 400 * len(words)
    file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 9))) for i in range(count)))
"""


def tone(seconds: float, rate: int = RATE) -> NDArray[np.float32]:
    return np.asarray(0.4 * np.sin(np.arange(int(seconds * rate)) / 9), np.float32)


def samples_of(path: Path) -> NDArray[np.float32]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32_768


def voice_command(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-c", MAKE_TONE, *arguments)


@pytest.fixture(params=["pyttsx3", "recorded", "command", "silent", "pretended"])
def speaker(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Narrator, Utterance]:
    match request.param:
        case "pyttsx3":
            return Pyttsx3Narrator(), Utterance(text=WORDS, voice=Voice())
        case "recorded":
            write_wav(tmp_path / f"{recording_name(WORDS)}.wav", tone(1.5), RATE)
            return RecordedNarrator(), Utterance(text=WORDS, voice=Voice(engine="recorded", folder=tmp_path))
        case "command":
            command = voice_command("{output}", "{text}")
            return CommandNarrator(), Utterance(text=WORDS, voice=Voice(engine="command", command=command))
        case "silent":
            return SilentNarrator(), Utterance(text=WORDS, voice=Voice(engine="silent"))
        case _:
            return PretendedNarrator(), Utterance(text=WORDS, voice=Voice(engine="pretended"))


def test_speaks_a_mono_file_of_a_believable_length(
    speaker: tuple[Narrator, Utterance], tmp_path: Path
) -> None:
    narrator, utterance = speaker
    narrator.speak(utterance, tmp_path / "out.wav")
    speech = read_speech(tmp_path / "out.wav")
    assert len(samples_of(speech.path)) == speech.samples
    assert Fraction(1, 2) < speech.seconds < 5
    assert speech.seconds == Fraction(speech.samples, speech.sample_rate)


def test_the_voice_tells_when_each_word_begins(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("the voices of other systems do not tell")
    utterance = Utterance(text="Rest, then 12 slow lifts. Breathe.", voice=Voice())
    Pyttsx3Narrator().speak(utterance, tmp_path / "out.wav")
    speech = read_speech(tmp_path / "out.wav")
    assert [word.text for word in speech.words] == ["Rest,", "then", "12", "slow", "lifts.", "Breathe."]
    starts = [float(word.start) for word in speech.words]
    assert starts == sorted(starts)
    samples, last = samples_of(speech.path), int(starts[-1] * speech.sample_rate)
    pause, word = samples[last - 2500 : last - 500], samples[last : last + 4000]
    assert np.abs(pause).max() < 0.05 * np.abs(word).max()


def test_says_the_same_every_time(speaker: tuple[Narrator, Utterance], tmp_path: Path) -> None:
    narrator, utterance = speaker
    for name in ("a.wav", "b.wav"):
        narrator.speak(utterance, tmp_path / name)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_a_voice_with_breath_in_it_says_the_same_every_time(tmp_path: Path) -> None:
    """The noise of +f3 and its like is seeded by the clock unless the library is told otherwise."""
    if sys.platform != "linux":
        pytest.skip("the variants are espeak-ng's")
    utterance = Utterance(text=WORDS, voice=Voice(name="en-us+f3"))
    for name in ("a.wav", "b.wav"):
        began = int(time.time())
        Pyttsx3Narrator().speak(utterance, tmp_path / name)
        while int(time.time()) == began:  # the clock that it is seeded by has seconds
            time.sleep(0.01)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_keys_are_equal_exactly_for_equal_speech(speaker: tuple[Narrator, Utterance]) -> None:
    narrator, utterance = speaker
    assert narrator.key(utterance) == narrator.key(dataclasses.replace(utterance))
    if isinstance(narrator, RecordedNarrator):
        return
    faster = dataclasses.replace(utterance, voice=dataclasses.replace(utterance.voice, words_per_minute=200))
    longer = dataclasses.replace(utterance, text=f"{WORDS} And once more.")
    assert len({str(narrator.key(u)) for u in (utterance, faster, longer)}) == 3


@pytest.mark.parametrize("changed", [{"name": "de"}, {"pitch": 70}, {"words_per_minute": 220}])
def test_the_real_voice_does_what_it_is_asked(changed: dict[str, object], tmp_path: Path) -> None:
    narrator, plain = Pyttsx3Narrator(), Voice()
    voices = plain, dataclasses.replace(plain, **changed)  # type: ignore[arg-type]
    for number, voice in enumerate(voices):
        narrator.speak(Utterance(text=WORDS, voice=voice), tmp_path / f"{number}.wav")
    assert (tmp_path / "0.wav").read_bytes() != (tmp_path / "1.wav").read_bytes()
    first, second = (narrator.key(Utterance(text=WORDS, voice=voice)) for voice in voices)
    assert first != second


def test_a_long_text_is_spoken_to_its_end(tmp_path: Path) -> None:
    utterance = Utterance(text=" ".join([WORDS] * 60), voice=Voice(words_per_minute=300))
    Pyttsx3Narrator().speak(utterance, tmp_path / "out.wav")
    spoken, expected = read_speech(tmp_path / "out.wav").seconds, estimate_seconds(utterance)
    assert spoken > Fraction(3, 4) * expected > 20


@pytest.mark.parametrize("noise", [0.0, 0.0005, 0.002, 0.005])
def test_a_memo_begins_with_its_words_and_not_with_the_room(tmp_path: Path, noise: float) -> None:
    """0.8 s of the room, a soft s, a word, and the room again; the s is 20 dB below the word."""
    random, rate = np.random.default_rng(2), 16_000
    memo = noise * random.standard_normal(rate * 3).astype(np.float32)
    memo[12_800:14_400] += 0.02 * random.standard_normal(1_600).astype(np.float32)
    memo[14_400:32_000] += (0.2 * np.sin(np.arange(17_600) / 6)).astype(np.float32)
    write_wav(tmp_path / "memo.wav", memo, rate)
    words, _ = words_in(tmp_path / "memo.wav")
    before = 0.16 if noise else 0.04
    assert 1.2 <= len(words) / rate <= 1.2 + 2 * before


def test_words_without_a_pause_around_them_lose_nothing(tmp_path: Path) -> None:
    loud = (0.2 * np.sin(np.arange(16_000) / 6) * np.linspace(0.1, 1, 16_000)).astype(np.float32)
    write_wav(tmp_path / "memo.wav", loud, 16_000)
    assert len(words_in(tmp_path / "memo.wav")[0]) == 16_000


def test_silence_around_the_words_is_gone() -> None:
    quiet = np.zeros(RATE // 2, np.float32)
    words = trimmed(np.concatenate([quiet, tone(1.0), quiet, tone(0.5), quiet]), RATE)
    assert len(words) == pytest.approx(RATE * (1.0 + 0.5 + 0.5 + 0.06), abs=RATE * 0.012)
    assert abs(words[0]) < 0.01 and abs(words[-1]) < 0.01


@pytest.mark.parametrize("last", ["{text}", "-"])
def test_a_command_gets_the_words_by_argument_or_on_standard_input(last: str, tmp_path: Path) -> None:
    words = "It's {output} & 'more'; $HOME `id`"
    voice = Voice(engine="command", command=voice_command("{output}", last))
    CommandNarrator().speak(Utterance(text=words, voice=voice), tmp_path / "out.wav")
    spoken = "It's output and 'more'; HOME id"
    assert read_speech(tmp_path / "out.wav").samples == pytest.approx(400 * len(spoken), abs=200)


@pytest.mark.parametrize(
    ("program", "complaint"),
    [
        ("import sys; sys.exit('no such model')", "failed with exit code 1: no such model"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "died of SIGSEGV"),
        ("pass", "wrote no sound"),
        ("import sys; open(sys.argv[1], 'w').write('hello')", "wrote something that is not sound"),
        (
            "import sys, wave; f = wave.open(sys.argv[1], 'wb');"
            "f.setparams((1, 2, 8000, 0, 'NONE', '')); f.writeframes(bytes(16000)); f.close()",
            "silent",
        ),
        ("import time; time.sleep(60)", "did not finish within 0.5 s"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_command_that_fails_says_how(program: str, complaint: str, tmp_path: Path) -> None:
    voice = Voice(engine="command", command=(sys.executable, "-S", "-c", program, "{output}"))
    narrator = CommandNarrator(runner=ToolRunner(timeout_seconds=0.5))
    with pytest.raises(ToolFailed, match=complaint):
        narrator.speak(Utterance(text=WORDS, voice=voice), tmp_path / "out.wav")
    assert not (tmp_path / "out.wav").exists()


@pytest.mark.parametrize(
    ("worker", "complaint"),
    [
        (("/no/such/python",), "cannot be started"),
        ((sys.executable, "-S", "-c", "import time; time.sleep(60)"), "did not finish within 0.4 s"),
        ((sys.executable, "-S", "-c", "import os; os.abort()"), "died of SIGABRT"),
        ((sys.executable, "-S", "-c", "import pyttsx3"), "No module named 'pyttsx3'"),
        ((sys.executable, "-S", "-c", "print('?')"), "gave no answer"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_voice_process_that_fails_says_what_to_do(
    worker: tuple[str, ...], complaint: str, tmp_path: Path
) -> None:
    narrator = Pyttsx3Narrator(runner=ToolRunner(timeout_seconds=0.4), worker=worker)
    with pytest.raises(ToolFailed, match=complaint) as failure:
        narrator.speak(Utterance(text=WORDS, voice=Voice()), tmp_path / "out.wav")
    assert "doctor" in (failure.value.diagnostics[0].hint or "")


def test_an_unknown_voice_is_no_silence(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="no voice named nobody"):
        Pyttsx3Narrator().speak(Utterance(text=WORDS, voice=Voice(name="nobody")), tmp_path / "out.wav")


def test_nothing_to_say_is_told() -> None:
    with pytest.raises(ToolFailed, match="can be spoken"):
        Pyttsx3Narrator().key(Utterance(text="\U0001f642", voice=Voice()))


def test_a_missing_recording_names_file_and_words(tmp_path: Path) -> None:
    utterance = Utterance(text="Switch sides!", voice=Voice(engine="recorded", folder=tmp_path))
    with pytest.raises(BadMedia, match=r'switch-sides\.wav for the words "Switch sides!"'):
        RecordedNarrator().key(utterance)


def test_long_recording_names_stay_short_and_apart() -> None:
    names = {recording_name(f"{WORDS * 10} {number}") for number in range(3)}
    assert len(names) == 3
    assert all(len(name) <= 60 for name in names)


def test_a_sound_that_cannot_be_written_is_an_error_and_no_complaint_beside(tmp_path: Path) -> None:
    complaints: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "unraisablehook", complaints.append)
        with pytest.raises(FileNotFoundError):
            write_wav(tmp_path / "no folder" / "words.wav", tone(0.1), RATE)
        gc.collect()
    assert not complaints
