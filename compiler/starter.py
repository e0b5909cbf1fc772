"""`followalong new`: a routine to start from, with comments that teach the language."""

import re
from pathlib import Path

from compiler.errors import CannotWrite, InvalidRoutine
from compiler.load import Project, slug_of
from compiler.load.schema import ExerciseFile
from compiler.yamlfile import read_yaml

_TEMPLATE = """\
# {title}
# Check it:  followalong check {path}
# Watch it:  followalong build --draft {path}
title: {quoted}
summary: A few gentle exercises.

# Who speaks: the built-in offline voice. 150 words a minute is calm; 130 is slow.
voice: {{engine: pyttsx3, words_per_minute: 150}}

# A rest between exercises that follow each other directly, and between sets.
defaults: {{rest: 15s}}

steps:
  # Words on a card. It stays as long as the words need.
  - say: "Have everything at hand, and get comfortable."

  # An exercise of the library; its setup words, cues and picture come with it.
{first}
  # Another one. Durations always have a unit: 30s, 1m30s or 1:30.
{second}
  # A rest of your own length shows and says what comes next.
  - rest: 20s

{third}
closing: "Well done. Take your time before you get up."

# Exercises of the library: {names}
"""


def write_starter(name: str, folder: Path) -> Path:
    """Write `routines/<name>.yaml` under `folder` (never over a file that is there); its path.

    Raises:
        InvalidRoutine: the name has nothing a file name can be made of.
        CannotWrite: there is such a file, or the folder cannot be written.
    """
    if not re.search(r"[A-Za-z0-9]", name):
        raise InvalidRoutine(f"{name!r} is no name for a routine", hint="use letters, digits and dashes")
    path = folder / "routines" / f"{slug_of(Path(name if name.endswith('.yaml') else f'{name}.yaml'))}.yaml"
    text = starter_text(path.stem, path, Project.of(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CannotWrite(f"{path} is there already", hint="choose another name") from None
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {error.strerror}") from error
    return path


def starter_text(slug: str, path: Path, project: Project) -> str:
    """The starting routine, using one exercise with reps and two with a hold."""
    library = _library(project)
    title = slug.replace("-", " ").replace("_", " ").title()
    counted = [(n, e) for n, e in library if e.reps]
    held = [(n, e) for n, e in library if e.hold]
    chosen = [*counted[:1], *held[:2], *counted[1:3]][:3]
    steps = [_step(name, exercise) for name, exercise in chosen]
    first, second, third = (*steps, "", "", "")[:3]
    return _TEMPLATE.format(
        title=title,
        quoted=f'"{title}"',
        path=f"routines/{path.name}",
        first=first,
        second=second,
        third=third,
        names=", ".join(name for name, _ in library),
    )


def _library(project: Project) -> list[tuple[str, ExerciseFile]]:
    found = []
    for name, path in sorted(project.named_files("exercises").items()):
        exercise, _ = read_yaml(path, ExerciseFile)
        if exercise:
            found.append((name, exercise))
    return found


def _step(name: str, exercise: ExerciseFile) -> str:
    lines = [f"  - exercise: {name}"]
    if exercise.hold:
        sides = exercise.sides is not None and exercise.sides.value == "both"
        comment = "   # full time on each side" if sides else ""
        lines.append(f"    hold: {exercise.hold.default.value}s{comment}")
    elif exercise.reps:
        lines.append(f"    reps: {exercise.reps.default.value}")
    return "\n".join(lines) + "\n"
