"""Where a place of a drawn figure comes to lie in frames of another shape: a figure stands otherwise in each."""

from dataclasses import replace
from fractions import Fraction

from compiler.figure import Figure
from compiler.figure.camera import Camera
from compiler.figure.script import read_script
from compiler.figure.staging import staged
from compiler.model.callouts import Point
from compiler.model.routine import ExerciseStep, FigureUse, Routine, Step
from compiler.plan.pictures import media_of

WIDE = (1920, 1080)
"""The frame in which the places of callouts are told."""


def framed(routine: Routine) -> Routine:
    """The routine with callouts of figures at their places in frames of its size."""
    if routine.size[0] * WIDE[1] == routine.size[1] * WIDE[0]:
        return routine
    return replace(routine, steps=tuple(_framed(step, routine.size) for step in routine.steps))


def _framed(step: Step, size: tuple[int, int]) -> Step:
    if not isinstance(step, ExerciseStep) or not step.callouts:
        return step
    media, mirrored = media_of(step, step.first_side if step.dose.sides else None)
    figure = _figure(media) if isinstance(media, FigureUse) else None
    if figure is None:
        return step
    told, shown = (staged(figure, frame, mirrored) for frame in (WIDE, size))
    callouts = (replace(one, at=_seen(one.at, told, shown, size)) for one in step.callouts)
    return replace(step, callouts=tuple(callouts))


def _figure(use: FigureUse) -> Figure | None:
    figure, _ = read_script(use.path)
    return figure.on(use.place) if figure else None


def _seen(at: Point, told: Camera, shown: Camera, size: tuple[int, int]) -> Point:
    across = (float(at[0]) * WIDE[0] - told.x) / told.scale * shown.scale + shown.x
    down = (float(at[1]) * WIDE[1] - told.y) / told.scale * shown.scale + shown.y
    return Fraction(round(across), size[0]), Fraction(round(down), size[1])
