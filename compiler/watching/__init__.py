"""Watching a video in the browser while it is made."""

from compiler.watching.server import Watching

__all__ = ["Watching"]
