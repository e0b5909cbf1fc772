"""Sound of any shape comes as 48 kHz stereo."""

from fractions import Fraction

import av
import numpy as np
import pytest

from compiler.media.audio import SAMPLE_RATE, probe_sound, read_samples
from compiler.model.errors import BadMedia


@pytest.fixture
def make_sound(tmp_path):
    def make(name, codec, rate=48_000, layout="stereo", *, seconds=1.5):
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codec, rate=rate, layout=layout)
            moments = np.arange(int(rate * seconds)) / rate
            wave = (0.25 * np.sin(2 * np.pi * 440 * moments)).astype(np.float32)
            channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
            frame = av.AudioFrame.from_ndarray(np.tile(wave, (channels, 1)), format="fltp", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make


def tone_of(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * SAMPLE_RATE / len(samples))


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout"),
    [
        ("a.wav", "pcm_s16le", 8_000, "mono"),
        ("a.wav", "pcm_s24le", 96_000, "stereo"),
        ("a.mp3", "libmp3lame", 44_100, "stereo"),
        ("a.m4a", "aac", 48_000, "5.1"),
        ("a.ogg", "libopus", 48_000, "stereo"),
        ("a.flac", "flac", 22_050, "mono"),
        ("a.mkv", "libopus", 48_000, "mono"),
    ],
)
def test_any_sound_is_brought_to_48_khz_stereo(make_sound, name, codec, rate, layout):
    path = make_sound(name, codec, rate, layout)
    samples = np.concatenate(list(read_samples(path)))
    assert samples.dtype == np.float32
    assert samples.shape[1] == 2
    assert abs(len(samples) / SAMPLE_RATE - 1.5) < 0.08
    assert abs(tone_of(samples) - 440) < 2
    left, right = (float(np.sqrt(np.mean(samples[6_000:-6_000, side] ** 2))) for side in (0, 1))
    assert left == pytest.approx(right, rel=0.02)
    assert 0.1 < left < 0.6
    assert np.abs(samples).max() <= 1.0


def test_probe_sound(make_sound):
    info = probe_sound(make_sound("a.m4a", "aac", 44_100, "5.1"))
    assert (info.sample_rate, info.channels, info.audio_codec) == (44_100, 6, "aac")
    assert abs(info.duration - Fraction(3, 2)) < Fraction(1, 10)


@pytest.mark.parametrize("percent", [1, 30, 60, 95])
@pytest.mark.parametrize(
    ("name", "codec"), [("a.wav", "pcm_s16le"), ("a.m4a", "aac"), ("a.mp3", "libmp3lame")]
)
def test_sound_that_is_cut_off(make_sound, name, codec, percent):
    path = make_sound(name, codec, seconds=30)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * percent // 100])
    if name == "a.mp3" and percent == 95:
        return  # an MP3 promises its length only roughly
    with pytest.raises(BadMedia):
        list(read_samples(path))


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>" * 100, b"#EXTM3U\nother.mp3\n", bytes(range(256)) * 40]
)
def test_what_is_no_sound(tmp_path, content):
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    with pytest.raises(BadMedia, match=r"a\.mp3"):
        list(read_samples(path))


def test_a_silent_film_has_no_samples(make_clip):
    with pytest.raises(BadMedia, match="no sound"):
        list(read_samples(make_clip(frames=1)))
