"""The text of `brand.yaml` -> a `Brand`. Files that it names lie in the project, and are looked into."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from compiler.brand.schema import BrandFile as Written
from compiler.brand.schema import ColoursFile
from compiler.brand.site import chosen_site
from compiler.draw.fonts import load_faces, missing_letters
from compiler.draw.logo import read_logo
from compiler.model.brand import Brand, BrandColours, BrandFile, Colour, Corner, Free
from compiler.model.errors import Diagnostic, ExitCode, SourceSpan, errors_among
from compiler.model.hints import near_names
from compiler.store import Looks, file_digest, looks
from compiler.system.file_names import as_stored
from compiler.yaml import Located, layout_of, read_yaml

BRAND_FILE = "brand.yaml"


def read_brand(project: Path) -> tuple[Brand | None, list[Diagnostic]]:
    """The brand of the project in that folder; None where it has no `brand.yaml`, or with what is wrong in it.

    Warnings come in either case.
    """
    path = project / BRAND_FILE
    if not path.is_file():
        return None, []
    brand, problems, files = _read(path, looks(path))
    if any(looks(one) != then for one, then in files):
        _read.cache_clear()
        brand, problems, _ = _read(path, looks(path))
    return brand, list(problems)


_Seen = tuple[tuple[Path, Looks], ...]


@lru_cache(maxsize=4)
def _read(path: Path, _looks: Looks) -> tuple[Brand | None, tuple[Diagnostic, ...], _Seen]:
    """With the files that it names, and how they looked: `check` asks again for each version of a routine."""
    written, problems = read_yaml(path, Written)
    if written is None:
        return None, tuple(problems), ()
    reader = _Reader(path, problems)
    brand = reader.brand(written)
    seen = tuple((one.path, looks(one.path)) for one in (*brand.fonts, brand.logo) if one)
    return (None if errors_among(problems) else brand), tuple(problems), seen


class _Reader:
    """What is wrong is noted in `problems`."""

    def __init__(self, path: Path, problems: list[Diagnostic]) -> None:
        self.path, self.problems = path, problems

    def brand(self, written: Written) -> Brand:
        colours = _colours(written.colours)
        corner = Corner(written.corner.value) if written.corner else None
        if written.corner and not written.logo:
            hint = "logo: logo.svg"
            self.complain("there is no logo to stand in a corner", written.corner.span, hint)
        free = written.end.free if written.end else None
        links = written.end.links if written.end else ()
        lines = (*written.contact, *links, *((written.name,) if written.name else ()))
        site, found = chosen_site(colours, written.site)
        self.problems += found
        return Brand(
            path=self.path,
            name=written.name.value if written.name else "",
            colours=colours,
            logo=self.logo(written.logo) if written.logo else None,
            fonts=self.fonts(written.font),
            contact=tuple(line.value for line in written.contact),
            links=tuple(line.value for line in links),
            free=Free(free.value) if free else None,
            corner=corner,
            layout=layout_of(written.layout),
            site=site,
            lines_span=lines[0].span if lines else None,
        )

    def logo(self, name: Located[str]) -> BrandFile | None:
        path = self.file(name)
        if path is None:
            return None
        _, found = read_logo(path)
        self.problems += [_at(problem, name.span) for problem in found]
        return BrandFile(path=path, sha256=file_digest(path), span=name.span)

    def fonts(self, names: tuple[Located[str], ...]) -> tuple[BrandFile, ...]:
        found = [(name, path) for name in names if (path := self.file(name))]
        families: dict[str, Located[str]] = {}
        for name, path in found:
            faces, problems = load_faces([path])
            self.problems += [_at(problem, name.span) for problem in problems]
            for face in faces:
                families.setdefault(face.family, name)
                lacking = missing_letters(face)
                if lacking:
                    hint = "choose a font for text; what it lacks beside these is set in another font"
                    self.complain(f"the font {path.name} has no {lacking}", name.span, hint)
        if len(families) > 1:
            other = list(families.values())[1]
            hint = "name files of one family, one for each weight"
            told = " and ".join(families)
            self.complain(f"the fonts are of two families: {told}", other.span, hint)
        return tuple(BrandFile(path=path, sha256=file_digest(path), span=name.span) for name, path in found)

    def file(self, name: Located[str]) -> Path | None:
        """A file of the project: beside the brand, in `assets`, or in a folder there of its kind."""
        folder, written = self.path.parent, name.value
        outside = Path(written).is_absolute() or written.startswith(("~", "/", "\\")) or "\0" in written
        places = [] if outside else [folder / written, folder / "assets" / written]
        for place in map(as_stored, places):
            try:
                there = place.is_file()
                inside = place.resolve().is_relative_to(folder.resolve())
            except (OSError, RuntimeError, ValueError):  # a loop of links, a name that is too long
                continue
            if there and inside:
                return place
            outside = outside or not inside
        if outside:
            hint = "copy the file into the project, and name it without a path"
            self.complain(f"{written} lies outside the project", name.span, hint)
            return None
        known = {p.name for base in (folder, folder / "assets") if base.is_dir() for p in base.iterdir()}
        near = near_names(Path(written).name, known, cutoff=0.5)
        self.problems.append(
            Diagnostic(
                message=f"there is no file {written} beside {BRAND_FILE} or in assets",
                span=name.span,
                hint=near,
                exit_code=ExitCode.BAD_MEDIA,
            )
        )
        return None

    def complain(self, message: str, span: SourceSpan, hint: str) -> None:
        self.problems.append(Diagnostic(message=message, span=span, hint=hint))


def _at(problem: Diagnostic, span: SourceSpan) -> Diagnostic:
    """At the line that names the file, where it has no line of its own."""
    return replace(problem, span=problem.span or span)


def _colours(written: ColoursFile | None) -> BrandColours | None:
    if written is None:
        return None
    return BrandColours(
        main=_colour(written.main),
        accent=_colour(written.accent),
        text=_colour(written.text) if written.text else None,
    )


def _colour(written: Located[str]) -> Colour:
    return Colour(value=written.value.upper(), span=written.span)
