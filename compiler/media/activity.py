"""What happens in a recording, moment by moment; made for recordings of hours, which are read piece by piece."""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

from compiler.media.in_place import EXACT_FORMATS
from compiler.media.levels import LEVEL_SECONDS, Levels, levels_of
from compiler.media.movement import Moved, Values, in_steps, movement_between
from compiler.media.opening import open_media
from compiler.media.photos import moving_webp, still_kind
from compiler.media.probe import is_no_film, probe
from compiler.model.errors import BadMedia
from compiler.system.workshop import Workshop

_PIECE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """How long a recording lasts, in seconds, and what happens in it; seconds count from its first picture.

    `levels` is how loud it is, RMS from 0 to 1, every 10 ms; None without sound. `movement` is by how much the part
    of the picture that moves most differs from half a second before, in levels of 255; None without pictures.
    """

    seconds: float
    levels: Levels | None
    movement: Values | None


def activity_of(path: Path, shop: Workshop) -> Activity:
    """What happens in a film or a sound recording; read by the workshop's processes.

    Raises:
        BadMedia: missing, unreadable, cut off, a photo, or sound that is damaged.
        ToolFailed: a decoder crashed.
    """
    kind = _kind(path)
    hear = shop.pool.submit(partial(levels_of, path)) if kind.heard else lambda: None
    movement = _movement(path, kind.pieces, shop) if kind.pieces else None
    levels = hear()
    seconds = kind.seconds if levels is None or movement is not None else len(levels) * LEVEL_SECONDS
    return Activity(seconds=float(seconds), levels=levels, movement=movement)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """Whether it has sound, for how many seconds pictures, and in which pieces these are read (none: sound alone)."""

    heard: bool
    seconds: Fraction
    pieces: tuple[tuple[int, int], ...]


def _kind(path: Path) -> _Kind:
    if still_kind(path) or moving_webp(path):
        raise BadMedia(f"{path} is a picture and no recording", hint="name a film or a sound file")
    with open_media(path) as container:
        if not container.streams.video:
            return _Kind(heard=True, seconds=Fraction(0), pieces=())
        anywhere = container.format.name in EXACT_FORMATS  # elsewhere a jump may land behind its aim
    try:
        info = probe(path)
    except BadMedia:
        if not _sound_with_a_cover(path):
            raise
        return _Kind(heard=True, seconds=Fraction(0), pieces=())
    last = int(info.duration) + 1
    starts = range(0, last, _PIECE_SECONDS if anywhere else last)
    pieces = tuple((start, start + starts.step) for start in starts)
    return _Kind(heard=info.has_audio, seconds=info.duration, pieces=pieces)


def _sound_with_a_cover(path: Path) -> bool:
    with open_media(path) as container:
        return all(is_no_film(stream) for stream in container.streams.video) and bool(container.streams.audio)


def _movement(path: Path, pieces: tuple[tuple[int, int], ...], shop: Workshop) -> Values:
    jobs = {piece: partial(movement_between, path, *piece) for piece in pieces}
    found: list[Moved] = []
    for done, (_, moved) in enumerate(shop.pool.run(jobs), 1):
        found += moved
        shop.on_progress("look", done, len(jobs))
    return in_steps(found)
