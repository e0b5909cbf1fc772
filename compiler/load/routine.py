"""A routine file that could be read -> Routine, with its profiles."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from compiler.brand import read_brand
from compiler.customise.layers import Customisation
from compiler.draw.theme import theme_cues
from compiler.load.context import Context
from compiler.load.damage import Damage
from compiler.load.demonstrating import demonstrations_of
from compiler.load.edges import disclaimer_places, edge_of, end_card_of, title_card_of
from compiler.load.groups import entries_of, steps_of
from compiler.load.lines import line_of, note_placeholders
from compiler.load.prescriptions import prescription_of
from compiler.load.profiles import profile_of
from compiler.load.project import slug_of
from compiler.load.ranges import limits_of
from compiler.load.reading import Reading
from compiler.load.say_as import names_of
from compiler.load.schema import MusicFile, PublishFile, RoutineFile
from compiler.load.steps import StepAsWritten, step_of
from compiler.load.themes import theme_of
from compiler.load.thumbnail import thumbnail_of
from compiler.model.brand import Layout
from compiler.model.cueing import CueGrammar
from compiler.model.edges import USUAL_END
from compiler.model.names import slug_part
from compiler.model.placeholders import ANYWHERE
from compiler.model.routine import DEFAULT_FRAME_RATE, Captions, ChannelNotes, Music, Routine
from compiler.yaml import layout_of, overlaid, value_of


def routine_of(written: RoutineFile, context: Context) -> Routine:
    """The routine; parts that make no sense are left out of it, and noted."""
    reading, rest = context.reading, context.defaults.rest
    for words in (written.title.text, written.summary):
        note_placeholders(words, reading)
    title_card, end_card = title_card_of(written.title, context), end_card_of(written.end, context)
    brand = reading.noting(read_brand(reading.project.folder))
    theme = theme_of(written.theme, reading)
    steps, disclaimer = steps_of(written.steps, context), written.disclaimer
    return Routine(
        path=reading.path,
        slug=slug_of(reading.path),
        title=written.title.text.value,
        summary=value_of(written.summary, ""),
        steps=steps,
        voice=context.speakers.voice,
        language=context.speakers.voice.language,
        theme=theme,
        size=value_of(written.size, (1920, 1080)),
        frame_rate=value_of(written.frame_rate, DEFAULT_FRAME_RATE),
        rest_between_exercises=rest.default.value if rest else None,
        rest_limits=limits_of(rest),
        music=_music(written.music, reading),
        title_card=title_card,
        end_card=end_card,
        end_seconds=end_card.lasting(USUAL_END),
        opener=edge_of(written.opener, context),
        closer=edge_of(written.closer, context),
        disclaimer=value_of(disclaimer.text, "") if disclaimer else "",
        disclaimer_at=disclaimer_places(disclaimer, title_card, context),
        tags=tuple(tag.value for tag in written.tags),
        closing=line_of(written.closing, ANYWHERE, reading) if written.closing else None,
        grammar=_grammar(written, theme),
        channel=_channel(written.publish),
        captions=Captions(value_of(written.captions, Captions.CLOSED)),
        prescription=prescription_of(written),
        brand=brand,
        layout=layout_of(written.layout).over(brand.layout if brand else Layout()),
        thumbnail=thumbnail_of(written.thumbnail, steps, context) if written.thumbnail else None,
        figures=demonstrations_of(written.figures, steps, written.title.text.span, context),
        say_as=names_of(written.say_as),
        span=written.title.text.span,
        summary_span=written.summary.span if written.summary else None,
        disclaimer_span=disclaimer.text.span if disclaimer and disclaimer.text else None,
    )


def profiles_of(written: RoutineFile, context: Context) -> Mapping[str, Customisation]:
    """Every version that the file describes; no two are written to the same files."""
    files: dict[str, str] = {}
    for name in written.profiles:
        other = files.setdefault(slug_part(name).casefold(), name)
        if other != name:
            message = f"the profiles {other!r} and {name!r} would be written to the same files"
            context.reading.complain(message, written.place_of("profiles", name), "rename one of them")
    return {
        name: profile_of(name, entry, written.place_of("profiles", name), context)
        for name, entry in written.profiles.items()
    }


def look_up(written: RoutineFile, context: Context, damage: Damage) -> None:
    """Note what is wrong with the parts that are whole; of a damaged step, only the names in it."""
    reading = context.reading
    theme_of(written.theme, reading)
    _music(written.music, reading)
    numbers = damage.kept("steps", len(written.steps))
    for number, entry in zip(numbers, written.steps, strict=True):
        for one in entries_of(entry):
            _look_up_step(one, context, damage, whole=not damage.is_in("steps", number))


def _look_up_step(entry: StepAsWritten, context: Context, damage: Damage, *, whole: bool) -> None:
    exercise, speaker = getattr(entry, "exercise", None), getattr(entry, "speaker", None)
    known = not damage.touches("exercises", exercise), not damage.touches("speakers", speaker)
    if all(known) and whole:
        step_of(entry, context)
        return
    if exercise and known[0]:
        context.reading.noting(context.library.find(exercise))
    if speaker and known[1]:
        context.speakers.find(speaker, context.reading)


OWN_MUSIC = "calm"
"""What stands for music that followalong makes itself."""


def _grammar(written: RoutineFile, theme: str | Path) -> CueGrammar:
    """What goes without saying, then what the theme says, then what the routine says."""
    grammar = CueGrammar()
    for cues in theme_cues(theme):
        grammar = overlaid(grammar, cues)
    return overlaid(grammar, written.cues)


def _music(music: MusicFile | None, reading: Reading) -> Music | None:
    if music is None:
        return None
    level = value_of(music.level_db, Fraction(-20))
    if music.file.value == OWN_MUSIC:
        return Music(path=None, level_db=level, span=music.file.span)
    path = reading.file(music.file, "audio")
    return Music(path=path, level_db=level, span=music.file.span) if path else None


def _channel(notes: PublishFile | None) -> ChannelNotes:
    if notes is None:
        return ChannelNotes()
    given = {name: getattr(notes, name) for name in type(notes).model_fields}
    return ChannelNotes(**{name: located.value for name, located in given.items() if located is not None})
