"""Sound of any shape comes as 48 kHz stereo."""

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from compiler.media.audio import SAMPLE_RATE, read_samples
from compiler.model.errors import BadMedia
from compiler.narrate.sound_file import finish, read_mono


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


def wav_bytes(samples: np.ndarray, riff: int | None = None, data: int | None = None) -> bytes:
    """A mono WAV at 24 kHz, of 16-bit or float samples, with lengths as they are or as given."""
    body = samples.tobytes()
    kind = 3 if samples.dtype == np.float32 else 1
    width = samples.dtype.itemsize
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, kind, 1, 24_000, 24_000 * width, width, 8 * width)
    lengths = 36 + len(body) if riff is None else riff, len(body) if data is None else data
    head = struct.pack("<4sI4s", b"RIFF", lengths[0], b"WAVE")
    return head + form + struct.pack("<4sI", b"data", lengths[1]) + body


TONE = (0.3 * 32_767 * np.sin(np.arange(40_800) / 9)).astype("<i2")
PLACEHOLDERS = [
    (2_000_000_036, 2_000_000_000),
    (0x7FFFFFFF, 0x7FFFFFDB),
    (0xFFFFFFFF, 0xFFFFFFFF),
    (0x7FFFF024, 0x7FFFF000),
    (0, 0),
    (36, 0),
    (None, 0),
    (0, None),
    (0x80000024, None),
]


@pytest.mark.parametrize(("riff", "data"), PLACEHOLDERS)
def test_a_length_that_was_not_known_when_it_was_written_is_read_to_the_end(tmp_path, riff, data):
    """The same whoever reads it: music and the mixer, recordings, and what a command wrote."""
    path = tmp_path / "a.wav"
    path.write_bytes(wav_bytes(TONE, riff, data))
    assert sum(len(block) for block in read_samples(path)) / SAMPLE_RATE == pytest.approx(1.7, abs=0.01)
    samples, rate = read_mono(path)
    assert len(samples) / rate == pytest.approx(1.7, abs=0.01)
    finish(path, tmp_path / "speech.wav", maker="a program")


@pytest.mark.parametrize("percent", [1, 30, 60, 95])
def test_a_wav_that_is_cut_off_is_refused_whoever_reads_it(tmp_path, percent):
    path = tmp_path / "a.wav"
    whole = wav_bytes(np.tile(TONE, 10))
    path.write_bytes(whole[: len(whole) * percent // 100])
    for read in (lambda p: list(read_samples(p)), read_mono):
        with pytest.raises(BadMedia, match="cut off"):
            read(path)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30, 32_767.0])
def test_samples_that_are_no_sound(tmp_path, bad):
    samples = TONE.astype(np.float32) / 32_768
    samples[20_000] = bad
    path = tmp_path / "a.wav"
    path.write_bytes(wav_bytes(samples))
    with pytest.raises(BadMedia, match=r"times full scale|no numbers"):
        read_mono(path)


def test_a_first_track_that_is_not_known_gives_way_to_the_second(tmp_path):
    """A phone's memo: spatial sound first, AAC for everybody after it."""
    path = tmp_path / "memo.mov"
    with av.open(str(path), "w") as container:
        streams = [container.add_stream(codec, rate=48_000, layout="stereo") for codec in ("alac", "aac")]
        wave = np.tile((0.3 * np.sin(np.arange(72_000) / 17)).astype(np.float32), (2, 1))
        for stream, planes in zip(streams, ((wave * 32_767).astype(np.int16), wave), strict=True):
            kind = "s16p" if planes.dtype == np.int16 else "fltp"
            frame = av.AudioFrame.from_ndarray(planes, format=kind, layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
            container.mux([*stream.encode(frame), *stream.encode(None)])
    path.write_bytes(path.read_bytes().replace(b"alac", b"zzzz"))
    assert sum(len(block) for block in read_samples(path)) / SAMPLE_RATE == pytest.approx(1.5, abs=0.08)


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


def test_a_sound_put_together_from_two_of_different_rates_is_heard_whole(tmp_path: Path) -> None:
    """As recordings and stations join MP3 files."""
    parts = []
    for rate in (44_100, 24_000):
        path = tmp_path / f"{rate}.mp3"
        with av.open(str(path), "w", options={"write_xing": "0", "id3v2_version": "0"}) as container:
            stream = container.add_stream("libmp3lame", rate=rate, layout="mono")
            stream.bit_rate = 64_000
            tone = (0.3 * np.sin(np.arange(rate) / 20)).astype(np.float32)[None]
            frame = av.AudioFrame.from_ndarray(tone, "fltp", "mono")
            frame.rate = rate
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        parts.append(path.read_bytes())
    joined = tmp_path / "joined.mp3"
    joined.write_bytes(b"".join(parts))
    assert sum(len(piece) for piece in read_samples(joined)) / 48_000 == pytest.approx(2.1, abs=0.15)


def test_an_mp3_that_is_cut_off_is_refused_though_it_could_be_read_so_far(tmp_path: Path) -> None:
    path = tmp_path / "cut.mp3"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=44_100, layout="mono")
        for _ in range(4):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 44_100), np.float32), "fltp", "mono")
            frame.rate = 44_100
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    whole = path.read_bytes()
    assert list(read_samples(path))
    path.write_bytes(whole[: len(whole) * 95 // 100])
    with pytest.raises(BadMedia, match="cut off"):
        list(read_samples(path))
