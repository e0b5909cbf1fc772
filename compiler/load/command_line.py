"""What the command line says of doses -> one layer of customisation."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from compiler.customise.layers import (
    Customisation,
    DoseChange,
    DoseKind,
    FitTarget,
    LoadChange,
    Named,
    Scale,
    VoiceChange,
)
from compiler.load.scalars import ALL, decimal, frame_size, hold_seconds, load_of, week_of
from compiler.model.limits import MOST_REPS, MOST_SETS
from compiler.model.names import composed
from compiler.model.routine import Captions
from compiler.yaml import Problem, choice, duration, whole_number

_READERS: dict[DoseKind, Callable[[str], Any]] = {
    DoseKind.HOLD: hold_seconds,
    DoseKind.REST: duration,
    DoseKind.REPS: whole_number(1, MOST_REPS),
    DoseKind.SETS: whole_number(1, MOST_SETS),
}


class OptionProblem(ValueError):
    """An option's value cannot be read; `option` is its name."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


def from_options(
    doses: Mapping[DoseKind, Iterable[str]],
    *,
    load: Iterable[str] = (),
    scale: str | None = None,
    fit: str | None = None,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    voice: VoiceChange | None = None,
    captions: str | None = None,
) -> Customisation | None:
    """The layer that these options make; None where none of them was given.

    Doses are `45s` (for all) or `knee_to_chest=20s`, loads `2kg` or `bridge=2kg`; exercises may be several with
    commas between them.

    Raises:
        OptionProblem: a value that cannot be read.
    """
    layer = Customisation(
        doses=tuple(_dose(kind, text) for kind, texts in doses.items() for text in texts),
        loads=tuple(_load(text) for text in load),
        scale=_scale(scale) if scale is not None else None,
        fit=_fit(fit) if fit is not None else None,
        only=_names("--only", only),
        skip=_names("--skip", skip),
        voice=voice,
        captions=_captions(captions) if captions is not None else None,
    )
    return None if layer == Customisation() else layer


def read_size(option: str, text: str) -> tuple[int, int]:
    """A size as in a routine: landscape, portrait, square or 1280x720.

    Raises:
        OptionProblem: it is none.
    """
    width, height = _read(option, text, frame_size)
    return width, height


def read_week(option: str, text: str) -> int:
    """A week of a progression: 3.

    Raises:
        OptionProblem: it is none.
    """
    return int(_read(option, text, week_of))


def _read(option: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except Problem as problem:
        hint = f" ({problem.hint})" if problem.hint else ""
        raise OptionProblem(option, f"{problem}{hint}") from None


def _dose(kind: DoseKind, text: str) -> DoseChange:
    option = f"--{kind}"
    exercise, value = _for_exercise(option, text, _READERS[kind])
    return DoseChange(kind=kind, value=Fraction(value), exercise=exercise, origin=f"{option} {text}")


def _load(text: str) -> LoadChange:
    exercise, load = _for_exercise("--load", text, load_of)
    return LoadChange(load=load, exercise=exercise, origin=f"--load {text}")


def _for_exercise(option: str, text: str, read: Callable[[str], Any]) -> tuple[str | None, Any]:
    """The exercise before an equals sign (None for all of them), and what is behind it."""
    name, equals, written = text.partition("=")
    value = _read(option, written if equals else text, read)
    exercise = composed(name.strip()) if equals else ALL
    if not exercise:
        raise OptionProblem(option, f"{text} names no exercise (write {option} {written} for all of them)")
    return None if exercise == ALL else exercise, value


def _scale(text: str) -> Scale:
    return Scale(factor=_read("--scale", text, decimal("0.1", "10")), origin=f"--scale {text}")


def _fit(text: str) -> FitTarget:
    return FitTarget(seconds=_read("--fit", text, duration), origin=f"--fit {text}")


def _captions(text: str) -> Captions:
    return Captions(_read("--captions", text, choice(*Captions)))


def _names(option: str, texts: Iterable[str]) -> tuple[Named, ...]:
    names = [composed(name.strip()) for text in texts for name in text.split(",")]
    return tuple(Named(exercise=name, origin=f"{option} {name}") for name in names if name)
