"""Work by the clock after it was customised: stretches counted anew, and the clock as it has come out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from compiler.model.routine import ExerciseStep, RestStep, Step
from compiler.model.structure import Circuit, Form


def recounted(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps, and those of intervals with their number among what is left, and with the times that they have now."""
    groups: dict[Circuit, list[Step]] = {}
    for step in steps:
        if step.round and step.round.form is Form.INTERVALS:
            groups.setdefault(step.round.circuit, []).append(step)
    clocks = {circuit: _clock(circuit, group) for circuit, group in groups.items()}
    done = dict.fromkeys(groups, 0)
    for step in steps:
        if step.round is None or step.round.circuit not in clocks:
            yield step
            continue
        number = done[step.round.circuit] + 1
        done[step.round.circuit] += isinstance(step, ExerciseStep)
        yield replace(step, round=replace(step.round, circuit=clocks[step.round.circuit], number=number))


def _clock(circuit: Circuit, steps: Iterable[Step]) -> Circuit:
    """The circuit with its times; 0 s where they differ from stretch to stretch."""
    works = [step.dose.hold or Fraction(0) for step in steps if isinstance(step, ExerciseStep)]
    rests = [step.seconds for step in steps if isinstance(step, RestStep)]
    return replace(circuit, times=len(works), work=_only(works), rest=_only(rests or [circuit.rest]))


def _only(seconds: Sequence[Fraction]) -> Fraction:
    return seconds[0] if seconds and len(set(seconds)) == 1 else Fraction(0)
