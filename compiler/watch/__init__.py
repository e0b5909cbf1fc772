"""A video that is still being made -> a page in the browser of this machine."""

from compiler.watch.server import Watching

__all__ = ["Watching"]
