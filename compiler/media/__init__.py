"""Footage, photos and sound of any kind -> pictures and samples; the only room that opens a user's media."""

from compiler.media.picture import Picture

__all__ = ["Picture"]
