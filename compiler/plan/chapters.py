"""Chapters by YouTube's rules: the first at 0:00, at least three, each at least 10 s, in ascending order.

Source: support.google.com/youtube/answer/9884579, read 2026-11. If a rule is broken the list is silently no
chapter list, so short ones are joined with a neighbour and the gaps are checked after rounding down.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.routine import ExerciseStep, Routine
from compiler.model.timeline import Chapter
from compiler.model.timing import times_in

SHORTEST_SECONDS = 10
FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a chapter would begin; with `own`, its author asked for it."""

    title: str
    frame: int
    own: bool = False
    span: SourceSpan | None = None


def chapters_of(starts: Iterable[Start], frames: int, rate: Fraction) -> tuple[Chapter, ...]:
    """Chapters in order; none at all if fewer than three keep the rules.

    A part of less than 10 s joins the one before it; a short first part joins the one after it, whose title
    it takes. Of two that are joined, the title that an author asked for stays.
    """
    kept: list[Start] = []
    for start in starts:
        if kept and _second(start.frame, rate) - _second(kept[-1].frame, rate) < SHORTEST_SECONDS:
            title = kept[-1] if kept[-1].own and not start.own else start
            kept[-1] = replace(title, frame=0 if len(kept) == 1 else kept[-1].frame)
        else:
            kept.append(start if kept else replace(start, frame=0))
    while kept and int(Fraction(frames) / rate) - _second(kept[-1].frame, rate) < SHORTEST_SECONDS:
        kept.pop()
    chapters = tuple(Chapter(title=one.title, start=one.frame) for one in kept)
    return chapters if len(chapters) >= FEWEST else ()


def lost_chapters(starts: Iterable[Start], chapters: Sequence[Chapter]) -> Iterator[Diagnostic]:
    """Chapters that an author asked for and that the rules do not allow; of a video without any, it is told once."""
    titles = {chapter.title for chapter in chapters}
    lost = [start for start in starts if start.own and start.title not in titles]
    for start in lost if chapters else lost[:1]:
        message = f"there is no chapter {start.title!r}: it would be shorter than {SHORTEST_SECONDS} s"
        if not chapters:
            message = f"the video has no chapters: there are not {FEWEST} that last {SHORTEST_SECONDS} s"
        hint = "channels show no others"
        yield Diagnostic(message=message, span=start.span, hint=hint, severity=Severity.WARNING)


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
