"""How time and memory grow with a routine's length: the in-bed routine's exercises, again and again."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from routine import ROUTINE, followalong

START, END = "\n  - exercise:", "\nclosing:"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthRow:
    """A routine of about `minutes`, from an empty store."""

    minutes: float
    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float
    draft: bool


def measure_growth(folder: Path, minutes: list[int], *, draft: bool) -> Iterator[GrowthRow]:
    """One row for each length."""
    return (_row(folder, wanted, draft=draft) for wanted in minutes)


def _row(folder: Path, minutes: int, *, draft: bool) -> GrowthRow:
    routine = folder / f"minutes-{minutes}.yaml"
    routine.write_text(_repeated(minutes), encoding="utf-8")
    store, output = folder / "growth-store", folder / "output"
    shutil.rmtree(store, ignore_errors=True)
    measured = followalong("build", routine, "-o", output, *(["--draft"] if draft else []), store=store)
    shutil.rmtree(store, ignore_errors=True)
    name = "timeline.draft.json" if draft else "timeline.json"
    plan = json.loads((output / routine.stem / name).read_text(encoding="utf-8"))
    return GrowthRow(
        minutes=plan["duration_seconds"] / 60, wall_seconds=measured.wall_seconds,
        cpu_seconds=measured.cpu_seconds, peak_megabytes=measured.peak_megabytes, draft=draft,
    )  # fmt: skip


def _repeated(minutes: int) -> str:
    """The routine with as many exercises as fill the time: about a minute and a half each."""
    text = ROUTINE.read_text(encoding="utf-8")
    first, last = text.index(START), text.index(END)
    exercises = ["\n  - exercise:" + one for one in text[first:last].split(START)[1:]]
    wanted = max(1, round(minutes / 1.55))
    steps = [exercises[number % len(exercises)].rstrip() for number in range(wanted)]
    if "rest:" in steps[-1]:
        steps[-1] = steps[-1].rpartition("\n\n  - rest:")[0]
    return text[:first] + "\n".join(steps) + "\n" + text[last:]
