"""Names of files and of exercises: how two spellings are the same one, and what a result is called.

The same ü is one character or a u with two dots over it, as the machine likes. Inside, names are in the first
form (Unicode's NFC).
"""

import hashlib
import re
import unicodedata

LONGEST_SLUG_BYTES = 80

_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def composed(text: str) -> str:
    """The text in the one spelling that all comparisons use."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def slug(name: str) -> str:
    """What results are called that come from a thing of that `name`: a part of file names and addresses.

    Lower case; letters and digits of any script and `_` are kept, the rest becomes dashes. Different names have
    different slugs, but for case, and for signs and blanks of ASCII: where another sign is lost, or a long name
    is cut, eight digits made from the whole name are added.
    """
    lower = composed(composed(name).lower())
    kept = "".join(c if _is_kept(c) else "-" if c.isascii() else " " for c in lower)
    lost = " " in kept
    made = re.sub("-+", "-", kept.replace(" ", "-")).strip("-_")
    if name.isascii():
        made = made[:LONGEST_SLUG_BYTES].rstrip("-_") or "routine"
    elif lost or len(made.encode()) > LONGEST_SLUG_BYTES:
        made = f"{_cut(made, LONGEST_SLUG_BYTES - 9) or 'routine'}-{_digest(name)}"
    return f"{made}-routine" if _DEVICE.fullmatch(made) else made


def slug_part(name: str) -> str:
    """What is added to a slug for a version of that `name`: the name itself where it is plain."""
    return name if _PLAIN.fullmatch(name) and len(name) <= LONGEST_SLUG_BYTES else slug(name)


def _is_kept(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LMN"


def _cut(text: str, length: int) -> str:
    """As much of `text` as is at most `length` bytes long."""
    return text.encode(errors="replace")[:length].decode(errors="ignore").rstrip("-_")


def _digest(name: str) -> str:
    return hashlib.sha256(composed(name).encode(errors="surrogateescape")).hexdigest()[:8]
