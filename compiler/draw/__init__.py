"""A moment of a `Scene` and a theme -> overlay pictures."""

from compiler.draw.proof import Proofreader
from compiler.draw.theme import Theme, load_look, load_theme, theme_names

__all__ = ["Proofreader", "Theme", "load_look", "load_theme", "theme_names"]
