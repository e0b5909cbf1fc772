"""The door that every media file comes through: regular files of known formats, opened without side doors.

Playlists and ffconcat scripts name other files, so formats are whitelisted, and so is the `file` protocol.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.media.extent import missing_part
from compiler.media.photo_kinds import photo_words, what_it_is
from compiler.model.errors import BadMedia
from compiler.model.hints import near_name_hint

if TYPE_CHECKING:
    from av.container import InputContainer

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,gif,apng,mxf,ogg,nut,dv,"
    "wav,w64,mp3,flac,aac,aiff,caf,amr,ac3,eac3"
)
MOST_PIXELS = 40_000_000
"""The largest frame that is opened, a little over 8K; what is larger is a mistake or a bomb."""

ANY_SCRIPT = "replace"
"""What is done with titles and the like that are not in UTF-8, as older programs write them."""

_OPEN_SECONDS = 20.0
_BEGINNINGS = (
    (4, b"ftyp", "an MP4 or MOV"),
    (4, b"moov", "a MOV"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM file"),
    (8, b"AVI ", "an AVI"),
    (8, b"WAVE", "a WAV"),
    (0, b"OggS", "an Ogg file"),
    (0, b"fLaC", "a FLAC file"),
)
"""What stands at which byte of films and sounds."""
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def require_file(path: Path) -> os.stat_result:
    """What the system knows of a regular, readable file that is not empty.

    Raises:
        BadMedia: it is missing, something else than a file, unreadable or empty.
    """
    try:
        found = path.stat()
        for is_kind, name in _KINDS:
            if is_kind(found.st_mode):
                raise BadMedia(f"{path} is {name}, not a media file")
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise BadMedia(f"there is no file {path}", hint=near_name_hint(path)) from None
    except OSError as error:
        raise BadMedia(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise BadMedia(f"{str(path)!r} is not a file name") from None
    if not found.st_size:
        raise BadMedia(f"{path} is empty (0 bytes)", hint="copy or export it again")
    return found


@contextmanager
def open_media(path: Path, formats: str = FORMATS) -> Iterator["InputContainer"]:
    """The file as an open container, for the length of a `with` block.

    What libav finds wrong, while opening or later inside the block, becomes BadMedia.

    Raises:
        BadMedia: as :func:`require_file`; also cut off, of an unknown format, or not readable as media.
    """
    require_file(path)
    missing = missing_part(path)
    if missing:
        raise BadMedia(f"{path} is cut off or damaged: {missing}", hint="copy or export it again")
    with reading(path, moving=True), _opened(path, formats) as container:
        yield container


@contextmanager
def _opened(path: Path, formats: str) -> Iterator["InputContainer"]:
    import av

    options = {"format_whitelist": formats, "protocol_whitelist": "file"}
    timeout = (_OPEN_SECONDS, _OPEN_SECONDS)
    name = f"file:{path.absolute()}"
    with av.open(name, options=options, timeout=timeout, metadata_errors=ANY_SCRIPT) as container:
        yield container


@contextmanager
def reading(path: Path, *, moving: bool = False) -> Iterator[None]:
    """Turns what libav raises inside the block into BadMedia; with `moving`, a photo is not what is wanted.

    Raises:
        BadMedia: instead of libav's own errors.
    """
    import av

    try:
        yield
    except av.error.FFmpegError as error:
        known = what_it_is(path) or (photo_words(path) if moving else None)
        if known:
            hint = "name a video, a sound or a photo (JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC, AVIF)"
            raise BadMedia(f"{path} is {known}, which cannot be used here", hint=hint) from error
        form = _begun_as(path)
        if form:
            message = f"{path} is damaged: it begins as {form} does, and cannot be read"
            raise BadMedia(message, hint="copy or export it again") from error
        hint = "is it a video or sound file? export it again as MP4, or as WAV"
        raise BadMedia(f"{path} cannot be read as media: {error.strerror}", hint=hint) from error


def _begun_as(path: Path) -> str | None:
    """Which form of film or sound the first bytes promise."""
    with path.open("rb") as file:
        head = file.read(12)
    return next((form for at, mark, form in _BEGINNINGS if head[at : at + 4] == mark), None)


def refuse_too_large(path: Path, width: int, height: int, most: int = MOST_PIXELS) -> None:
    """Before anything is decoded, from the size that the header tells.

    Raises:
        BadMedia: the picture has no size or more than `most` pixels.
    """
    if width < 1 or height < 1:
        raise BadMedia(f"{path} does not say how large its picture is")
    if width * height > most:
        raise BadMedia(
            f"{path} is {width} by {height} pixels large; at most {most // 1_000_000} million are read",
            hint="export it smaller; a video is 1920 by 1080",
        )
