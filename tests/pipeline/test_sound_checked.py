"""What is wrong with a sound file is told by `check`, at the line that names it, as a build would find it."""

import wave
from pathlib import Path

import numpy as np
import pytest

from compiler import check
from compiler.model.errors import ExitCode

ROUTINE = """\
title: Sounds
voice: {engine: silent}
music: music.wav
steps:
- say: Hello.
  audio: hello.wav
"""


def written(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


SOUND = 8_000 * np.sin(np.arange(48_000) / 9)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40_000])


def with_placeholder(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4] + b"\xff\xff\xff\x7f" + data[8:40] + b"\xff\xff\xff\x7f" + data[44:])


@pytest.fixture
def found(tmp_path: Path):
    """What `check` says of the routine: line and words of each error."""

    def run() -> list[tuple[int, str]]:
        routine = tmp_path / "r.yaml"
        routine.write_text(ROUTINE)
        errors = check(routine, store=tmp_path / "store").diagnostics
        assert all(d.exit_code is ExitCode.BAD_MEDIA for d in errors)
        return [(d.span.line, d.message) for d in errors if d.span]

    for name in ("music.wav", "hello.wav"):
        written(tmp_path / name, SOUND)
    return run


@pytest.mark.parametrize(("name", "line"), [("music.wav", 3), ("hello.wav", 5)])
def test_silent_and_cut_sound_is_told_at_its_line(tmp_path, found, name, line):
    assert found() == []
    written(tmp_path / name, 0 * SOUND)
    assert [at for at, words in found() if "heard" in words or "silent" in words] == [line]
    cut(written(tmp_path / name, SOUND))
    assert [at for at, words in found() if "cut off" in words] == [line]


@pytest.mark.parametrize("name", ["music.wav", "hello.wav"])
def test_a_length_that_stands_for_unknown_is_fine(tmp_path, found, name):
    with_placeholder(tmp_path / name)
    assert found() == []
