"""What a file is by its first bytes, whatever its name says."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PNG_MARK = b"\x89PNG\r\n\x1a\n"
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_HEAD_BYTES = 4096
GIF_MARKS = (b"GIF87a", b"GIF89a")
GIF_EXTENSION, GIF_PICTURE, GIF_TRAILER = b"!", b",", b";"
_MARKS = (
    (b"\xff\xd8\xff", "JPEG"),
    (PNG_MARK, "PNG"),
    *((mark, "GIF") for mark in GIF_MARKS),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_OTHERS = (
    (b"%PDF-", "a PDF"),
    (b"8BPS", "a Photoshop file"),
    (b"\xff\x0a", "a photo in JPEG XL"),
    (b"\0\0\0\x0cJXL ", "a photo in JPEG XL"),
    (b"\0\0\0\x0cjP  ", "a photo in JPEG 2000"),
    (b"FUJIFILMCCD-RAW", "a raw photo"),
    (b"II\x55\0", "a raw photo"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"{\\rtf", "a text document"),
)


@dataclass(frozen=True, slots=True)
class PhotoKind:
    """A format that photos come in; `moving` where this file of it is an animation."""

    name: str
    moving: bool = False


def photo_kind(path: Path) -> PhotoKind | None:
    """Which format of photos the file is in; None for films, sound and anything else.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        name = _name_of(head)
        moves = {
            "PNG": b"acTL" in head,
            "WebP": head[12:16] == b"VP8X" and bool(int.from_bytes(head[20:21], "big") & 2),
            "GIF": name == "GIF" and _has_two_pictures(file),
        }
    return PhotoKind(name, moving=moves.get(name, False)) if name else None


def _name_of(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "BMP"
    if head[4:8] == b"ftyp":
        return _heif_name(head)
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def _heif_name(head: bytes) -> str | None:
    length = int.from_bytes(head[:4], "big")
    brands = {head[8:12], *(head[n : n + 4] for n in range(16, min(length, len(head)), 4))}
    if brands & {b"avis", b"msf1", b"hevc", b"hevx"} and head[8:12] not in _HEIF_BRANDS | {b"avif"}:
        return None  # a sequence: films of this kind are read as films
    if b"avif" in brands:
        return "AVIF"
    return "HEIC" if brands & _HEIF_BRANDS else None


def _has_two_pictures(file: BinaryIO) -> bool:
    """Whether a GIF holds more than one picture; only the headers of its blocks are read."""
    pictures = 0
    for kind in gif_blocks(file):
        pictures += kind == GIF_PICTURE
        if pictures > 1:
            return True
    return False


def gif_blocks(file: BinaryIO) -> Iterator[bytes]:
    """The kinds of a GIF's blocks, each with the file behind it; last the trailer's, nonsense, or none at a cut."""
    file.seek(10)
    skip_gif_colours(file, 2)
    while True:
        kind = file.read(1)
        if kind == GIF_EXTENSION:
            file.seek(1, 1)
        elif kind == GIF_PICTURE:
            file.seek(8, 1)
            skip_gif_colours(file, 0)
            file.seek(1, 1)
        else:
            yield kind
            return
        yield kind
        while length := file.read(1):
            if length == b"\0":
                break
            file.seek(length[0], 1)


def skip_gif_colours(file: BinaryIO, after: int) -> None:
    """Over a byte of flags, `after` more, and the table of colours that the flags tell of."""
    flags = (file.read(1) or b"\0")[0]
    file.seek(after + (3 << (flags & 7) + 1 if flags & 0x80 else 0), 1)


def photo_words(path: Path) -> str | None:
    """Words for a photo or an animation, such as "a photo in HEIC"; None for anything else.

    Raises:
        OSError: it cannot be read.
    """
    kind = photo_kind(path)
    return f"{'an animation' if kind.moving else 'a photo'} in {kind.name}" if kind else None


def what_it_is(path: Path) -> str | None:
    """Words for a file that is no film, sound or photo, where its first bytes tell what it is.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    for start, words in _OTHERS:
        if head.startswith(start):
            return words
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if text.startswith((b"<svg", b"<?xml")) and b"<svg" in text:
        return "a drawing in SVG"
    if text.startswith((b"#extm3u", b"ffconcat")):
        return "a playlist"
    return None
