"""Which steps a customised routine has: additions of profiles, `only` and `skip`, and the rests that go along."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compiler.customise.layers import Addition, Customisation, Named
from compiler.customise.wording import exercises_of, stands
from compiler.model.errors import Diagnostic
from compiler.model.hints import did_you_mean
from compiler.model.routine import ExerciseStep, RestStep, Routine, Step, with_rests
from compiler.model.structure import Circuit, Form, Section, begins

WRITTEN = -1
"""The layer of what the file's own `steps` say."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A step and the layer that brought it, from which on it may be changed."""

    step: Step
    layer: int = WRITTEN


def select(routine: Routine, layers: Sequence[Customisation]) -> tuple[tuple[Chosen, ...], list[Diagnostic]]:
    """The steps that are left and added, default rests written out, and names that are not there."""
    chosen = [Chosen(step) for step in routine.steps]
    problems: list[Diagnostic] = []
    for index, layer in enumerate(layers):
        for addition in layer.additions:
            chosen, unknown = _added(chosen, addition, index)
            problems += unknown
    known = {c.step.id for c in chosen if isinstance(c.step, ExerciseStep)}
    for layer in layers:
        problems += _unknown_names(layer, known)
    chosen = _with_rests(routine, chosen)
    dropped = {i for i, c in enumerate(chosen) if isinstance(c.step, ExerciseStep) and not _kept(c, layers)}
    left = _whole_groups(_without(chosen, dropped), chosen)
    if dropped and not problems and not any(isinstance(c.step, ExerciseStep) for c in left):
        problems.append(_nothing_left(layers))
    exercises = exercises_of(c.step for c in left)
    return tuple(c for c in left if stands(c.step, exercises)), problems


def _added(chosen: list[Chosen], addition: Addition, layer: int) -> tuple[list[Chosen], list[Diagnostic]]:
    places = [
        i for i, c in enumerate(chosen)
        if isinstance(c.step, ExerciseStep) and c.step.id == addition.beside.exercise
    ]  # fmt: skip
    if not places:
        known = {c.step.id for c in chosen if isinstance(c.step, ExerciseStep)}
        return chosen, [_unknown(addition.beside, known)]
    for place in sorted(_in_each_round(places, chosen, after=addition.after), reverse=True):
        new = [Chosen(_beside(step, chosen[place].step), layer) for step in addition.steps]
        at = place + 1 if addition.after else place
        chosen = [*chosen[:at], *new, *chosen[at:]]
    return chosen, []


def _in_each_round(places: Sequence[int], chosen: Sequence[Chosen], *, after: bool) -> Iterator[int]:
    """The place that is meant of several, and where it is in a circuit, the same one in each of its rounds."""
    meant = places[-1] if after else places[0]
    round_ = chosen[meant].step.round
    for place in places:
        other = chosen[place].step.round
        same = round_ and other and (round_.circuit, round_.place) == (other.circuit, other.place)
        if place == meant or (same and round_ and round_.form is Form.ROUNDS):
            yield place


def _beside(step: Step, other: Step) -> Step:
    """An added step, in the section and the round of the one beside it, unless it brings its own."""
    own_round = step.round or (other.round if other.round and other.round.form is Form.ROUNDS else None)
    return replace(step, section=step.section or other.section, round=own_round)


def _with_rests(routine: Routine, chosen: list[Chosen]) -> list[Chosen]:
    """Default rests as steps of their own, so that each can be changed."""
    steps = with_rests(replace(routine, steps=tuple(c.step for c in chosen)))
    queue, found = list(chosen), []
    for step in steps:
        if queue and queue[0].step is step:
            found.append(queue.pop(0))
        else:
            found.append(Chosen(step))
    return found


def _kept(chosen: Chosen, layers: Sequence[Customisation]) -> bool:
    """Whether an exercise stays: the last layer that speaks of it decides."""
    assert isinstance(chosen.step, ExerciseStep)
    kept = True
    for layer in layers[chosen.layer + 1 :]:
        if layer.only:
            kept = any(named.exercise == chosen.step.id for named in layer.only)
        if any(named.exercise == chosen.step.id for named in layer.skip):
            kept = False
    return kept


def _without(chosen: list[Chosen], dropped: set[int]) -> list[Chosen]:
    """A dropped exercise takes the rest that leads to it along; the first of all, or of a round, the one after it."""
    gone = set(dropped)
    kept = _groups(c for i, c in enumerate(chosen) if i not in dropped)
    for index in sorted(dropped):
        before = [i for i in range(index) if i not in gone]
        exercises = [chosen[i].step for i in before if isinstance(chosen[i].step, ExerciseStep)]
        opens = _opens(chosen[index].step, exercises, kept)
        if not opens and before and _leads(chosen[before[-1]].step):
            gone.add(before[-1])
        elif opens or not exercises:
            after = index + 1
            if after < len(chosen) and _leads(chosen[after].step):
                gone.add(after)
    return [c for i, c in enumerate(chosen) if i not in gone]


def _leads(step: Step) -> bool:
    """Whether it is a rest before an exercise, and not one between rounds."""
    return isinstance(step, RestStep) and not step.between


def _opens(step: Step, before: Sequence[Step], kept: Collection[Section | Circuit]) -> bool:
    """Whether an exercise is the first of its round, in a circuit that is not left out as a whole."""
    if step.round is None or step.round.circuit not in kept:
        return False
    if step.round.form is Form.ROUNDS:
        return not any(not begins(step.round, other.round) for other in before)
    return not any(other.round and other.round.circuit == step.round.circuit for other in before)


def _whole_groups(left: list[Chosen], before: list[Chosen]) -> list[Chosen]:
    """Without what stands in a section or a circuit that has lost all of its exercises; nor a rest before its start."""
    lost = _groups(before) - _groups(left)
    begun: set[Section | Circuit] = set()
    found: list[Chosen] = []
    for one in left:
        groups = _of_groups(one.step)
        if groups & lost or _leads_nowhere(one.step, begun):
            continue
        found.append(one)
        if isinstance(one.step, ExerciseStep):
            begun |= groups
    return found


def _leads_nowhere(step: Step, begun: Collection[Section | Circuit]) -> bool:
    """Whether it is a rest of a circuit, before anything of it has been done."""
    if not isinstance(step, RestStep) or step.round is None:
        return False
    if not (step.between or step.round.form is Form.INTERVALS):
        return False
    return step.round.circuit not in begun


def _groups(chosen: Iterable[Chosen]) -> set[Section | Circuit]:
    """The groups that have exercises."""
    return {group for c in chosen if isinstance(c.step, ExerciseStep) for group in _of_groups(c.step)}


def _of_groups(step: Step) -> set[Section | Circuit]:
    groups = (step.section, step.round.circuit if step.round else None)
    return {group for group in groups if group}


def _unknown_names(layer: Customisation, known: set[str]) -> list[Diagnostic]:
    if layer.lenient:
        return []
    return [_unknown(one, known) for one in layer.names if one.exercise not in known]


def _unknown(named: Named, known: set[str]) -> Diagnostic:
    source = f"{named.origin}: " if named.origin else ""
    hint = did_you_mean(named.exercise, sorted(known)) or f"it has: {', '.join(sorted(known))}"
    message = f"{source}the routine has no exercise {named.exercise!r}"
    return Diagnostic(message=message, span=named.span, hint=hint)


def _nothing_left(layers: Sequence[Customisation]) -> Diagnostic:
    last = [named for layer in layers for named in (*layer.only, *layer.skip)][-1]
    source = f"{last.origin}: " if last.origin else ""
    return Diagnostic(message=f"{source}no exercise is left", span=last.span, hint="keep at least one")
