"""What the bytes of a packet tell of damage that no decoder minds.

Codecs carry no checksums, so that a changed byte decodes to another picture. But H.264 and HEVC never write three
zeros in a row, which would look like a beginning, and VP8, VP9 and JPEG no long run of them: so a block that a disk
lost is found.
"""

import re

_START = re.compile(rb"\0\0[\0-\2]")
_LONGEST_RUN = bytes(256)
_PICTURE_UNITS = {"h264": (0, 0x1F, range(1, 6)), "hevc": (1, 0x3F, range(32))}
"""How a unit's first byte tells its kind, and the kinds that hold pictures; others are written carelessly by some."""
_RANGE_CODED = ("vp8", "vp9")
_SCAN = b"\xff\xda"


def looks_sound(packet: bytes, codec: str, extradata: bytes | None) -> bool:
    """Whether a packet has only bytes that an encoder of that kind writes."""
    if codec in _RANGE_CODED:
        return _LONGEST_RUN not in packet
    if codec == "mjpeg":  # what stands before its scan may be padded, and so may its end
        return _no_lost_block(packet[max(0, packet.find(_SCAN)) :])
    if codec not in _PICTURE_UNITS:
        return True
    length_bytes = _length_bytes(codec, extradata or b"")
    return _units_are_sound(packet, codec, length_bytes) if length_bytes else _no_lost_block(packet)


def _length_bytes(codec: str, extradata: bytes) -> int:
    """How many bytes before each unit tell its length; 0 where start codes stand between units."""
    place = {"h264": 4, "hevc": 21}[codec]
    return (extradata[place] & 3) + 1 if len(extradata) > place and extradata[0] == 1 else 0


def _units_are_sound(packet: bytes, codec: str, length_bytes: int) -> bool:
    shift, mask, kinds = _PICTURE_UNITS[codec]
    at = 0
    while at + length_bytes < len(packet):
        start = at + length_bytes
        at = start + int.from_bytes(packet[at:start], "big")
        if at > len(packet):
            return False
        if at > start and (packet[start] >> shift) & mask in kinds and not _written_so(packet, start, at):
            return False
    return True


def _written_so(packet: bytes, start: int, end: int) -> bool:
    found = _START.search(packet, start, end)
    return found is None or not packet[found.start() : end].strip(b"\0")


def _no_lost_block(packet: bytes) -> bool:
    """Between start codes there may be zeros, but no long run of them."""
    return _LONGEST_RUN not in packet.strip(b"\0")
