"""A still drawing as SVG elements: gradients, rounded boxes, ellipses, polygons and lines, in pixels."""

from collections.abc import Sequence
from xml.etree import ElementTree

from compiler.figure.camera import Point

_SVG = "http://www.w3.org/2000/svg"


class Sketch:
    """Collects elements in painting order."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self._root = ElementTree.Element("svg", {"xmlns": _SVG, "viewBox": f"0 0 {size[0]} {size[1]}"})
        self._defs = ElementTree.SubElement(self._root, "defs")
        self._gradients = 0

    def markup(self) -> str:
        """The whole document."""
        return ElementTree.tostring(self._root, encoding="unicode")

    def _add(self, name: str, fill: str, opacity: float, **values: float | str) -> None:
        attributes = {k.replace("_", "-"): v if isinstance(v, str) else f"{v:.2f}" for k, v in values.items()}
        attributes["fill"] = fill
        if opacity < 1:
            attributes["opacity"] = f"{opacity:.3f}"
        ElementTree.SubElement(self._root, name, attributes)

    def gradient(self, *stops: tuple[float, str, float], across: bool = False) -> str:
        """A linear gradient of (offset, colour, opacity) downward, or across; the fill to use it by."""
        direction = {"x1": "0", "y1": "0", "x2": "1" if across else "0", "y2": "0" if across else "1"}
        return self._gradient("linearGradient", direction, stops)

    def glow(self, *stops: tuple[float, str, float]) -> str:
        """A radial gradient from the middle; the fill to use it by."""
        return self._gradient("radialGradient", {}, stops)

    def _gradient(
        self, kind: str, direction: dict[str, str], stops: Sequence[tuple[float, str, float]]
    ) -> str:
        self._gradients += 1
        name = f"g{self._gradients}"
        element = ElementTree.SubElement(self._defs, kind, {"id": name, **direction})
        for offset, colour, opacity in stops:
            values = {"offset": f"{offset:g}", "stop-color": colour, "stop-opacity": f"{opacity:g}"}
            ElementTree.SubElement(element, "stop", values)
        return f"url(#{name})"

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        round_by: float = 0.0,
        opacity: float = 1.0,
    ) -> None:
        """A box from its upper left corner."""
        self._add("rect", fill, opacity, x=x, y=y, width=width, height=height, rx=round_by)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """An ellipse around a middle."""
        self._add("ellipse", fill, 1.0, cx=x, cy=y, rx=rx, ry=ry)

    def polygon(
        self, points: Sequence[Point], fill: str, opacity: float = 1.0, round_by: float = 0.0
    ) -> None:
        """A closed outline; `round_by` rounds its corners outward."""
        data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
        edge: dict[str, float | str] = {}
        if round_by:
            edge = {"stroke": fill, "stroke_width": round_by * 2, "stroke_linejoin": "round"}
        self._add("path", fill, opacity, d=data, **edge)

    def curve(self, data: str, fill: str, opacity: float = 1.0, stroke: str = "", width: float = 0.0) -> None:
        """An SVG path, filled or drawn as a line with round ends."""
        edge: dict[str, float | str] = {}
        if stroke:
            edge = {"stroke": stroke, "stroke_width": width, "stroke_linecap": "round"}
        self._add("path", fill, opacity, d=data, **edge)
