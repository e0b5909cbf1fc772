"""Words to be spoken, with their recordings and their times."""

from dataclasses import replace

from compiler.load.reading import Reading
from compiler.load.schema import CueFile, DependingLineFile, PartFile, RestStepFile, SayStepFile
from compiler.model.placeholders import ANYWHERE, placeholder_problems
from compiler.model.routine import Line, Presence, TimedLine
from compiler.yaml import Located

LIBRARY_PRIORITY = 40
AUTHOR_PRIORITY = 60


def line_of(
    written: DependingLineFile | CueFile | PartFile, allowed: frozenset[str], reading: Reading
) -> Line:
    """The words; `allowed` names what they can be filled with."""
    audio = None if isinstance(written, PartFile) else written.audio
    return spoken_line(written.say, audio, allowed, reading, needs=needs_of(written))


def spoken_line(
    words: Located[str],
    audio: Located[str] | None,
    allowed: frozenset[str],
    reading: Reading,
    needs: tuple[Presence, ...] = (),
) -> Line:
    """Words, perhaps with a recording of them."""
    reading.diagnostics.extend(placeholder_problems(words.value, words.span, allowed))
    recording = reading.file(audio, "audio") if audio else None
    return Line(text=words.value, span=words.span, recording=recording, needs=needs)


def note_placeholders(words: Located[str] | None, reading: Reading) -> None:
    """Note what cannot be filled in, in words about the whole routine: a title, a summary."""
    if words:
        reading.diagnostics.extend(placeholder_problems(words.value, words.span, ANYWHERE))


def needs_of(
    written: DependingLineFile | CueFile | SayStepFile | RestStepFile | PartFile,
) -> tuple[Presence, ...]:
    """What must be in the routine for something to stand, each with its place."""
    return tuple(replace(one.value, span=one.span) for one in written.if_ or ())


def timed_line(
    cue: CueFile, allowed: frozenset[str], reading: Reading, priority: int, *, required: bool = True
) -> TimedLine:
    """A cue as written; `priority` is for one that gives none."""
    at = cue.at.value
    return TimedLine(
        line=line_of(cue, allowed, reading),
        anchor=at.anchor,
        offset=at.offset,
        moment=at.moment,
        priority=cue.priority.value if cue.priority else priority,
        required=required,
        span=cue.at.span,
    )
