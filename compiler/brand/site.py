"""Colours of web pages and printed sheets: those of the brand, with the contrast that reading needs."""

from compiler.brand.schema import SiteFile
from compiler.draw.colour import BLACK, LETTERS, WHITE, contrast, mixed, nearest_shade, told
from compiler.model.brand import BrandColours, SiteColours
from compiler.model.errors import Diagnostic
from compiler.yaml import value_of

_DARK = 0.82
"""How near to black letters on a page are that are made from the main colour."""


def chosen_site(
    colours: BrandColours | None, written: SiteFile | None
) -> tuple[SiteColours | None, list[Diagnostic]]:
    """What the file says of pages, and what follows from its other colours; with contrasts that are too small.

    None where it chooses no colours, and pages stay as they are.
    """
    if colours is None and written is None:
        return None, []
    main = colours.main.value if colours else "#17463C"
    accent = colours.accent.value if colours else main
    written = written or SiteFile()
    background = value_of(written.background, WHITE).upper()
    text = value_of(written.text, _readable(mixed(main, BLACK, _DARK), background)).upper()
    link = value_of(written.accent, _readable(accent, background)).upper()
    site = SiteColours(
        background=background,
        text=text,
        accent=link,
        on_accent=_on(link),
        bar=main,
        on_bar=_on(main),
    )
    return site, _too_small(site, written)


def _readable(colour: str, background: str) -> str:
    shade = nearest_shade(colour, lambda one: contrast(one, background) >= LETTERS)
    assert shade  # black or white has 4.58 on any ground
    return shade


def _on(ground: str) -> str:
    return max((WHITE, "#111111", BLACK), key=lambda one: (contrast(one, ground) >= LETTERS, one != BLACK))


def _too_small(site: SiteColours, written: SiteFile) -> list[Diagnostic]:
    found = []
    for name, colour in (("text", site.text), ("accent", site.accent)):
        place = getattr(written, name) or written.background
        ratio = contrast(colour, site.background)
        if ratio < LETTERS and place:
            of_both = f"site: {name} {colour} on {site.background}"
            message = f"{of_both} has a contrast of {told(ratio)}, and letters need {LETTERS:g} : 1"
            hint = f"{_readable(colour, site.background)} has enough"
            found.append(Diagnostic(message=message, span=place.span, hint=hint))
    return found
