"""A moment of a `Scene` and a theme -> overlay pictures."""

from compiler.draw.proof import Proofreader, looked_over
from compiler.draw.theme import Theme, load_look, load_theme, theme_names

__all__ = ["Proofreader", "Theme", "load_look", "load_theme", "looked_over", "theme_names"]
