"""A stretch of the picture as a file, made or still being made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A segment's file and how many frames it holds; `is_whole` says whether it is there, every byte of it."""

    path: Path
    frames: int
    is_whole: Callable[[], bool] = lambda: True
