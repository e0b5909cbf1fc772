"""A project of what a phone makes: an upright HDR film that speaks, HEIC photos, a memo, music; wide and upright."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
import pytest

from compiler import Built, Variant, build
from compiler.media.audio import read_samples
from compiler.mix.loudness import LoudnessMeter
from compiler.model.timeline import StepKind
from tests.media.recordings import sound_of
from tests.media.test_fine_inputs import as_hdr

ROUTINE = """\
title: From a phone
size: 256x144
frame_rate: 10
voice: {engine: silent}
cues: {announce: no, position: no, needs: no}
music: {file: song.mp3, level_db: -24}
steps:
- say: Hello.
  clip: {file: IMG_1.MOV, fit: blur, sound: speaks}
- say: Breathe in.
  audio: memo.m4a
  clip: {file: down.HEIC, motion: zoom}
- exercise: bridge
exercises:
  bridge: {name: Bridge, reps: 2, tempo: {lift: 1s, hold: 1s, lower: 1s}, photos: [down.HEIC, up.HEIC]}
"""
RED, GREEN, GREY = (175, 54, 60), (70, 148, 73), (122, 122, 121)
RATE = 16_000


def write_sound(path: Path, samples: np.ndarray, codec: str) -> None:
    with av.open(str(path), "w") as container:
        mux_sound(container, container.add_stream(codec, rate=RATE, layout="mono"), samples)


def mux_sound(container: Any, stream: Any, samples: np.ndarray) -> None:
    for start in range(0, len(samples), 1024):
        block = (32767 * samples[start : start + 1024]).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def write_film(path: Path) -> None:
    """Four seconds, upright 90 by 160, above red and below green in HLG; stored lying, at times that vary."""
    with av.open(str(path), "w", format="mov") as container:
        quiet = {"x265-params": "log-level=none:crf=8:bframes=0"}
        stream = container.add_stream("libx265", rate=30, options=quiet)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries = context.colorspace = 9
        context.color_trc, context.color_range = 18, 1
        context.time_base = Fraction(1, 600)
        stream.set_display_rotation(-90)
        sound = container.add_stream("aac", rate=RATE, layout="mono")
        upright = np.empty((160, 90, 3))
        upright[:80], upright[80:] = as_hdr(RED, 18), as_hdr(GREEN, 18)
        stored = np.ascontiguousarray(np.rot90(np.rint(upright).astype(np.uint8)))
        at = 0
        while at < 2_400:
            frame = av.VideoFrame.from_ndarray(stored, "rgb24").reformat(
                format="yuv420p10le", dst_colorspace=9
            )
            frame.pts, frame.time_base = at, Fraction(1, 600)
            container.mux(stream.encode(frame))
            at += 60 if at % 180 else 90
        container.mux(stream.encode(None))
        mux_sound(container, sound, sound_of(4, [(1, 3)]))


def write_photo(path: Path, colour: tuple[int, int, int]) -> None:
    image = np.full((160, 120, 3), colour, np.uint8)
    pillow_heif.from_bytes("RGB", (120, 160), image.tobytes()).save(path, quality=90)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phone")
    clips, audio = folder / "assets" / "clips", folder / "assets" / "audio"
    clips.mkdir(parents=True)
    audio.mkdir()
    write_film(clips / "IMG_1.MOV")
    write_photo(clips / "down.HEIC", GREY)
    write_photo(clips / "up.HEIC", GREEN)
    write_sound(audio / "memo.m4a", sound_of(3.5, [(1, 2.5)]), "aac")
    tune = 0.2 * np.sin(np.arange(RATE * 6) / 10)
    write_sound(audio / "song.mp3", tune, "libmp3lame")
    (folder / "r.yaml").write_text(ROUTINE)
    return folder


@pytest.fixture(scope="module", params=[None, ("portrait", (144, 256))], ids=["wide", "upright"])
def built(request: pytest.FixtureRequest, folder: Path) -> Built:
    variant = Variant(size=request.param)
    return build(folder / "r.yaml", variant=variant, output=folder / "output", store=folder / "store", jobs=1)


def pictures(built: Built) -> list[np.ndarray]:
    with av.open(str(built.outputs.mp4)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def near(pixel: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(pixel.astype(int) - colour).max() <= 12)


def test_what_is_filmed_and_photographed_is_seen_upright_in_its_colours(built: Built) -> None:
    frames, steps = pictures(built), built.timeline.steps
    height, width, _ = frames[0].shape
    film, photo = (step for step in steps if step.kind is StepKind.SAY)
    seen = frames[(film.range.start + film.range.stop) // 2]
    assert near(seen[height // 4, width // 2], RED)
    assert near(seen[height * 5 // 8, width // 2], GREEN)
    assert near(frames[photo.range.start + 5][height // 3, width // 2], GREY)
    reps = next(step for step in steps if step.kind is StepKind.REPS)
    assert near(frames[reps.range.start + 1][height // 3, width // 2], GREY)
    assert near(frames[reps.range.start + 15][height // 3, width // 2], GREEN)


def test_what_is_said_is_heard_at_its_time_over_lower_music(built: Built) -> None:
    sound = np.concatenate(list(read_samples(built.outputs.mp4)))[:, 0]
    film, memo = (step for step in built.timeline.steps if step.kind is StepKind.SAY)
    assert len(film.range) == pytest.approx(40, abs=1)  # as long as its film

    def level(start: float, stop: float) -> float:
        part = sound[int(start * 48_000) : int(stop * 48_000)]
        return 20 * float(np.log10(np.sqrt(np.mean(part**2)) + 1e-6))

    begun = film.range.start / 10
    spoken = level(begun + 1.2, begun + 2.8)
    assert level(begun + 0.3, begun + 0.8) < spoken - 8
    said = next(cue for cue in built.timeline.cues if cue.text == "Breathe in.").range
    heard = said.start / 10
    assert level(heard + 0.3, heard + 1.4) == pytest.approx(spoken, abs=4)  # as loud as the film's voice
    assert len(said) <= 20  # the second of room before the words is gone
    meter = LoudnessMeter()
    meter.add(np.repeat(sound[None, :], 2, axis=0))
    assert meter.integrated() == pytest.approx(-14, abs=1)
    assert memo.range.start == film.range.stop
