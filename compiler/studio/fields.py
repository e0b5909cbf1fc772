"""A step of a routine -> the controls by which a page changes it: what is written, what holds, and in which range."""

from fractions import Fraction
from typing import Any

from compiler.model.limits import LONGEST_CLOCK, MOST_INTERVALS, MOST_REPS, MOST_ROUNDS, MOST_SETS
from compiler.model.routine import (
    LONGEST_HOLD,
    ExerciseStep,
    FigureUse,
    Footage,
    Limits,
    RestStep,
    SayStep,
    Step,
)
from compiler.yaml import KeyPath

LONGEST_REST = Fraction(600)
"""Seconds up to which a control goes; the text may say more."""

SIDES = ("both", "left", "right", "none")

Field = dict[str, Any]
Written = dict[str, Any]


def fields_of(kind: str, path: KeyPath, written: Any, step: Step | None) -> dict[str, Field]:
    """The controls of a step by their key; `step` is what was made of it, None where that failed."""
    keys = written if isinstance(written, dict) else {}
    makers = {
        "exercise": _of_exercise,
        "rest": _of_rest,
        "say": _of_words,
        "rounds": _of_rounds,
        "amrap": _of_amrap,
        "intervals": _of_intervals,
    }
    return makers[kind](path, keys, step) if kind in makers else {}


def _of_rest(path: KeyPath, keys: Written, step: Step | None) -> dict[str, Field]:
    made = step if isinstance(step, RestStep) else None
    seconds, limits = (made.seconds, made.limits) if made else (None, None)
    return {"rest": _seconds(path, _key_of_rest(keys), keys, seconds, limits, LONGEST_REST)}


def _key_of_rest(keys: Written) -> tuple[str, ...]:
    return ("rest", "default") if isinstance(keys.get("rest"), dict) else ("rest",)


def _of_words(path: KeyPath, keys: Written, step: Step | None) -> dict[str, Field]:
    slot = step.slot if isinstance(step, SayStep) else None
    return {"for": _seconds(path, ("for",), keys, slot, None, LONGEST_REST)}


def _of_rounds(path: KeyPath, keys: Written, _step: Step | None) -> dict[str, Field]:
    return {
        "rounds": _count(path, "rounds", keys, None, None, MOST_ROUNDS, least=2),
        "rest": _seconds(path, _key_of_rest(keys), keys, None, None, LONGEST_REST),
    }


def _of_amrap(path: KeyPath, keys: Written, _step: Step | None) -> dict[str, Field]:
    return {"amrap": _seconds(path, ("amrap",), keys, None, None, LONGEST_CLOCK)}


def _of_intervals(path: KeyPath, keys: Written, _step: Step | None) -> dict[str, Field]:
    inside = keys.get("intervals")
    inside = inside if isinstance(inside, dict) else {}
    below = (*path, "intervals")
    return {
        "work": _seconds(below, ("work",), inside, None, None, LONGEST_HOLD),
        "rest": _seconds(below, ("rest",), inside, None, None, LONGEST_REST),
        "times": _count(below, "times", inside, None, None, MOST_INTERVALS),
    }


def _of_exercise(path: KeyPath, keys: Written, step: Step | None) -> dict[str, Field]:
    if not isinstance(step, ExerciseStep):
        return _of_unknown_exercise(path, keys)
    dose, fields = step.dose, {}
    if dose.hold is not None:
        fields["hold"] = _seconds(path, ("hold",), keys, dose.hold, step.hold_limits, LONGEST_HOLD)
    if dose.reps is not None:
        fields["reps"] = _count(path, "reps", keys, dose.reps, step.reps_limits, MOST_REPS)
    fields["sets"] = _count(path, "sets", keys, dose.sets, step.sets_limits, MOST_SETS)
    key = _key_of_rest(keys)
    fields["rest"] = _seconds(path, key, keys, step.rest_between, step.rest_limits, LONGEST_REST)
    return {**fields, "sides": _choice_of_sides(path, keys, _sides(step))}


def _of_unknown_exercise(path: KeyPath, keys: Written) -> dict[str, Field]:
    """What is written of an exercise that could not be made sense of."""
    fields: dict[str, Field] = {}
    if "hold" in keys:
        fields["hold"] = _seconds(path, ("hold",), keys, None, None, LONGEST_HOLD)
    if "reps" in keys:
        fields["reps"] = _count(path, "reps", keys, None, None, MOST_REPS)
    fields["sets"] = _count(path, "sets", keys, None, None, MOST_SETS)
    fields["rest"] = _seconds(path, _key_of_rest(keys), keys, None, None, LONGEST_REST)
    return {**fields, "sides": _choice_of_sides(path, keys, None)}


def _choice_of_sides(path: KeyPath, keys: Written, value: str | None) -> Field:
    return {
        "at": [*path, "sides"],
        "kind": "choice",
        "written": keys.get("sides"),
        "value": value,
        "choices": list(SIDES),
    }


def _sides(step: ExerciseStep) -> str:
    sides = step.dose.sides
    return "both" if len(sides) > 1 else sides[0].value if sides else "none"


def _seconds(
    path: KeyPath,
    key: tuple[str, ...],
    keys: dict[str, Any],
    made: Fraction | None,
    limits: Limits | None,
    longest: Fraction,
) -> Field:
    written: Any = keys
    for part in key:
        written = written.get(part) if isinstance(written, dict) else None
    return {
        "at": [*path, *key],
        "kind": "seconds",
        "written": written,
        "value": float(made) if made is not None else None,
        "min": float(limits.minimum) if limits else 1,
        "max": float(limits.maximum) if limits else float(longest),
        "of_exercise": limits is not None,
    }


def _count(
    path: KeyPath,
    key: str,
    keys: dict[str, Any],
    made: int | None,
    limits: Limits | None,
    most: int,
    least: int = 1,
) -> Field:
    written = keys.get(key)
    known = int(written) if made is None and isinstance(written, str) and written.isdecimal() else made
    return {
        "at": [*path, key],
        "kind": "count",
        "written": written,
        "value": known,
        "min": int(limits.minimum) if limits else least,
        "max": int(limits.maximum) if limits else most,
        "of_exercise": limits is not None,
    }


def media_of(step: ExerciseStep | None) -> dict[str, Any] | None:
    """What is seen of an exercise, for whoever chooses something else."""
    if step is None:
        return None
    media = step.media
    if isinstance(media, Footage):
        return {"kind": "footage", "file": media.path.name}
    if isinstance(media, FigureUse):
        return {"kind": "figure", "file": media.path.stem}
    return {"kind": "missing", "file": None}
