"""What all narrators share: the words that are really spoken, and what their keys hold."""

from collections.abc import Iterable
from functools import cache
from importlib import metadata

from compiler.model.errors import Diagnostic, Severity, ToolFailed
from compiler.model.routine import Utterance
from compiler.model.voice_choices import ENGINES, Takes
from compiler.narrate.words import spoken_text

TRIMMED = 1
"""Raised when what is done to every narrator's sound changes, its trimming among it: part of every key."""
RECORDED = 1
"""The same, for what is done to recordings alone."""


def spoken_of(utterance: Utterance) -> str:
    """The words as they are given to the voice; names in IPA where the engine takes it."""
    voice = utterance.voice
    return spoken_text(
        utterance.text, voice.language, utterance.say_as, ipa=_takes(voice.engine) is Takes.IPA
    )


def _takes(engine: str) -> Takes:
    return ENGINES[engine].takes if engine in ENGINES else Takes.NOTHING


def is_recorded(utterance: Utterance) -> bool:
    """Whether a recording says it, whose words nobody changes."""
    return utterance.recording is not None or utterance.voice.engine == "recorded"


def words_of(utterance: Utterance) -> str:
    """What is really spoken.

    Raises:
        ToolFailed: nothing of it can be spoken.
    """
    words = spoken_of(utterance)
    if not any(c.isalnum() for c in words):
        raise ToolFailed(
            f"nothing in {utterance.text[:60]!r} can be spoken", hint="write it with letters or digits"
        )
    return words


def check_names(utterances: Iterable[Utterance]) -> list[Diagnostic]:
    """A warning for each name that has IPA alone, where a voice that takes none speaks it."""
    lacking = {
        name: utterance.voice.engine
        for utterance in utterances
        if _takes(utterance.voice.engine) is Takes.LETTERS and not utterance.recording
        for name in utterance.say_as
        if not name.plain
    }
    return [
        Diagnostic(
            message=f"the voice ({engine}) takes no IPA: {name.written!r} is spoken as it is written",
            span=name.span,
            hint="give it plain spelling, too: {say: KAY-gul, ipa: /ˈkeɪɡəl/}",
            severity=Severity.WARNING,
        )
        for name, engine in lacking.items()
    ]


@cache
def version(package: str) -> str:
    """Of an installed package; "none" where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"
