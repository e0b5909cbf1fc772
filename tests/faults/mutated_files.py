"""Sound files, photos and a theme's drawings, damaged by chance: each is refused, or heard and drawn, in time.

A sound or a photo has some of its bytes changed, lost or doubled, or is cut off, as `tests.faults.clips` does it; a
drawing is damaged in its characters, lines and words, as `tests.faults.mutated` does it. Then it is read as a build
reads it: refused as bad media (a drawing: with its mistakes), or used, and then its samples are numbers near full scale
and no less long than before, and a drawing is drawn. No other error, and not more than five seconds.

By hand, 2,000 files of each kind (`--kind` one kind)::

    nice python -m tests.faults.mutated_files --count 2000
"""

# ruff: noqa: E501 - lists are read as tables

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from compiler.draw import load_theme
from compiler.draw.painter import Painter
from compiler.media.audio import MOST_AMPLITUDE, SAMPLE_RATE, read_samples
from compiler.media.photos import still_frame, still_kind
from compiler.media.probe import probe
from compiler.model.errors import BadMedia
from compiler.model.timeline import Scene, SecondsRing
from tests.faults import clips, mutated
from tests.faults.by_hand import Found, try_all
from tests.media.conftest import drifting

SEED = 20261125
MOST_SECONDS = 5.0
"""Of processor time for one file."""
SOUND_SECONDS = 1.5
LOST_SECONDS = 0.3
"""So much less than it was is refused."""

CALM = Path("compiler/draw/themes/calm").absolute()
DRAWINGS = ("exercise", "say")


class RefusedError(Exception):
    """The file was told to be bad, as it should be."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The file's name, how a sound one is written, how a damaged one comes of it, and how it is used."""

    name: str
    write: Callable[[Path], None]
    use: Callable[[Path], str]
    damaged: Callable[[random.Random, bytes], bytes]
    """`use` says what is wrong, if anything is, and raises RefusedError or BadMedia where the file is refused."""


# --- sounds ---------------------------------------------------------------------------------------------------


def _write_sound(path: Path, codec: str, layout: str = "mono") -> None:
    """A tone with a voice's rise and fall."""
    rate = 48_000 if codec == "libopus" else 44_100
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=rate, layout=layout)
        time_axis = np.arange(int(SOUND_SECONDS * rate)) / rate
        wave = (0.4 * np.sin(2 * np.pi * 220 * time_axis) * np.abs(np.sin(5 * time_axis))).astype(np.float32)
        for start in range(0, len(wave), 1024):
            piece = np.ascontiguousarray(wave[None, start : start + 1024])
            frame: Any = av.AudioFrame.from_ndarray(piece, "fltp", layout)
            frame.rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _heard(path: Path) -> str:
    samples = np.concatenate([np.zeros((0, 2), np.float32), *read_samples(path)])
    if not np.isfinite(samples).all() or np.abs(samples).max(initial=0) > MOST_AMPLITUDE:
        return "samples that are no sound"
    seconds = len(samples) / SAMPLE_RATE
    return f"{seconds:.2f} s of {SOUND_SECONDS} s" if seconds < SOUND_SECONDS - LOST_SECONDS else ""


# --- photos ---------------------------------------------------------------------------------------------------


def _write_photo(path: Path, codec: str, pix_fmt: str, form: str = "image2") -> None:
    options = {"update": "1"} if form == "image2" else {}
    with av.open(str(path), "w", format=form, options=options) as container:
        stream: Any = container.add_stream(codec, rate=1)
        stream.width, stream.height, stream.pix_fmt = 160, 120, pix_fmt
        frame = av.VideoFrame.from_ndarray(drifting(160, 120, 0), "rgb24")
        container.mux(stream.encode(frame.reformat(format=pix_fmt)))
        container.mux(stream.encode(None))


def _write_heic(path: Path) -> None:
    import pillow_heif

    whole = pillow_heif.from_bytes("RGB", (160, 120), drifting(160, 120, 0).tobytes())
    whole.save(path, quality=90)


def _seen(path: Path) -> str:
    probe(path)
    if still_kind(path) is None:
        raise RefusedError  # by its first bytes it is none any more; a film of that name is not one, either
    frame = still_frame(path).frame
    return "" if frame.width and frame.height else "no size"


# --- drawings -------------------------------------------------------------------------------------------------

SCENES = {
    "exercise": Scene(
        layout="exercise",
        words=(("name", "Bridge"), ("detail", "Hold · Set 2 of 3"), ("ring_unit", "sec")),
        ring=SecondsRing(start=0, total=150),
    ),
    "say": Scene(layout="say", words=(("text", "Lie on your back and get comfortable."),)),
}


def _drawn(path: Path) -> str:
    theme, problems = load_theme(path.parent)
    if theme is None:
        if not problems:
            return "refused without a word"
        raise RefusedError
    scene = SCENES[path.stem]
    painter = Painter(theme, (320, 180), Fraction(10))
    for frame in (0, 9):
        for layer in painter.layers(scene, frame):
            painter.overlay(layer)
    painter.ground(scene)
    return ""


def _write_drawing(path: Path) -> None:
    (path.parent / "theme.yaml").write_text("based_on: calm\n")
    shutil.copy(CALM / path.name, path)


XML = (
    "&", "&lt;", "&#0;", "&#x1F600;", "<", "/>", "</g>", "<g>", "<![CDATA[", "<!--", "<?x?>", "NaN", "1e308", "-1e9", "0",
    "url(#a)", "url(http://a.b)", "100%", "xlink:href", "matrix(0 0 0 0 0 0)", "scale(1e9)", "#", "rgb(300,0,0)",
)  # fmt: skip


def _damaged_drawing(chance: random.Random, whole: bytes) -> bytes:
    text = whole.decode()
    if chance.random() < 0.5:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(XML) + text[at + chance.randrange(6) :]
        return text.encode()
    return mutated.damaged(chance, text)


def _damaged_bytes(chance: random.Random, whole: bytes) -> bytes:
    if chance.random() < 0.2:
        return whole[: chance.randrange(1, len(whole))]
    return clips.damaged(chance, whole)[1]


def _sound(name: str, codec: str) -> Kind:
    return Kind(name, lambda path: _write_sound(path, codec), _heard, _damaged_bytes)


def _photo(name: str, codec: str, pix_fmt: str, form: str = "image2") -> Kind:
    return Kind(name, lambda path: _write_photo(path, codec, pix_fmt, form), _seen, _damaged_bytes)


KINDS = {
    "wav": _sound("a.wav", "pcm_s16le"),
    "wav, float": _sound("a.wav", "pcm_f32le"),
    "aiff": _sound("a.aiff", "pcm_s16be"),
    "mp3": _sound("a.mp3", "libmp3lame"),
    "flac": _sound("a.flac", "flac"),
    "opus": _sound("a.opus", "libopus"),
    "m4a": _sound("a.m4a", "aac"),
    "jpeg": _photo("a.jpg", "mjpeg", "yuvj420p"),
    "png": _photo("a.png", "png", "rgb24"),
    "webp": _photo("a.webp", "libwebp", "yuv420p"),
    "gif": _photo("a.gif", "gif", "rgb8", "gif"),
    "tiff": _photo("a.tiff", "tiff", "rgb24"),
    "bmp": _photo("a.bmp", "bmp", "bgr24"),
    "heic": Kind("a.heic", _write_heic, _seen, _damaged_bytes),
    **{f"drawing, {name}": Kind(f"{name}.svg", _write_drawing, _drawn, _damaged_drawing) for name in DRAWINGS},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """A damaged file: if it was refused, and what is wrong with how it was used or refused."""

    raw: bytes
    refused: bool
    wrong: str


def trials(name: str, seed: int, count: int) -> Iterator[Trial]:
    """`count` damaged files of a kind."""
    kind, chance = KINDS[name], random.Random(f"{seed} {name}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / kind.name
        kind.write(path)
        assert not kind.use(path)
        whole = path.read_bytes()
        for _ in range(count):
            raw = kind.damaged(chance, whole)
            path.write_bytes(raw)
            yield _tried(kind, path, raw)


def _tried(kind: Kind, path: Path, raw: bytes) -> Trial:
    began, refused, wrong = time.process_time(), False, ""
    try:
        wrong = kind.use(path)
    except (BadMedia, RefusedError):
        refused = True
    except Exception as error:  # noqa: BLE001 - whatever it is, a user would see it as an internal error
        wrong = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - began
    return Trial(raw, refused, wrong or (f"{seconds:.1f} s" if seconds > MOST_SECONDS else ""))


def found(name: str, seed: int, count: int) -> Iterator[Found]:
    """The same, for the command."""
    for one in trials(name, seed, count):
        yield Found(one.raw, "wrong" if one.wrong else "refused" if one.refused else "used", one.wrong)


if __name__ == "__main__":
    sys.exit(try_all(KINDS, found, count=2000, seed=SEED))
