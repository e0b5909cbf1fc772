"""What ships: the files, and every text in them that a viewer sees or hears."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import yaml

from compiler import Report, check
from compiler.load.project import library_folder
from compiler.load.schema import ExerciseFile
from compiler.yaml import read_yaml

ASSETS = library_folder()
ROOT = ASSETS.parent
LIBRARY = sorted((ASSETS / "exercises").glob("*.yaml"))
WRITTEN = sorted((ROOT / "routines").glob("*.yaml"))
ROUTINES = [path for path in WRITTEN if "." not in path.stem]
TRANSLATIONS = [path for path in WRITTEN if "." in path.stem]
DOCUMENT = ROOT / "docs" / "exercises.md"

Planned = Callable[[str], Report]

NOT_WORDS = {"sources", "engine", "voice", "presenter", "theme", "figure"}
"""Keys whose values nobody reads or hears in a video."""


def planned_by(store: Path) -> Planned:
    return lambda name: check(ROOT / "routines" / f"{name}.yaml", store=store)


@cache
def read(name: str) -> ExerciseFile:
    exercise, problems = read_yaml(ASSETS / "exercises" / f"{name}.yaml", ExerciseFile)
    assert exercise and not problems, problems
    return exercise


def used_in() -> dict[str, list[str]]:
    """The routines that use each exercise, by the exercise's name."""
    users: dict[str, list[str]] = {path.stem: [] for path in LIBRARY}
    for path in ROUTINES:
        for step in yaml.safe_load(path.read_text(encoding="utf-8"))["steps"]:
            if "exercise" in step:
                users[step["exercise"]].append(path.stem)
    return users


def texts(path: Path) -> Iterator[str]:
    """Every text in a file that can come into a video or its description."""
    return _texts(yaml.safe_load(path.read_text(encoding="utf-8")))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for entry in node:
            yield from _texts(entry)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in NOT_WORDS:
                yield from _texts(value)
