"""The words of a scene: by layout, what the plan writes and what every theme has a place for."""

BRAND_NAME = "brand"
BRAND_LINES = tuple(f"line_{number}" for number in range(1, 9))
BRAND_WORDS = (BRAND_NAME, *BRAND_LINES)
"""What a brand writes on the end card: its name, then contact and links. Themes need no place for them."""

WORDS = {
    "title": ("kicker", "title", "subtitle", "disclaimer", "name"),
    "say": ("kicker", "text"),
    "exercise": ("name", "side", "detail", "speaker", "speaker_role", "missing", "ring_unit"),
    "rest": ("kicker", "name", "detail", "needs", "ring_unit"),
    "switch": ("title", "detail", "ring_unit"),
    "end": ("title", "done", "text", "disclaimer"),
    "missing": ("name", "detail"),
    "thumbnail": ("kicker", "title"),
}
"""Layout -> its words. Where an exercise's clip is not filmed yet, its `name` and `missing` stand as name and detail on
the card of the layout "missing"; all else is shown by the layout that it belongs to."""

SPOKEN = {"say": "text", "exercise": "detail"}
"""Layout -> the word that is written anew while somebody speaks."""

ON_THE_MISSING_CARD = {"name": "name", "missing": "detail"}
"""Word of a scene -> the word of the card that stands in for its clip."""

CAPTIONS = "captions"
"""The drawing that burnt-in captions are made from, whatever the layout."""
CAPTION = "caption"
"""The only word that it has."""

RING_DIGITS = "ring_digits"
RING_WORDS = (RING_DIGITS, "ring_unit")
"""What stands in a ring. Its digits change in the course of a step: the ring writes them by itself."""

MARKED = "marked"
"""The name of the word that holds the number of the part that is marked, where a design marks one."""
