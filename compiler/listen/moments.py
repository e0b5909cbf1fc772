"""Words that speak of a phase and are said in another one."""

import re
from collections.abc import Iterator
from fractions import Fraction

from compiler.listen.ears import Ears, plain
from compiler.listen.score import Doing, Score, Words
from compiler.model.routine import Phase
from compiler.model.timeline import StepKind

BEFORE = Fraction(1)
"""Words may speak of a phase that begins so many seconds after their middle."""
ALIKE = 3
"""Words with so many first letters in common mean the same movement."""


def misplaced(score: Score) -> Iterator[tuple[Words, Doing, str]]:
    """Words, where they are said, and the phase that they speak of though another one runs."""
    for doing in score.doings:
        if doing.kind is not StepKind.REPS:
            continue
        for words in score.heard(doing.start, doing.stop):
            meant = spoken_of(words.text, doing.phases, Ears(score.language))
            if meant and not any(_in_phase(words, doing, number) for number in meant):
                yield words, doing, " / ".join(doing.phases[number].name for number in sorted(meant))


def spoken_of(text: str, phases: tuple[Phase, ...], ears: Ears) -> set[int]:
    """The numbers of the phases that words speak of: "as you lift", "on the way down", or with their name in front."""
    known = ears.language.ears
    verbs = {found.casefold() for found in re.findall(known.while_doing, text, re.IGNORECASE)}
    meant = {n for n, phase in enumerate(phases) if any(_alike(verb, phase) for verb in verbs)}
    for pattern, names in known.ways:
        if re.search(pattern, text, re.IGNORECASE):
            meant |= {n for n, p in enumerate(phases) if re.match(names, plain(p.name.replace("_", " ")))}
    return meant or ears.phase(text, phases)


def _alike(verb: str, phase: Phase) -> bool:
    names = plain(phase.name.replace("_", " ")).split()
    return any(len(name) >= ALIKE and name[:ALIKE] == verb[:ALIKE] for name in names)


def _in_phase(words: Words, doing: Doing, number: int) -> bool:
    middle = (words.start + words.stop) / 2
    soon = min(middle + BEFORE, doing.stop - Fraction(1, 1000))
    return number in {doing.phase_at(middle)[1], doing.phase_at(soon)[1]}
