"""A project -> a page in the browser of this machine, on which its routines are made."""

from compiler.studio.serving import Studio

__all__ = ["Studio"]
