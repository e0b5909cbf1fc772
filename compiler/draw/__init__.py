"""A moment of a `Scene` -> overlay pictures. Themes are SVG; nothing here knows of clips or codecs.

`load_theme` reads a theme, a `Painter` draws scenes in it: `layers` says what lies over the clip in a frame,
`overlay` makes a layer ready to blend, `backdrop` draws the card where no clip is.
"""

from compiler.draw.painter import Layer, Painter
from compiler.draw.theme import Theme, load_theme, theme_names

__all__ = ["Layer", "Painter", "Theme", "load_theme", "theme_names"]
