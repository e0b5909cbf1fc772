"""All that is made before a build writes its files: what every maker of a file takes from."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from compiler.model.piece import Piece
from compiler.model.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A video in parts: the pieces of its picture in order, its mastered sound, and a picture for the channel.

    `on_frames` hears how many frames of the video are written.
    """

    timeline: Timeline
    pieces: tuple[Piece, ...]
    sound: Path
    thumbnail: Path
    on_frames: Callable[[int], None] = lambda _: None


def write_text(text: str, destination: Path) -> None:
    """As UTF-8, with the same line ends on every system."""
    destination.write_text(text, encoding="utf-8", newline="\n")
