"""What a drawing may hold, by a list: nothing in it reads a file, asks a network, or draws without end.

A theme comes from others. Whatever is not named here is refused, so that a new way of naming a resource is, too.
"""

import re
from collections.abc import Iterable, Iterator

from compiler.draw.markup import SVG, XLINK_HREF, Element

_SHAPES = "rect circle ellipse line polyline polygon path text tspan textPath use image"
_STRUCTURE = "svg g defs symbol title desc metadata style switch"
_PAINT = "linearGradient radialGradient stop pattern clipPath mask marker filter"
_FILTERS = (
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap "
    "feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode "
    "feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
ELEMENTS = frozenset(f"{SVG}{name}" for name in f"{_SHAPES} {_STRUCTURE} {_PAINT} {_FILTERS}".split())
"""All of SVG that is drawn here, but for what reads from elsewhere (feImage, foreignObject), runs or moves."""

MOST_DRAWN = 20_000
"""Elements that a drawing may come to when everything that is used again is counted each time."""

_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_OWN = re.compile(r"""url\(\s*(["']?)#[^"'()\\\s]+\1\s*\)""", re.IGNORECASE)
_NAMES_A_RESOURCE = re.compile(
    r"""url\s*\(|src\s*\(|image(-set)?\s*\(|@[a-z-]|\\|[a-z]+://|expression\s*\(""", re.IGNORECASE
)
_REFERENCE = re.compile(r"""url\(\s*["']?#([^"'()\s]+)""", re.IGNORECASE)


def harms(root: Element) -> Iterator[tuple[str, Element, str, str | None]]:
    """What stands in the drawing that may not: (message, element, the text it shows itself by, hint)."""
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if element.tag not in ELEMENTS:
            hint = "draw it with shapes, gradients and words"
            yield f"<{name}> cannot stand in a theme's drawing", element, f"<{name}", hint
        else:
            yield from _named_outside(element, name)
    yield from _without_end(root)


def _named_outside(element: Element, name: str) -> Iterator[tuple[str, Element, str, str | None]]:
    for attribute, value in element.attrib.items():
        plain = attribute.removeprefix(XLINK_HREF[:-4])
        if plain == "href" and name == "image":
            if not _PICTURE.fullmatch(value):
                message = "a picture in a theme must be inside the file, as a data: address"
                yield message, element, "<image", "data:image/png;base64,… or jpeg, gif, webp"
        elif plain == "href":
            if not re.fullmatch(r"#\S+", value):
                yield f"{plain} must name a part of this file, as #id", element, plain, None
        elif not plain.startswith("data-") and _NAMES_A_RESOURCE.search(_OWN.sub("", value)):
            yield f"{plain} names something outside the file", element, plain, "only url(#id) is allowed"
    if name == "style" and _NAMES_A_RESOURCE.search(_OWN.sub("", element.text or "")):
        hint = "no @ rules, no escapes, and only url(#id)"
        yield "a style names something outside the file", element, "<style", hint


def _without_end(root: Element) -> Iterator[tuple[str, Element, str, str | None]]:
    """Parts that use each other in a circle, or each other so often that the drawing grows beyond measure."""
    named = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    weights: dict[str, int] = {}

    def weight(element: Element, above: tuple[str, ...]) -> int:
        return sum(1 + sum(weight_of(id_, above) for id_ in _references(one)) for one in element.iter())

    def weight_of(id_: str, above: tuple[str, ...]) -> int:
        if id_ in above or len(above) > _DEEPEST:
            return MOST_DRAWN + 1
        if id_ not in weights and id_ in named:
            weights[id_] = min(weight(named[id_], (*above, id_)), MOST_DRAWN + 1)
        return weights.get(id_, 0)

    if weight(root, ()) > MOST_DRAWN:
        message = f"the drawing uses its parts in a circle, or comes to more than {MOST_DRAWN:,} elements"
        yield message, root, "<svg", "draw it with fewer parts that are used again"


_DEEPEST = 20


def _references(element: Element) -> Iterable[str]:
    for attribute, value in element.attrib.items():
        if attribute in {"href", XLINK_HREF} and value.startswith("#"):
            yield value[1:]
        elif "url(" in value.lower():
            yield from _REFERENCE.findall(value)
