"""What comes with the package: the library of exercises, figures and ready clips."""

import json
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

READY_INDEX = "index.json"
"""In `assets/clips/`: figure key -> file name of the clip that was drawn from it."""


READY_SIZE = (1920, 1080)
"""Pixels of the ready clips."""


def library_folder() -> Path:
    """The assets that come with followalong: inside the installed package, or beside it in a checkout."""
    packaged = _PACKAGE / "assets"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "assets"


def ready_clip(key: str) -> Path | None:
    """The shipped clip with exactly these frames (a figure's key, see `figure_key`), if there is one."""
    name = _index().get(key)
    path = library_folder() / "clips" / name if name else None
    return path if path and path.is_file() else None


@cache
def _index() -> dict[str, str]:
    try:
        found = json.loads((library_folder() / "clips" / READY_INDEX).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {str(key): str(name) for key, name in found.items()}
