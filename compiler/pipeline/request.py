"""What is wanted of a routine, and how it is to be built."""

from dataclasses import dataclass
from pathlib import Path

from compiler.pipeline.variants import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A routine file and the version of it. With `animatic`, a card stands in for a clip that is not filmed yet.

    With `eyes_closed`, what somebody who only listens cannot tell is a mistake. `unsaved` is read in place of what
    stands in the file.
    """

    path: Path
    variant: Variant = Variant()
    animatic: bool = False
    eyes_closed: bool = False
    unsaved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """Where, how good and how loud; `output` is the folder that holds a folder for each routine. Nothing planned.

    `most_bytes` is what the video's file may take; None where nothing limits it.
    """

    output: Path = Path("output")
    draft: bool = False
    loudness_lufs: float = -14.0
    most_bytes: int | None = None
