"""Files of other programs under the name of a YAML file, told by their first bytes."""

import re
from typing import NamedTuple


class OtherFormat(NamedTuple):
    """What a file is, and how its words become YAML."""

    message: str
    hint: str


_AS_TEXT = "save it as plain text (UTF-8), or copy the words into a plain text editor"
_HEADS = (
    (rb"\{\\rtf", "an RTF document", _AS_TEXT),
    (rb"%PDF-", "a PDF", _AS_TEXT),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document", _AS_TEXT),
    (rb"bplist00", "a web archive", _AS_TEXT),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP", "a picture", "name the YAML file; pictures go under clip:"),
    (rb"....ftyp|\x1aE\xdf\xa3|RIFF....AVI ", "a video", "name the YAML file; footage goes under clip:"),
    (rb"RIFF....WAVE|ID3|OggS|fLaC", "a sound file", "name the YAML file; recordings go under audio:"),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!", "a packed archive", "unpack it first"),
)  # fmt: skip
_IN_ZIP = (
    (b"word/", "a Word document (DOCX)", _AS_TEXT),
    (b"opendocument.text", "an OpenDocument text (ODT)", _AS_TEXT),
    (b"xl/", "an Excel sheet", _AS_TEXT),
    (b"opendocument", "an OpenDocument file", _AS_TEXT),
    (b".iwa", "a Pages document", _AS_TEXT),
)
_UTF_16 = "save the file as UTF-8 in your editor"


def other_format(raw: bytes) -> OtherFormat | None:
    """What the file is, if it is one of the kinds that are mistaken for YAML."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or re.match(
        rb"(?:[\t\n\r -~]\0){4}|(?:\0[\t\n\r -~]){4}", raw
    ):
        return OtherFormat("this is UTF-16 text", _UTF_16)
    if raw.startswith(b"PK\x03\x04"):
        kind, hint = next(
            ((k, h) for sign, k, h in _IN_ZIP if sign in raw), ("a zip archive", "unpack it first")
        )
        return OtherFormat(f"this is {kind}", hint)
    for head, kind, hint in _HEADS:
        if re.match(head, raw[:2000], re.IGNORECASE | re.DOTALL):
            return OtherFormat(f"this is {kind}", hint)
    return None


def other_markup(text: str) -> OtherFormat | None:
    """What the text is, if it is written in angle brackets."""
    if not text.lstrip().startswith("<"):
        return None
    if re.match(r"\s*<(!doctype html|html|head|body|meta)\b", text, re.IGNORECASE):
        return OtherFormat("this is a web page (HTML)", "save the file itself, not the page that shows it")
    if re.match(r"\s*<(\?xml|svg|!doctype)\b", text, re.IGNORECASE):
        return OtherFormat("this is XML, or a drawing (SVG)", "name the YAML file")
    return None
