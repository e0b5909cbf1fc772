"""What was probably meant: the nearest of the words that are known."""

import difflib
from collections.abc import Iterable
from pathlib import Path


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint with the nearest known words, if any is near."""
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else None


def near_name_hint(path: Path) -> str | None:
    """Names in the same folder that resemble a missing file's."""
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return None
    close = difflib.get_close_matches(path.name, names, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else None
