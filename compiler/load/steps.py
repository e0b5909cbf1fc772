"""A step of a file -> a step of a routine: words, a rest or an exercise."""

from dataclasses import replace

from compiler.load.callouts import callouts_of, inset_of
from compiler.load.context import Context
from compiler.load.exercises import exercise_step, position_of
from compiler.load.lines import line_of, needs_of, spoken_line
from compiler.load.ranges import limits_of
from compiler.load.reading import Reading
from compiler.load.schema import ExerciseStepFile, RestStepFile, SayStepFile
from compiler.model.errors import Diagnostic
from compiler.model.placeholders import BETWEEN
from compiler.model.routine import Footage, Line, RestStep, SayStep, Step, joined
from compiler.yaml import value_of

StepAsWritten = ExerciseStepFile | SayStepFile | RestStepFile


def step_of(entry: StepAsWritten, context: Context) -> Step | None:
    """One step, or None where it makes no sense, which is noted."""
    if isinstance(entry, SayStepFile):
        return _say(entry, context)
    if isinstance(entry, RestStepFile):
        return _rest(entry, context)
    return exercise_step(entry, context)


def _rest(entry: RestStepFile, context: Context) -> RestStep:
    return RestStep(
        seconds=entry.rest.default.value,
        limits=limits_of(entry.rest) or limits_of(context.defaults.rest),
        line=spoken_line(entry.say, entry.audio, BETWEEN, context.reading) if entry.say else None,
        voice=context.speakers.voice,
        needs=needs_of(entry),
        chapter=value_of(entry.chapter, ""),
        span=entry.rest.default.span,
    )


def _said_in(film: Footage, line: Line, entry: SayStepFile, reading: Reading) -> Line:
    """The words of a film that speaks: as long as it lasts, in its own voice."""
    for key, value in (("audio", entry.audio), ("for", entry.for_)):
        if value:
            message = f"{key} has no use here: the clip says the words, for as long as it lasts"
            hint = f"leave {key} out, or sound: speaks"
            reading.diagnostics.append(Diagnostic(message=message, span=value.span, hint=hint))
    return replace(line, recording=film.path, part=(film.start, film.stop))


def _say(entry: SayStepFile, context: Context) -> SayStep:
    reading = context.reading
    speaker = context.speakers.find(entry.speaker, reading)
    media = None
    if entry.clip:
        media = reading.noting(context.pictures.footage(entry.clip, reading.path.parent))
    elif entry.photos:
        media = reading.noting(context.pictures.photos(entry.photos, reading.path.parent))
    parts: tuple[Line, ...] = ()
    if isinstance(entry.say, tuple):
        parts = tuple(line_of(part, BETWEEN, reading) for part in entry.say)
        line = joined(parts)
    else:
        line = spoken_line(entry.say, entry.audio, BETWEEN, reading)
    if isinstance(media, Footage) and media.sound and media.sound.speaks:
        parts, line = (), _said_in(media, line, entry, reading)
    return SayStep(
        line=line,
        parts=parts,
        slot=entry.for_.value if entry.for_ else None,
        media=media,
        position=position_of(entry.position),
        voice=speaker.voice if speaker else context.speakers.voice,
        speaker=speaker,
        needs=needs_of(entry),
        chapter=value_of(entry.chapter, ""),
        callouts=callouts_of(entry.callouts, media, None, "", context),
        inset=inset_of(entry.inset, reading.path.parent, context),
        span=line.span,
    )
