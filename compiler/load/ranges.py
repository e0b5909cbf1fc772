"""The grammar of doses that have a range in which they may be customised."""

from fractions import Fraction

from pydantic import model_validator

from compiler.load import scalars as s
from compiler.model.routine import Limits
from compiler.yaml import Duration, Problem, Record


class RangeFile(Record):
    """A dose with the range in which it may be customised; the default lies in it."""

    @model_validator(mode="after")
    def _in_order(self) -> "RangeFile":
        least, default, most = (getattr(self, name) for name in ("min", "default", "max"))
        if least and least.value > default.value:
            raise Problem("min is more than the default", span=least.span)
        if most and most.value < default.value:
            raise Problem("max is less than the default", span=most.span)
        return self


class HoldFile(RangeFile):
    """A hold and the range in which it may be customised."""

    default: s.WholeHold
    min: s.WholeHold | None = None
    max: s.WholeHold | None = None


class RepsFile(RangeFile):
    """Repetitions and the range in which they may be customised."""

    default: s.Reps
    min: s.Reps | None = None
    max: s.Reps | None = None


class SetsFile(RangeFile):
    """Sets and the range in which they may be customised."""

    default: s.Sets
    min: s.Sets | None = None
    max: s.Sets | None = None


class RestFile(RangeFile):
    """A rest and the range in which it may be customised."""

    default: Duration
    min: Duration | None = None
    max: Duration | None = None


def limits_of(written: HoldFile | RepsFile | SetsFile | RestFile | None) -> Limits | None:
    """The range of a dose, if one is written; an end that is not written is the default."""
    if written is None or (written.min is None and written.max is None):
        return None
    default = written.default
    return Limits(
        minimum=Fraction((written.min or default).value),
        maximum=Fraction((written.max or default).value),
        span=(written.min or written.max or default).span,
    )
