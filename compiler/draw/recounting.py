"""A ring of a drawing -> a bar or a plain number in its place, in the same colours."""

from compiler.draw.design import number
from compiler.draw.markup import SVG, Element
from compiler.draw.reshaping import layers, part
from compiler.model.brand import Count


def recount(root: Element, count: Count | None) -> None:
    """Put what is chosen in place of every ring; a panel as wide as the ring, and four fifths as high."""
    if count is None or count is Count.RING:
        return
    for ring in list(layers(root, "ring")):
        root[list(root).index(ring)] = _counted(ring, count)


def _counted(ring: Element, count: Count) -> Element:
    disc, track, arc = (part(ring, name) for name in ("disc", "track", "arc"))
    x, y, radius = (number(disc, name) for name in ("cx", "cy", "r"))
    kept = {name: value for name, value in ring.attrib.items() if name != "data-layer"}
    group = Element(f"{SVG}g", {**kept, "data-layer": count.value})
    group.append(_rect("panel", disc, (x - radius, y - 0.8 * radius, 2 * radius, 1.6 * radius), 0.2 * radius))
    if count is Count.BAR:
        box = (x - 0.78 * radius, y + 0.48 * radius, 1.56 * radius, 0.14 * radius)
        group.append(_rect("track", track, box, 0.07 * radius))
        group.append(_rect("fill", arc, box, 0.07 * radius))
    base, larger, unit = (0.08, 1.0, 0.36) if count is Count.BAR else (0.22, 1.25, 0.6)
    for text in ring.iter(f"{SVG}text"):
        digits = text.get("data-word") == "ring_digits"
        size = number(text, "font-size") * (larger if digits else 1.0)
        text.set("font-size", f"{size:g}")
        text.set("y", f"{y + (base if digits else unit) * radius:g}")
        text.set("data-width", f"{1.6 * radius:g}")
        group.append(text)
    return group


def _rect(name: str, like: Element, box: tuple[float, float, float, float], corner: float) -> Element:
    """A rectangle in the colour of a circle, whether that is filled or drawn as a line."""
    lined = like.get("stroke") is not None and like.get("fill", "none") == "none"
    colour, opacity = ("stroke", "stroke-opacity") if lined else ("fill", "fill-opacity")
    rect = Element(f"{SVG}rect", {"data-part": name, "fill": like.get(colour, "#000000")})
    if like.get(opacity):
        rect.set("fill-opacity", like.get(opacity, ""))
    for key, value in zip(("x", "y", "width", "height"), box, strict=True):
        rect.set(key, f"{value:g}")
    rect.set("rx", f"{corner:g}")
    return rect
