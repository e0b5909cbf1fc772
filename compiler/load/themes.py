"""Which theme a name means: one of the package's, or a folder of the project's own."""

from pathlib import Path

from compiler.draw.theme import TOKENS, theme_names
from compiler.load.project import Project
from compiler.load.reading import Reading
from compiler.model.hints import did_you_mean
from compiler.system.file_names import as_stored
from compiler.yaml import Located


def theme_folder(name: str, project: Project) -> str | Path:
    """The folder of the project's theme of that name; the name itself where there is none."""
    own = as_stored(project.folder / "assets" / "themes" / name)
    return own if (own / TOKENS).is_file() else name


def theme_of(named: Located[str] | None, reading: Reading) -> str | Path:
    """The theme that a routine names; that there is none is noted."""
    if named is None:
        return "calm"
    found = theme_folder(named.value, reading.project)
    if isinstance(found, str) and found not in theme_names():
        known = ", ".join(theme_names())
        hint = did_you_mean(named.value, theme_names()) or (
            f"there is {known}; one of your own goes into assets/themes/{named.value}/"
        )
        reading.complain(f"there is no theme {named.value!r}", named.span, hint)
    return found
