"""Text that came from elsewhere, on its way to a terminal or into what is published."""

import re

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # what a terminal obeys: escapes, bell, back to the line's start, delete
    "\u2028\u2029"  # line ends that are none elsewhere
    "\u202a-\u202e\u2066-\u2069]"  # what turns the order of all that follows around
)
"""Characters that do something instead of being seen. Marks inside right-to-left words are none of them."""


def visible(text: str) -> str:
    """The text with every such character written out by its number, as Python would; line ends and tabs stay."""
    return OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
