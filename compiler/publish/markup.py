"""Elements for pages and feeds; texts are escaped when written, so what authors wrote stays text."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Child = ET.Element | str


def clean(text: str) -> str:
    """The text without characters that neither HTML nor XML can hold."""
    return _NOT_XML.sub("", text)


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: Child) -> ET.Element:
    """An element with attributes, texts and elements in it, in order."""
    made = ET.Element(tag, {name: clean(value) for name, value in (attributes or {}).items()})
    last: ET.Element | None = None
    for child in children:
        if isinstance(child, ET.Element):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + clean(child)
        else:
            last.tail = (last.tail or "") + clean(child)
    return made


def html_bytes(root: ET.Element) -> bytes:
    """A page."""
    text = ET.tostring(root, encoding="unicode", method="html")
    return f"<!doctype html>\n{text}\n".encode()


def xml_bytes(root: ET.Element) -> bytes:
    """An XML document, a line for each element."""
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
