"""What a routine says of its own accord: each kind of word or sound, on, off or in another way."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Guide(StrEnum):
    """How something is told: in words, by a tone, or not at all."""

    WORDS = "words"
    TONES = "tones"
    NOTHING = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breathing:
    """A pace to breathe at in holds, in seconds."""

    breathe_in: Fraction = Fraction(4)
    breathe_out: Fraction = Fraction(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueGrammar:
    """Which kinds of cues the tool makes by itself. docs/language.md says what each of them is."""

    announce: bool = True
    position: bool = True
    tempo: bool = True
    needs: bool = True
    countdown: bool = True
    begin: Guide = Guide.WORDS
    count: bool = True
    phases: Guide = Guide.WORDS
    last_one: bool = True
    time_left: bool = True
    breathing: Breathing | None = None
    ticks: bool = True
    end: Guide = Guide.WORDS
    next_up: bool = True
