"""One kind of each character before anything is read, and no odd ones in what is spoken."""

import re
import unicodedata
from collections.abc import Callable

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""Every dash but the hyphen that keyboards have; the last is the minus."""
DASH = f"[-{DASHES}]"

FOOT, INCH = "\N{PRIME}", "\N{DOUBLE PRIME}"
"""The marks of feet and inches (or minutes and seconds), once they are told from quotation marks."""

_SINGLE = "'‘’‛ʼ´′"
_DOUBLE = '"“”„«»″'
_QUOTES = str.maketrans(dict.fromkeys("‘’‛ʼ", "'") | dict.fromkeys('"“”„«»', " "))
_MARKS_KEPT = frozenset("'’.,;:!?-¿¡()/")
_APART = {"/": ", ", "(": ", ", ")": ", "}
_KEPT_AS_WRITTEN = frozenset("%°&+=±×÷@€$£<>≤≥½")


class _Each(dict[int, str]):
    """A table for `str.translate` that is made as characters come: what becomes of each, told once."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        self[code] = self._becomes(chr(code))
        return self[code]


def one_kind_of_character(text: str) -> str:
    """Composed characters, one kind of fraction and quote, no control characters or invisible ones."""
    whole = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_PLAIN)
    if "[" in whole:
        whole = re.sub(r"(?<=\d)\[(\d+/\d+)\]", r" \1", whole)
        whole = re.sub(r"\[(\d+/\d+)\]", r"\1", whole)
    whole = re.sub(r"\.{2,}|\N{HORIZONTAL ELLIPSIS}", ", ", _told_apart(whole).translate(_QUOTES))
    return " ".join(whole.translate(_VISIBLE).split())


def _visible(character: str) -> str:
    """A blank for what separates, nothing for what is not seen."""
    kind = unicodedata.category(character)
    return " " if kind in {"Cc", "Zl", "Zp", "Zs"} else "" if kind in {"Cf", "Cs", "Co", "Cn"} else character


def _plain(character: str) -> str:
    """A fraction of one character as "[1/2]"; wide characters as narrow ones; one degree sign and slash."""
    kind = unicodedata.decomposition(character)
    if kind.startswith("<fraction>"):
        upper, _, lower = unicodedata.normalize("NFKC", character).partition("\N{FRACTION SLASH}")
        return f"[{upper}/{lower}]" if lower else character
    if kind.startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", character)
    return {"˚": "°", "\N{FRACTION SLASH}": "/", "∕": "/"}.get(character, character)


_PLAIN, _VISIBLE = _Each(_plain), _Each(_visible)


def _told_apart(text: str) -> str:
    """Quotation marks behind a digit that close nothing are marks of feet and inches."""
    text = re.sub(rf"(?<=\d)[{_SINGLE}]{{2}}(?!\w)", INCH, text)
    for marks, sign in ((_DOUBLE, INCH), (_SINGLE, FOOT)):
        text = _measures(text, marks, sign)
    return text


def _measures(text: str, marks: str, sign: str) -> str:
    """Each of `marks` behind a digit becomes `sign`, unless a quotation is open; an apostrophe opens none."""
    kept, is_open = list(text), False
    for place in (i for i, c in enumerate(text) if c in marks):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if before.isdigit() and not is_open and not after.isalpha():
            kept[place] = sign
        elif is_open and not before.isspace():
            is_open = after.isalnum()
        else:
            is_open = not before.isalnum() and bool(after.strip())
    return "".join(kept)


def as_written(text: str) -> str:
    """For a language that nobody here knows: no markup, and a pause between words with a slash."""
    text = re.sub(r"(?<=\D)/|/(?=\D)|[()]", ", ", text).replace(FOOT, "'").replace(INCH, '"')
    text = re.sub(rf"\s[-{DASHES}]+\s|[\u2014\u2015]", ", ", text)
    return tidied("".join(c if c in _KEPT_AS_WRITTEN or c == "/" else _speakable(c) for c in text))


def tidy(text: str) -> str:
    """What can be spoken, with single blanks, none before a mark, and no heap of marks."""
    return tidied(text.translate(_SPEAKABLE))


def _speakable(character: str) -> str:
    """Letters, numbers, marks, and the private characters that stand for names; else a blank or a pause."""
    if character in _APART:
        return _APART[character]
    if character in _MARKS_KEPT or character.isspace():
        return character
    kind = unicodedata.category(character)
    return character if kind[0] in "LMN" or kind == "Co" else " "


_SPEAKABLE = _Each(_speakable)


def tidied(text: str) -> str:
    """Single blanks, none before a mark, and no heap of marks."""
    text = " ".join(text.split())
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.,;:!?])", "", text)
    return re.sub(r"([.!?])[.,;:!?]+", r"\1", text).strip(" ,;:-")
