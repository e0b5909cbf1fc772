"""Chapters by YouTube's rules: the first at 0:00, at least three, each at least 10 s, in ascending order.

Source: support.google.com/youtube/answer/9884579, read 2026-11. If a rule is broken the list is silently no
chapter list, so short ones are joined with a neighbour and the gaps are checked after rounding down.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from compiler.model.errors import Diagnostic, Severity
from compiler.model.routine import ExerciseStep, Routine
from compiler.model.timeline import Chapter
from compiler.model.timing import times_in

SHORTEST_SECONDS = 10
FEWEST = 3


def chapters_of(starts: Iterable[tuple[str, int]], frames: int, rate: Fraction) -> tuple[Chapter, ...]:
    """Chapters from (title, frame) in order; none at all if fewer than three keep the rules.

    A part of less than 10 s joins the one before it; a short first part joins the one after it, whose title
    it takes.
    """
    kept: list[Chapter] = []
    for title, start in starts:
        if kept and _second(start, rate) - _second(kept[-1].start, rate) < SHORTEST_SECONDS:
            if len(kept) == 1:
                kept = [Chapter(title=title, start=0)]
            else:
                kept[-1] = Chapter(title=title, start=kept[-1].start)
        else:
            kept.append(Chapter(title=title, start=start if kept else 0))
    while kept and int(Fraction(frames) / rate) - _second(kept[-1].start, rate) < SHORTEST_SECONDS:
        kept.pop()
    return tuple(kept) if len(kept) >= FEWEST else ()


def time_problems(routine: Routine, disclaimer: str, chapters: Sequence[Chapter]) -> Iterator[Diagnostic]:
    """Words of a description that read as a time: with one among or before them the chapters may not be shown."""
    if not chapters:
        return
    names = [(step.name, step.span) for step in routine.steps if isinstance(step, ExerciseStep)]
    words = (
        (routine.summary or routine.title, routine.summary_span if routine.summary else routine.span),
        *names,
        (disclaimer, routine.disclaimer_span),
    )
    for text, span in dict.fromkeys(words):
        for time in times_in(text)[:1]:
            yield Diagnostic(
                message=f"{time} in {text!r} reads as a chapter's time in the description of the video, and may "
                "switch the chapters off",
                span=span,
                hint="write it out, as in 90 seconds or half past seven",
                severity=Severity.WARNING,
            )


def _second(frame: int, rate: Fraction) -> int:
    return int(Fraction(frame) / rate)
