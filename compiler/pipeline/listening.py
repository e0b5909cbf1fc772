"""What somebody who only listens cannot tell of a timeline, as diagnostics at the author's lines."""

from collections.abc import Iterator

from compiler.listen import eyes_closed, misplaced, score_of
from compiler.model.errors import Diagnostic, Severity
from compiler.model.timeline import Timeline
from compiler.model.timing import clock


def eyes_closed_problems(timeline: Timeline) -> Iterator[Diagnostic]:
    """Everything that cannot be followed with eyes closed, as errors."""
    for finding in eyes_closed(score_of(timeline)):
        doing = finding.doing
        who = ", ".join(part for part in (doing.exercise, doing.side) if part)
        where = f"{doing.kind.value} of {who}" if who else doing.kind.value
        yield Diagnostic(
            message=f"with eyes closed, at {clock(finding.second)} ({where}): {finding.message}",
            span=finding.span or doing.span,
            hint=finding.hint,
            estimated=not timeline.measured,
        )


def misplaced_words(timeline: Timeline) -> Iterator[Diagnostic]:
    """An author's words that speak of a phase while another one runs, each once, as warnings."""
    told = {}
    for words, _, phase in misplaced(score_of(timeline)):
        if words.span:
            name = phase.split(" / ", maxsplit=1)[0]
            told[words.span] = Diagnostic(
                message=f"these words speak of {phase!r}, and are said while the body does something else",
                span=words.span,
                hint=f"tie them to it: at: rep 2 {name}",
                severity=Severity.WARNING,
            )
    yield from told.values()
