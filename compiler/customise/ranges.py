"""Whether a dose lies in the range in which it may be customised: the one place that decides and says so."""

from fractions import Fraction

from compiler.customise.layers import DoseKind
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.routine import Limits
from compiler.model.timing import written_duration


def dose_text(kind: DoseKind, value: Fraction) -> str:
    """A dose as an author writes it: `30s`, `8`."""
    return written_duration(value) if kind in {DoseKind.HOLD, DoseKind.REST} else str(int(value))


def range_problem(
    kind: DoseKind,
    value: Fraction,
    limits: Limits | None,
    name: str,
    *,
    span: SourceSpan | None,
    beyond_range: bool,
    origin: str = "",
    reckoned: str = "",
) -> Diagnostic | None:
    """What is wrong with a dose of the exercise `name`, if anything.

    `origin` is the option that asked for it, `reckoned` how it came about. With `beyond_range` it is a warning.
    """
    if limits is None or limits.minimum <= value <= limits.maximum:
        return None
    shown, low, high = (dose_text(kind, n) for n in (value, limits.minimum, limits.maximum))
    message = f"{kind} of {shown}{reckoned} is outside the range of {name}, {low} to {high}"
    hint = f"the range is set in {limits.span}"
    return Diagnostic(
        message=f"{origin}: {message}" if origin else message,
        span=span,
        hint=hint if beyond_range else f"{hint}; --beyond-range goes on all the same",
        severity=Severity.WARNING if beyond_range else Severity.ERROR,
        beyond_range=beyond_range,
    )
