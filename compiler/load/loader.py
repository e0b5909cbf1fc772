"""A routine file -> Routine: exercises looked up, defaults applied, every mistake collected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compiler.customise.bounds import versions_beyond_bounds
from compiler.customise.layers import Customisation
from compiler.customise.progression import Progression
from compiler.language import same_language
from compiler.load.conditions import condition_problems
from compiler.load.context import Context, context_of
from compiler.load.damage import Damage
from compiler.load.profiles import progression_of
from compiler.load.routine import look_up, profiles_of, routine_of
from compiler.load.say_as import joined, never_said, table_of
from compiler.load.schema import RoutineFile
from compiler.load.tongue import stand_in
from compiler.load.translation import (
    Translator,
    in_its_language,
    read_translation,
    source_of,
    translation_path,
)
from compiler.load.without_effect import without_effect
from compiler.model.errors import Diagnostic, errors_among
from compiler.model.limits import MOST_MISTAKES
from compiler.model.routine import Routine, Voice
from compiler.system.file_names import as_stored
from compiler.yaml import Located, read_yaml, readable_part


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file: the routine, unless there are errors among the diagnostics, and its profiles.

    `exercises` names all that could have been used, the library's among them; `voices` are those of a file that
    made no routine. `progression` is what changes by week.
    """

    routine: Routine | None
    diagnostics: tuple[Diagnostic, ...]
    profiles: Mapping[str, Customisation] = field(default_factory=dict)
    progression: Progression = ()
    exercises: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()


def load_routine(
    path: Path,
    *,
    animatic: bool = False,
    beyond_range: bool = False,
    language: str | None = None,
    unsaved: str | None = None,
) -> Loaded:
    """Read the routine at `path` and all that it names.

    With `animatic`, an exercise with no picture is no mistake: a card stands in for it. With `beyond_range`, a
    dose outside its exercise's range is only a warning. With a `language`, or where `path` is a translation
    such as `morning.de.yaml`, the words are those of the translation. `unsaved` is read in place of what stands
    in the routine's file.
    """
    path = as_stored(path)
    source = source_of(path)
    if source:
        path, language = source[0], language or source[1]
    written, diagnostics = read_yaml(path, RoutineFile, unsaved)
    if written is None:
        many = len(diagnostics) >= MOST_MISTAKES
        more = [] if many else _others(path, unsaved, animatic=animatic, beyond_range=beyond_range)
        return Loaded(None, _as_one_reads([*diagnostics, *more], path))
    context = context_of(written, path, animatic=animatic, beyond_range=beyond_range)
    routine = routine_of(written, context)
    profiles = profiles_of(written, context)
    found = [*diagnostics, *context.reading.diagnostics, *condition_problems(routine, profiles.values())]
    found += versions_beyond_bounds(routine, profiles.values())
    if errors_among(found):
        return Loaded(None, _as_one_reads(found, path), voices=context.speakers.voices)
    found += without_effect(written, routine, profiles, context)
    weeks = progression_of(written)
    loaded = Loaded(routine, tuple(found), profiles, weeks, context.library.names)
    return _in_words_of(language or routine.language, loaded, written.lang, context)


def _in_words_of(asked: str, loaded: Loaded, lang: Located[str] | None, context: Context) -> Loaded:
    """What was loaded in the language `asked`; `lang` is where the routine says which one it is written in."""
    routine, reading = loaded.routine, context.reading
    assert routine is not None
    if _is_written_in(asked, routine):
        translator: Translator | None = in_its_language(routine, context.library, reading.project)
        problems = stand_in(routine.language, lang.span if lang else None)
    else:
        translator, problems = read_translation(routine.path, asked, context.library, reading.project)
    if translator is None:
        return Loaded(None, (*loaded.diagnostics, *problems))
    translated = translator.routine(routine)
    profiles = {name: translator.layer(layer) for name, layer in loaded.profiles.items()}
    weeks = tuple(replace(week, changes=translator.layer(week.changes)) for week in loaded.progression)
    table, found = table_of(reading.project, translated.language)
    found += never_said(translated.say_as, translated, profiles.values())
    told = _as_one_reads((*loaded.diagnostics, *problems, *translator.problems(), *found), routine.path)
    if errors_among(found):
        return Loaded(None, told)
    named = replace(translated, say_as=joined(table, translated.say_as))
    return Loaded(named, told, profiles, weeks, loaded.exercises)


def _is_written_in(language: str, routine: Routine) -> bool:
    """Whether the routine is in that language itself; a translation into another region's goes before that."""
    if language.lower() == routine.language:
        return True
    return same_language(language, routine.language) and translation_path(routine.path, language) is None


def _others(path: Path, unsaved: str | None, *, animatic: bool, beyond_range: bool) -> list[Diagnostic]:
    """What is wrong in the file besides values that cannot be read: names, files, doses outside their range."""
    written, left_out = readable_part(path, RoutineFile, {"title": "Untitled"}, unsaved)
    if written is None:
        return []
    context = context_of(written, path, animatic=animatic, beyond_range=beyond_range)
    look_up(written, context, Damage(left_out))
    return context.reading.diagnostics


def readable_routine(path: Path, unsaved: str | None = None) -> Routine | None:
    """What can be made of the routine in spite of its mistakes, which are not told; None where that is nothing."""
    written, _ = readable_part(path, RoutineFile, {"title": "Untitled"}, unsaved)
    if written is None:
        return None
    return routine_of(written, context_of(written, path, animatic=True, beyond_range=True))


def _as_one_reads(diagnostics: Iterable[Diagnostic], path: Path) -> tuple[Diagnostic, ...]:
    """Each once: the routine's own mistakes from top to bottom, then those in other files."""

    def order(diagnostic: Diagnostic) -> tuple[bool, int, int]:
        span = diagnostic.span
        return (span.path != path, span.line, span.column) if span else (False, 0, 0)

    return tuple(sorted(dict.fromkeys(diagnostics), key=order))
