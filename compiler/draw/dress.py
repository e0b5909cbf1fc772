"""What a brand and a chosen layout make of a theme's drawings: colours, places, logo and lines of the end card."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from compiler.draw.arranging import arrange
from compiler.draw.design import number
from compiler.draw.logo import Logo, placed, read_logo
from compiler.draw.marking import THUMBNAIL, TITLE, Plate, mark, plate_for, sign
from compiler.draw.markup import SVG, Element
from compiler.draw.palette import NAMES, OPACITY, palette
from compiler.draw.recounting import recount
from compiler.model.brand import Brand, Layout, Look
from compiler.model.errors import Diagnostic, Severity
from compiler.model.scene_words import CAPTIONS
from compiler.store import file_digest

_SHOWN_ON = 0.5
"""The share of a logo that has to stand out from what it lies on."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Dress:
    """Colours by the names that drawings use, and those that letters have instead; all empty without a brand."""

    look: Look
    colours: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    logo: Logo | None = None
    corner_plate: Plate = Plate(colour="#000000", opacity=0)
    title_plate: Plate = Plate(colour="#000000", opacity=0)

    @property
    def changes(self) -> bool:
        """Whether a theme looks otherwise in it than by itself."""
        return self.look.brand is not None or self.look.layout != Layout()

    def put_on(self, root: Element, name: str) -> None:
        """Change a drawing, called as its file is: `rest.portrait`."""
        layout, _, shape = name.partition(".")
        if self.colours:
            _thicken(root)
        if layout == CAPTIONS:
            return
        if layout == "exercise":
            arrange(root, shape, self.look.layout)
        brand = self.look.brand
        if layout == "end" and brand:
            sign(root, shape, brand, len(brand.contact) + len(brand.links))
        recount(root, self.look.layout.count)
        if self.logo:
            plate = self.title_plate if layout in {TITLE, THUMBNAIL} else self.corner_plate
            mark(root, layout, shape, self.look, self.logo, plate, self.corner_plate)


def _thicken(root: Element) -> None:
    """A brand's panels let less of a clip through than a theme's, so that its own colours can be read on them."""
    for element in root.iter():
        if "fill-ink" in element.get("class", "").split() and number(element, "fill-opacity", 1) >= 0.75:
            element.set("fill-opacity", f"{max(OPACITY, number(element, 'fill-opacity', 1)):g}")


def dress_for(look: Look, usual: Mapping[str, str]) -> tuple[Dress, list[Diagnostic]]:
    """How that look changes a theme with the `usual` colours; with what was mended, and what cannot be."""
    brand = look.brand
    if brand is None:
        return Dress(look=look), []
    shapes, letters, problems = {}, {}, []
    if brand.colours:
        found = palette(brand.colours)
        shapes, letters, problems = found.shapes, found.letters, list(found.problems)
    logo, more = _logo(brand)
    problems += more
    corner = title = Plate(colour="#000000", opacity=0)
    if logo:
        colours = {**usual, **shapes}
        corner, title, dim = _plates(logo, brand, colours)
        problems += dim
    dress = Dress(
        look=look,
        colours=shapes,
        letters=letters,
        logo=logo,
        corner_plate=corner,
        title_plate=title,
    )
    return dress, problems


def _logo(brand: Brand) -> tuple[Logo | None, list[Diagnostic]]:
    """The logo, as it was when the brand was read."""
    if brand.logo is None:
        return None, []
    if not brand.logo.path.is_file() or file_digest(brand.logo.path) != brand.logo.sha256:
        message = f"the logo {brand.logo.path.name} has changed meanwhile"
        return None, [Diagnostic(message=message, span=brand.logo.span, hint="run this again")]
    logo, _ = read_logo(brand.logo.path)  # what is wrong with it was told when the brand was read
    return logo, []


def colours_in_vain(look: Look, usual: Mapping[str, str]) -> list[Diagnostic]:
    """A warning where a theme's drawings have none of the colours that a brand sets."""
    colours = look.brand.colours if look.brand else None
    if colours is None or set(usual) & set(NAMES):
        return []
    return [
        Diagnostic(
            message="the theme's drawings have none of the colours that a brand sets",
            span=colours.main.span,
            hint=f"name them {', '.join(NAMES)} in theme.yaml, or base the theme on calm",
            severity=Severity.WARNING,
        )
    ]


def font_paths(brand: Brand | None) -> list[Path]:
    """The brand's font files."""
    return [font.path for font in brand.fonts] if brand else []


def _plates(logo: Logo, brand: Brand, colours: Mapping[str, str]) -> tuple[Plate, Plate, list[Diagnostic]]:
    seen = _colours_of(logo)
    corner, share = plate_for(seen, colours.get("ink", "#10241F"), OPACITY)
    title, on_card = plate_for(seen, colours.get("teal", "#2F8F83"), 0)
    if min(share, on_card) >= _SHOWN_ON or brand.logo is None:
        return corner, title, []
    least = round(100 * min(share, on_card))
    message = f"only {least} % of the logo stands out from what it lies on, with a contrast of 3 : 1"
    hint = "a logo in one dark or one light colour can be seen everywhere"
    dim = Diagnostic(message=message, span=brand.logo.span, hint=hint, severity=Severity.WARNING)
    return corner, title, [dim]


def _colours_of(logo: Logo) -> list[tuple[str, float]]:
    """Its colours, rounded, with the share of it that each covers."""
    import numpy as np

    from compiler.draw.raster import rasterise

    side = 48
    root = Element(f"{SVG}svg", {"viewBox": f"0 0 {side} {side}"})
    root.append(placed(logo, (0, 0, side, side)))
    drawn = rasterise(ElementTree.tostring(root, encoding="unicode"), side, side)
    inked = drawn[drawn[..., 3] > 127][:, :3] & 0xF0
    if not inked.size:
        return []
    values, counts = np.unique(inked, axis=0, return_counts=True)
    whole = counts.sum()
    return [
        (f"#{red:02X}{green:02X}{blue:02X}", float(count / whole))
        for (red, green, blue), count in zip(values, counts, strict=True)
    ]
