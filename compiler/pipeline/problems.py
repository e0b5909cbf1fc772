"""What a routine needs around it: voices, footage, effects, room for its words. Looked at without making anything."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from compiler.draw import Proofreader, Theme
from compiler.draw.brand_font import gap_in_font
from compiler.model.brand import Layout
from compiler.model.errors import BadMedia, Diagnostic, Severity, SourceSpan, errors_among
from compiler.model.routine import ExerciseStep, Fit, Footage, Motion, Routine, Utterance, Voice
from compiler.model.timeline import Cue, StepKind, Timeline
from compiler.narrate import check_names, check_voice
from compiler.narrate.choosing import resolved
from compiler.pipeline.listening import misplaced_words

MOST_CROPPED = Fraction(1, 4)
"""A picture of 4:3 loses that much in a frame of 16:9."""


def surroundings(routine: Routine, timeline: Timeline, reader: Proofreader) -> Iterator[Diagnostic]:
    """Voices, footage, effects, and whether all words fit the theme's boxes."""
    voices = {routine.voice, *(getattr(step, "voice", routine.voice) for step in routine.steps)}
    said = (cue.utterance for cue in timeline.cues if timeline.measured)
    spoken = {utterance.voice for utterance in said if not utterance.recording}
    yield from (replace(d, span=d.span or routine.span) for d in voice_problems(voices, spoken))
    yield from check_names(cue.utterance for cue in timeline.cues)
    films = list(_footage_problems(routine, timeline.size))
    known = {problem.message for problem in films}  # of a film that speaks, it would be told twice
    yield from (problem for problem in _sound_problems(timeline) if problem.message not in known)
    yield from films
    thumbnail = routine.thumbnail.span if routine.thumbnail else None
    yield from _text_problems(timeline, reader, thumbnail or routine.span)
    yield from misplaced_words(timeline)


def voice_problems(voices: Iterable[Voice], spoken: Collection[Voice] = ()) -> Iterator[Diagnostic]:
    """`spoken` are voices that have spoken on this machine."""
    for voice in sorted(set(voices), key=repr):
        found = check_voice(resolved(voice), has_spoken=voice in spoken)
        yield from (replace(d, span=d.span or voice.span) for d in found)


def _sound_problems(timeline: Timeline) -> Iterator[Diagnostic]:
    """Music, and each recording once: at its words, or at the voice where the tool chose the words."""
    from compiler.narrate import check_recordings

    yield from _music_problems(timeline)
    told: set[str] = set()
    first: dict[Utterance, Cue] = {}
    for cue in timeline.cues:
        first.setdefault(cue.utterance, cue)
    for utterance, cue in first.items():
        for problem in check_recordings([utterance]):
            if problem.message not in told:
                told.add(problem.message)
                yield replace(problem, span=problem.span or cue.span or utterance.voice.span)


def _music_problems(timeline: Timeline) -> Iterator[Diagnostic]:
    if timeline.music:
        from compiler.mix.music import check_music

        try:
            check_music(timeline.music, float(timeline.duration_seconds))
        except BadMedia as error:
            yield from (replace(problem, span=timeline.music.span) for problem in error.diagnostics)


def _footage_problems(routine: Routine, size: tuple[int, int]) -> Iterator[Diagnostic]:
    media = [getattr(step, "media", None) for step in routine.steps]
    media += [routine.thumbnail.picture] if routine.thumbnail else []
    media += [step.second_side_media for step in routine.steps if isinstance(step, ExerciseStep)]
    insets = (getattr(step, "inset", None) for step in routine.steps)
    media += [inset.media for inset in insets if inset]
    media += [edge.media for edge in (routine.opener, routine.closer) if edge]
    for footage in dict.fromkeys(m for m in media if isinstance(m, Footage)):
        problems = list(_problems_of(footage))
        yield from problems
        if not errors_among(problems):
            yield from _cropping(footage, size)
            yield from _clip_sound_problems(footage)


def _clip_sound_problems(footage: Footage) -> Iterator[Diagnostic]:
    from compiler.media.probe import probe
    from compiler.mix.clip_sound import check_clip_sound

    if not footage.sound:
        return
    if footage.speed != 1 or footage.effects or footage.photos or probe(footage.path).still:
        message = "the sound of a clip can only be kept where it plays as it was filmed"
        hint = "leave sound: out, or speed: and effects:; a photo has no sound"
        yield Diagnostic(message=message, span=footage.span, hint=hint)
        return
    if footage.sound.speaks:
        return  # heard with the recordings
    try:
        check_clip_sound(footage)
    except BadMedia as error:
        yield from (replace(d, span=d.span or footage.span) for d in error.diagnostics)


def _cropping(footage: Footage, size: tuple[int, int]) -> Iterator[Diagnostic]:
    """A warning where much of the picture is not seen, which nobody meant who filmed it upright."""
    from compiler.media.probe import cropped_share, probe

    if footage.fit is not Fit.COVER or footage.motion is Motion.PAN:
        return
    for path in footage.photos or (footage.path,):
        info = probe(path)
        share = cropped_share(info, size)
        if share > MOST_CROPPED:
            shape = "upright" if info.size[0] < info.size[1] else "wide"
            message = (
                f"{path.name} is {shape} ({info.size[0]} by {info.size[1]}): "
                f"{round(100 * share)} % of it is cut away to fill {size[0]} by {size[1]}"
            )
            hint = "fit: blur shows all of it; focus: says what stays in view; check --pictures shows both"
            yield Diagnostic(message=message, span=footage.span, hint=hint, severity=Severity.WARNING)


def _problems_of(footage: Footage) -> Iterator[Diagnostic]:
    from compiler.media.effects import check_effect
    from compiler.media.probe import check_footage

    yield from check_footage(footage)
    for effect in footage.effects:
        problems = check_effect(effect)
        yield from (replace(d, span=d.span or effect.span or footage.span) for d in problems)


def _text_problems(
    timeline: Timeline, reader: Proofreader, thumbnail: SourceSpan | None
) -> Iterator[Diagnostic]:
    theme, problems = reader.theme(timeline.look)
    yield from problems
    if theme:
        if timeline.thumbnail:
            small = reader.read(timeline.thumbnail, theme, timeline.size, timeline.frame_rate)
            yield from (replace(d, span=d.span or thumbnail) for d in small)
        texts = (text for step in timeline.steps for _, text in step.scene.words)
        yield from gap_in_font(timeline.brand, theme, texts)
        for step in timeline.steps:
            found = reader.read(step.scene, theme, timeline.size, timeline.frame_rate)
            lines = timeline.brand.lines_span if timeline.brand and step.kind is StepKind.END else None
            yield from (replace(d, span=d.span or step.span or lines) for d in found)
        yield from _hiding(timeline, theme)


def _hiding(timeline: Timeline, theme: Theme) -> Iterator[Diagnostic]:
    """What a layout, theme or logo of one's own lies over; the package's own are known to leave all of it free."""
    brand = timeline.brand
    marked = bool(brand and brand.logo and brand.corner)
    if marked or timeline.layout != Layout() or isinstance(timeline.theme, Path):
        from compiler.pipeline.hiding import hiding_problems  # it reads figures

        yield from hiding_problems(timeline, theme)
