"""HEVC in MP4 -> the same as phones write Dolby Vision profile 8.4: an RPU behind each picture, and its record."""

import struct
from pathlib import Path

import av

_PROFILE, _LEVEL, _HLG_BASE = 8, 5, 4
_ENTRY = b"hev1"
_UNSPECIFIED_62 = bytes([62 << 1, 1])


class _Bits:
    def __init__(self) -> None:
        self.text = ""

    def u(self, count: int, value: int) -> None:
        self.text += f"{value:0{count}b}"

    def ue(self, value: int) -> None:
        number = f"{value + 1:b}"
        self.text += "0" * (len(number) - 1) + number

    def se(self, value: int) -> None:
        self.ue(2 * value - 1 if value > 0 else -2 * value)

    def bytes(self) -> bytes:
        padded = self.text + "0" * (-len(self.text) % 8)
        return int(padded, 2).to_bytes(len(padded) // 8, "big")


def rpu() -> bytes:
    """A picture's dynamic metadata: each channel is mapped onto itself; no display management."""
    bits = _Bits()
    bits.u(6, 2), bits.u(11, 18), bits.u(4, 1), bits.u(4, 0)
    bits.u(1, 1)  # what follows is about the whole sequence
    bits.u(1, 0), bits.u(2, 0), bits.ue(23), bits.u(2, 1), bits.u(1, 0)
    bits.ue(2), bits.ue(2), bits.ue(4)
    bits.u(1, 0), bits.u(3, 0), bits.u(1, 0), bits.u(1, 1)
    bits.u(1, 0), bits.u(1, 0)  # neither display management, nor the metadata of the picture before
    bits.ue(0), bits.ue(0), bits.ue(0)
    for _ in range(3):
        bits.ue(0), bits.u(10, 0), bits.u(10, 1023)
    bits.ue(0), bits.ue(0)
    for _ in range(3):
        bits.ue(0), bits.ue(0), bits.u(1, 0)
        bits.se(0), bits.u(23, 0), bits.se(1), bits.u(23, 0)
    inside = bits.bytes()
    return b"\x19" + inside + struct.pack(">I", _crc(inside)) + b"\x80"


def _crc(data: bytes) -> int:
    """CRC-32 of MPEG-2."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


def _escaped(payload: bytes) -> bytes:
    """With emulation prevention: no three bytes that look like a start code."""
    out, zeros = bytearray(), 0
    for byte in payload:
        if zeros == 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)


def as_dolby_vision(source: Path, destination: Path) -> Path:
    """`source` is HEVC in MP4 with its index at the end."""
    nal = _UNSPECIFIED_62 + _escaped(rpu())
    with av.open(str(source)) as plain, av.open(str(destination), "w") as copy:
        stream = plain.streams.video[0]
        target = copy.add_stream_from_template(stream)
        for packet in plain.demux(stream):
            if packet.dts is not None:
                one = av.Packet(bytes(packet) + struct.pack(">I", len(nal)) + nal)
                one.pts, one.dts, one.time_base, one.duration = (
                    packet.pts,
                    packet.dts,
                    packet.time_base,
                    packet.duration,
                )
                one.is_keyframe, one.stream = packet.is_keyframe, target
                copy.mux(one)
    data = destination.read_bytes()
    destination.write_bytes(_with_record(data))
    return destination


def _with_record(data: bytes) -> bytes:
    """With the box `dvvC` at the end of the sample entry."""
    flags = _PROFILE << 25 | _LEVEL << 19 | 1 << 18 | 0 << 17 | 1 << 16 | _HLG_BASE << 12
    record = struct.pack(">BBI", 1, 0, flags) + bytes(18)
    box = struct.pack(">I", 8 + len(record)) + b"dvvC" + record
    where: list[int] = []
    start, stop = 0, len(data)
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", _ENTRY):
        start = _find(data, start, stop, kind)
        stop = start + int.from_bytes(data[start : start + 4], "big")
        where.append(start)
        start += {b"stsd": 16}.get(kind, 8)
    grown = bytearray(data[:stop] + box + data[stop:])
    for at in where:
        size = int.from_bytes(grown[at : at + 4], "big") + len(box)
        grown[at : at + 4] = struct.pack(">I", size)
    return bytes(grown)


def _find(data: bytes, start: int, stop: int, kind: bytes) -> int:
    while start < stop:
        size = int.from_bytes(data[start : start + 4], "big")
        if data[start + 4 : start + 8] == kind:
            return start
        start += size
    raise ValueError(f"there is no {kind!r}")
