"""A name -> a routine to start from, with comments that teach the language."""

import json
from fractions import Fraction
from pathlib import Path

from compiler.load import Project, slug_of
from compiler.load.ranges import HoldFile
from compiler.load.schema import ExerciseFile
from compiler.load.schemas import json_schema, schema_text
from compiler.model.errors import CannotWrite, InvalidRoutine
from compiler.model.timing import written_duration
from compiler.yaml import read_yaml

SCHEMA = "routine.schema.json"
"""Written beside the routine, so that editors complete and check while typing."""

GENTLE = Fraction(4, 5)
LONGEST_TITLE = 100

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# {title}
# Check it:  followalong check {path}
# Time it:   followalong plan {path}
# Watch it:  followalong build --draft {path}
title: {quoted}
summary: A few gentle exercises.

# Who speaks: the built-in offline voice. 150 words a minute is calm; 130 is slow.
voice: {{engine: pyttsx3, words_per_minute: 150}}

# A rest between exercises that follow each other directly, and between sets.
# Times always have a unit: 15s, 1m30s or 1:30.
defaults: {{rest: 15s}}

# Other versions of the same routine: followalong build --profile gentle {path}
# Or without touching this file: --hold 20s, --hold {held}=20s, --fit 10m, --skip {held}
profiles:
  gentle: {{scale: {gentle}, words_per_minute: 135}}

steps:
  # Words on a card. It stays as long as the words need. Put words with a comma in quotes inside {{ }}.
  - say: Have everything at hand, and get comfortable.

  # Exercises of the library: their words, cues and picture come with them, and your dose goes before theirs.
{first}
{second}
  # A rest of your own length; it shows and says what comes next. It can have words: say: Next is {{next}}.
  - rest: 20s

  # Cues are spoken while the exercise is done: after its start, before its end, or halfway.
{third}
closing: "That was the last one. Take your time before you get up."

# Exercises of the library, each with its dose and how far it may be changed:
{names}
"""


def write_starter(name: str, folder: Path) -> Path:
    """Write `routines/<name>.yaml` under `folder`, and the schema beside it; the routine's path.

    Never over a routine that is there.

    Raises:
        InvalidRoutine: the name has nothing a file name can be made of.
        CannotWrite: there is such a file, or the folder cannot be written.
    """
    if not any(c.isalnum() for c in name):
        raise InvalidRoutine(f"{name!r} is no name for a routine", hint="use letters, digits and dashes")
    (path, text), (schema, described) = starter_routine(name, folder).items()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        schema.write_text(described, encoding="utf-8")
    except FileExistsError:
        raise CannotWrite(f"{path} is there already", hint="choose another name") from None
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {error.strerror}") from error
    return path


def starter_routine(name: str, folder: Path) -> dict[Path, str]:
    """The routine that :func:`write_starter` writes and the schema beside it, each file with its text."""
    path = folder / "routines" / f"{slug_of(Path(name if name.endswith('.yaml') else f'{name}.yaml'))}.yaml"
    text = starter_text(_title(name, path.stem), path, Project.of(path))
    return {path: text, path.parent / SCHEMA: schema_text(json_schema("routine"))}


def _title(name: str, slug: str) -> str:
    """The name as it was given where it is words, such as "Übungen für Ana"; else words made of the file's name."""
    given = " ".join(Path(name).name.removesuffix(".yaml").split())
    if " " in given and given.isprintable() and len(given) <= LONGEST_TITLE:
        return given
    return slug.replace("-", " ").replace("_", " ").title()


def starter_text(title: str, path: Path, project: Project) -> str:
    """The starting routine, with exercises done in reps and held ones, and a comment for each thing to learn."""
    library = _library(project)
    counted = [(n, e) for n, e in library if e.reps]
    held = [(n, e) for n, e in library if e.hold and _may_be_gentler(e.hold)]
    chosen = [*counted[:1], *held[:2], *counted[1:3]][:3]
    steps = [
        _step(name, exercise, cued=number == len(chosen)) for number, (name, exercise) in enumerate(chosen, 1)
    ]
    first, second, third = (*steps, "", "", "")[:3]
    return _TEMPLATE.format(
        schema=SCHEMA,
        gentle=float(GENTLE),
        title=title,
        quoted=json.dumps(title, ensure_ascii=False),
        path=f"routines/{path.name}",
        held=held[0][0] if held else "knee_to_chest",
        first=first,
        second=second,
        third=third,
        names="\n".join(_listed(name, exercise) for name, exercise in library),
    )


def _may_be_gentler(hold: HoldFile) -> bool:
    """Whether the starter's gentle profile stays within the range."""
    least = hold.min or hold.default
    return bool(hold.default.value * GENTLE >= least.value)


def _library(project: Project) -> list[tuple[str, ExerciseFile]]:
    found = []
    for name, path in sorted(project.named_files("exercises").items()):
        exercise, _ = read_yaml(path, ExerciseFile)
        if exercise:
            found.append((name, exercise))
    return found


def _step(name: str, exercise: ExerciseFile, *, cued: bool) -> str:
    lines = [f"  - exercise: {name}", f"    {_dose(exercise)}{_remark(exercise)}"]
    if cued:
        lines += ["    cues:", "      - {at: halfway, say: Halfway. Keep breathing.}"]
        if exercise.hold and exercise.hold.default.value > 20:
            lines.append("      - {at: -10s, say: Ten seconds.}")
    return "\n".join(lines) + "\n"


def _dose(exercise: ExerciseFile) -> str:
    if exercise.hold:
        return f"hold: {written_duration(exercise.hold.default.value)}"
    assert exercise.reps is not None
    return f"reps: {exercise.reps.default.value}"


def _remark(exercise: ExerciseFile) -> str:
    both = exercise.sides is not None and exercise.sides.value == "both"
    return "   # the full time on each side" if both and exercise.hold else ""


def _listed(name: str, exercise: ExerciseFile) -> str:
    dose = exercise.hold or exercise.reps
    assert dose is not None
    shown = written_duration if exercise.hold else str
    least, most = dose.min or dose.default, dose.max or dose.default
    return (
        f"#   {name}: {exercise.name.value}, {_dose(exercise)} ({shown(least.value)} to {shown(most.value)})"
    )
