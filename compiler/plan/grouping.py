"""Which section and circuit a piece of the video belongs to, and which chapters that makes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from compiler.model.routine import Step
from compiler.model.structure import Form, begins
from compiler.plan.rounds import circuit_name, shown_round
from compiler.plan.setting import Draft, Setting


def in_group(drafts: Iterable[Draft], step: Step, before: Step | None, setting: Setting) -> Iterator[Draft]:
    """What came of a step that follows `before`, with its groups and with the chapter that begins with it.

    A section is one chapter, and so is each round; what is in them makes no chapter of its own accord.
    """
    title, own = _chapter(step, before, setting)
    grouped = step.section is not None or step.round is not None
    for number, draft in enumerate(drafts):
        chapter = title if title and not number else None if grouped or title else draft.chapter
        yield replace(
            draft,
            chapter=chapter,
            own_chapter=own and chapter is not None,
            section=step.section,
            round=draft.round or step.round,
        )


def _chapter(step: Step, before: Step | None, setting: Setting) -> tuple[str, bool]:
    """The title of the chapter that begins with a step, and whether its author asked for it; "" where none does."""
    if step.chapter:
        return step.chapter, True
    if step.section and step.section != (before.section if before else None):
        return step.section.title, True
    if step.round and begins(step.round, before.round if before else None):
        return _of_circuit(step, before, setting)
    return "", False


def _of_circuit(step: Step, before: Step | None, setting: Setting) -> tuple[str, bool]:
    round_ = step.round
    assert round_
    circuit, other = round_.circuit, before.round.circuit if before and before.round else None
    name = circuit.chapter or circuit_name(circuit, setting.language)
    if round_.form is not Form.ROUNDS:
        return (name, bool(circuit.chapter)) if circuit != other else ("", False)
    return " \N{MIDDLE DOT} ".join(filter(None, (name, shown_round(round_, setting.language)))), bool(
        circuit.chapter
    )
