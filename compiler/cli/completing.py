"""What the shell offers after the tabulator: the names that a word of a command may be.

Each takes what is typed so far. What lies in the project is looked up; nothing is checked, and nothing else is read.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from compiler.load import Project


def routines(incomplete: str) -> list[str]:
    """The project's routines; where none begins so, the shell completes files by itself."""
    from compiler.load.project import from_here

    paths = (from_here(path) for path in _project().routines(Path.cwd()))
    return _beginning(incomplete, (str(path) for path in paths))


def patients(incomplete: str) -> list[str]:
    """The project's patients' files."""
    from compiler.load.project import from_here

    files = sorted((_project().folder / "patients").glob("*.y*ml"))
    return _beginning(incomplete, (str(from_here(path)) for path in files))


def exercises(incomplete: str) -> list[str]:
    """Exercises of the project and of the library; several with commas between them."""
    return _listed(incomplete, _project().named_files("exercises"))


def figures(incomplete: str) -> list[str]:
    """Figures of the project and of the library."""
    return _beginning(incomplete, _project().named_files("figures"))


def profiles(context: typer.Context, incomplete: str) -> list[str]:
    """The profiles of the routine that is named before; several with commas between them."""
    # an option that has no value yet keeps words from becoming routines
    given = [Path(word) for word in context.args]
    found = [name for path in given if path.is_file() for name in _profiles_of(path)]
    return _listed(incomplete, dict.fromkeys(found))


def languages(incomplete: str) -> list[str]:
    """The languages that the tool itself speaks."""
    from compiler.language import LANGUAGES

    return _beginning(incomplete, LANGUAGES)


def sizes(incomplete: str) -> list[str]:
    """The sizes that have a name; several with commas between them."""
    from compiler.load.scalars import SIZES

    return _listed(incomplete, SIZES)


def captions(incomplete: str) -> list[str]:
    """Where captions may be."""
    from compiler.model.routine import Captions

    return _beginning(incomplete, (one.value for one in Captions))


def forms(incomplete: str) -> list[str]:
    """What a routine can be exported as."""
    from compiler.export.formats import FORMATS

    return _beginning(incomplete, FORMATS)


def remotes(incomplete: str) -> list[str]:
    """Where videos can be published."""
    from compiler.publish.remotes import REMOTES

    return _beginning(incomplete, REMOTES)


def logins(incomplete: str) -> list[str]:
    """Where one can log in."""
    from compiler.publish.remotes import REMOTES

    return _beginning(incomplete, (name for name, remote in REMOTES.items() if remote.login))


def topics(incomplete: str) -> list[str]:
    """What can be looked up."""
    from compiler.cli.topics import TOPICS

    return _beginning(incomplete, TOPICS)


def schemas(incomplete: str) -> list[str]:
    """The kinds of files that have a schema."""
    from compiler.cli.schemas import all_kinds

    return _beginning(incomplete, all_kinds())


def _project() -> "Project":
    from compiler.load.project import project_of

    return project_of(Path.cwd())


def _profiles_of(path: Path) -> tuple[str, ...]:
    """The names under `profiles:` of a routine, as far as the file can be read."""
    from compiler.yaml import Mapping, parse_nodes, read_text

    text, _ = read_text(path)
    root = parse_nodes(text, path)[0] if text else None
    found: Any = root.entries.get("profiles") if isinstance(root, Mapping) else None
    return tuple(found.value.entries) if found and isinstance(found.value, Mapping) else ()


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete) and name.isprintable()]


def _listed(incomplete: str, names: Iterable[str]) -> list[str]:
    """Names for the last place of a list with commas; those that are in it already are left out."""
    before, comma, last = incomplete.rpartition(",")
    there = before.split(",")
    return [f"{before}{comma}{name}" for name in _beginning(last, names) if name not in there]
