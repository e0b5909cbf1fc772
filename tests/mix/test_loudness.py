import numpy as np
import pytest

from compiler.mix.limiter import TruePeakMeter, limited
from compiler.mix.loudness import LoudnessMeter, loudness_of
from compiler.mix.samples import Samples, level_db

from .conftest import ffmpeg_measure

RATE = 48_000


def band_of_noise() -> Samples:
    """Six seconds of noise on both sides, up to 16 kHz as in music."""
    spectrum = np.fft.rfft(np.random.default_rng(7).standard_normal((2, 6 * RATE)) * 0.05)
    spectrum[:, 16_000 * 6 :] = 0
    return np.fft.irfft(spectrum).astype("f4")


def signals() -> dict[str, Samples]:
    time = np.arange(6 * RATE) / RATE
    soft_ends = np.minimum(1, np.minimum(time, time[::-1]) * 20)
    bursts = np.sin(2 * np.pi * 220 * time) * (np.sin(2 * np.pi * 0.5 * time) > 0) * 0.4
    return {
        "one kilohertz": (0.1 * np.sin(2 * np.pi * 997 * time))[None].astype("f4"),
        "low": (0.3 * np.sin(2 * np.pi * 60 * time))[None].astype("f4"),
        "bursts and pauses": bursts[None].astype("f4"),
        "stereo noise": band_of_noise(),
        "between the samples": (0.9 * soft_ends * np.sin(2 * np.pi * 12_000 * time + np.pi / 4))[None].astype(
            "f4"
        ),
    }


@pytest.mark.parametrize("name", list(signals()))
@pytest.mark.parametrize("size", [1_000, 57_600, 10**9])
def test_agrees_with_ffmpeg(name: str, size: int) -> None:
    signal = signals()[name]
    meter, peaks = LoudnessMeter(), TruePeakMeter()
    for at in range(0, signal.shape[1], size):
        meter.add(signal[:, at : at + size])
        peaks.add(signal[:, at : at + size])
    loudness, peak = ffmpeg_measure(np.broadcast_to(signal, (2, signal.shape[1])).T)
    assert meter.integrated() == pytest.approx(loudness, abs=0.1)
    assert level_db(peaks.finish()) == pytest.approx(peak, abs=0.2)


def test_full_scale_of_the_standard() -> None:
    time = np.arange(4 * RATE) / RATE
    assert loudness_of(np.sin(2 * np.pi * 997 * time)[None].astype("f4")) == pytest.approx(0.0, abs=0.05)


def test_silence_and_short_words_have_an_answer() -> None:
    assert loudness_of(np.zeros((1, RATE), np.float32)) == float("-inf")
    assert LoudnessMeter().integrated() == float("-inf")
    short = signals()["one kilohertz"][:, : RATE // 5]
    assert loudness_of(short) == pytest.approx(loudness_of(signals()["one kilohertz"]), abs=0.5)


@pytest.mark.parametrize("name", list(signals()))
@pytest.mark.parametrize("size", [3_000, 57_600])
def test_the_limiter_keeps_peaks_down_and_everything_in_its_place(name: str, size: int) -> None:
    signal = signals()[name] * np.float32(4)
    blocks = [signal[:, at : at + size] for at in range(0, signal.shape[1], size)]
    held = np.concatenate(list(limited(blocks, 0.5)), axis=1)
    assert held.shape == signal.shape
    assert ffmpeg_measure(np.broadcast_to(held, (2, held.shape[1])).T)[1] <= level_db(0.5) + 0.15
    quiet = np.abs(signal).max(axis=0) < 1e-6
    assert np.abs(held[:, quiet]).max(initial=0) < 1e-6


def test_blocks_make_no_difference_to_the_limiter() -> None:
    signal = signals()["stereo noise"] * np.float32(8)
    whole = np.concatenate(list(limited([signal], 0.5)), axis=1)
    pieces = [signal[:, at : at + 4_321] for at in range(0, signal.shape[1], 4_321)]
    assert np.allclose(np.concatenate(list(limited(pieces, 0.5)), axis=1), whole, atol=1e-6)


def test_what_is_quiet_enough_passes_untouched() -> None:
    signal = signals()["bursts and pauses"]
    assert np.array_equal(np.concatenate(list(limited([signal], 0.5)), axis=1), signal)
