"""Which theme a name means, the package's or a folder of the project's; and what of a layout shows nowhere."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from compiler.draw.theme import TOKENS, theme_names
from compiler.load.project import Project
from compiler.load.reading import Reading
from compiler.model.brand import CountAt
from compiler.model.errors import Diagnostic, Severity
from compiler.model.hints import did_you_mean
from compiler.model.routine import ExerciseStep, Step
from compiler.system.file_names import as_stored
from compiler.yaml import LayoutFile, Located


def theme_folder(name: str, project: Project) -> str | Path:
    """The folder of the project's theme of that name; the name itself where there is none."""
    own = as_stored(project.folder / "assets" / "themes" / name)
    return own if (own / TOKENS).is_file() else name


def of_layout(written: LayoutFile, steps: Iterable[Step]) -> Iterator[Diagnostic]:
    """A warning for each place of the layout at which nothing stands in this routine."""
    doses = [step.dose for step in steps if isinstance(step, ExerciseStep)]
    middle = written.count_at if written.count_at and written.count_at.value == CountAt.MIDDLE else None
    idle = [(one, "no exercise") for one in (written.panel, written.count_at) if one and not doses]
    if middle and doses and all(dose.hold is None for dose in doses):
        idle.append((middle, "no hold"))
    for one, lacking in idle:
        message = f"{one.value} has no effect: there is {lacking} in the routine"
        yield Diagnostic(message=message, span=one.span, severity=Severity.WARNING)


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
