"""Recordings -> the folder of a voice: each under the name of its words, with earlier takes kept."""

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from compiler.model.errors import BadMedia, CannotWrite
from compiler.narrate.script import ScriptLine
from compiler.narrate.sound_file import Samples, read_mono, write_wav
from compiler.narrate.splitting import Match, matched, stretches
from compiler.store import write_atomically

TAKES = "takes"
_MARGIN = 0.15
"""Seconds of quiet that are left at both ends of a piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a long recording came to: pieces that were written, and lines to look after."""

    written: tuple[ScriptLine, ...]
    doubtful: tuple[ScriptLine, ...]
    missing: tuple[ScriptLine, ...]


def folder_of(line: ScriptLine) -> Path:
    """Where the line's recordings are."""
    folder = line.utterance.voice.folder
    assert folder is not None
    return folder


def keep_take(folder: Path, name: str, samples: Samples, sample_rate: int) -> Path:
    """Write a take of the line of that name into the folder: beside earlier ones, and as the one that counts.

    Returns where the one that counts is.

    Raises:
        CannotWrite: the folder does not take it.
    """
    takes = folder / TAKES
    make_folder(takes)
    number = len(list(takes.glob(f"{glob.escape(name)}.[0-9]*.wav"))) + 1
    chosen = folder / f"{name}.wav"
    for path in (takes / f"{name}.{number:02}.wav", chosen):
        write_atomically(path, partial(_written, samples, sample_rate))
    return chosen


def _written(samples: Samples, sample_rate: int, path: Path) -> None:
    write_wav(path, samples, sample_rate)


def make_folder(folder: Path) -> None:
    """Make `folder` where it is not there.

    Raises:
        CannotWrite: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be made: {error.strerror}") from error


def split(recording: Path, lines: Sequence[ScriptLine]) -> Cut:
    """Cut one recording of all `lines`, read in their order, and keep each piece as a take of its line.

    Raises:
        BadMedia: it cannot be read, or holds no speech.
        CannotWrite: a folder does not take the pieces.
    """
    samples, sample_rate = read_mono(recording)
    found = stretches(samples, sample_rate)
    if not found:
        raise BadMedia(f"no speech can be heard in {recording}")
    matches = matched([float(line.usual) for line in lines], found)
    pairs = [(line, match) for line, match in zip(lines, matches, strict=True) if match]
    for line, match in pairs:
        keep_take(folder_of(line), line.name, _piece(samples, sample_rate, match), sample_rate)
    return Cut(
        written=tuple(line for line, _ in pairs),
        doubtful=tuple(line for line, match in pairs if not match.sure),
        missing=tuple(line for line, match in zip(lines, matches, strict=True) if match is None),
    )


def _piece(samples: Samples, sample_rate: int, match: Match) -> Samples:
    start = max(0, int((match.start - _MARGIN) * sample_rate))
    return samples[start : int((match.stop + _MARGIN) * sample_rate)]
