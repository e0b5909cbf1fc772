"""SVG -> RGBA pixels, with the fonts that come from pip and no others."""

import io

import numpy as np
from numpy.typing import NDArray

from compiler.draw.fonts import font_files

Rgba = NDArray[np.uint8]
"""(height, width, 4) uint8, straight (not premultiplied) alpha."""


def rasterise(svg: str, width: int, height: int, fonts: tuple[str, ...] | None = ()) -> Rgba:
    """Draw `svg` at `width` by `height` pixels; its viewBox should have the same shape.

    `fonts` are files to set words in before Roboto; None loads no font at all, which is quicker.

    Raises:
        ValueError: the SVG cannot be read.
    """
    import av
    import resvg_py

    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        height=height,
        skip_system_fonts=True,
        font_files=[] if fonts is None else list(dict.fromkeys((*fonts, *font_files()))),
        font_family="Roboto",
        sans_serif_family="Roboto",
    )
    with av.open(io.BytesIO(bytes(png)), mode="r", format="png_pipe") as container:
        frame = next(container.decode(video=0))
        return np.asarray(frame.to_ndarray(format="rgba"), np.uint8)
