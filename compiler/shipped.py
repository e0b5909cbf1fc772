"""What comes with the package: the library of exercises and figures."""

import hashlib
import json
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

CHECKED_FIGURES = "checked.json"
"""In `assets/figures/`: name -> digest of the scripts whose anatomy was checked when they were shipped."""


def library_folder() -> Path:
    """The assets that come with followalong: inside the installed package, or beside it in a checkout."""
    packaged = _PACKAGE / "assets"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "assets"


def docs_folder() -> Path:
    """The pages that `followalong help` shows: inside the installed package, or beside it in a checkout."""
    packaged = _PACKAGE / "docs"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "docs"


def script_digest(source: str) -> str:
    """What tells one pose script's text from all others."""
    return hashlib.sha256(source.encode()).hexdigest()


def is_shipped_script(source: str) -> bool:
    """Whether this is the text of a figure that came with the package, whose anatomy has been checked."""
    return script_digest(source) in _checked()


@cache
def _checked() -> frozenset[str]:
    try:
        found = json.loads((library_folder() / "figures" / CHECKED_FIGURES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    return frozenset(map(str, found.values()))
