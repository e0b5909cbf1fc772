"""JSON -> exercises as a collection tells them.

Two shapes are known: a list of exercises in plain words, as free-exercise-db has it, and wger's, where words stand in
`translations` and names in objects. A file comes from anybody: it is read in full or not at all, and nothing in it is
an address that is opened.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from compiler.model.errors import BadMedia, InvalidRoutine
from compiler.model.showing import visible

MOST_BYTES = 32 << 20
MOST_EXERCISES = 5_000
_LONGEST_NAME = 100
_LICENCE_FILES = ("LICENSE", "LICENCE", "UNLICENSE", "COPYING")
_WITHIN = ("exercises", "results", "data")
_ENGLISH = {"en", 2}
"""As languages are named; wger has numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An exercise in the collection's words. `pictures` are names of files, as they are written."""

    name: str
    instructions: tuple[str, ...]
    equipment: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    other_muscles: tuple[str, ...] = ()
    category: str = ""
    level: str = ""
    pictures: tuple[str, ...] = ()
    licence: str = ""
    id: str = ""


def read_collection(path: Path) -> tuple[Told, ...]:
    """Every exercise of the file, in its order.

    Raises:
        BadMedia: it cannot be read, or is larger than 32 MB.
        InvalidRoutine: it holds no exercises, or more than 5,000.
    """
    whole = _json(path)
    listed = _listed(whole)
    if listed is None:
        hint = 'a list of exercises, each as {"name": "Bridge", "instructions": ["…"], "images": ["0.jpg", "1.jpg"]}'
        raise InvalidRoutine(f"{path} is no collection of exercises", hint=hint)
    if len(listed) > MOST_EXERCISES:
        raise InvalidRoutine(f"{path} has {len(listed):,} exercises, at most {MOST_EXERCISES:,} are read")
    licence = _licence(whole) or _licence_beside(path.parent)
    found = tuple(told for one in listed if isinstance(one, Mapping) and (told := _told(one, licence)))
    if not found:
        raise InvalidRoutine(f"no exercise of {path} has a name and words", hint="name, and instructions")
    return found


def _json(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadMedia(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise BadMedia(f"{path} is larger than {MOST_BYTES >> 20} MB")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        told = f"{path} is no JSON: {str(error)[:100]}"
        raise InvalidRoutine(told, hint="exercises are imported from a JSON file") from None


def _listed(whole: Any) -> list[Any] | None:
    """The list of exercises: the file itself, or under one of a few names; one exercise is a list of one."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, Mapping):
        return None
    inside = next((whole[key] for key in _WITHIN if isinstance(whole.get(key), list)), None)
    return inside if inside is not None else [whole] if "name" in whole else None


def _told(one: Mapping[str, Any], licence: str) -> Told | None:
    words = _translation(one)
    name = _line(words.get("name") or one.get("name"))[:_LONGEST_NAME].strip()
    instructions = tuple(_instructions(words, one))
    if not name or not instructions:
        return None
    muscles = _names(one.get("primaryMuscles") or one.get("primary_muscles") or one.get("muscles"))
    others = one.get("secondaryMuscles") or one.get("secondary_muscles") or one.get("muscles_secondary")
    return Told(
        name=name,
        instructions=instructions,
        equipment=_names(one.get("equipment")),
        muscles=muscles,
        other_muscles=_names(others),
        category=next(iter(_names(one.get("category"))), ""),
        level=next(iter(_names(one.get("level"))), ""),
        pictures=tuple(_pictures(one.get("images"))),
        licence=_licence(one) or licence,
        id=_line(one.get("id")),
    )


def _translation(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """The English words of an exercise that has several languages, else the first ones, else its own."""
    listed = [each for each in one.get("translations") or () if isinstance(each, Mapping)]
    english = (each for each in listed if each.get("language") in _ENGLISH)
    return next(english, listed[0] if listed else one)


def _instructions(words: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[str]:
    """What to do, sentence by sentence or paragraph by paragraph, as it is given."""
    given = words.get("instructions") or words.get("description") or one.get("instructions") or ()
    for text in [given] if isinstance(given, str) else given if isinstance(given, list) else ():
        if isinstance(text, str):
            yield from (line for part in _paragraphs(text) if (line := _line(part)))


def _paragraphs(text: str) -> list[str]:
    """A text without its HTML; where a paragraph or an item of a list ends, a line ends."""
    parted = re.sub(r"</?(p|li|br|ol|ul|div)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
    return unescape(re.sub(r"<[^>]*>", "", parted)).splitlines()


def _line(value: object) -> str:
    """A text on one line. Braces would be filled in, so they become brackets."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    plain = re.sub(r"\s+", " ", str(value)).strip()
    return visible(plain).replace("{", "(").replace("}", ")")


def _names(value: Any) -> tuple[str, ...]:
    """Names, whether one, several, or each in an object of its own; "body only" and "none" are no things."""
    each = value if isinstance(value, list) else [value]
    named = (
        _line(one.get("name_en") or one.get("name")) if isinstance(one, Mapping) else _line(one)
        for one in each
    )
    return tuple(dict.fromkeys(name for name in named if name))


def _pictures(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        name = one.get("image") if isinstance(one, Mapping) else one
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _licence(value: Any) -> str:
    """What a collection or an exercise says of its licence, with whose it is."""
    if not isinstance(value, Mapping):
        return ""
    given = value.get("license") or value.get("licence")
    names = _names([given]) if not isinstance(given, Mapping) else _of_licence(given)
    whose = _line(value.get("license_author") or value.get("author"))
    return ", ".join(part for part in (next(iter(names), ""), whose) if part) if names else ""


def _of_licence(given: Mapping[str, Any]) -> tuple[str, ...]:
    return _names([given.get("short_name") or given.get("full_name") or given.get("name")])


def _licence_beside(folder: Path) -> str:
    """The first line of a licence file beside the collection."""
    for name in _LICENCE_FILES:
        for path in (folder / name, folder / f"{name}.txt", folder / f"{name}.md"):
            if path.is_file() and path.stat().st_size <= MOST_BYTES:
                return next(_lines_of(path), "")[:200]
    return ""


def _lines_of(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return (line for raw in text.splitlines() if (line := _line(raw.strip("# "))))
