"""A long recording -> its takes, a sheet that shows them, and the YAML that would use them: suggestions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import zip_longest
from pathlib import Path

import numpy as np

from compiler.load import slug_of
from compiler.media.activity import Activity, activity_of
from compiler.media.conforming import first_picture
from compiler.media.job import Conform
from compiler.media.levels import LEVEL_SECONDS, Levels
from compiler.media.picture import Picture
from compiler.media.probe import probe
from compiler.media.takes import USUAL_PAUSE, Sign, Take, Takes, find_takes
from compiler.model.errors import BadMedia, CannotWrite
from compiler.model.routine import Fit, Footage
from compiler.model.timing import clock
from compiler.pipeline.sheet import Grid, inside, made, write_sheet
from compiler.pipeline.suggesting import routine_text
from compiler.store import write_atomically
from compiler.store.scratch import scratch_folder
from compiler.system.workshop import Workshop

CELL = 320
SEVERAL = 20
"""Of more takes than this, each is shown by one picture, of less by three."""
MOST_SHOWN = 300
_COLUMNS = 6
_WAVE_HEIGHT = 100
_PAPER, _INK = 225, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What was found in a recording, and where it is shown; `yaml` only of a film, where names were given."""

    found: Takes
    filmed: bool
    sheet: Path
    yaml: Path | None = None


def suggest_takes(
    recording: Path,
    shop: Workshop,
    *,
    names: Sequence[str] = (),
    sign: Sign | None = None,
    pause: float = USUAL_PAUSE,
    sheet: Path | None = None,
) -> Suggestion:
    """Find the takes, draw the sheet, and of a film with names write a routine; no file is written over.

    Raises:
        BadMedia: the recording cannot be read, or nothing happens in it.
        CannotWrite: a file is there already, or the folder does not take it.
    """
    if sheet and sheet.exists():
        raise CannotWrite(
            f"{sheet} is there already, and takes write over nothing", hint="name another file with -o"
        )
    activity = activity_of(recording, shop)
    found = find_takes(activity, count=len(names) or None, sign=sign, pause=pause)
    if not found.takes:
        hint = "what is heard or moves all the time, or hardly ever, has no parts"
        raise BadMedia(f"there are no parts to be found in {recording}", hint=hint)
    slug = slug_of(recording)
    sheet = sheet or _free(Path("output") / slug / f"{slug}.takes.png")
    filmed = activity.movement is not None
    _draw(recording, activity, found.takes[:MOST_SHOWN], names, shop, sheet)
    if not names or not filmed:
        return Suggestion(found=found, filmed=filmed, sheet=sheet)
    text = routine_text(recording, found, names)
    yaml = _free(sheet.with_suffix(".yaml"))
    write_atomically(yaml, lambda unfinished: unfinished.write_text(text, encoding="utf-8"))
    return Suggestion(found=found, filmed=filmed, sheet=sheet, yaml=yaml)


def _free(path: Path) -> Path:
    """The path, or the same with the next number where there is such a file."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return found


def _draw(
    recording: Path,
    activity: Activity,
    takes: Sequence[Take],
    names: Sequence[str],
    shop: Workshop,
    sheet: Path,
) -> None:
    named = [f"{n} {name}".strip() for n, (_, name) in enumerate(zip_longest(takes, names, fillvalue=""), 1)]
    spans = [f"{name}  {span_of(take)}" for name, take in zip(named, takes, strict=False)]
    if activity.movement is None:
        grid = Grid(count=len(takes), columns=1, size=(CELL * 3, _WAVE_HEIGHT))
        write_sheet(grid, spans, _waves(activity, takes), "calm", sheet)
        return
    few = len(takes) <= SEVERAL
    places = [(n, second) for n, take in enumerate(takes) for second in _moments(take, few=few)]
    labels = [f"{named[n]}  {_time(second)}" for n, second in places] if few else spans
    size = inside(probe(recording).size, CELL)
    grid = Grid(count=len(places), columns=3 if few else _COLUMNS, size=(CELL, size[1]))
    stills = made([partial(_still, recording, size, second) for _, second in places], shop, "look")
    write_sheet(grid, labels, stills, "calm", sheet)


def _moments(take: Take, *, few: bool) -> tuple[float, ...]:
    middle = (take.start + take.stop) / 2
    return (take.start, middle, max(take.start, take.stop - 0.1)) if few else (middle,)


def _still(recording: Path, size: tuple[int, int], second: float) -> Picture:
    """For worker processes."""
    start = Fraction(round(second * 10), 10)
    footage = Footage(path=recording, start=start, stop=start + Fraction(1, 10), fit=Fit.COVER)
    with scratch_folder() as folder:
        return first_picture(Conform(footage=footage, size=size, frame_rate=Fraction(10)), folder)


def _waves(activity: Activity, takes: Sequence[Take]) -> Iterator[Picture]:
    """How loud each take of a sound recording is, from its start to its end."""
    assert activity.levels is not None
    for take in takes:
        first, last = int(take.start / LEVEL_SECONDS), int(take.stop / LEVEL_SECONDS)
        yield _wave(activity.levels[first:last])


def _wave(levels: Levels) -> Picture:
    picture = Picture.blank(CELL * 3, _WAVE_HEIGHT)
    picture.y[:] = _PAPER
    loudest = [float(part.max(initial=0)) for part in np.array_split(levels, picture.size[0])]
    for x, level in enumerate(loudest):
        half = round(np.sqrt(min(1.0, level)) * (_WAVE_HEIGHT - 1) / 2)
        picture.y[_WAVE_HEIGHT // 2 - half : _WAVE_HEIGHT // 2 + half + 1, x] = _INK
    return picture


def span_of(take: Take) -> str:
    """From when to when, as on a clock."""
    return f"{_time(take.start)} – {_time(take.stop)}"


def _time(seconds: float) -> str:
    return f"{clock(seconds)}.{int(seconds * 10 + 0.01) % 10}"
