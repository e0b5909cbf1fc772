"""Sizes of files, read and told: decimal, as mail providers and systems count them."""

import re

_SIZE = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([kmg])(i?)b?", re.IGNORECASE)
LEAST, MOST = 100_000, 100 * 1000**3


def read_file_size(text: str) -> int:
    """Bytes of `20MB`, `20 MB`, `2.5 MB`, `800kB` or `20MiB` (which is a little more).

    Raises:
        ValueError: it is none of these, or less than 100 kB; the message says what to write.
    """
    found = _SIZE.fullmatch(text.strip())
    if not found:
        hint = f"write {text.strip()}MB" if text.strip().isdecimal() else "write it as 20MB or 800kB"
        raise ValueError(f"{text!r} is no size of a file: {hint}")
    base = 1024 if found[3] else 1000
    power = "kmg".index(found[2].lower()) + 1
    size = int(float(found[1].replace(",", ".")) * base**power)
    if not LEAST <= size <= MOST:
        raise ValueError(f"{text!r} is not between 100kB and 100GB")
    return size


def file_size_words(size: int) -> str:
    """As in "19.6 MB" or "640 kB"."""
    return f"{size / 1000**2:.1f} MB" if size >= 1000**2 else f"{size / 1000:.0f} kB"


def file_size_name(size: int) -> str:
    """As a part of a file's name, with nothing lost: "20MB", "2500kB"."""
    for unit, factor in (("MB", 1000**2), ("kB", 1000)):
        if size % factor == 0:
            return f"{size // factor}{unit}"
    return f"{size}B"
