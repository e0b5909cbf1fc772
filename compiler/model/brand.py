"""A channel's own look: what its `brand.yaml` says, and how a picture is laid out. Values only; `brand` reads them."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path

from compiler.model.errors import SourceSpan


class PanelAt(StrEnum):
    """Where the panel with name and dose stands."""

    LEFT = "left"
    RIGHT = "right"
    BELOW = "below"


class Count(StrEnum):
    """How seconds and repetitions are shown."""

    RING = "ring"
    BAR = "bar"
    NUMBER = "number"


class CountAt(StrEnum):
    """Where they are shown."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"


class Letters(StrEnum):
    """How large all words are."""

    USUAL = "usual"
    BIG = "big"


class Corner(StrEnum):
    """A corner of the frame: where the small logo stands, or a second picture."""

    TOP_LEFT = "top left"
    TOP_RIGHT = "top right"
    BOTTOM_LEFT = "bottom left"
    BOTTOM_RIGHT = "bottom right"


class Free(StrEnum):
    """Which side of the end card stays empty, for what a channel lays over it."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What is chosen of how a picture is laid out; None is as the theme draws it. `span` is where."""

    panel: PanelAt | None = None
    count: Count | None = None
    count_at: CountAt | None = None
    letters: Letters | None = None
    span: SourceSpan | None = field(default=None, compare=False)

    def over(self, other: "Layout") -> "Layout":
        """This one, with what it leaves open as in `other`."""
        chosen = {f.name: getattr(self, f.name) for f in fields(self)}
        return Layout(**{name: one or getattr(other, name) for name, one in chosen.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFile:
    """A file that a brand names; `sha256` is of its bytes when it was read."""

    path: Path
    sha256: str
    span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """`value` is `#RRGGBB` in capitals."""

    value: str
    span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandColours:
    """Of cards and panels (`main`), of bars, rings and marks (`accent`), and of letters, if that is not left open."""

    main: Colour
    accent: Colour
    text: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteColours:
    """Colours of web pages and printed sheets, as `#RRGGBB`; derived ones have the contrast that WCAG asks for.

    `accent` is for links and buttons on the background, `on_accent` for letters on it; `bar` is for bands, and
    `on_bar` for letters on those.
    """

    background: str
    text: str
    accent: str
    on_accent: str
    bar: str
    on_bar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A project's `brand.yaml`. `contact` are lines such as a telephone number, `links` are for the end card.

    `lines_span` is where the first of these stands, or else the name.
    """

    path: Path
    name: str = ""
    colours: BrandColours | None = None
    logo: BrandFile | None = None
    fonts: tuple[BrandFile, ...] = ()
    contact: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    free: Free | None = None
    corner: Corner | None = None
    layout: Layout = Layout()
    site: SiteColours | None = None
    lines_span: SourceSpan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that decides how a scene is drawn, beside the scene: a theme's name or folder, the brand, what is chosen.

    With `burnt_in`, captions are drawn, and layouts as they are where these need room.
    """

    theme: str | Path = "calm"
    burnt_in: bool = False
    brand: Brand | None = None
    layout: Layout = Layout()
