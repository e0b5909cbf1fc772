"""A theme: a folder with `theme.yaml` (colours, fonts) and one SVG for each layout and shape of frame.

A theme may stand on another (`based_on`): then it holds only what differs. Package themes lie in `themes/`
beside this module; a project brings its own folder. A brand, and a layout that is chosen, change what it draws.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

from pydantic import Field, PlainValidator, WithJsonSchema

from compiler.draw.design import Design, Tint, read_design
from compiler.draw.dress import Dress, colours_in_vain, dress_for, font_paths
from compiler.draw.fonts import FontBook, font_files, load_faces
from compiler.draw.unseen import unseen
from compiler.model.brand import Letters, Look
from compiler.model.errors import Diagnostic, SourceSpan, errors_among
from compiler.model.hints import did_you_mean
from compiler.model.scene_words import CAPTIONS, WORDS
from compiler.model.shapes import SHAPES, shape_of
from compiler.yaml import CuesFile, Duration, Located, Problem, Record, Text, read_yaml, scalar

APART = ("thumbnail",)
"""Layouts whose drawings lie in a folder of their name: a theme without them has the usual ones."""
LAYOUTS = tuple(name for name in WORDS if name not in APART)
DRAWINGS = tuple(name + shape for name in (*WORDS, CAPTIONS) for shape in SHAPES)
"""What files of drawings are called."""
TOKENS = "theme.yaml"
USUAL = "calm"
"""Whose captions, thumbnail and large letters a theme has that draws none of its own."""
BIG = "big"
"""The folder of drawings with large letters."""


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text.strip()):
        raise Problem(
            f"must be a colour such as '#2F8F83', got {text[:40]}", hint="in quotes: # starts a comment"
        )
    return text.strip()


HexColour = Annotated[
    Located[str],
    PlainValidator(scalar(_colour)),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
]


class FontTokens(Record):
    """The family that all words are set in, and font files of the theme's own folder."""

    family: Annotated[Text | None, Field(description="What all words are set in.")] = None
    files: Annotated[tuple[Text, ...], Field(description="Font files of this folder (.ttf, .otf).")] = ()


class Tokens(Record):
    """A theme's colours and fonts; its drawings are beside it."""

    based_on: Annotated[Text | None, Field(description="A theme of the package: calm, plain.")] = None
    colours: dict[str, HexColour] = Field(default_factory=dict, description="By the names that drawings use.")
    fonts: FontTokens = Field(default_factory=FontTokens, description="A family, and files of your own.")
    fade: Annotated[Duration | None, Field(description="How long panels take to come in: 0.2s.")] = None
    cues: Annotated[
        CuesFile | None, Field(description="Kinds of cues, where the routine says nothing of them.")
    ] = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Theme:
    """Ready to draw with. `digest` changes whenever anything does that its pixels come from.

    Drawings that are in `drawn` have a digest of their own, so that a brand changes only what shows it.
    """

    name: str
    digest: str
    designs: dict[str, Design]
    fonts: FontBook
    fade_seconds: Fraction
    drawn: Mapping[str, str] = field(default_factory=dict)

    def design(self, layout: str, size: tuple[int, int]) -> Design:
        """The design of `layout` for a frame of `size`: upright, square or wide."""
        return self.designs[layout + shape_of(size)]

    def digest_of(self, layout: str, size: tuple[int, int]) -> str:
        """Changes whenever anything does that the pixels of this layout come from."""
        return self.drawn.get(layout + shape_of(size), self.digest)


def package_themes() -> Path:
    """The folder of the themes that come with the package."""
    return Path(__file__).parent / "themes"


def theme_names() -> tuple[str, ...]:
    """The themes that come with the package."""
    return tuple(sorted(p.name for p in package_themes().iterdir() if (p / TOKENS).is_file()))


def load_theme(
    name_or_folder: str | Path, *, burnt_in: bool = False
) -> tuple[Theme | None, list[Diagnostic]]:
    """The theme of that name, or in that folder; None with every mistake found in it.

    With `burnt_in`, it draws captions, too, and layouts as they are where those need room.
    """
    return load_look(Look(theme=name_or_folder, burnt_in=burnt_in))


def load_look(look: Look) -> tuple[Theme | None, list[Diagnostic]]:
    """The theme with brand and layout put on; None with every mistake found in it, warnings in either case."""
    folder = _folder(look.theme)
    if not (folder / TOKENS).is_file():
        hint = did_you_mean(str(look.theme), theme_names()) or (
            f"there is {', '.join(theme_names())}; or name a folder that holds {TOKENS}"
        )
        return None, [Diagnostic(message=f"there is no theme {str(look.theme)!r}", hint=hint)]
    if look.brand or folder.parent != package_themes():
        return _Loader(look).load(folder)
    theme, problems = _shipped(look, folder)
    return theme, list(problems)


@lru_cache(maxsize=16)
def _shipped(look: Look, folder: Path) -> tuple[Theme | None, list[Diagnostic]]:
    """What comes with the package is read once: nobody writes in it while the tool is at work."""
    return _Loader(look).load(folder)


def _lies_in(folder: Path, path: Path) -> bool:
    """Whether the file is the theme's own; a link that leads out of its folder is not."""
    return path.resolve().is_relative_to(folder.resolve())


def theme_cues(name_or_folder: str | Path) -> tuple[CuesFile, ...]:
    """What a theme says of the cues that the tool makes, and before it what the one says that it stands on.

    Mistakes in it are told where it is loaded.
    """
    tokens, _ = read_yaml(_folder(name_or_folder) / TOKENS, Tokens)
    if tokens is None:
        return ()
    base = tokens.based_on.value if tokens.based_on else None
    stands = theme_cues(base) if base in theme_names() and base != name_or_folder else ()
    return (*stands, *([tokens.cues] if tokens.cues else []))


def _folder(name_or_folder: str | Path) -> Path:
    if isinstance(name_or_folder, str) and name_or_folder in theme_names():
        return package_themes() / name_or_folder
    return Path(name_or_folder)


@cache
def usual_colours() -> Mapping[str, str]:
    """Those of the theme whose drawings stand in for what another one does not draw."""
    tokens, _ = read_yaml(package_themes() / USUAL / TOKENS, Tokens)
    assert tokens
    return {name: value.value for name, value in tokens.colours.items()}


def content_digest(parts: Iterable[bytes]) -> str:
    """Of bytes in their order."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


def digest_of(design: Design, *beside: str) -> str:
    """Of all that a drawing consists of, and of what is beside it."""
    drawn = [ElementTree.tostring(one) for one in (*design.definitions, *(g.element for g in design.groups))]
    groups = repr([(group.kind, group.when, group.fades) for group in design.groups]).encode()
    return content_digest([repr(design.size).encode(), groups, *drawn, *(one.encode() for one in beside)])


class _Loader:
    """Collects what a theme and those that it stands on say; what is said first wins."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.problems: list[Diagnostic] = []
        self.folders: list[Path] = []
        self.colours: dict[str, str] = {}
        self.family: Located[str] | None = None
        self.fade: Fraction | None = None
        self.font_paths: list[Path] = []

    def load(self, folder: Path) -> tuple[Theme | None, list[Diagnostic]]:
        following: Path | None = folder
        while following is not None:
            following = self.take(following)
        if errors_among(self.problems):
            return None, self.problems
        self.font_paths = [*font_paths(self.look.brand), *self.font_paths]
        faces, faults = load_faces(self.font_paths)
        own, _ = load_faces(Path(f) for f in font_files())
        fonts = FontBook([*faces, *own])
        self.problems += faults
        self.check_family(fonts)
        dress, found = dress_for(self.look, self.colours)
        self.problems += [*found, *colours_in_vain(self.look, self.colours)]
        family = faces[0].family if self.look.brand and self.look.brand.fonts and faces else None
        designs = self.designs(dress, family or (self.family.value if self.family else "Roboto"))
        if errors_among(self.problems):
            return None, self.problems
        fade = Fraction(1, 5) if self.fade is None else self.fade
        names = designs if dress.changes else [n for n in designs if n.partition(".")[0] in APART]
        fonts_digest = content_digest(p.read_bytes() for p in self.font_paths)
        theme = Theme(
            name=folder.name,
            digest=self.digest(),
            designs=designs,
            fonts=fonts,
            fade_seconds=fade,
            drawn={name: digest_of(designs[name], fonts_digest, str(fade)) for name in names},
        )
        return theme, self.problems

    def take(self, folder: Path) -> Path | None:
        """Add what `folder` says to what is known; the folder that it stands on, if any."""
        self.folders.append(folder)
        tokens, problems = read_yaml(folder / TOKENS, Tokens)
        self.problems += problems
        if tokens is None:
            return None
        if folder == self.folders[0] and folder.parent != package_themes():
            places = tokens.places_under("colours")
            self.problems += unseen(folder, places, usual_colours(), DRAWINGS)
        self.colours = {name: colour.value for name, colour in tokens.colours.items()} | self.colours
        self.family = self.family or tokens.fonts.family
        self.fade = self.fade if self.fade is not None or tokens.fade is None else tokens.fade.value
        for file in tokens.fonts.files:
            self.add_font(folder, file)
        return self.base(tokens.based_on) if tokens.based_on else None

    def add_font(self, folder: Path, file: Located[str]) -> None:
        path = folder / file.value
        if not _lies_in(folder, path):
            self.complain(f"the font {file.value} is outside the theme's folder", file.span)
        elif not path.is_file():
            self.complain(f"there is no font {file.value} in the theme's folder", file.span)
        else:
            self.font_paths.append(path)

    def base(self, name: Located[str]) -> Path | None:
        if name.value not in theme_names():
            hint = did_you_mean(name.value, theme_names()) or f"there is {', '.join(theme_names())}"
            self.complain(f"there is no theme {name.value!r} to be based on", name.span, hint)
            return None
        folder = package_themes() / name.value
        if folder.resolve() in {f.resolve() for f in self.folders}:
            self.complain(f"the theme stands on itself: {name.value}", name.span)
            return None
        return folder

    def check_family(self, fonts: FontBook) -> None:
        if self.family and self.family.value not in fonts.families:
            known = sorted(fonts.families)
            hint = did_you_mean(self.family.value, known) or f"its files hold {', '.join(known)}"
            self.complain(f"no font file holds the family {self.family.value!r}", self.family.span, hint)

    def designs(self, dress: Dress, family: str) -> dict[str, Design]:
        found = {}
        own = Tint(colours={**self.colours, **dress.colours}, family=family, letters=dress.letters)
        layouts = (*LAYOUTS, CAPTIONS) if self.look.burnt_in else LAYOUTS
        for name in (layout + shape for layout in (*layouts, *APART) for shape in SHAPES):
            path, tint = self.file(name), own
            if path is None:
                path, tint = (
                    self.usual(name),
                    Tint(colours={**usual_colours(), **own.colours}, family=family, letters=dress.letters),
                )
            if path is None:
                message = f"the theme {self.folders[0]} has no {name}.svg"
                self.problems.append(Diagnostic(message=message, hint="add it, or based_on: calm"))
                continue
            design, problems = read_design(path, tint, partial(dress.put_on, name=name))
            self.problems += [problem for problem in problems if problem not in self.problems]
            if design:
                found[name] = design
        return found

    @property
    def big(self) -> bool:
        return self.look.layout.letters is Letters.BIG

    def file(self, name: str) -> Path | None:
        """The drawing of that name in the theme or in what it stands on; for a shape without one, the wide one."""
        layout = name.partition(".")[0]
        shaped = (name, layout) if layout not in APART else (name,)
        return next((path for one in shaped if (path := self.found(one))), None)

    def found(self, name: str) -> Path | None:
        layout = name.partition(".")[0]
        if self.big and layout not in APART:
            beside = (f"{BIG}/{CAPTIONS}/{name}.svg",) if self.look.burnt_in else ()
            places: tuple[str, ...] = (*beside, f"{BIG}/{name}.svg")
        elif layout in APART:
            places = (f"{layout}/{name}.svg",)
        else:
            places = (f"{CAPTIONS}/{name}.svg", f"{name}.svg") if self.look.burnt_in else (f"{name}.svg",)
        found = ((f, f / place) for f in self.folders for place in places if (f / place).is_file())
        return next((path for folder, path in found if _lies_in(folder, path)), None)

    def usual(self, name: str) -> Path | None:
        """The package's own drawing, of what a theme need not draw itself."""
        layout = name.partition(".")[0]
        kind = layout if layout in APART else BIG if self.big else CAPTIONS if layout == CAPTIONS else ""
        return package_themes() / USUAL / kind / f"{name}.svg" if kind else None

    def digest(self) -> str:
        patterns = ("*.svg", f"{CAPTIONS}/*.svg") if self.look.burnt_in else ("*.svg",)
        files = [p for folder in self.folders for kind in patterns for p in sorted(folder.glob(kind))]
        if self.look.burnt_in:
            files += sorted((package_themes() / USUAL / CAPTIONS).glob(f"{CAPTIONS}*.svg"))
        files += self.font_paths
        parts = [(folder / TOKENS).read_bytes() for folder in self.folders] + [p.read_bytes() for p in files]
        sums = [hashlib.sha256(part).digest() for part in parts]
        names = "\n".join(p.name for p in files).encode()
        return hashlib.sha256(b"".join([names, *sums])).hexdigest()[:16]

    def complain(self, message: str, span: SourceSpan, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(message=message, span=span, hint=hint))
