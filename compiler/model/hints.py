"""What was probably meant: the nearest of the words that are known."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from compiler.model.names import composed


def near_names(word: str, known: Iterable[str], *, cutoff: float) -> str | None:
    """A hint with the known words that are near, if any is; never with the word itself, however it is spelled."""
    others = sorted({one for one in known if composed(one) != composed(word)})
    close = difflib.get_close_matches(word, others, n=3, cutoff=cutoff)
    return f"did you mean {' or '.join(close)}?" if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint with the nearest known words, if any is near."""
    return near_names(word, known, cutoff=0.6)


def near_name_hint(path: Path) -> str | None:
    """Names in the same folder that resemble a missing file's."""
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return None
    return did_you_mean(path.name, names)
