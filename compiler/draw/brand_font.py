"""What a brand's font lacks of the letters that a video needs."""

from collections.abc import Iterable

from compiler.draw.dress import font_paths
from compiler.draw.theme import Theme
from compiler.model.brand import Brand
from compiler.model.errors import Diagnostic, Severity

_NAMED = 8


def gap_in_font(brand: Brand | None, theme: Theme, texts: Iterable[str]) -> list[Diagnostic]:
    """A warning where words are set in another font than the brand's, since that has not all of their letters."""
    if brand is None or not brand.fonts:
        return []
    paths = set(font_paths(brand))
    own = [face for face in theme.fonts.faces if face.path in paths]
    others = frozenset[int]().union(*(face.characters for face in theme.fonts.faces if face not in own))
    has = frozenset[int]().union(*(face.characters for face in own))
    lacking = sorted({c for text in texts for c in text if ord(c) in others - has and not c.isspace()})
    if not lacking or not own:
        return []
    shown = ", ".join(lacking[:_NAMED]) + (
        f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    )
    message = f"the font {own[0].family} has no {shown}: words with such letters are set in another font"
    hint = "use a font file with these letters, or leave them out"
    return [Diagnostic(message=message, span=brand.fonts[0].span, hint=hint, severity=Severity.WARNING)]
