"""A logo, SVG or PNG, ready to be put into a drawing. It may come from anybody, and keeps the rules for themes."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.draw.harmless import harms
from compiler.draw.markup import SVG, Element, read_markup
from compiler.model.errors import BadMedia, Diagnostic, ExitCode, Severity, errors_among

MOST_BYTES = 4 << 20
MOST_ACROSS = 4096
"""Pixels of a PNG: a frame has fewer."""
WIDEST = 8.0
"""Times as wide as high, or as high as wide: what is longer cannot be seen at a logo's size."""


@dataclass(frozen=True, slots=True, eq=False)
class Logo:
    """`element` fills a box of that `aspect` (width by height) when it is given x, y, width and height."""

    element: Element
    aspect: float


def read_logo(path: Path) -> tuple[Logo | None, list[Diagnostic]]:
    """The logo in that file, or None with what is wrong; with warnings in either case."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, [_bad(f"{path.name} is larger than {MOST_BYTES >> 20} MiB", "save the logo smaller")]
        with path.open("rb") as file:
            begins = file.read(8)
    except OSError as error:
        return None, [_bad(f"{path.name} cannot be read: {error.strerror}", None)]
    if begins.startswith(b"\x89PNG"):
        return _png(path)
    if path.suffix.lower() == ".svg":
        return _svg(path)
    return None, [_bad(f"{path.name} is neither SVG nor PNG", "save the logo as one of these")]


def _bad(message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(message=f"the logo {message}", hint=hint, exit_code=ExitCode.BAD_MEDIA)


def _png(path: Path) -> tuple[Logo | None, list[Diagnostic]]:
    from compiler.media.photos import probe_photo

    try:
        photo = probe_photo(path)
    except BadMedia as error:
        return None, list(error.diagnostics)
    width, height = photo.size
    if photo.kind.name != "PNG" or photo.kind.moving or max(width, height) > MOST_ACROSS:
        hint = f"save it as a PNG that stands still, at most {MOST_ACROSS} pixels wide and high"
        return None, [_bad(f"{path.name} is a {photo.kind.name} of {width} by {height} pixels", hint)]
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    image = Element(f"{SVG}image", href=f"data:image/png;base64,{data}")
    return _shaped(image, width / height, path)


def _shaped(element: Element, aspect: float, path: Path) -> tuple[Logo | None, list[Diagnostic]]:
    if not 1 / WIDEST <= aspect <= WIDEST:
        how = "wide as high" if aspect > 1 else "high as wide"
        times = round(max(aspect, 1 / aspect))
        return None, [
            _bad(f"{path.name} is {times} times as {how}", f"at most {WIDEST:g} times can be shown small")
        ]
    return Logo(element, aspect), []


def _svg(path: Path) -> tuple[Logo | None, list[Diagnostic]]:
    drawing, problems = read_markup(path)
    if drawing is None:
        return None, problems
    root = drawing.root

    def told(message: str, element: Element, near: str, hint: str | None, severity: Severity) -> Diagnostic:
        return Diagnostic(message=message, span=drawing.span_of(element, near), hint=hint, severity=severity)

    problems = [told(*harm, Severity.ERROR) for harm in harms(root)]
    problems += [told(*one, Severity.WARNING) for one in _set_elsewhere(root)]
    size = _size(root)
    if size is None:
        hint = 'viewBox="0 0 WIDTH HEIGHT", or width and height'
        problems.append(told("the drawing does not say how large it is", root, "<svg", hint, Severity.ERROR))
    if size is None or errors_among(problems):
        return None, problems
    logo, more = _shaped(_nested(root, size), size[2] / size[3], path)
    return logo, [*problems, *more]


def _set_elsewhere(root: Element) -> Iterator[tuple[str, Element, str, str | None]]:
    """Words are set in the fonts that are here, whatever the drawing asks for."""
    words = next(root.iter(f"{SVG}text"), None)
    if words is not None:
        hint = "turn them into paths in your drawing program"
        yield "words of a logo may be set in another font than on your machine", words, "<text", hint


_NUMBER = r"[+-]?(?:\d{1,6}(?:\.\d*)?|\.\d+)"


def _size(root: Element) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of what the drawing shows."""
    view = re.findall(_NUMBER, root.get("viewBox", ""))
    if root.tag == f"{SVG}svg" and len(view) == 4 and float(view[2]) > 0 and float(view[3]) > 0:
        left, top, width, height = (float(one) for one in view)
        return left, top, width, height
    sides = [re.fullmatch(rf"({_NUMBER})(px)?", root.get(name, "")) for name in ("width", "height")]
    lengths = [float(side[1]) for side in sides if side and float(side[1]) > 0]
    return (0.0, 0.0, lengths[0], lengths[1]) if root.tag == f"{SVG}svg" and len(lengths) == 2 else None


def _nested(root: Element, size: tuple[float, float, float, float]) -> Element:
    """The drawing as a part of another one."""
    kept = {k: v for k, v in root.attrib.items() if k not in {"x", "y", "width", "height", "id"}}
    inner = Element(f"{SVG}svg", {**kept, "viewBox": " ".join(f"{one:g}" for one in size)})
    inner.extend(root)
    return inner


def placed(logo: Logo, box: tuple[float, float, float, float]) -> Element:
    """The logo as large as it goes in a box (x, y, width, height), in its middle."""
    x, y, width, height = box
    across = min(width, height * logo.aspect)
    down = across / logo.aspect
    element = Element(logo.element.tag, logo.element.attrib)
    element.extend(logo.element)
    for name, value in {
        "x": x + (width - across) / 2,
        "y": y + (height - down) / 2,
        "width": across,
        "height": down,
    }.items():
        element.set(name, f"{value:.3f}")
    return element
