from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from compiler.mix import Sound, mix
from compiler.mix.foreseeing import foreseen_loudness
from compiler.mix.limiter import raised
from compiler.mix.loudness import LoudnessMeter
from compiler.mix.pauses import halves
from compiler.mix.placing import mixed, placed_sounds, total_samples
from compiler.mix.tones import tone
from compiler.model.errors import BadMedia
from compiler.model.routine import Music, Utterance
from compiler.model.timeline import Timeline, Tone, ToneKind

from .conftest import Stereo, Words, ffmpeg_measure, heard, said, timeline

pytestmark = pytest.mark.slow

Hum = Callable[..., Words]
RATE = 48_000


def first_sound_after(samples: Stereo, at: int) -> int:
    return at + int(np.argmax(np.abs(samples[at:, 0]) > 0.02))


@pytest.mark.parametrize("frame_rate", [Fraction(30), Fraction(25), Fraction(30_000, 1001)])
def test_the_file_is_what_the_muxer_needs(frame_rate: Fraction, hum: Hum, tmp_path: Path) -> None:
    video = timeline(101, [(said(), 20, 40)], frame_rate=frame_rate)
    sound = mix(video, {said(): hum()}, destination=tmp_path / "out.m4a")
    samples = round(Fraction(101 * RATE) / frame_rate)
    with av.open(str(tmp_path / "out.m4a")) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.profile) == ("aac", "LC")
        assert (stream.rate, stream.layout.name) == (RATE, "stereo")
    assert sound.samples == samples
    assert samples <= len(heard(tmp_path / "out.m4a")) < samples + 1024


def test_cues_start_on_their_sample(hum: Hum, tmp_path: Path) -> None:
    early, late = said("Early."), said("Late.")
    speech = {early: hum(name="a"), late: hum(rate=16_000, name="b")}
    mix(timeline(300, [(early, 31, 30), (late, 200, 30)]), speech, destination=tmp_path / "out.m4a")
    samples = heard(tmp_path / "out.m4a")
    for frame in (31, 200):
        assert abs(first_sound_after(samples, (frame - 15) * 1600) - frame * 1600) < 100


ROUTINES = {
    "one short word in two minutes": (3600, [1700], 0.4),
    "a few lines": (1800, [30, 700, 1500], 2.0),
    "no pause": (900, list(range(0, 870, 31)), 1.0),
}


@pytest.mark.parametrize("name", list(ROUTINES))
@pytest.mark.parametrize("level", [0.005, 0.3])
def test_as_loud_as_it_should_be(name: str, level: float, hum: Hum, tmp_path: Path) -> None:
    frames, starts, seconds = ROUTINES[name]
    video = timeline(
        frames,
        [(said(), at, int(seconds * 30)) for at in starts],
        [Tone(kind=ToneKind.TICK, frame=starts[-1] + 30 * n) for n in (-3, -2, -1)],
    )
    sound = mix(video, {said(): hum(seconds, level=level)}, destination=tmp_path / "out.m4a")
    loudness, peak = ffmpeg_measure(heard(tmp_path / "out.m4a"))
    assert loudness == pytest.approx(-14, abs=0.7)
    assert sound.loudness_lufs == pytest.approx(loudness, abs=0.15)
    assert peak <= -1
    assert sound.true_peak_dbtp <= -1


def test_voices_and_recordings_are_heard_alike_but_for_their_volume(hum: Hum, tmp_path: Path) -> None:
    loud, quiet, soft = said("Loud."), said("Quiet."), said("Soft.", volume="0.5")
    speech = {
        loud: hum(level=0.3, name="a"),
        quiet: hum(level=0.01, name="b"),
        soft: hum(level=0.3, name="c"),
    }
    mix(
        timeline(300, [(loud, 10, 30), (quiet, 100, 30), (soft, 200, 30)]),
        speech,
        destination=tmp_path / "out.m4a",
    )
    samples = heard(tmp_path / "out.m4a")
    first, second, third = (np.std(samples[f * 1600 : (f + 30) * 1600]) for f in (10, 100, 200))
    assert second == pytest.approx(first, rel=0.05)
    assert third == pytest.approx(first / 2, rel=0.1)


def test_ticks_alone_stay_soft_and_differ_from_the_tone_at_the_end(tmp_path: Path) -> None:
    tones = [Tone(kind=ToneKind.TICK, frame=f) for f in (30, 60, 90)] + [Tone(kind=ToneKind.END, frame=120)]
    sound = mix(timeline(240, tones=tones), {}, destination=tmp_path / "out.m4a")
    samples = heard(tmp_path / "out.m4a")[:, 0]
    assert sound.loudness_lufs < -20
    assert np.abs(samples).max() < 0.3
    audible = np.abs(samples) > 0.01
    tick, end = audible[30 * 1600 : 60 * 1600].sum(), audible[120 * 1600 : 180 * 1600].sum()
    assert 0 < tick < RATE * 0.06 < RATE * 0.4 < end
    strongest = [int(np.argmax(np.abs(np.fft.rfft(samples[f * 1600 :][: RATE // 10])))) for f in (30, 120)]
    assert strongest[0] > 2 * strongest[1]


def test_silence_is_silent(tmp_path: Path) -> None:
    sound = mix(timeline(90), {}, destination=tmp_path / "out.m4a")
    assert sound.loudness_lufs == float("-inf")
    assert np.abs(heard(tmp_path / "out.m4a")).max() < 1e-4


def mix_with_music(hum: Hum, tmp_path: Path, *, music_seconds: float = 2.5) -> tuple[Sound, Stereo]:
    music = hum(music_seconds, rate=44_100, level=0.2, name="music")
    video = timeline(900, [(said(), 450, 90)], music=Music(path=music.path))
    sound = mix(video, {said(): hum(3.0)}, destination=tmp_path / "out.m4a")
    return sound, heard(tmp_path / "out.m4a")


def test_music_loops_fades_and_gives_way_to_speech(hum: Hum, tmp_path: Path) -> None:
    sound, samples = mix_with_music(hum, tmp_path)
    alone = {at: np.std(samples[at * RATE : (at + 1) * RATE]) for at in (0, 5, 8, 11, 16, 25, 29)}
    assert alone[0] < 0.5 * alone[5] > 2 * alone[29]
    for at in (8, 11, 25):
        assert alone[at] == pytest.approx(alone[5], rel=0.25)
    assert alone[16] > 5 * alone[5]
    assert sound.loudness_lufs == pytest.approx(-14, abs=0.7)


def test_music_goes_down_while_somebody_speaks(hum: Hum, tmp_path: Path) -> None:
    music = hum(4, level=0.2, name="music")
    whisper = said(volume="0")
    for name, cues in (("without", []), ("with", [(whisper, 300, 90)])):
        video = timeline(600, cues, music=Music(path=music.path, level_db=Fraction(-6)))
        mix(video, {whisper: hum()}, destination=tmp_path / f"{name}.m4a")
    without, ducked = (heard(tmp_path / f"{name}.m4a")[: 20 * RATE] for name in ("without", "with"))

    def ratio_db(start: int) -> float:
        part = slice(start * RATE, (start + 1) * RATE)
        return float(20 * np.log10(np.std(ducked[part]) / np.std(without[part])))

    assert ratio_db(11) - ratio_db(6) == pytest.approx(-8, abs=0.5)
    assert ratio_db(16) == pytest.approx(ratio_db(6), abs=0.5)


def test_silent_music_is_told(hum: Hum, tmp_path: Path) -> None:
    video = timeline(90, music=Music(path=hum(2, level=0, name="nothing").path))
    with pytest.raises(BadMedia, match="silent"):
        mix(video, {}, destination=tmp_path / "out.m4a")


def test_the_same_input_makes_the_same_bytes(hum: Hum, tmp_path: Path) -> None:
    video = timeline(300, [(said(), 30, 60)], [Tone(kind=ToneKind.END, frame=200)])
    for name in ("a", "b"):
        mix(video, {said(): hum(2)}, destination=tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_cue_sounds_the_same_whatever_else_is_said(hum: Hum, tmp_path: Path) -> None:
    line, other = said(), said("Something else, at length.")
    speech = {line: hum(2), other: hum(4, level=0.02, name="other")}
    few = timeline(900, [(line, 30, 60)])
    many = timeline(900, [(line, 30, 60)] + [(other, at, 120) for at in range(120, 780, 125)])
    gains = [mix(video, speech, destination=tmp_path / "out.m4a").gain_db for video in (few, many)]
    assert gains[0] == pytest.approx(gains[1], abs=1.5)


def test_ticks_lie_about_ten_decibels_under_the_voice() -> None:
    voice = 10 ** (-5 / 20)
    """The peak of levelled speech, as it was measured on the offline voice."""
    peaks = {kind: 20 * np.log10(np.abs(tone(kind)).max() / voice) for kind in ToneKind}
    assert -12 < peaks[ToneKind.TICK] < -9
    assert all(-16 < peak < -9 for peak in peaks.values())


def test_the_tone_of_a_phase_rises_stays_or_falls() -> None:
    def halves(kind: ToneKind) -> tuple[int, int]:
        """Zero crossings in both halves."""
        samples = tone(kind)[0]
        first, second = np.array_split(np.signbit(samples), 2)
        return int(np.count_nonzero(np.diff(first))), int(np.count_nonzero(np.diff(second)))

    (up, upper), (even, evener), (down, lower) = map(
        halves, (ToneKind.MOVE_IN, ToneKind.HOLD, ToneKind.MOVE_OUT)
    )
    assert upper > up + 5 and abs(evener - even) <= 2 and lower < down - 5


def many_lines(hum: Hum) -> tuple[Timeline, dict[Utterance, Words]]:
    """A minute with two lines again and again, and ticks between them."""
    short, long = said("Short."), said("A longer one.")
    cues = [(short if n % 2 else long, 40 + 170 * n, 30) for n in range(10)]
    ticks = [Tone(kind=ToneKind.TICK, frame=130 + 170 * n) for n in range(10)]
    return timeline(1800, cues, ticks), {short: hum(0.7, level=0.2, name="s"), long: hum(2.4, name="l")}


def test_what_is_made_in_two_halves_is_what_is_made_in_one(
    hum: Hum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video, speech = many_lines(hum)
    assert len(halves(placed_sounds(video, speech), total_samples(video))) == 2
    in_two = mix(video, speech, destination=tmp_path / "two.m4a")
    monkeypatch.setattr("compiler.mix.mastering.halves", lambda _, total: (range(total),))
    in_one = mix(video, speech, destination=tmp_path / "one.m4a")
    assert in_two.loudness_lufs == pytest.approx(in_one.loudness_lufs, abs=1e-6)
    assert in_two.true_peak_dbtp == in_one.true_peak_dbtp
    assert in_two.samples == in_one.samples
    blocks = raised(
        mixed(placed_sounds(video, speech), range(in_one.samples), None), in_one.gain_db, 10 ** (-1.5 / 20)
    )
    meant = np.concatenate([*blocks], axis=1)[0]
    noise = [np.std(heard(tmp_path / name)[: len(meant), 0] - meant) for name in ("two.m4a", "one.m4a")]
    assert noise[0] == pytest.approx(noise[1], rel=0.01)


def test_where_there_is_no_pause_there_is_one_half(hum: Hum) -> None:
    line = said()
    video = timeline(1800, [(line, at, 30) for at in range(0, 1770, 31)])
    sounds = placed_sounds(video, {line: hum(1.0)})
    assert halves(sounds, total_samples(video)) == (range(total_samples(video)),)
    assert halves([], 100) == (range(100),)


def test_loudness_is_foreseen_from_the_sounds(hum: Hum) -> None:
    sounds = placed_sounds(*many_lines(hum))
    total = total_samples(many_lines(hum)[0])
    meter = LoudnessMeter()
    for block in raised(mixed(sounds, range(total), None), 6.1, 0.84):
        meter.add(block)
    assert foreseen_loudness(sounds, total, 6.1, 0.84) == pytest.approx(meter.integrated(), abs=0.05)
