"""What circuits are called, and which of their rounds it is, in words that are shown or spoken."""

from compiler.language import Language, counted, duration_words, number_words
from compiler.model.routine import Step
from compiler.model.structure import Circuit, Form, Round
from compiler.plan.setting import Setting


def by_the_clock(round_: Round | None) -> bool:
    """Whether a clock runs, so that exercises follow each other without being explained again."""
    return round_ is not None and round_.form is not Form.ROUNDS


def clocked(step: Step) -> Circuit | None:
    """The circuit by whose clock a step is done, if there is one."""
    return step.round.circuit if step.round and by_the_clock(step.round) else None


def circuit_name(circuit: Circuit, language: Language) -> str:
    """What a circuit is called: as its author says, or by its form; nothing for rounds without a name."""
    words = language.circuits
    own = {Form.ROUNDS: "", Form.INTERVALS: words.intervals, Form.AMRAP: words.amrap}
    return circuit.name or own[circuit.form]


def circuit_words(circuit: Circuit, language: Language, *, spoken: bool) -> str:
    """How often or how long: "3 rounds", "8 times 20 seconds, with 10 seconds of rest", "5 minutes"."""
    numbers = language if spoken else None
    if circuit.form is Form.ROUNDS:
        return counted(language.circuits.rounds, circuit.times, numbers)
    work = duration_words(circuit.work, language, spoken=spoken)
    if circuit.form is Form.AMRAP:
        return work
    if not (circuit.work and circuit.rest):
        return counted(language.circuits.stretches, circuit.times, numbers)
    times = number_words(circuit.times, numbers) if spoken else str(circuit.times)
    rest = duration_words(circuit.rest, language, spoken=spoken)
    return language.circuits.clocked.format(n=times, work=work, rest=rest)


def told_circuit(circuit: Circuit, language: Language) -> str:
    """Name and number together, for lists: "Intervals, 8 times 20 seconds, with 10 seconds of rest"."""
    words = circuit_words(circuit, language, spoken=False)
    return ", ".join(filter(None, (circuit_name(circuit, language), words)))


def shown_round(round_: Round | None, language: Language) -> str:
    """Which round it is, as the panel has it: "Round 2 of 3"."""
    if round_ is None or round_.form is Form.AMRAP:
        return ""
    words = language.circuits
    template = words.round_of if round_.form is Form.ROUNDS else words.interval_of
    return template.format(i=round_.number, n=round_.circuit.times)


def spoken_round(round_: Round, setting: Setting) -> str:
    """Which round begins: "Round two of three."."""
    i, n = (number_words(number, setting.numbers) for number in (round_.number, round_.circuit.times))
    return setting.language.circuits.round_of.format(i=i, n=n) + "."
