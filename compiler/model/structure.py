"""How steps belong together: parts of a routine with a name, and circuits that are gone through again and again."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from compiler.model.errors import SourceSpan


class Form(StrEnum):
    """How a circuit is counted: by rounds, by the clock in work and rest, or as often as one can in a time."""

    ROUNDS = "rounds"
    INTERVALS = "intervals"
    AMRAP = "amrap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a routine with a name, such as "Warm-up"; among the chapters it may have a title of its own."""

    name: str
    chapter: str = ""
    span: SourceSpan | None = None

    @property
    def title(self) -> str:
        """What its chapter is called."""
        return self.chapter or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """Steps that are done again and again. `times` is how often: rounds, or stretches of work.

    `work` and `rest` are seconds: of intervals; for as many rounds as one can, `work` is the time on the clock. Two
    circuits differ at least by their `span`.
    """

    form: Form
    times: int = 1
    work: Fraction = Fraction(0)
    rest: Fraction = Fraction(0)
    name: str = ""
    chapter: str = ""
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A step's place in a circuit: its `number` (from 1) of the rounds or stretches of work.

    `place` is where the step stands in the list; with `again`, the same was done in the circuit before.
    """

    circuit: Circuit
    number: int
    place: int = 0
    again: bool = False

    @property
    def form(self) -> Form:
        """How the circuit is counted."""
        return self.circuit.form


def begins(round_: Round | None, before: Round | None) -> bool:
    """Whether another round, or another circuit, starts with a step that follows one of the round `before`."""
    if round_ is None or before is None:
        return round_ is not None
    return (round_.circuit, round_.number) != (before.circuit, before.number)
