"""Words that speak of what a version of a routine lacks: exercises that are left out, and their number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compiler.customise.wording import exercises_of
from compiler.language import Language, known_language, number_words
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.routine import ExerciseStep, Line, Routine, exercises_in


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are said or shown, where they stand, and exercises that they know to be absent."""

    text: str
    span: SourceSpan | None
    knows: frozenset[str] = frozenset()


MOST_COUNTED = 30
_BETWEEN = 2
"""How many words may stand between a number and what it counts: "five gentle exercises"."""


def stale_words(written: Routine, left: Routine) -> Iterator[Diagnostic]:
    """Warnings about the words of a version, as far as can be known; `written` is the routine with all exercises."""
    kept = exercises_of(left.steps)
    lost = [s for s in written.steps if isinstance(s, ExerciseStep) and s.id not in kept]
    language = known_language(left.language)
    if not lost or language is None:
        return
    words = tuple(_words_of(left))
    yield from _miscounted(words, len(exercises_in(written.steps)), len(exercises_in(left.steps)), language)
    for step in {step.id: step for step in lost}.values():
        yield from _of_lost(step, left, words, language)


def _words_of(routine: Routine) -> Iterator[Words]:
    """All that an author wrote, in the order of the file."""
    yield Words(routine.title, routine.span)
    yield Words(routine.summary, routine.summary_span)
    for step in routine.steps:
        if isinstance(step, ExerciseStep):
            yield from map(_of_line, (*step.setup, *(cue.line for cue in step.cues)))
        elif step.line:
            yield _of_line(replace(step.line, needs=(*step.line.needs, *step.needs)))
    if routine.closing:
        yield _of_line(routine.closing)
    if routine.thumbnail and routine.thumbnail.title:
        yield _of_line(routine.thumbnail.title)


def _of_line(line: Line) -> Words:
    return Words(line.text, line.span, frozenset(one.exercise for one in line.needs if one.absent))


def _miscounted(words: Sequence[Words], before: int, now: int, language: Language) -> Iterator[Diagnostic]:
    """A number before "exercises" and the like that is the one of before."""
    if before == now or before > MOST_COUNTED:
        return
    number = rf"(?:{before}|{re.escape(number_words(before, language))})"
    named = "|".join(map(re.escape, sorted(language.exercise_words)))
    counted = rf"\b{number}(?P<between>(?:\s+\w+){{0,{_BETWEEN}}}?)\s+(?:{named})\b"
    phrases = language.phrases
    others = {
        form for noun in (phrases.second, phrases.minute, phrases.set) for form in (noun.one, noun.many)
    }
    for one in words:
        found = re.search(counted, one.text, re.IGNORECASE)
        if found and not others & set(found["between"].casefold().split()):
            message = f"{found[0]!r}: there {'is' if now == 1 else 'are'} {now} in this version"
            yield _told(message, one.span, "write {count} in place of the number")


def _of_lost(
    step: ExerciseStep, left: Routine, words: Sequence[Words], language: Language
) -> Iterator[Diagnostic]:
    """Words that name the exercise, or a thing that it alone needs."""
    kept = [one for one in left.steps if isinstance(one, ExerciseStep)]
    things = _things(step.needs, language) - {thing for one in kept for thing in _things(one.needs, language)}
    names = {step.name} - {one.name for one in kept}
    named = "|".join(re.escape(name) for name in (*sorted(names), *sorted(things)))
    for one in words if named else ():
        found = re.search(rf"\b(?:{named})(?:s|es|n|en|e)?\b", one.text, re.IGNORECASE)
        if found and step.id not in one.knows:
            message = f"{found[0]!r} belongs to {step.name}, which is left out in this version"
            yield _told(
                message, one.span, f"write if: {step.id} with these words, and they are left out with it"
            )


def _things(needs: str, language: Language) -> frozenset[str]:
    """The things that are needed: strap, belt and towel of "a strap, a belt or a towel"."""
    small = language.small_words
    joiners = "|".join(map(re.escape, sorted(small.joiners)))
    found = set()
    for part in re.split(rf"[,;/]|\b(?:{joiners})\b", needs):
        thing = []
        for word in re.findall(r"\w+", part):
            if word.casefold() in small.enders:
                break
            thing += [] if word.casefold() in small.articles else [word]
        found |= {thing[0 if small.noun_first else -1]} if thing else set()
    return frozenset(word for word in found if len(word) > 2)


def _told(message: str, span: SourceSpan | None, hint: str) -> Diagnostic:
    return Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING)
