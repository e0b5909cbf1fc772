"""Pictures: read for what they are, refused before they can do harm."""

import struct
import time
import tracemalloc
import zlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from compiler.media.still import decode_still
from compiler.model.errors import BadMedia
from tests.media.conftest import corners, quarters

CODECS = {"png": ("png", "rgba"), "jpg": ("mjpeg", "yuvj444p"), "webp": ("libwebp", "yuva420p")}


@pytest.fixture
def make_still(tmp_path):
    def make(kind: str, name: str = "", alpha: int = 255) -> Path:
        codec, pix_fmt = CODECS[kind]
        image = np.dstack([quarters(160, 120), np.full((120, 160), alpha, np.uint8)])
        context = av.CodecContext.create(codec, "w")
        context.width, context.height, context.pix_fmt = 160, 120, pix_fmt
        context.time_base = Fraction(1)
        context.color_range = 2
        frame = av.VideoFrame.from_ndarray(image, "rgba").reformat(format=pix_fmt, dst_color_range=2)
        frame.pts = 0
        data = b"".join(bytes(p) for p in [*context.encode(frame), *context.encode(None)])
        path = tmp_path / (name or f"p.{kind}")
        path.write_bytes(data)
        return path

    return make


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes, *extra: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(extra)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_pictures_come_as_rgba(make_still, kind):
    pixels = decode_still(make_still(kind))
    assert pixels.shape == (120, 160, 4)
    assert corners(pixels[..., :3]) == ["red", "green", "blue", "white"]
    assert (pixels[..., 3] == 255).all()


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_transparency_is_kept(make_still, kind):
    assert abs(int(decode_still(make_still(kind, alpha=100))[60, 80, 3]) - 100) <= 2


def test_a_jpeg_under_a_png_name_is_read_as_what_it_is(make_still):
    assert corners(decode_still(make_still("jpg", "p.png"))[..., :3])[0] == "red"


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a" + bytes(50), b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]
)
def test_what_is_no_picture(tmp_path, content):
    path = tmp_path / "p.png"
    path.write_bytes(content)
    with pytest.raises(BadMedia, match=r"p\.png"):
        decode_still(path)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
@pytest.mark.parametrize("percent", [5, 50, 98])
def test_truncated(make_still, kind, percent):
    path = make_still(kind)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * percent // 100])
    with pytest.raises(BadMedia):
        decode_still(path)


@pytest.mark.parametrize(
    ("width", "height"), [(16_000, 16_000), (2**31 - 1, 2**31 - 1), (0, 10), (60_000, 1_000)]
)
def test_a_bomb_is_refused_by_its_header(tmp_path, width, height):
    path = tmp_path / "bomb.png"
    path.write_bytes(png(width, height, zlib.compress(bytes(1000))))
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(BadMedia):
        decode_still(path)
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 20 << 20
    tracemalloc.stop()


def test_a_bomb_in_a_text_chunk_is_never_unpacked(tmp_path):
    path = tmp_path / "text.png"
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(300 << 20), 1))
    path.write_bytes(png(4, 4, zlib.compress(b"\0\x80\x80\x80\x80" * 4), text))
    began = time.perf_counter()
    assert decode_still(path)[0, 0].tolist() == [128, 128, 128, 255]
    assert time.perf_counter() - began < 0.3


def test_a_missing_picture_names_the_nearest(make_still):
    path = make_still("png", "logo.png")
    with pytest.raises(BadMedia) as caught:
        decode_still(path.with_name("lgoo.png"))
    assert "logo.png" in caught.value.diagnostics[0].render()
