"""Pose scripts -> drawn demonstrations, for people who have no footage."""

from compiler.figure.key import figure_key
from compiler.figure.pose import Figure
from compiler.figure.presenters import presenters
from compiler.figure.script import read_figure

__all__ = ["Figure", "figure_key", "presenters", "read_figure"]
