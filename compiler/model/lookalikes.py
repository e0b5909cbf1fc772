"""Characters that look like another one, and the plain one that was meant: from word processors, chats and phones."""

import unicodedata

_CYRILLIC = dict(
    zip("аеорсухіѕјԁһԛԝкмтвнАВЕЅЗІЈКМНОРСТХУ", "aeopcyxisjdhqwkmtbhABES3IJKMHOPCTXY", strict=True)
)
_GREEK = dict(zip("αοριυνκτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aopiuvktxABEZHIKMNOPTYX", strict=True))
LETTERS = {**_CYRILLIC, **_GREEK, "ı": "i", "ɡ": "g", "ɑ": "a"}
DOUBLE_QUOTES = "“”„‟«»″〝〞＂"
SINGLE_QUOTES = "‘’‚‛′＇"
DASHES = "‐‑‒–—―−﹘﹣－⁃"
BULLETS = "•◦‣▪▫●○■□·∙⚫➢➤✓✔☐"
COLONS = "：﹕︓꞉∶ː"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE_ENDS = "\u0085\u2028\u2029"
"""Line ends to Unicode and to YAML, and to no editor: read as a blank."""

_PLAIN = {
    **LETTERS,
    **dict.fromkeys(DOUBLE_QUOTES, '"'),
    **dict.fromkeys(SINGLE_QUOTES, "'"),
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(COLONS, ":"),
    **dict.fromkeys(INVISIBLE, ""),
    **dict.fromkeys(BLANKS + LINE_ENDS, " "),
}

_DRAWN_OTHERWISE = (("！", "～"), ("ﬀ", "ﬆ"), ("\U0001d400", "\U0001d7ff"))
"""Wide forms, joined letters, and the letters of mathematics that chats use for bold."""


def plain(text: str) -> str:
    """`text` with every such character as the one that it looks like; wide and joined letters as plain ones."""
    return "".join(_plain(c) for c in text)


def _plain(c: str) -> str:
    if c < "\x80":
        return c
    if c in _PLAIN:
        return _PLAIN[c]
    drawn = any(first <= c <= last for first, last in _DRAWN_OTHERWISE)
    return unicodedata.normalize("NFKC", c) if drawn else c


def first_lookalike(text: str) -> int | None:
    """Where the first character stands that looks like another one; letters with marks are what they are."""
    return next((n for n, c in enumerate(text) if _plain(c) != c), None)


def named(c: str) -> str:
    """The character, its number and what it is called: `“ (U+201C, left double quotation mark)`."""
    name = unicodedata.name(c, "").lower() or "line end"
    seen = c.isprintable() and not c.isspace()
    return f"{c} (U+{ord(c):04X}, {name})" if seen else f"a {name} (U+{ord(c):04X})"
