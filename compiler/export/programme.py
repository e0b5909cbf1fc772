"""What an export is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from compiler.model.errors import Diagnostic
from compiler.model.routine import Utterance
from compiler.model.timeline import Clip, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A timeline with measured times. What follows is for editors, and empty for other forms.

    `video` is the finished one; `speech` has the WAV file of all that is said; `films` are the clips that an editor can
    show as they are filmed, with the frames that are kept of each, and `film_seconds` how long each file is. `places`
    says where each of these files is, seen from the folder of the export.
    """

    timeline: Timeline
    video: Path | None = None
    speech: Mapping[Utterance, Path] = field(default_factory=dict)
    films: Mapping[Clip, int] = field(default_factory=dict)
    places: Mapping[Path, str] = field(default_factory=dict)
    film_seconds: Mapping[Path, Fraction] = field(default_factory=dict)
    music_seconds: Fraction = Fraction(0)


Exporter = Callable[[Programme, Path], tuple[Diagnostic, ...]]
"""Writes a programme to a file that is not there yet, and says what of it the form cannot hold."""
