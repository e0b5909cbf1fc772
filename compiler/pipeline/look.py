"""The look that a project's videos have, without a routine; and a theme of drawings to start from."""

from dataclasses import dataclass
from pathlib import Path

from compiler.brand import read_brand
from compiler.draw import Theme, looked_over
from compiler.draw.palette import palette
from compiler.draw.theme import TOKENS, package_themes
from compiler.load import Project, theme_folder
from compiler.model.brand import Brand, Layout, Look
from compiler.model.errors import CannotWrite, Diagnostic, InvalidRoutine, errors_among

DRAWN = "calm"
"""The theme whose drawings a new one starts from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A theme by name, a layout over the brand's, and whether captions are drawn."""

    theme: str = DRAWN
    layout: Layout = Layout()
    burnt_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLook:
    """A look, and the theme that it comes to; None with what is wrong."""

    look: Look
    theme: Theme | None
    problems: tuple[Diagnostic, ...]


def project_look(asked: Asked, folder: Path) -> ProjectLook:
    """How the videos of the project look that `folder` belongs to."""
    project = Project.of(folder / "any.yaml")
    brand, problems = read_brand(project.folder)
    layout = asked.layout.over(brand.layout if brand else Layout())
    name = theme_folder(asked.theme, project)
    look = Look(theme=name, burnt_in=asked.burnt_in, brand=brand, layout=layout)
    if errors_among(problems):
        return ProjectLook(look=look, theme=None, problems=tuple(problems))
    theme, found = looked_over(look)
    return ProjectLook(look=look, theme=theme, problems=(*problems, *found))


def new_theme(name: str, folder: Path) -> tuple[Path, ...]:
    """Copy the drawings of the usual theme into `assets/themes/<name>`, in the brand's colours; what was written.

    Raises:
        CannotWrite: it is there already, or cannot be written.
        InvalidRoutine: the brand has mistakes, or the name is none for a folder.
    """
    project = Project.of(folder / "any.yaml")
    brand, problems = read_brand(project.folder)
    if errors_among(problems):
        raise InvalidRoutine(*errors_among(problems))
    if not name.replace("-", "").replace("_", "").isalnum():
        raise InvalidRoutine(f"--new {name}: must be a name of letters, digits, - and _")
    place = project.folder / "assets" / "themes" / name
    if place.exists():
        raise CannotWrite(f"{place} is there already", hint="choose another name, or move that folder away")
    drawings = sorted((package_themes() / DRAWN).glob("*.svg"))
    written = {place / TOKENS: _tokens(brand)}
    written |= {place / one.name: one.read_text(encoding="utf-8") for one in drawings}
    try:
        place.mkdir(parents=True)
        for path, text in written.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotWrite(f"cannot write {place}: {error.strerror}") from error
    return tuple(written)


def _tokens(brand: Brand | None) -> str:
    """The theme's colours, which are the brand's where it has some."""
    text = (package_themes() / DRAWN / TOKENS).read_text(encoding="utf-8")
    lines = [
        "# A theme of your own: open its drawings in a browser or a drawing program.",
        *text.splitlines(),
    ]
    colours = palette(brand.colours).shapes if brand and brand.colours else {}
    kept = [
        f'  {name}: "{colours[name]}"' if (name := line.strip().partition(":")[0]) in colours else line
        for line in lines
    ]
    return (
        "\n".join([*kept[:2], f"based_on: {DRAWN}    # drawings that you delete come from there", *kept[2:]])
        + "\n"
    )
