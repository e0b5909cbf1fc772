"""What a build writes: a row for each file, which is also the field that it is known by.

Another output is one file with a maker and one row here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from compiler.deliver.captions import write_srt, write_vtt
from compiler.deliver.description import write_description
from compiler.deliver.finished import Finished
from compiler.deliver.folder import published
from compiler.deliver.mp4 import write_mp4
from compiler.deliver.thumbnail import write_thumbnail
from compiler.deliver.timeline_json import write_timeline_json

Maker = Callable[[Finished, Path], None]
"""Writes one file; what is not there yet under that name."""

_ROW = "row"


@dataclass(frozen=True, slots=True)
class _Row:
    make: Maker
    suffix: str
    stem: str


def _row(make: Maker, suffix: str, stem: str = "") -> Any:
    """A field: who makes the file, and its name, which starts with the routine's where no `stem` is given."""
    return field(metadata={_ROW: _Row(make, suffix, stem)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The files of one build, every one of them whole."""

    mp4: Path = _row(write_mp4, "mp4")
    srt: Path = _row(write_srt, "srt")
    vtt: Path = _row(write_vtt, "vtt")
    description: Path = _row(write_description, "txt", "description")
    thumbnail: Path = _row(write_thumbnail, "jpg", "thumbnail")
    timeline: Path = _row(write_timeline_json, "json", "timeline")

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them, by name."""
        return tuple(sorted(getattr(self, each.name) for each in fields(self)))


def deliver(finished: Finished, folder: Path) -> Outputs:
    """Write every output into `folder`; they appear there together, once all are whole.

    Raises:
        ToolFailed: the pieces do not fit together.
        CannotWrite: the disk is full, or the folder does not take the files.
    """
    rows: dict[str, _Row] = {each.name: each.metadata[_ROW] for each in fields(Outputs)}
    names = {known: finished.timeline.file_name(row.suffix, row.stem) for known, row in rows.items()}
    with published(folder) as staging:
        for known, row in rows.items():
            row.make(finished, staging / names[known])
    return Outputs(**{known: folder / name for known, name in names.items()})
