"""A video that is rendered -> one small enough to be sent: chosen by calculation, then held against the file."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.deliver.mp4 import mux
from compiler.mix.smaller import smaller
from compiler.model.errors import ToolFailed
from compiler.model.file_size import file_size_name, file_size_words
from compiler.model.piece import Piece
from compiler.model.timeline import Timeline
from compiler.render.shrink import AIM, Choice, Whole, choose, fits, shrunk
from compiler.system.workshop import Workshop

if TYPE_CHECKING:
    from compiler.render import Rendering

LEAST_SHARE = 0.95
"""Of the bytes that may be used, what is to be used where fewer pixels or bits are a loss."""
MOST_TRIES = 3
SOUND_RATES = (64_000, 48_000, 32_000)
"""Bits a second that the encoder may take for the sound, the best first; with pauses it needs half of that."""
SOUND_SHARE = 0.35
"""Of the whole, what the sound may take before it is encoded again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A video within its size: pieces and sound to be delivered, and what was chosen, in words."""

    timeline: Timeline
    pieces: tuple[Piece, ...]
    sound: Path
    told: str = ""


def sized_name(timeline: Timeline, most: int) -> Timeline:
    """With the size in its files' names, so that it is never taken for the real thing."""
    variant = ".".join(part for part in (timeline.variant, file_size_name(most)) if part)
    return replace(timeline, variant=variant)


def sized(timeline: Timeline, rendering: "Rendering", sound: Path, most: int, shop: Workshop) -> Sized:
    """As good as it can be in `most` bytes, and where something had to give, in at least 95 % of them.

    Raises:
        InvalidRoutine: in so few bytes it could not be watched.
    """
    whole = Whole(
        pieces=rendering.pieces,
        size=timeline.size,
        frame_rate=timeline.frame_rate,
        sound_bytes=sound.stat().st_size,
    )
    as_it_is = _muxed_bytes(timeline, whole.pieces, sound, shop) if fits(whole, most) else most + 1
    if as_it_is <= most:
        told = f"{file_size_words(as_it_is)}: nothing had to be made smaller for {file_size_words(most)}"
        return Sized(timeline=timeline, pieces=whole.pieces, sound=sound, told=told)
    heard = _heard(sound, most, shop)
    return _smaller(timeline, replace(whole, sound_bytes=heard.stat().st_size), heard, most, shop)


def _heard(sound: Path, most: int, shop: Workshop) -> Path:
    """The sound as it is, or at the best rate that leaves the picture its share."""
    heard = sound
    for rate in SOUND_RATES:
        if heard.stat().st_size <= most * SOUND_SHARE:
            break
        heard = min(heard, smaller(sound, rate, shop.store), key=lambda path: path.stat().st_size)
    return heard


def _smaller(timeline: Timeline, whole: Whole, sound: Path, most: int, shop: Workshop) -> Sized:
    choice = choose(whole, most)
    timeline = replace(timeline, size=choice.size)
    for _ in range(MOST_TRIES):
        piece = shrunk(
            whole, choice, shop.store, lambda done: shop.on_progress("shrink", done, whole.frames * 2)
        )
        made = _muxed_bytes(timeline, (piece,), sound, shop)
        if most * LEAST_SHARE <= made <= most:
            told = _told(choice, whole, made, most)
            return Sized(timeline=timeline, pieces=(piece,), sound=sound, told=told)
        more = round(most * AIM - made)
        choice = replace(choice, picture_bytes=choice.picture_bytes + more)
    raise ToolFailed(
        f"x264 does not come within 5 % of {file_size_words(most)}", hint="choose another --max-size"
    )


def _muxed_bytes(timeline: Timeline, pieces: tuple[Piece, ...], sound: Path, shop: Workshop) -> int:
    """What the file will take: all of it is put together once to see."""
    with shop.store.scratch_folder() as scratch:
        mux(pieces, sound, timeline, scratch / "whole.mp4")
        return (scratch / "whole.mp4").stat().st_size


def _told(choice: Choice, whole: Whole, made: int, most: int) -> str:
    width, height = choice.size
    picture, sound = (n * 8 / whole.seconds / 1000 for n in (choice.picture_bytes, whole.sound_bytes))
    rates = f"picture {picture:.0f} kb/s, sound {sound:.0f} kb/s"
    return f"{file_size_words(made)} of {file_size_words(most)}: {width}x{height}, {rates}"
