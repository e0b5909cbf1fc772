"""A picture -> a JPEG file."""

from pathlib import Path

import av

from compiler.media import Picture
from compiler.media.planes import frame_of_picture


def write_jpeg(picture: Picture, width: int, height: int, destination: Path) -> None:
    """Scale the picture and write it, near the best quality."""
    frame = frame_of_picture(picture)
    full = frame.reformat(
        width,
        height,
        "yuvj420p",
        dst_colorspace=5,
        src_color_range=1,
        dst_color_range=2,
        interpolation="AREA",
    )
    with av.open(str(destination), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("mjpeg", rate=1, options={"qmin": "2", "qmax": "4"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuvj420p"
        container.mux(stream.encode(full))
        container.mux(stream.encode(None))
