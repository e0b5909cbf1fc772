"""Timeline -> Segments: each encoded once, side by side, and kept by what it shows."""

from compiler.render.ahead import render_ahead
from compiler.render.encoder import DRAFT, FULL, Quality
from compiler.render.moment import encoded, step_segments, still
from compiler.render.rendering import Rendering, Source, composited, opened_sources, render, render_frame
from compiler.render.thumbnail import thumbnail, thumbnail_beside

__all__ = [
    "DRAFT",
    "FULL",
    "Quality",
    "Rendering",
    "Source",
    "composited",
    "encoded",
    "opened_sources",
    "render",
    "render_ahead",
    "render_frame",
    "step_segments",
    "still",
    "thumbnail",
    "thumbnail_beside",
]
