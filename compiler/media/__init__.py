"""The only package that opens media to read: probe, decode, conform. Conformed clips are written here too.

What other stages use is in `probe`, `conform`, `clip`, `audio`, `still` and `effects`; the other modules
serve these.
"""

from compiler.media.picture import Picture

__all__ = ["Picture"]
