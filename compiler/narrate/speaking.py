"""What all narrators share: the words that are really spoken, and what their keys hold."""

from functools import cache
from importlib import metadata

from compiler.model.errors import ToolFailed
from compiler.model.routine import Utterance
from compiler.narrate.words import spoken_text

TRIMMED = 1
"""Raised when what is done to every narrator's sound changes: part of every key."""


def words_of(utterance: Utterance) -> str:
    """What is really spoken.

    Raises:
        ToolFailed: nothing of it can be spoken.
    """
    words = spoken_text(utterance.text, utterance.voice.language)
    if not any(c.isalnum() for c in words):
        raise ToolFailed(
            f"nothing in {utterance.text[:60]!r} can be spoken", hint="write it with letters or digits"
        )
    return words


@cache
def version(package: str) -> str:
    """Of an installed package; "none" where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"
