"""What is known when each exercise comes up: where one is, what is at hand, and what the rest before it has told."""

from compiler.model.position import Place
from compiler.model.routine import ExerciseStep, RestStep, SayStep, Step
from compiler.model.structure import Form, Round, begins
from compiler.plan.rest_words import Approach, tells_all
from compiler.plan.setting import Setting
from compiler.plan.wording import place_of, turns_of


def approaches(steps: tuple[Step, ...], setting: Setting) -> tuple[Approach, ...]:
    """One for each of the steps: of an exercise, its own; of what is before one, that exercise's; at the end, of none.

    `after_dose` is always that of the step itself.
    """
    found: list[Approach] = []
    place: Place | None = None
    needed: set[str] = set()
    told = False
    last: ExerciseStep | None = None
    for index, step in enumerate(steps):
        exercise = next((s for s in steps[index:] if isinstance(s, ExerciseStep)), None)
        needs = exercise.needs if exercise and exercise.needs not in needed else ""
        after_dose = index > 0 and isinstance(steps[index - 1], ExerciseStep)
        approach = Approach(
            last=last,
            before=place,
            needs=needs,
            told=told,
            after_dose=after_dose,
            opens=_opening_round(last, exercise),
            direct=index > 0 and _leads_into(steps[index - 1], step),
        )
        found.append(approach)
        if isinstance(step, RestStep) and exercise:
            told = told or tells_all(step, exercise, approach, setting)
        if isinstance(step, SayStep) and step.position:
            place = step.position.at(None)
        if isinstance(step, ExerciseStep):
            place = place_of(step, turns_of(step)[-1].side) or place
            needed.add(step.needs)
            told = False
            last = step
    return tuple(found)


def _opening_round(last: ExerciseStep | None, exercise: ExerciseStep | None) -> Round | None:
    """The round that the next exercise begins, after the last one."""
    if exercise is None or exercise.round is None or exercise.round.form is not Form.ROUNDS:
        return None
    return exercise.round if begins(exercise.round, last.round if last else None) else None


def _leads_into(before: Step, step: Step) -> bool:
    """Whether a rest by the clock leads right into the next stretch of work."""
    rests = isinstance(before, RestStep) and isinstance(step, ExerciseStep)
    if not rests or before.round is None or step.round is None:
        return False
    return step.round.form is Form.INTERVALS and before.round.circuit == step.round.circuit
