"""Watching a video in the browser while it is made."""

from compiler.watch.server import Watching

__all__ = ["Watching"]
