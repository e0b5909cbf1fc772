"""How names and terms are spoken: `say_as:` in a routine, an exercise, a word list, and the project's own table.

The project's is `assets/say_as.yaml`, and `assets/say_as.de.yaml` for what is spelt for a German voice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from compiler.language import base_of
from compiler.language.names import name_pattern
from compiler.load.companions import SayAsTable
from compiler.load.project import Project, from_here
from compiler.load.schema import SayAsFile
from compiler.model.errors import Diagnostic, Severity
from compiler.model.routine import Routine, SayAs
from compiler.yaml import read_yaml

Names = tuple[SayAs, ...]


def names_of(written: Mapping[str, SayAsFile]) -> Names:
    """A table as it is written; a `say` between strokes is IPA."""
    return tuple(_name(key.strip(), entry) for key, entry in written.items())


def _name(key: str, entry: SayAsFile) -> SayAs:
    say = entry.say.value if entry.say else ""
    ipa = entry.ipa.value if entry.ipa else ""
    if re.fullmatch("/.+/", say):
        say, ipa = "", say
    place = entry.say or entry.ipa or None
    return SayAs(written=key, plain=say, ipa=ipa.strip("/ "), span=place.span if place else None)


def joined(*tables: Names) -> Names:
    """All of them; a later table goes before an earlier one."""
    return tuple({name.written.casefold(): name for table in tables for name in table}.values())


def for_any_voice(names: Names) -> Names:
    """What holds in another language too: IPA; plain spelling is for the voice that it was written for."""
    return tuple(replace(name, plain="") for name in names if name.ipa)


def table_of(project: Project, language: str) -> tuple[Names, list[Diagnostic]]:
    """The project's own table for a language."""
    names: Names = ()
    found: list[Diagnostic] = []
    for file in ("say_as.yaml", f"say_as.{base_of(language)}.yaml"):
        path = project.folder / "assets" / file
        if path.is_file():
            written, problems = read_yaml(from_here(path), SayAsTable)
            found += problems
            names = joined(names, names_of(written.say_as) if written else ())
    return names, found


def never_said(names: Names, routine: Routine, more: Iterable[object]) -> Iterator[Diagnostic]:
    """A warning for each name that no text of the routine, or of its profiles (`more`), holds."""
    texts = "\n".join(_texts((replace(routine, say_as=()), *more)))
    for name in names:
        if not name_pattern(name.written).search(texts):
            yield Diagnostic(
                message=f"say_as has no effect: nothing says {name.written!r}",
                span=name.span,
                hint="a name is found as a whole word, as it is written in the text",
                severity=Severity.WARNING,
            )


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, SayAs):
        return
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts(getattr(value, part.name))
