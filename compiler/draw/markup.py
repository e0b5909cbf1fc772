"""An SVG file -> its elements, each with the place where it begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.yaml import read_text

Element = ElementTree.Element
Places = Mapping[Element, int]
"""Element -> where its `<` stands, in bytes of UTF-8 from the start of the text; see :func:`characters`."""

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


class NotMarkup(ValueError):
    """The text is no XML; `position` counts bytes of UTF-8 from its start."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def parse(text: str) -> tuple[Element, Places]:
    """The root of the document. What other programs add in name spaces of their own is left out.

    Raises:
        NotMarkup: it is not well-formed, or it declares entities.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise NotMarkup(expat.errors.messages[error.code], reader.parser.CurrentByteIndex) from None
    return reader.builder.close(), reader.places


class _Reader:
    """Hears what expat reads; `{space}name` is written as ElementTree does."""

    def __init__(self) -> None:
        self.builder = ElementTree.TreeBuilder()
        self.places: dict[Element, int] = {}
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.EntityDeclHandler = self.refuse_entity
        self._foreign = 0
        self._begun = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _named(name)
        if self._foreign or (self._begun and tag.startswith("{") and not tag.startswith(SVG)):
            self._foreign += 1
            return
        self._begun = True
        kept = {key: value for key, value in ((_named(k), v) for k, v in attributes.items()) if _counts(key)}
        self.places[self.builder.start(tag, kept)] = self.parser.CurrentByteIndex

    def end(self, name: str) -> None:
        if self._foreign:
            self._foreign -= 1
        else:
            self.builder.end(_named(name))

    def data(self, text: str) -> None:
        if not self._foreign:
            self.builder.data(text)

    def refuse_entity(self, *_: object) -> None:
        raise NotMarkup("entities cannot be declared in a drawing", self.parser.CurrentByteIndex)


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _counts(attribute: str) -> bool:
    return not attribute.startswith("{") or attribute == XLINK_HREF


@dataclass(frozen=True, slots=True, eq=False)
class Markup:
    """A drawing's file as it was read."""

    path: Path
    text: str
    root: Element
    places: Places

    def span_of(self, element: Element, near: str) -> SourceSpan:
        """Where these words stand, from the element on; the element's start where they stand nowhere."""
        start = characters(self.text, self.places[element])
        found = self.text.find(near, start)
        return span_at(self.path, self.text, found if found >= 0 else start, len(near))


def read_markup(path: Path) -> tuple[Markup | None, list[Diagnostic]]:
    """The drawing in a file, or None with what is wrong."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    try:
        root, places = parse(text)
    except NotMarkup as error:
        place = span_at(path, text, characters(text, error.position))
        return None, [Diagnostic(message=f"this is not SVG: {error}", span=place)]
    return Markup(path, text, root, places), []


def characters(text: str, position: int) -> int:
    """A position in bytes of UTF-8 as one in characters."""
    return len(text.encode()[:position].decode("utf-8", "ignore"))


def span_at(path: Path, text: str, position: int, width: int = 1) -> SourceSpan:
    """The place of a character of the file's text, counted from its start."""
    line, column = text.count("\n", 0, position), position - (text.rfind("\n", 0, position) + 1)
    lines = text.split("\n")
    source = lines[line] if line < len(lines) else ""
    return SourceSpan(path=path, line=line + 1, column=column + 1, width=width, source_line=source)
