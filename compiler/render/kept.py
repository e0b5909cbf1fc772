"""What is kept of the clips that a video shows, and how their frames are read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from compiler.media import Picture
from compiler.media.clip import ClipReader
from compiler.media.digests import known_digest
from compiler.media.in_place import FootageReader, Survey, require_digest
from compiler.media.job import Conform

KIND = "clips"
SUFFIX = ".mp4"
SURVEY = ".json"
"""What is kept of footage that is read in place."""


Box = tuple[tuple[int, int], tuple[int, int]]
"""Its upper left corner and its size in pixels, all even."""


class PictureReader(Protocol):
    """Reads frames of a clip by their number, in a `with` block."""

    frames: int

    @property
    def moving(self) -> Box | None:
        """Where they differ, if that is a part: they are one picture then, which changes in this box alone."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def picture(self, index: int) -> Picture:
        """Frame `index`, from 0: read only."""
        ...


@dataclass(frozen=True, slots=True)
class ConformedClip:
    """A kept clip and its number of frames; `key` names its content."""

    path: Path
    frames: int
    key: str

    def opened(self) -> PictureReader:
        """A reader of its frames."""
        return ClipReader(self.path)

    def require_unchanged(self) -> None:
        """Nothing can have happened to it: it is the store's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageInPlace:
    """Footage that is read where it lies; `path` is its survey, `digest` its `media.digests.digest_of`."""

    path: Path
    frames: int
    key: str
    job: Conform
    digest: str

    def opened(self) -> PictureReader:
        """A reader of its frames, fitted to the timeline."""
        return FootageReader(self.job, _survey(self.path))

    def require_unchanged(self) -> None:
        """That the file is still the one that was surveyed.

        Raises:
            BadMedia: it is not.
        """
        require_digest(self.job, self.digest)


KeptClip = ConformedClip | FootageInPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipAtSight:
    """A clip that is not kept: each of its pictures is made by `make`, by its number, when somebody looks."""

    frames: int
    key: str
    make: Callable[[int], Picture]

    def opened(self) -> PictureReader:
        """A reader of its frames."""
        return _AtSight(self)

    def require_unchanged(self) -> None:
        """It is made from what is there."""


class _AtSight:
    """Makes what is asked for, and holds nothing open."""

    moving = None

    def __init__(self, clip: ClipAtSight) -> None:
        self.frames, self._make = clip.frames, clip.make

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def picture(self, index: int) -> Picture:
        return self._make(index)


def conformed_clip(path: Path, key: str) -> ConformedClip:
    """The kept clip at `path`."""
    with ClipReader(path) as reader:
        return ConformedClip(path, reader.frames, key)


def footage_in_place(path: Path, key: str, job: Conform) -> FootageInPlace:
    """Footage whose survey is kept at `path`, as the file is now.

    Raises:
        BadMedia: the file is gone.
    """
    frames = len(_survey(path).stamps)
    return FootageInPlace(path=path, frames=frames, key=key, job=job, digest=known_digest(job.footage))


def write_survey(found: Survey, destination: Path) -> None:
    """Keep it as a file."""
    destination.write_text(found.to_json(), encoding="utf-8")


@lru_cache(maxsize=64)
def _survey(path: Path) -> Survey:
    return Survey.from_json(path.read_text(encoding="utf-8"))
