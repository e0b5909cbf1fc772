"""Music of followalong's own: the same every time, a loop without a seam, and loudness by request."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from compiler.mix import composing, mix
from compiler.mix.composing import composed
from compiler.mix.music import bed
from compiler.model.routine import Music

from .conftest import Words, ffmpeg_measure, heard, said, timeline

pytestmark = pytest.mark.slow

RATE = 48_000
CALM = Music(path=None)


@pytest.fixture(scope="module")
def lap() -> np.ndarray:
    return np.concatenate(list(composed()))


def test_the_same_music_comes_every_time(lap: np.ndarray) -> None:
    assert len(lap) == 64 * RATE
    composing._lap.cache_clear()
    assert np.array_equal(lap, np.concatenate(list(composed())))


def test_the_loop_has_no_seam_and_no_holes(lap: np.ndarray) -> None:
    steps = np.abs(np.diff(np.concatenate([lap, lap[:1]]), axis=0)).max(axis=1)
    assert steps[-1] <= np.quantile(steps[:-1], 0.999)  # from the last sample to the first
    levels = 20 * np.log10(np.std(lap.reshape(16, -1), axis=1))
    assert levels.max() - levels.min() < 4  # dB, over stretches of four seconds
    around = np.concatenate([lap[-RATE:], lap[:RATE]])
    assert np.std(around) == pytest.approx(np.std(lap), rel=0.3)


def test_it_leaves_room_for_words(lap: np.ndarray) -> None:
    energy = np.abs(np.fft.rfft(lap[:, 0])) ** 2
    low = energy[: int(1_000 * len(lap) / RATE)].sum()
    assert low > 0.97 * energy.sum()


def test_the_second_lap_is_the_first_one_again() -> None:
    total = 150 * RATE
    with bed(CALM, [], total) as music:
        first, second = music.block(20 * RATE, 21 * RATE), music.block(84 * RATE, 85 * RATE)
    assert np.allclose(first, second, atol=1e-4)


@pytest.mark.parametrize("target", [-14.0, -16.0, -23.0])
def test_the_whole_is_as_loud_as_asked(target: float, hum: Callable[..., Words], tmp_path: Path) -> None:
    video = timeline(900, [(said(), at, 90) for at in (60, 300, 600)], music=CALM)
    destination = tmp_path / "out.m4a"
    sound = mix(video, {said(): hum(3.0)}, destination=destination, target_lufs=target)
    loudness, peak = ffmpeg_measure(heard(destination))
    assert sound.loudness_lufs == pytest.approx(target, abs=0.5)
    assert loudness == pytest.approx(target, abs=0.5)
    assert peak <= -1.0
