"""A clip that keeps its own sound: in step with its pictures, at its level, lower while somebody speaks."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from compiler import build, check
from compiler.media.audio import read_samples
from compiler.media.footage_sound import footage_samples
from compiler.mix.clip_sound import Heard, heard_clips
from compiler.mix.loudness import loudness_of
from compiler.mix.placing import quiet_ranges, spoken_ranges
from compiler.mix.speaking import SPEECH_LUFS
from compiler.model.errors import ExitCode
from compiler.model.routine import ClipSound, Footage, Playback
from compiler.model.timeline import StepKind
from compiler.narrate.sound_file import write_wav

RATE = 48_000


def write_film(path: Path, late: float = 0, seconds: int = 4) -> Path:
    """Second k has a tone of 300 + 200 k Hz; with `late` the sound begins so many seconds after the pictures."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("libx264", rate=10, options={"g": "10"})
        pictures.width, pictures.height, pictures.pix_fmt = 64, 64, "yuv420p"
        sound = container.add_stream("aac", rate=RATE, layout="mono")
        for n in range(10 * seconds):
            frame = av.VideoFrame(64, 64, "yuv420p")
            frame.pts, frame.time_base = n, Fraction(1, 10)
            container.mux(pictures.encode(frame))
        container.mux(pictures.encode(None))
        moments = np.arange(int(late * RATE), seconds * RATE) / RATE
        tone = np.sin(2 * np.pi * (300 + 200 * np.floor(moments)) * moments)
        for start in range(0, len(tone), 1024):
            block = (0.05 * tone[start : start + 1024]).astype(np.float32).reshape(1, -1)
            piece = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            piece.sample_rate, piece.pts, piece.time_base = RATE, start + int(late * RATE), Fraction(1, RATE)
            container.mux(sound.encode(piece))
        container.mux(sound.encode(None))
    return path


def tones(samples: np.ndarray) -> list[int]:
    """The tone in the middle of each second, in Hz to the nearest 20; 0 where it is quiet."""
    found = []
    for start in range(0, len(samples) - RATE // 2, RATE):
        part = samples[start + RATE // 4 : start + 3 * RATE // 4]
        loud = float(np.sqrt(np.mean(part**2))) > 1e-3
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        found.append(round(float(np.argmax(spectrum)) * RATE / len(part) / 20) * 20 if loud else 0)
    return found


@pytest.mark.parametrize("name", ["film.mp4", "film.mkv", "film.mov"])
def test_a_part_of_a_films_sound_is_in_step_with_its_pictures(tmp_path, name):
    path = write_film(tmp_path / name)
    assert tones(footage_samples(Footage(path=path), Fraction(4))) == [300, 500, 700, 900]
    late = Footage(path=path, start=Fraction(2))
    found = footage_samples(late, Fraction(2))
    assert tones(found) == [700, 900]
    before, after = found[RATE - 2_400 : RATE - 480], found[RATE + 480 : RATE + 2_400]
    assert [_main_hz(part) for part in (before, after)] == [700, 900]  # changed within 10 ms of its time


def _main_hz(part: np.ndarray) -> int:
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
    return int(np.argmax(spectrum)) * RATE // len(part)


def test_sound_that_begins_late_begins_late(tmp_path):
    path = write_film(tmp_path / "film.mp4", late=1)
    assert tones(footage_samples(Footage(path=path), Fraction(3))) == [0, 500, 700]


def test_it_comes_again_with_the_pictures_and_gives_way_to_words(tmp_path):
    film = write_film(tmp_path / "film.mp4")
    footage = Footage(path=film, start=Fraction(1), stop=Fraction(3), sound=ClipSound())
    again = Heard(footage=footage, start=0, stop=4 * RATE).samples([])[0]
    assert tones(again) == [500, 700, 500, 700]
    frozen = Footage(path=film, stop=Fraction(2), playback=Playback.FREEZE, sound=ClipSound())
    assert tones(Heard(footage=frozen, start=0, stop=4 * RATE).samples([])[0]) == [300, 500, 0, 0]
    spoken = Heard(footage=footage, start=0, stop=4 * RATE).samples([(2 * RATE, 4 * RATE)])[0]
    quieter = np.sqrt(np.mean(spoken[3 * RATE :] ** 2) / np.mean(again[3 * RATE :] ** 2))
    assert 20 * np.log10(quieter) == pytest.approx(-8, abs=0.5)


ROUTINE = """\
title: Sound
size: 256x144
frame_rate: 10
voice: {engine: silent}
steps:
- say: Quiet.
  for: 3s
  clip: {file: film.mp4, fit: blur}
- say: Loud.
  for: 4s
  clip: {file: film.mp4, fit: blur, sound: {use: keep, level_db: -3}}
"""


def test_the_finished_video_has_it_where_the_clip_is_seen(tmp_path):
    write_film(tmp_path / "assets" / "clips" / "film.mp4")
    routine = tmp_path / "r.yaml"
    routine.write_text(ROUTINE)
    built = build(routine, output=tmp_path / "output", store=tmp_path / "store", jobs=1)
    mp4 = next(path for path in built.files if path.suffix == ".mp4")
    sound = np.concatenate(list(read_samples(mp4)))[:, 0]
    quiet, loud = (step.range for step in built.timeline.steps if step.kind is StepKind.SAY)
    assert np.abs(sound[quiet.start * 4800 + 4800 : quiet.stop * 4800 - 9600]).max() < 1e-3
    assert tones(sound[loud.start * 4800 : loud.stop * 4800]) == [300, 500, 700, 900]


@pytest.mark.parametrize(
    ("clip", "words", "code"),
    [
        ("{file: mute.mp4, fit: blur, sound: keep}", "has no sound", ExitCode.BAD_MEDIA),
        (
            "{file: film.mp4, fit: blur, sound: keep, speed: 0.5}",
            "plays as it was filmed",
            ExitCode.INVALID_ROUTINE,
        ),
        ("{file: mute.mp4, fit: blur, sound: speaks}", "has no sound", ExitCode.BAD_MEDIA),
        ("{file: sound.wav, sound: speaks}", "has no moving pictures", ExitCode.BAD_MEDIA),
    ],
)
def test_what_cannot_be_heard_is_told_at_its_line(tmp_path, clip, words, code):
    folder = tmp_path / "assets" / "clips"
    write_film(folder / "film.mp4")
    with av.open(str(folder / "film.mp4")) as source, av.open(str(folder / "mute.mp4"), "w") as copy:
        stream = copy.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                copy.mux(packet)
    write_wav(folder / "sound.wav", np.full(RATE, 0.1, np.float32), RATE)
    routine = tmp_path / "r.yaml"
    routine.write_text(f"title: T\nvoice: {{engine: silent}}\nsteps:\n- say: Hello.\n  clip: {clip}\n")
    found = check(routine, store=tmp_path / "store").diagnostics
    assert [d.exit_code for d in found] == [code]
    assert found[0].span.line in {4, 5}
    assert words in found[0].message
    assert "sound: out" in found[0].hint or "video" in found[0].hint


SPEAKS = """\
title: Talk
size: 256x144
frame_rate: 10
voice: {engine: silent}
speakers: {anna: {name: Anna, role: therapist}}
steps:
- say: Hello, I am Anna. I work with people who have had a bad back for years and years.
  speaker: anna
  clip: {file: film.mp4, fit: blur, in: 1s, out: 3500ms, sound: speaks}
"""


def test_a_clip_that_speaks_is_the_voice_of_its_step(tmp_path):
    """As long as its part, pauses and all, in step, as loud as every voice; the captions are the author's words."""
    write_film(tmp_path / "assets" / "clips" / "film.mp4")
    routine = tmp_path / "r.yaml"
    routine.write_text(SPEAKS)
    assert check(routine, store=tmp_path / "store").diagnostics == ()
    built = build(routine, output=tmp_path / "output", store=tmp_path / "store", jobs=1)
    said = next(step for step in built.timeline.steps if step.kind is StepKind.SAY)
    assert len(said.range) == 25
    mp4 = next(path for path in built.files if path.suffix == ".mp4")
    sound = np.concatenate(list(read_samples(mp4)))[:, 0]
    assert tones(sound[said.range.start * 4800 : said.range.stop * 4800]) == [500, 700]
    assert built.loudness_lufs == pytest.approx(-14, abs=0.7)
    captions = next(path for path in built.files if path.suffix == ".srt").read_text()
    assert "I am Anna" in captions


@pytest.mark.parametrize(
    ("more", "words"),
    [("for: 9s", "for has no use here"), ("audio: film.mp4", "audio has no use here")],
)
def test_what_a_clip_that_speaks_has_no_use_for(tmp_path, more, words):
    write_film(tmp_path / "assets" / "clips" / "film.mp4")
    (tmp_path / "film.mp4").write_bytes((tmp_path / "assets" / "clips" / "film.mp4").read_bytes())
    routine = tmp_path / "r.yaml"
    routine.write_text(SPEAKS + f"  {more}\n")
    found = check(routine, store=tmp_path / "store").diagnostics
    assert [d.message for d in found if words in d.message]


def test_an_exercise_has_no_clip_that_speaks(tmp_path):
    write_film(tmp_path / "assets" / "clips" / "film.mp4")
    routine = tmp_path / "r.yaml"
    clip = "clip: {file: film.mp4, fit: blur, sound: speaks}"
    routine.write_text(f"title: T\nvoice: {{engine: silent}}\nsteps:\n- exercise: bridge\n  {clip}\n")
    found = check(routine, store=tmp_path / "store").diagnostics
    assert [d.message for d in found] == ["sound: speaks is for a clip of a step with say:"]


def test_an_opener_is_heard_as_loud_as_a_voice_and_music_gives_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_film(tmp_path / "assets" / "clips" / "film.mp4")
    path = tmp_path / "r.yaml"
    keys = "title: T\nsize: 320x180\nframe_rate: 10\nvoice: {engine: silent}\nopener: {file: film.mp4, out: 3s}\n"
    path.write_text(f"{keys}closer: {{file: film.mp4, sound: off}}\nsteps:\n  - exercise: bridge\n")
    timeline = check(path, store=tmp_path / "store").timeline
    assert timeline
    (opener,) = heard_clips(timeline)
    assert (opener.start, opener.stop) == (0, 3 * RATE)
    sound = opener.samples(spoken_ranges(timeline))
    assert tones(sound[0]) == [300, 500, 700]
    assert loudness_of(sound) == pytest.approx(SPEECH_LUFS, abs=1)
    assert quiet_ranges(timeline)[0] == (0, 3 * RATE)
