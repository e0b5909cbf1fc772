"""A brand's two or three colours -> the colours that drawings use by name, each with the contrast that it needs."""

from collections.abc import Callable
from dataclasses import dataclass

from compiler.draw.colour import (
    BLACK,
    LETTERS,
    SHAPES,
    WHITE,
    contrast,
    least_contrast,
    luminance,
    mixed,
    nearest_shade,
    over,
    told,
)
from compiler.model.brand import BrandColours, Colour
from compiler.model.errors import Diagnostic, Severity

NAMES = ("ink", "deep", "teal", "mint", "pale", "paler", "white")
"""What a brand colours; drawings that use other names keep their own colours for them."""

OPACITY = 0.9
"""Of what lies on a clip behind letters, at the least: little of the clip then changes what can be read."""
_SHEEN = 0.07
"""How much of the letters' colour lies over cards, where circles are drawn."""
_AWAY = 0.3
"""How much darker, or lighter, the far end of a card's gradient is than the main colour."""
_NEAR = 0.2
"""How far a main colour may be darkened to have white letters."""
_FARTHEST = 0.35
"""How far a colour of letters that was chosen may be moved: beyond that it is another colour."""


@dataclass(frozen=True, slots=True)
class Palette:
    """`shapes` by name, and of these the ones that letters have in another shade; what was changed or cannot be."""

    shapes: dict[str, str]
    letters: dict[str, str]
    problems: tuple[Diagnostic, ...]


def palette(colours: BrandColours) -> Palette:
    """All colours that drawings use, from a brand's own. They are read on any clip and on every card.

    A colour without enough contrast is mended, and a warning says how; a colour of letters that would become another
    one is an error. Both with their figures.
    """
    problems: list[Diagnostic] = []
    text, main = _text(colours, problems)
    grounds = _Grounds(text, main, colours.accent.value)
    accent = _mended(colours.accent, grounds.of_shapes, SHAPES, "shapes", problems)
    in_words = nearest_shade(accent, lambda one: least_contrast(one, grounds.of_letters) >= LETTERS) or text
    if in_words != accent and not problems:
        problems.append(_as_letters(colours.accent, in_words, grounds))
    soft = [_soft(text, main, share, grounds) for share in (0.26, 0.13)]
    shapes = {"ink": grounds.panel, "deep": grounds.far, "teal": main, "mint": accent}
    shapes |= {"pale": soft[0], "paler": soft[1], "white": text}
    return Palette(shapes, {"mint": in_words}, tuple(problems))


class _Grounds:
    """What lies behind letters that are `text` on cards of the colour `main`; panels suit `accent` if any can."""

    def __init__(self, text: str, main: str, accent: str = "") -> None:
        light = luminance(text) > luminance(main)
        away, worst = (BLACK, WHITE) if light else (WHITE, BLACK)
        self.main, self.far = main, mixed(main, away, _AWAY)

        def suits(panel: str, *letters: str) -> bool:
            return least_contrast(over(panel, OPACITY, worst), letters) >= LETTERS

        shades = [mixed(main, away, step / 50) for step in range(12, 51)]
        for_both = (one for one in shades if accent and suits(one, text, accent))
        for_text = (one for one in shades if contrast(text, over(one, OPACITY, worst)) >= 1.35 * LETTERS)
        self.panel = next(for_both, None) or next(for_text, away)
        self.over_clip = over(self.panel, OPACITY, worst)
        cards = [main, self.far, over(text, _SHEEN, main)]
        self.of_letters = (*cards, self.over_clip, self.panel)
        self.of_shapes = (main, self.far, self.over_clip, self.panel)


def _text(colours: BrandColours, problems: list[Diagnostic]) -> tuple[str, str]:
    """The colour of letters, and the one of cards: both as chosen, or the nearest that can be read together."""
    main = colours.main.value

    def readable(text: str) -> bool:
        return least_contrast(text, _Grounds(text, main).of_letters) >= LETTERS

    chosen = colours.text
    if chosen is None:
        best = next((one for one in (WHITE, mixed(main, BLACK, 0.9), BLACK) if readable(one)), None)
        return (best, main) if best else _other_main(colours.main, problems)
    if readable(chosen.value):
        return chosen.value, main
    shade = nearest_shade(chosen.value, readable)
    ratio = least_contrast(chosen.value, _Grounds(chosen.value, main).of_letters)
    pair = f"text {chosen.value} on main {main}"
    if shade and _distance(chosen.value, shade) <= _FARTHEST:
        problems.append(_warned(chosen, f"{pair} has a contrast of {told(ratio)}", shade, LETTERS))
        return shade, main
    others = [one for one in (WHITE, BLACK) if readable(one)]
    hint = f"{others[0]} has enough; or leave text out" if others else "choose a darker or lighter main"
    message = f"{pair} has a contrast of {told(ratio)}, and letters need {LETTERS:g} : 1"
    problems.append(Diagnostic(message=message, span=chosen.span, hint=hint))
    return (others or [WHITE])[0], main


def _other_main(main: Colour, problems: list[Diagnostic]) -> tuple[str, str]:
    """A main colour that is neither dark nor light: neither white nor black can be read on all that it makes.

    Darker with white letters where that is near, else the nearest.
    """

    def ratio(text: str, one: str) -> float:
        return least_contrast(text, _Grounds(text, one).of_letters)

    def best(one: str) -> float:
        return max(ratio(WHITE, one), ratio(BLACK, one))

    dark = nearest_shade(main.value, lambda one: ratio(WHITE, one) >= LETTERS, ends=(BLACK,)) or BLACK
    near = nearest_shade(main.value, lambda one: best(one) >= LETTERS) or BLACK
    shade = dark if _distance(main.value, dark) <= _NEAR else near
    about = f"letters on main {main.value} have a contrast of {told(best(main.value))} at most"
    problems.append(_warned(main, about, shade, LETTERS))
    return max((WHITE, BLACK), key=lambda text: ratio(text, shade)), shade


def _distance(one: str, other: str) -> float:
    """Between two colours, as a share of the way from black to white, as the eye sees it."""
    first, second = (float(luminance(colour) ** (1 / 2.4)) for colour in (one, other))
    return abs(first - second)


def _mended(
    chosen: Colour, grounds: tuple[str, ...], need: float, what: str, problems: list[Diagnostic]
) -> str:
    """The colour, or its nearest shade with enough contrast."""
    enough: Callable[[str], bool] = lambda one: least_contrast(one, grounds) >= need  # noqa: E731
    if enough(chosen.value):
        return chosen.value
    shade = nearest_shade(chosen.value, enough) or max(
        (WHITE, BLACK), key=lambda one: least_contrast(one, grounds)
    )
    ratio = least_contrast(chosen.value, grounds)
    about = f"accent {chosen.value} has a contrast of {told(ratio)} with cards and panels"
    problems.append(_warned(chosen, about, shade, need))
    return shade


def _warned(chosen: Colour, about: str, shade: str, need: float) -> Diagnostic:
    return Diagnostic(
        message=f"{about}, where {need:g} : 1 is needed: {shade} is drawn in its place",
        span=chosen.span,
        hint="write that colour, or choose another",
        severity=Severity.WARNING,
    )


def _as_letters(chosen: Colour, shade: str, grounds: _Grounds) -> Diagnostic:
    ratio = told(least_contrast(chosen.value, grounds.of_letters))
    return Diagnostic(
        message=f"accent {chosen.value} has a contrast of {ratio} for letters, which need {LETTERS:g} : 1: "
        f"letters in it are drawn in {shade}",
        span=chosen.span,
        hint="rings and bars have it as it is",
        severity=Severity.WARNING,
    )


def _soft(text: str, main: str, share: float, grounds: _Grounds) -> str:
    """The colour of second lines: nearer to the main colour as far as it can be read."""
    while share > 0.01 and least_contrast(mixed(text, main, share), grounds.of_letters) < LETTERS:
        share /= 2
    return mixed(text, main, share) if share > 0.01 else text
