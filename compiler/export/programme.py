"""What an export is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compiler.model.errors import Diagnostic
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A timeline with measured times; for an editor the finished `video`, and the WAV file of all that is said."""

    timeline: Timeline
    video: Path | None = None
    speech: Mapping[Utterance, Path] = field(default_factory=dict)
    collect: bool = False


Exporter = Callable[[Programme, Path], tuple[Diagnostic, ...]]
"""Writes a programme to a file that is not there yet, and says what of it the form cannot hold."""
