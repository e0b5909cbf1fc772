"""Pose scripts -> drawn demonstrations, for people who have no footage.

A figure is read with :func:`read_figure` and drawn, one turn at any tempo, with :func:`frames.draw_figure`, which
is imported by itself: who only plans does not need all that draws.
"""

from compiler.figure.key import figure_key
from compiler.figure.pose import Figure
from compiler.figure.presenters import presenters
from compiler.figure.script import read_figure

__all__ = ["Figure", "figure_key", "presenters", "read_figure"]
