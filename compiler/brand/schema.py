"""The grammar of `brand.yaml`."""

from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from compiler.draw.theme import HexColour
from compiler.model.brand import Corner, Free
from compiler.yaml import Located, OneOrMany, PlainText, Record, Text, WrittenLayout, one_of, scalar

MOST_LINES = 4
"""Of contact, and of links: the end card has room for them."""
MOST_FONTS = 4
LONGEST_LINE = 60

Line = Annotated[
    Located[str],
    PlainValidator(scalar(PlainText(LONGEST_LINE))),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_LINE}),
]
_Lines = Annotated[tuple[Line, ...], OneOrMany(), Field(max_length=MOST_LINES)]


_FreeWord: Any = one_of(Free)
_CornerWord: Any = one_of(Corner)


class ColoursFile(Record):
    """Two or three colours; everything else is made from them."""

    main: Annotated[HexColour, Field(description="Of cards and panels: '#16324F'.")]
    accent: Annotated[HexColour, Field(description="Of rings, bars and what is marked: '#F2A541'.")]
    text: Annotated[
        HexColour | None, Field(description="Of letters; light or dark, as main needs, without it.")
    ] = None


class EndFile(Record):
    """The end card."""

    links: Annotated[_Lines, Field(description="Addresses to go on with, up to four lines.")] = ()
    free: Annotated[
        _FreeWord | None,
        Field(description="The side that stays empty for the channel's end screen: left or right."),
    ] = None


class SiteFile(Record):
    """Colours of the web pages, where they are to be others than those of the videos."""

    background: Annotated[HexColour | None, Field(description="Of pages.")] = None
    text: Annotated[HexColour | None, Field(description="Of letters on them.")] = None
    accent: Annotated[HexColour | None, Field(description="Of links and buttons.")] = None


class BrandFile(Record):
    """A channel's own look, over any theme: in all its videos, its pages and its printed sheets."""

    name: Annotated[Line | None, Field(description="Of the practice or channel.")] = None
    logo: Annotated[Text | None, Field(description="A file, SVG or PNG, beside this one or in assets.")] = (
        None
    )
    colours: Annotated[ColoursFile | None, Field(description="Two or three colours.")] = None
    font: Annotated[
        tuple[Text, ...],
        OneOrMany(),
        Field(max_length=MOST_FONTS, description="A font file (.ttf, .otf), or one for each weight."),
    ] = ()
    contact: Annotated[
        _Lines, Field(description="Lines such as a telephone number, on the end card and on paper.")
    ] = ()
    corner: Annotated[
        _CornerWord | None, Field(description="Where a small logo stands throughout: top right, …")
    ] = None
    layout: Annotated[
        WrittenLayout | None, Field(description="Where things stand: left, or [left, bar, big].")
    ] = None
    end: Annotated[EndFile | None, Field(description="The end card.")] = None
    site: Annotated[SiteFile | None, Field(description="Colours of web pages, if others.")] = None
