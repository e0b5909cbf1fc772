"""Keys of a routine that ask for something about what it does not have, such as a pace of breath without a hold."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from compiler.customise.layers import Customisation
from compiler.load.schema import RoutineFile, SectionStepFile, ThumbnailFile
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.limits import MOST_THUMBNAIL_WORDS
from compiler.model.routine import ExerciseStep, Routine, Step
from compiler.yaml import CuesFile

_MOVING = ("play", "speed", "motion", "sound")
"""Keys of a clip that say how it goes on."""


def speaks_of_nothing(
    written: RoutineFile, steps: Sequence[Step], routine: Routine, profiles: Mapping[str, Customisation]
) -> Iterator[Diagnostic]:
    """A warning at each of them; `steps` are those that profiles add, too."""
    if written.cues:
        yield from _of_cues(written.cues, [step for step in steps if isinstance(step, ExerciseStep)])
    ends = (routine.end_card, *(one.end_card.over(routine.end_card) for one in profiles.values()))
    if written.closing and all(card.absent for card in ends):
        hint = "the last words are said on the end card; a say: after the last exercise is said without it"
        yield _warning("closing has no effect: there is no end card", written.place_of("closing"), hint)
    yield from _of_sections(written)
    if written.thumbnail:
        yield from _of_thumbnail(written.thumbnail)


def _of_thumbnail(written: ThumbnailFile) -> Iterator[Diagnostic]:
    words, picture = written.words, written.picture
    count = len(words.value.split()) if words else 0
    if words and count > MOST_THUMBNAIL_WORDS:
        message = f"the thumbnail has {count} words: as small as a channel shows it, {MOST_THUMBNAIL_WORDS} can be read"
        yield _warning(message, words.span, "leave some out; the title is beside it")
    for key in _MOVING:
        if picture and getattr(picture, key) is not None:
            yield _warning(f"{key} has no effect: a thumbnail stands still", picture.place_of(key))


def _of_cues(written: CuesFile, done: Sequence[ExerciseStep]) -> Iterator[Diagnostic]:
    """What is asked for beyond what goes without saying; to leave out what is not there is no mistake."""
    breathing, phases = written.breathing, written.phases
    paced = breathing and (breathing.on is None or breathing.on.value)
    if paced and all(step.dose.hold is None for step in done):
        yield _warning("breathing has no effect: no exercise is held", written.place_of("breathing"))
    if phases and phases.value == "tones" and not any(step.dose.tempo for step in done):
        yield _warning("phases has no effect: no exercise has repetitions", phases.span)


def _of_sections(written: RoutineFile) -> Iterator[Diagnostic]:
    """Sections with nothing in them, to see or to hear."""
    for one, following in pairwise((*written.steps, None)):
        if not isinstance(one, SectionStepFile) or one.steps or one.say or (one.card and one.card.value):
            continue
        if following is None or isinstance(following, SectionStepFile):
            hint = "what follows up to the next section is in it; card: yes shows its name"
            yield _warning("the section has no steps", one.section.span, hint)


def _warning(message: str, span: SourceSpan | None, hint: str | None = None) -> Diagnostic:
    return Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING)
