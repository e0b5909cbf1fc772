"""Clips of every kind, cut off or with bytes changed by chance: a picture that is shown is the right one.

A clip of known pictures is cut at each per cent, or damaged in one of a few ways; then it is read as a build reads it
(in place where that is quick, else through a conformed copy), whole and trimmed. Either it is refused (exit code 4) or
each picture that is shown is as near to what was filmed as it is in the sound file: within 3 dB of PSNR over all three
planes.

By hand, 500 damaged files and 99 cuts of each kind, each whole and trimmed (`--kind` one kind)::

    nice python -m tests.faults.clips --count 500
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np

from compiler.media.clip import ClipReader
from compiler.media.conform import conform_here
from compiler.media.in_place import FootageReader, survey
from compiler.media.job import Conform
from compiler.media.picture import Picture
from compiler.media.planes import picture_of_frame
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage, Playback
from tests.faults.by_hand import Found, try_all
from tests.media.conftest import drifting

SEED = 20261125
SIZE = (160, 120)
RATE = Fraction(30)
FRAMES = 75
MOST_DB = 3.0
TRIMS = {"whole": (Fraction(0), None), "trimmed": (Fraction(17, 10), Fraction(22, 10))}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clip: the file's name, and how it is written."""

    name: str
    codec: str
    options: dict[str, str] = field(default_factory=dict)
    pix_fmt: str = "yuv420p"
    container: dict[str, str] = field(default_factory=dict)


_H264 = {"crf": "18", "g": "15"}
KINDS = {
    "mp4": Kind("a.mp4", "libx264", _H264),
    "mp4, faststart": Kind("a.mp4", "libx264", _H264, container={"movflags": "faststart"}),
    "mp4, baseline": Kind("a.mp4", "libx264", {**_H264, "profile": "baseline"}),
    "mp4, fragments": Kind("a.mp4", "libx264", _H264, container={"movflags": "frag_keyframe+empty_moov"}),
    "mp4, hevc": Kind("a.mp4", "libx265", {"x265-params": "log-level=none:keyint=15", "crf": "20"}),
    "mov": Kind("a.mov", "libx264", _H264),
    "mov, prores": Kind("a.mov", "prores_ks", {}, "yuv422p10le"),
    "mkv": Kind("a.mkv", "libx264", _H264),
    "webm, vp8": Kind("a.webm", "libvpx", {"b": "2M", "g": "15", "deadline": "realtime"}),
    "webm, vp9": Kind("a.webm", "libvpx-vp9", {"b": "2M", "g": "15", "deadline": "realtime", "cpu-used": "8"}),
    "avi": Kind("a.avi", "mpeg4", {"b": "2M", "g": "15"}),
    "avi, h264": Kind("a.avi", "libx264", _H264),
    "avi, mjpeg": Kind("a.avi", "mjpeg", {"q": "3"}, "yuvj420p"),
    "gif": Kind("a.gif", "gif", {}, "rgb8"),
    "ts": Kind("a.ts", "libx264", _H264),
}  # fmt: skip


@cache
def filmed(index: int) -> np.ndarray:
    """What the clip's picture of that number shows, as `_values` of a picture."""
    frame = av.VideoFrame.from_ndarray(drifting(*SIZE, index), "rgb24")
    return _values(picture_of_frame(frame.reformat(format="yuv420p", dst_colorspace="ITU709")))


def write_clip(path: Path, kind: Kind) -> None:
    """Two and a half seconds of soft waves that drift, as footage does."""
    with av.open(str(path), "w", options=kind.container) as container:
        stream: Any = container.add_stream(kind.codec, rate=RATE, options=kind.options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, kind.pix_fmt
        stream.codec_context.thread_count = 1
        for index in range(FRAMES):
            frame = av.VideoFrame.from_ndarray(drifting(*SIZE, index), "rgb24")
            frame = frame.reformat(format=kind.pix_fmt, dst_colorspace="ITU709")
            frame.pts, frame.time_base = index, 1 / RATE
            stream.codec_context.colorspace = 1
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def shown(path: Path, trim: str, folder: Path, *, copied: bool) -> list[np.ndarray]:
    """The pictures of a clip as a build shows them, as `_values`; `copied`: through a conformed copy in any case.

    Raises:
        BadMedia: it is refused.
    """
    start, stop = TRIMS[trim]
    playback = Playback.PING_PONG if copied else Playback.LOOP
    job = Conform(
        footage=Footage(path=path, start=start, stop=stop, playback=playback), size=SIZE, frame_rate=RATE
    )
    found = survey(job)
    if found is not None:
        with FootageReader(job, found) as reader:
            return [_values(reader.picture(number)) for number in range(reader.frames)]
    out = folder / "copy.mp4"
    for _ in conform_here(job, out, folder):
        pass
    with ClipReader(out) as kept:
        return [_values(kept.picture(number)) for number in range(kept.frames)]


def _values(picture: Picture) -> np.ndarray:
    """Those of its three planes, one after the other."""
    return np.concatenate([plane.ravel() for plane in (picture.y, picture.u, picture.v)])


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    """Decibels; 99 for the same picture."""
    error = float(np.mean((one.astype(np.float32) - other) ** 2))
    return 10 * np.log10(255**2 / error) if error > 1e-5 else 99.0


def qualities(pictures: list[np.ndarray], trim: str) -> list[float]:
    """How near each shown picture is to what was filmed."""
    first = int(TRIMS[trim][0] * RATE)
    return [psnr(picture, filmed(min(first + n, FRAMES - 1))) for n, picture in enumerate(pictures)]


# --- damage ---------------------------------------------------------------------------------------------------


def damaged(chance: random.Random, whole: bytes) -> tuple[str, bytes]:
    """The file with one kind of damage, and which."""
    data, at = bytearray(whole), chance.randrange(len(whole))
    how = chance.choice(("bit", "bit", "byte", "byte", "64 bytes", "zeros", "lost", "twice"))
    if how == "bit":
        data[at] ^= 1 << chance.randrange(8)
    elif how == "byte":
        data[at] ^= chance.randrange(1, 256)
    elif how == "64 bytes":
        data[at : at + 64] = bytes(b ^ 0xFF for b in data[at : at + 64])
    elif how == "zeros":
        length = len(data[at : at + 512])
        data[at : at + length] = bytes(length)
    elif how == "lost":
        del data[at : at + chance.randrange(1, 300)]
    else:
        data[at:at] = data[at : at + chance.randrange(1, 300)]
    return f"{how} at {at}", bytes(data)


def cuts(whole: bytes, shares: range = range(1, 100)) -> Iterator[tuple[str, bytes]]:
    """The file cut off at each per cent."""
    for share in shares:
        yield f"cut at {share} %", whole[: len(whole) * share // 100]


# --- trying ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """A damaged file and what came of it: "refused", "fine", or what is wrong."""

    kind: str
    damage: str
    reading: str
    outcome: str
    raw: bytes


def trials(
    name: str, seed: int, count: int, shares: range = range(1, 100), *, ways: tuple[bool, ...] = (False, True)
) -> Iterator[Trial]:
    """Cuts and `count` damaged files of a kind, each whole and trimmed, in place (where it is) and copied."""
    kind, chance = KINDS[name], random.Random(f"{seed} {name}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = folder / kind.name
        write_clip(path, kind)
        whole = path.read_bytes()
        sound = {
            (trim, copied): qualities(shown(path, trim, folder, copied=copied), trim)
            for trim in TRIMS
            for copied in ways
        }
        assert all(sound.values())
        harms = [*cuts(whole, shares), *(damaged(chance, whole) for _ in range(count))]
        for damage, raw in harms:
            path.write_bytes(raw)
            for (trim, copied), wanted in sound.items():
                outcome = _outcome(path, trim, folder, wanted, copied=copied)
                yield Trial(name, damage, f"{trim}, {'copied' if copied else 'in place'}", outcome, raw)


def _outcome(path: Path, trim: str, folder: Path, wanted: list[float], *, copied: bool) -> str:
    try:
        found = qualities(shown(path, trim, folder, copied=copied), trim)
    except BadMedia:
        return "refused"
    except Exception as error:  # noqa: BLE001 - whatever it is, a user would see it as an internal error
        return f"{type(error).__name__}: {error}"
    if len(found) != len(wanted):
        return f"{len(found)} pictures of {len(wanted)}"
    lost = [before - after for before, after in zip(wanted, found, strict=True)]
    return f"a picture {max(lost):.0f} dB worse" if max(lost) > MOST_DB else "fine"


def found(name: str, seed: int, count: int) -> Iterator[Found]:
    """The same, for the command."""
    for one in trials(name, seed, count):
        usual = one.outcome in {"refused", "fine"}
        wrong = "" if usual else f"{one.damage}, {one.reading}: {one.outcome}"
        yield Found(one.raw, one.outcome if usual else "wrong", wrong)


if __name__ == "__main__":
    sys.exit(try_all(KINDS, found, count=500, seed=SEED))
