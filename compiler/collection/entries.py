"""An exercise of a collection -> the text of a library entry, as a person would write it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from compiler.collection.reading import Told
from compiler.model.about import Level, Region
from compiler.model.limits import MOST_LINES
from compiler.model.names import slug

_NOTHING = {"body only", "body weight", "none (bodyweight exercise)", "none", "no equipment", "other"}
_THINGS = {
    "bands": "band",
    "exercise ball": "ball",
    "swiss ball": "ball",
    "dumbbell": "weight",
    "gym mat": "mat",
}
"""Their words for things that the tool has words for."""
_LEVELS = {"beginner": Level.GENTLE, "intermediate": Level.MODERATE, "expert": Level.DEMANDING}
_REGIONS = {
    "abdominals": Region.ABDOMEN, "abductors": Region.HIPS, "adductors": Region.THIGHS, "biceps": Region.ARMS,
    "calves": Region.LOWER_LEGS, "chest": Region.CHEST, "forearms": Region.ARMS, "glutes": Region.HIPS,
    "hamstrings": Region.THIGHS, "lats": Region.UPPER_BACK, "lower back": Region.LOWER_BACK,
    "middle back": Region.UPPER_BACK, "neck": Region.NECK, "quadriceps": Region.THIGHS, "shoulders": Region.SHOULDERS,
    "traps": Region.UPPER_BACK, "triceps": Region.ARMS,
    "abs": Region.ABDOMEN, "quads": Region.THIGHS,
}  # fmt: skip
"""By the muscles that the collections name, in small letters."""
_HELD = {"stretching", "stretch", "stretches", "yoga", "isometric", "static"}
_EACH_SIDE = re.compile(
    r"\b(other|opposite) (side|leg|arm|foot|knee|hand)\b|\b(switch|alternate) (sides|legs|arms)\b", re.I
)

_HEAD = """\
# Imported from {source}. Nobody has reviewed these words for being spoken: read them, mend them,
# and then delete the line "reviewed: no". The dose is followalong's own, the collection names none.
"""


def entry_name(name: str) -> str:
    """What an exercise's file is called: its name in small letters, words with ``_`` between them."""
    return slug(name).replace("-", "_")


def entry_text(told: Told, source: str, pictures: Sequence[str]) -> str:
    """The file. `source` is the collection's file; `pictures` are those that lie in the project by now."""
    return _HEAD.format(source=source) + "".join(_lines(told, source, pictures))


def _lines(told: Told, source: str, pictures: Sequence[str]) -> Iterator[str]:
    if told.muscles or told.other_muscles:
        also = f"; also {', '.join(told.other_muscles)}" if told.other_muscles else ""
        yield f"# muscles: {', '.join(told.muscles) or 'none named'}{also}\n"
    if told.level or told.category:
        yield f"# {', '.join(part for part in (told.category, told.level) if part)}\n"
    yield _key("name", told.name)
    yield from _pictures(pictures)
    yield from _dose(told)
    yield from _about(told)
    if _EACH_SIDE.search(" ".join(told.instructions)):
        yield "# sides: both   # if it is done on each side: the words speak of another one\n"
    yield "setup:\n"
    yield from (f"  - {_value(line)}\n" for line in setup_lines(told.instructions))
    yield "reviewed: no\n"
    if told.licence:
        yield _key("licence", told.licence)
    yield f"sources:\n  - {_value(', '.join(part for part in (source, told.id or told.name) if part))}\n"


def setup_lines(instructions: Sequence[str]) -> tuple[str, ...]:
    """As many lines as an exercise may have: where there are more, the last ones are said in one go."""
    if len(instructions) <= MOST_LINES:
        return tuple(instructions)
    kept = MOST_LINES - 1
    return (*instructions[:kept], " ".join(instructions[kept:]))


def _pictures(pictures: Sequence[str]) -> Iterator[str]:
    if len(pictures) > 1:
        yield _key("photos", list(pictures))
    elif pictures:
        yield _key("clip", pictures[0])
    else:
        yield "# clip: none came with it; without one it shows with --animatic only\n"


def _about(told: Told) -> Iterator[str]:
    """What it works on, what it takes and how hard it is, as far as the collection says so in words that are known."""
    regions = dict.fromkeys(_REGIONS[one] for one in map(str.casefold, told.muscles) if one in _REGIONS)
    if regions:
        yield _key("region", [region.value for region in regions])
    if told.equipment:
        things = [thing for thing in map(str.casefold, told.equipment) if thing not in _NOTHING]
        yield _key("equipment", [_THINGS.get(thing, thing[:40]) for thing in things])
        if things:
            yield _key("needs", ", ".join(things)[:100])
    level = _LEVELS.get(told.level.casefold())
    if level:
        gentle = level is Level.GENTLE and not _is_held(told)  # a beginner's squat asks more than a stretch
        yield _key("level", (Level.MODERATE if gentle else level).value)


def _is_held(told: Told) -> bool:
    return told.category.casefold() in _HELD


def _dose(told: Told) -> Iterator[str]:
    """What is held is held; all else is repeated. Ranges are wide, so that a therapist's dose fits."""
    if _is_held(told):
        yield "hold: {default: 20s, min: 5s, max: 60s}\n"
    else:
        yield "reps: {default: 8, min: 1, max: 20}\n"
        yield "tempo: {out: 2s, stay: 1s, back: 2s}\n"


def _key(name: str, value: Any) -> str:
    return f"{name}: {_value(value)}\n"


def _value(value: Any) -> str:
    """On one line, in quotes where YAML would read something else."""
    dumped = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1_000_000)
    return dumped.removesuffix("\n").removesuffix("\n...")
