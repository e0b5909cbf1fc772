"""Words to be spoken, with their recordings and their times."""

from compiler.load.reading import Reading
from compiler.load.schema import CueFile, LineFile, RestStepFile, SayStepFile
from compiler.model.placeholders import placeholder_problems
from compiler.model.routine import Line, TimedLine

LIBRARY_PRIORITY = 40
AUTHOR_PRIORITY = 60


def line_of(
    written: LineFile | CueFile | SayStepFile | RestStepFile, allowed: frozenset[str], reading: Reading
) -> Line:
    """The words; `allowed` names what they can be filled with."""
    assert written.say is not None
    text, span = written.say.value, written.say.span
    reading.diagnostics.extend(placeholder_problems(text, span, allowed))
    recording = reading.file(written.audio, "audio") if written.audio else None
    return Line(text=text, span=span, recording=recording)


def timed_line(
    cue: CueFile, allowed: frozenset[str], reading: Reading, priority: int, *, required: bool = True
) -> TimedLine:
    """A cue as written; `priority` is for one that gives none."""
    at = cue.at.value
    return TimedLine(
        line=line_of(cue, allowed, reading),
        anchor=at.anchor,
        offset=at.offset,
        priority=cue.priority.value if cue.priority else priority,
        required=required,
        span=cue.at.span,
    )
