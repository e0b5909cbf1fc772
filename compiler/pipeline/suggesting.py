"""Takes of a film -> the YAML that would use them: a routine to start from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from compiler.load import Project
from compiler.load.scalars import identifier
from compiler.media.takes import Take, Takes
from compiler.model.routine import LONGEST_HOLD
from compiler.model.timing import written_duration

_OF_SIGNS = {
    "claps": "between claps",
    "both": "where it is quiet and still",
    "pauses": "where it is quiet",
    "stillness": "where it is still",
}


def parted(found: Takes) -> str:
    """By what the takes were told apart, in words."""
    return _OF_SIGNS[found.sign]


def key_of(name: str) -> str:
    """What an exercise of that name is called in YAML.

    Raises:
        ValueError: no such name is possible.
    """
    return identifier(re.sub(r"\s+", "_", name.strip()).lower())


def clip_line(recording: Path, take: Take) -> str:
    """The value of `clip:` that shows the take."""
    times = f"in: {_written(take.start)}, out: {_written(take.stop)}"
    return f"{{{_flow({'file': recording.name})}, {times}}}"


def routine_text(recording: Path, found: Takes, names: Sequence[str]) -> str:
    """A routine of the takes under these names: exercises of the library with this clip, and new ones."""
    pairs = list(zip(names, found.takes, strict=False))
    known = Project.of(Path.cwd() / recording.name).named_files("exercises")
    new = {key_of(name): (name, take) for name, take in reversed(pairs) if key_of(name) not in known}
    return "\n".join(
        [
            f"# A suggestion: {recording.name}, parted {parted(found)}. Look at every in: and out:.",
            f"# {recording.name} has to lie in assets/clips, and this file in routines.",
            _flow({"title": recording.stem[:100]}),
            *(["exercises:"] if new else []),
            *(
                line
                for key, (name, take) in reversed(new.items())
                for line in _exercise(key, name, recording, take)
            ),
            "steps:",
            *(line for name, take in pairs for line in _step(name, recording, take, new)),
            "",
        ]
    )


def _exercise(key: str, name: str, recording: Path, take: Take) -> Iterator[str]:
    hold = min(max(1, round(take.length)), int(LONGEST_HOLD))
    yield f"  {_flow({key: None}).removesuffix(' null')}"
    yield f"    {_flow({'name': name if ' ' in name or name != name.lower() else _title(name)})}"
    yield f"    clip: {clip_line(recording, take)}"
    yield f"    hold: {hold}s   # as long as it was filmed; or reps: and tempo:"


def _step(name: str, recording: Path, take: Take, new: Mapping[str, tuple[str, Take]]) -> Iterator[str]:
    key = key_of(name)
    yield f"- {_flow({'exercise': key})}"
    if key not in new or new[key][1] != take:
        yield f"  clip: {clip_line(recording, take)}"


def _title(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").title()


def _flow(pair: dict[str, Any]) -> str:
    """One key and its value, with the quotes they need, also inside braces."""
    text = yaml.safe_dump(pair, default_flow_style=True, allow_unicode=True, width=10_000)
    return text.strip().removeprefix("{").removesuffix("}")


def _written(seconds: float) -> str:
    return written_duration(Fraction(round(seconds * 10), 10))
