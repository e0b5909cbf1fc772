"""A video that is still being made, or a figure that is being written -> a page in the browser of this machine."""

from compiler.watch.figure_server import WatchingFigure
from compiler.watch.server import Watching

__all__ = ["Watching", "WatchingFigure"]
