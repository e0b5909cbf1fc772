"""The only package that opens media to read: probe, decode, conform. Conformed clips are written here too."""

from compiler.media.picture import Picture

__all__ = ["Picture"]
