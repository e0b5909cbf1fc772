"""A photo's colour profile -> sRGB, for the profiles of cameras and screens: three primaries and their curves.

Profiles of printers and tables of measured colours are not read: such a photo is shown as if it were sRGB.
"""

import struct
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
"""(height, width, 3) uint8."""
Light = NDArray[np.float32]

_XYZ_TO_SRGB = np.array(
    [[3.1338561, -1.6168667, -0.4906146], [-0.9787684, 1.9161415, 0.0334540], [0.0719453, -0.2289914, 1.4052427]]
)  # fmt: skip
"""From the profile's own white (D50) to linear sRGB."""
_STEPS = 4096
_ROWS = 256
_NOTICEABLE = 2
_MOST_BYTES = 4 << 20


def to_srgb(pixels: Rgb, profile: bytes) -> Rgb:
    """The pixels in sRGB; the same ones where the profile is as good as sRGB, or of another kind."""
    convert = _conversion(profile)
    if convert is None:
        return pixels
    sample = np.stack(np.meshgrid(*[np.linspace(0, 255, 6).astype(np.uint8)] * 3), -1).reshape(1, -1, 3)
    if np.abs(convert(sample).astype(int) - sample).max() <= _NOTICEABLE:
        return pixels
    result = np.empty_like(pixels)
    for row in range(0, len(pixels), _ROWS):
        result[row : row + _ROWS] = convert(pixels[row : row + _ROWS])
    return result


def _conversion(profile: bytes) -> Callable[[Rgb], Rgb] | None:
    """What turns pixels of the profile into sRGB; None if it is no profile of three primaries."""
    try:
        tags = _tags(profile)
        if profile[16:20] != b"RGB " or not {b"rXYZ", b"rTRC", b"gTRC", b"bTRC"} <= tags.keys():
            return None
        primaries = np.stack([_xyz(tags[name]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")], axis=1)
        curves = np.stack([_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")])
    except (struct.error, KeyError, IndexError, ValueError):
        return None  # damaged: the photo's own pixels are not
    matrix = (_XYZ_TO_SRGB @ primaries).astype(np.float32)
    light = np.linspace(0, 1, _STEPS)
    encoded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.power(light, 1 / 2.4) - 0.055)
    values = np.rint(encoded * 255).astype(np.uint8)

    def convert(pixels: Rgb) -> Rgb:
        linear = np.stack([curves[n][pixels[..., n]] for n in range(3)], axis=-1) @ matrix.T
        steps = np.rint(np.clip(linear, 0, 1) * (_STEPS - 1)).astype(np.int32)
        turned: Rgb = values[steps]
        return turned

    return convert


def _tags(profile: bytes) -> dict[bytes, bytes]:
    if len(profile) > _MOST_BYTES:
        raise ValueError("too large")
    (count,) = struct.unpack(">I", profile[128:132])
    found: dict[bytes, bytes] = {}
    for number in range(min(count, 100)):
        name, start, size = struct.unpack(">4sII", profile[132 + 12 * number : 144 + 12 * number])
        found[name] = profile[start : start + size]
    return found


def _xyz(tag: bytes) -> NDArray[np.float64]:
    return np.array(struct.unpack(">3i", tag[8:20])) / 65_536


def _curve(tag: bytes) -> Light:
    """What the 256 values of a pixel are as light, from 0 to 1."""
    signal = np.linspace(0, 1, 256)
    light: Light = _light(tag, signal).astype(np.float32)
    return light


def _light(tag: bytes, signal: NDArray[np.float64]) -> NDArray[Any]:
    if tag[:4] == b"para":
        return _parametric(tag, signal)
    (count,) = struct.unpack(">I", tag[8:12])
    if not count:
        return signal
    values = np.frombuffer(tag[12 : 12 + 2 * count], ">u2").astype(np.float64)
    if count == 1:
        return np.asarray(np.power(signal, values[0] / 256))
    return np.interp(signal, np.linspace(0, 1, count), values / 65_535)


def _parametric(tag: bytes, x: NDArray[np.float64]) -> NDArray[Any]:
    (kind,) = struct.unpack(">H", tag[8:10])
    count = (1, 3, 4, 5, 7)[kind]
    g, *rest = (n / 65_536 for n in struct.unpack(f">{count}i", tag[12 : 12 + 4 * count]))
    if kind == 0:
        return np.asarray(np.power(x, g))
    a, b = rest[:2]
    if kind in {1, 2}:
        c = rest[2] if kind == 2 else 0.0
        return np.asarray(np.where(x >= -b / a, np.power(np.maximum(a * x + b, 0), g) + c, c))
    c, d = rest[2:4]
    e, f = rest[4:6] if kind == 4 else (0.0, 0.0)
    return np.asarray(np.where(x >= d, np.power(np.maximum(a * x + b, 0), g) + e, c * x + f))
