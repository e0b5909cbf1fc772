"""The whole in-bed routine: from an empty store, again, after one hold has changed, as a draft; and by ffmpeg."""

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from measuring import Measured, run
from one_command import routine_command
from results import BY_FFMPEG, COLD

ROOT = Path(__file__).parents[1]
ROUTINE = ROOT / "routines/stretches-in-bed.yaml"
CHANGED, BEFORE, AFTER = "knee_to_chest", "hold: 30s", "hold: 45s"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineRow:
    """What one build or other command took; `share` is what part of the frames the change shows in."""

    what: str
    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float
    video_seconds: float = 0.0
    share: float = 0.0
    megabytes: float = 0.0


def followalong(*arguments: str | Path, store: Path) -> Measured:
    """Run the command line as a user does."""
    command = [sys.executable, "-m", "compiler", *map(str, arguments)]
    return run(command, {"FOLLOWALONG_CACHE": str(store), "PYTHONPATH": str(ROOT)})


def measure_routine(folder: Path) -> list[RoutineRow]:
    """All rows, in the order in which they were measured."""
    store, output = folder / "routine-store", folder / "output"
    shutil.rmtree(store, ignore_errors=True)
    changed = _changed_copy(folder)
    rows = [_row(what, followalong(*told, store=store)) for what, told in _QUICK.items()]
    for what, routine in ((COLD, ROUTINE), ("unchanged", ROUTINE), ("one hold changed", changed)):
        measured = followalong("build", routine, "-o", output, store=store)
        seconds, share = _shown(output / ROUTINE.stem / "timeline.json")
        video = output / ROUTINE.stem / f"{ROUTINE.stem}.mp4"
        rows.append(_row(what, measured, seconds, share if routine is changed else 0.0, video))
        if what == COLD:
            rows += [_by_ffmpeg(what, every, store, folder, seconds) for what, every in _FFMPEG.items()]
    shutil.rmtree(store)
    measured = followalong("build", ROUTINE, "--draft", "-o", output, store=store)
    rows.append(_row("draft from cold", measured, _shown(output / ROUTINE.stem / "timeline.draft.json")[0]))
    return rows


_QUICK = {
    "--help": ("--help",),
    "check": ("check", ROUTINE),
    "plan": ("plan", ROUTINE),
}


_FFMPEG = {BY_FFMPEG: 1, f"{BY_FFMPEG}, a ring for each second": 30}


def _by_ffmpeg(what: str, every: int, store: Path, folder: Path, seconds: float) -> RoutineRow:
    """The same video by one command, which gets its clips, pictures and sound ready made."""
    built, target = folder / "output" / ROUTINE.stem / f"{ROUTINE.stem}.mp4", folder / "by-ffmpeg.mp4"
    with tempfile.TemporaryDirectory(dir=folder) as pictures:
        measured = run(routine_command(ROUTINE, store, built, Path(pictures), target, every))
    return _row(what, measured, seconds, video=target)


def _row(
    what: str, measured: Measured, seconds: float = 0.0, share: float = 0.0, video: Path | None = None
) -> RoutineRow:
    return RoutineRow(
        what=what, wall_seconds=measured.wall_seconds, cpu_seconds=measured.cpu_seconds,
        peak_megabytes=measured.peak_megabytes, video_seconds=seconds, share=share,
        megabytes=video.stat().st_size / 1e6 if video else 0.0,
    )  # fmt: skip


def _changed_copy(folder: Path) -> Path:
    """The routine, under the same name, with one exercise held longer."""
    text = ROUTINE.read_text(encoding="utf-8")
    start = text.index(f"exercise: {CHANGED}")
    changed = folder / "routines" / ROUTINE.name
    changed.parent.mkdir(exist_ok=True)
    changed.write_text(text[:start] + text[start:].replace(BEFORE, AFTER, 1), encoding="utf-8")
    return changed


def _shown(timeline: Path) -> tuple[float, float]:
    """Length of the video, and which part of it shows the changed exercise or tells its dose.

    That is its setup, holds and side switches, and the rest before it, which announces it.
    """
    plan = json.loads(timeline.read_text(encoding="utf-8"))
    name = CHANGED.replace("_", " ")
    steps = plan["steps"]
    first = next(n for n, step in enumerate(steps) if step["name"].lower() == name)
    first -= steps[first - 1]["kind"] == "rest"
    last = max(n for n, step in enumerate(steps) if step["name"].lower() == name)
    shown = sum(step["duration_seconds"] for step in steps[first : last + 1])
    return plan["duration_seconds"], shown / plan["duration_seconds"]
