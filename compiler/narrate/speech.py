"""What narration makes: a WAV file of words, and the protocol of whatever makes it."""

import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from compiler.model.errors import ToolFailed
from compiler.model.routine import Utterance
from compiler.model.timeline import WordTime
from compiler.narrate.word_marks import read_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Spoken words in a mono 16-bit WAV file: `samples` of them at `sample_rate` a second.

    `words` tells when each begins, where the voice told.
    """

    path: Path
    samples: int
    sample_rate: int
    words: tuple[WordTime, ...] = ()

    @property
    def seconds(self) -> Fraction:
        """How long it lasts, exactly."""
        return Fraction(self.samples, self.sample_rate)


class Narrator(Protocol):
    """Turns words into sound. Stateless: may be used from several threads at once."""

    @property
    def suffix(self) -> str:
        """The ending of the files that `speak` writes."""
        ...

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        """Everything that can change what `speak` writes for `utterance`, as JSON-able parts.

        Raises:
            BadMedia: a recording that it is made from is not there.
        """
        ...

    def speak(self, utterance: Utterance, destination: Path) -> None:
        """Write the words to `destination`: mono 16-bit WAV without silence around it.

        Raises:
            ToolFailed: the voice is missing, died, hung or made nothing that can be heard.
            BadMedia: a recording is missing or cannot be read.
        """
        ...


def read_speech(path: Path) -> Speech:
    """The speech that a narrator wrote to `path`; reads all but the sound.

    Raises:
        ToolFailed: no WAV file, or an empty one.
    """
    try:
        with wave.open(str(path), "rb") as file:
            samples, sample_rate = file.getnframes(), file.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        raise ToolFailed(f"the voice wrote no readable WAV file: {error}") from error
    if not samples:
        raise ToolFailed("the voice wrote a WAV file with nothing in it")
    words = read_marks(path, sample_rate)
    return Speech(path=path, samples=samples, sample_rate=sample_rate, words=words)
