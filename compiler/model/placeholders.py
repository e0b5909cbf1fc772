"""Names in braces that stand for the dose in an author's words, such as `{hold}`, `{side}` and `{next}`.

Only letters and `_` between braces make a name; any other brace is a character like the rest.
"""

import re
from collections.abc import Mapping

PLACEHOLDERS = ("hold", "reps", "sets", "side", "name", "next")

_NAMED = re.compile(r"\{([A-Za-z_]{1,40})\}")


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names in braces, in their order, known or not."""
    return tuple(_NAMED.findall(text))


def needs_next(text: str) -> bool:
    """Whether the words make no sense where nothing comes next."""
    return "next" in placeholders_in(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with every name in braces replaced; one with no value here is left out, and no gap stays.

    A value that comes to stand first gets a capital.
    """
    first = _NAMED.search(text)
    if not first:
        return text
    words = " ".join(_NAMED.sub(lambda found: values.get(found[1], ""), text).split())
    return words[:1].upper() + words[1:] if first.start() == 0 else words
