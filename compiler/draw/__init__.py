"""A moment of a `Scene` -> overlay pictures. Themes are SVG; nothing here knows of clips or codecs.

`load_theme` reads a theme, a `Proofreader` finds words that do not fit it. `painter.Painter` draws scenes in it:
`layers` says what lies over the clip in a frame, `overlay` makes a layer ready to blend, `backdrop` draws the card
where no clip is. It is imported by itself, as only who draws needs NumPy.
"""

from compiler.draw.proof import Proofreader
from compiler.draw.theme import Theme, load_theme, theme_names

__all__ = ["Proofreader", "Theme", "load_theme", "theme_names"]
