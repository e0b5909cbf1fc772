"""What comes with the package: the library of exercises, figures and ready clips."""

import hashlib
import json
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

READY_INDEX = "index.json"
"""In `assets/clips/`: figure key -> file name of the clip that was drawn from it."""

CHECKED_FIGURES = "checked.json"
"""In `assets/figures/`: name -> digest of the scripts whose anatomy was checked when they were shipped."""


READY_SIZE = (1920, 1080)
"""Pixels of the ready clips."""


def library_folder() -> Path:
    """The assets that come with followalong: inside the installed package, or beside it in a checkout."""
    packaged = _PACKAGE / "assets"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "assets"


def docs_folder() -> Path:
    """The pages that `followalong help` shows: inside the installed package, or beside it in a checkout."""
    packaged = _PACKAGE / "docs"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "docs"


def ready_clip(key: str) -> Path | None:
    """The shipped clip with exactly these frames (a figure's key, see `figure_key`), if there is one."""
    name = _table("clips", READY_INDEX).get(key)
    path = library_folder() / "clips" / name if name else None
    return path if path and path.is_file() else None


def script_digest(source: str) -> str:
    """What tells one pose script's text from all others."""
    return hashlib.sha256(source.encode()).hexdigest()


def is_shipped_script(source: str) -> bool:
    """Whether this is the text of a figure that came with the package, whose anatomy has been checked."""
    return script_digest(source) in _table("figures", CHECKED_FIGURES).values()


@cache
def _table(folder: str, name: str) -> dict[str, str]:
    try:
        found = json.loads((library_folder() / folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {str(key): str(value) for key, value in found.items()}


def ready_clip_of(figure: str) -> Path | None:
    """A shipped clip of that figure, whoever it is drawn as and however long its phases; unmirrored if there is one."""
    names = sorted(name for name in _table("clips", READY_INDEX).values() if name.startswith(f"{figure}."))
    plain = [name for name in names if ".plain." in name]
    path = library_folder() / "clips" / (plain or names)[0] if names else None
    return path if path and path.is_file() else None
