"""A picture -> a JPEG file."""

from io import BytesIO
from pathlib import Path

import av

from compiler.media import Picture
from compiler.media.planes import frame_of_picture


def write_jpeg(picture: Picture, width: int, height: int, destination: Path) -> None:
    """Scale the picture and write it, near the best quality."""
    destination.write_bytes(jpeg(picture, width, height))


def jpeg(picture: Picture, width: int, height: int) -> bytes:
    """The same as bytes."""
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
    out = BytesIO()
    with av.open(out, "w", format="image2pipe") as container:
        stream = container.add_stream("mjpeg", rate=1, options={"qmin": "2", "qmax": "4"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuvj420p"
        container.mux(stream.encode(full))
        container.mux(stream.encode(None))
    return out.getvalue()
