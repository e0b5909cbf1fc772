"""`followalong init`: a project to start from. Nothing that is there is written over."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compiler.load.project import MARKER
from compiler.model.errors import CannotWrite
from compiler.pipeline.starter import starter_routine

FIRST = "first-routine"

_FILES: Mapping[str, str] = {
    MARKER: """\
This file makes the folder a followalong project. What a routine names is looked for in it, and never outside.

routines/          your routines; "followalong new NAME" adds one
patients/          doses of single persons: followalong build routines/{first}.yaml --for patients/example.yaml
assets/clips/      your own footage
assets/audio/      music and recordings
assets/exercises/  your own exercises, one file each
output/            what is built

All of it may be moved or copied as one. Folders that you do not need may go; this file should stay.
""",
    "patients/example.yaml": """\
# A patient's own doses, for any routine. The name is shown on the title card.
#   followalong build routines/{first}.yaml --for patients/example.yaml
# Copy this file for each patient. It may speak of exercises that a routine does not have.
name: Example
hold: {{knee_to_chest: 20s}}    # one exercise; hold: 20s is for all of them
words_per_minute: 140
# reps: 6
# skip: bridge
""",
    "assets/clips/about-this-folder.txt": """\
Put your clips here, and name them in a routine or an exercise: clip: bridge.mp4
Clips that lie elsewhere, such as on a disk of their own, are found if your settings name the folder:
footage: [/Volumes/Clips] in settings.yaml; "followalong doctor" tells where that file is.
""",
    "assets/audio/about-this-folder.txt": """\
Put music and recordings here, and name them in a routine: music: calm.mp3
""",
    "assets/exercises/about-this-folder.txt": """\
Put your own exercises here, one file each: calf_stretch.yaml becomes - exercise: calf_stretch
docs/language.md of followalong shows one.
""",
    ".gitignore": """\
# What is built, and what is about patients, stays on this machine.
/output/
/patients/
""",
}


@dataclass(frozen=True, slots=True)
class Begun:
    """The files that were written, and those that were there already and stay as they are."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_project(folder: Path) -> Begun:
    """Make `folder` a project: a marker, a routine, a patient's file, and folders that say what goes into them.

    Raises:
        CannotWrite: the folder, or a file in it, cannot be written.
    """
    written: list[Path] = []
    kept: list[Path] = []
    for name, text in _FILES.items():
        path = folder / name
        (written if _written(path, text.format(first=FIRST)) else kept).append(path)
    routines = sorted((folder / "routines").glob("*.yaml"))
    if not routines:  # after the marker, because the exercises in it are those of the project
        for path, text in starter_routine(FIRST, folder).items():
            (written if _written(path, text) else kept).append(path)
    return Begun(tuple(written), (*kept, *routines))


def _written(path: Path, text: str) -> bool:
    """Whether the file was written; False where there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        if path.is_file():
            return False
        raise CannotWrite(f"cannot write {path}: something else is there") from None
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {error.strerror}") from error
    return True
