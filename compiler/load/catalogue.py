"""Every exercise that a project can use, as steps of a routine that does each of them once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from compiler.load.context import context_of
from compiler.load.project import NOWHERE, project_of
from compiler.load.routine import routine_of
from compiler.load.schema import RoutineFile
from compiler.load.translation import in_its_language
from compiler.model.errors import Diagnostic
from compiler.model.limits import MOST_STEPS
from compiler.model.routine import Routine
from compiler.yaml import parse_yaml


def all_exercises(folder: Path, language: str) -> tuple[Routine, list[Diagnostic]]:
    """The exercises of the project at `folder` and of the library, in that language as far as it has their words.

    Those that make no sense are left out, and what is wrong with them comes back.
    """
    path = folder / NOWHERE
    project = project_of(folder)
    names = sorted(project.named_files("exercises"))
    found = [_routine(path, names[at : at + MOST_STEPS], language) for at in range(0, len(names), MOST_STEPS)]
    steps = tuple(step for routine, _ in found for step in routine.steps)
    return replace(found[0][0], steps=steps), [problem for _, problems in found for problem in problems]


def _routine(path: Path, names: list[str], language: str) -> tuple[Routine, list[Diagnostic]]:
    written, problems = parse_yaml("\n".join(_text(names, language)), path, RoutineFile)
    assert written, problems
    context = context_of(written, path, animatic=True, beyond_range=False)
    routine = routine_of(written, context)
    translated = in_its_language(routine, context.library, context.reading.project).routine(routine)
    return translated, [*problems, *context.reading.diagnostics]


def _text(names: list[str], language: str) -> Iterator[str]:
    yield from ("title: Exercises", f"lang: {language}", "voice: {engine: silent}", "steps:")
    yield from (f"  - exercise: {json.dumps(name, ensure_ascii=False)}" for name in names)
