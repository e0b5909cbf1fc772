"""By what a media file is known in keys: all of its bytes, or of a large film those of the part that is used.

A film of hours is not read whole to show ten seconds of it. What is digested then is all that decides what is shown
and heard of the part: every byte that is neither picture nor sound, and each packet from the key frame before the part
until after it. See docs/decisions/films-of-hours.md.
"""

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compiler.media.extent import not_media
from compiler.media.opening import open_media, require_file
from compiler.media.probe import first_second, time_base_of, video_stream
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage
from compiler.store import Looks, file_digest, looks

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

WHOLE_BYTES = 64 * 1024 * 1024
"""Up to here a file is known by all of its bytes, which take a tenth of a second to read."""

_AROUND_SECONDS = 3
"""Packets come in decoding order, and sound beside its pictures: none comes so long after its time."""
_READ_BYTES = 1024 * 1024

_digests: dict[tuple[Path, Looks, Fraction, Fraction | None], str] = {}
"""What this process has read, by how it looked before."""


def digest_of(footage: Footage) -> str:
    """SHA-256 of what a film or photo holds for this use; it is read.

    Raises:
        BadMedia: it is missing, no regular file, unreadable or empty; of a large film also, where it is damaged.
    """
    path = footage.path
    require_file(path)
    try:
        seen = looks(path)
        digest = (seen[0] > WHOLE_BYTES and _digest_of_part(footage)) or file_digest(path)
    except OSError as error:
        raise BadMedia(f"{path} cannot be read: {error.strerror}") from error
    _digests[path, seen, footage.start, footage.stop] = digest
    return digest


def known_digest(footage: Footage) -> str:
    """The same, but a file that looks as it did when it was read last in this process is not read again.

    Raises:
        BadMedia: as :func:`digest_of`.
    """
    require_file(footage.path)
    seen = footage.path, looks(footage.path), footage.start, footage.stop
    return _digests.get(seen) or digest_of(footage)


def _digest_of_part(footage: Footage) -> str | None:
    """None of what is used whole, and where it cannot be told what is no picture and no sound."""
    ranges = not_media(footage.path) if footage.start or footage.stop is not None else None
    if ranges is None:
        return None
    seen = hashlib.sha256()
    with footage.path.open("rb") as file:
        for start, length in ranges:
            seen.update(b"%d %d " % (start, length))
            file.seek(start)
            for at in range(0, length, _READ_BYTES):
                seen.update(file.read(min(_READ_BYTES, length - at)))
    with open_media(footage.path) as container:
        for packet in _packets(container, video_stream(container, footage.path), footage):
            stamps = (packet.stream_index, packet.pts, packet.dts, packet.duration, packet.is_keyframe)
            seen.update(repr(stamps).encode())
            seen.update(packet)
    return f"part {seen.hexdigest()}"


def _packets(
    container: "InputContainer", pictures: "VideoStream", footage: Footage
) -> Iterator["Packet[Any]"]:
    """Of all pictures and sounds, from the key frame before the part on, and a little more on both sides."""
    enough = inf if footage.stop is None else footage.stop + _AROUND_SECONDS
    tracks = [*container.streams.video, *container.streams.audio]
    back = Fraction(_AROUND_SECONDS)
    while True:
        target = max(Fraction(0), footage.start - back)
        container.seek(int((target + first_second(pictures)) * 1_000_000))
        packets = (packet for packet in container.demux(tracks) if packet.size)
        begun: list[Packet[Any]] = []
        for packet in packets:
            begun.append(packet)
            if packet.stream_index == pictures.index:
                break
        reached = _second(begun[-1], pictures) if begun else Fraction(0)
        if not target or reached <= footage.start - 1:
            break
        back *= 4
    yield from begun
    for packet in packets:
        yield packet
        if packet.stream_index == pictures.index and _second(packet, pictures) > enough:
            return


def _second(packet: "Packet[Any]", pictures: "VideoStream") -> Fraction:
    stamp = packet.dts if packet.pts is None else packet.pts
    return Fraction(stamp or 0) * time_base_of(pictures) - first_second(pictures)
