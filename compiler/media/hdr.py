"""HDR and wide-gamut colour -> bt709, as a 3D table that libav's lut3d filter applies.

PQ and HLG are brought to light relative to diffuse white (203 nits), rolled off above a knee so that 1000
nits become full white, taken from bt2020 to bt709 primaries and encoded for a display of gamma 2.4.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PQ, HLG = 16, 18
BT2020 = 9
"""Numbers of H.273: transfer characteristics, and colour primaries."""

_POINTS = 49
"""On each axis. With 33, a dark and saturated green of a PQ film was 6 levels of 255 off, with 49 it is 2."""
_WHITE_NITS, _PEAK_NITS = 203.0, 1000.0
_KNEE = 0.5
_PEAK = _PEAK_NITS / _WHITE_NITS
_BT2020_LUMA = np.array([0.2627, 0.6780, 0.0593])
_BT2020_TO_BT709 = np.array(
    [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
)

Rgb = NDArray[np.float64]


def needs_table(transfer: int, primaries: int) -> bool:
    """Whether a picture with these characteristics looks wrong when shown as bt709."""
    return transfer in {PQ, HLG} or primaries == BT2020


def write_table(path: Path, transfer: int) -> None:
    """Write the table for `transfer` (PQ, HLG, or bt2020's own for any other) as a .cube file."""
    axis = np.linspace(0, 1, _POINTS)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")  # red runs fastest in the file
    table = to_bt709(np.stack([red, green, blue], axis=-1).reshape(-1, 3), transfer)
    rows = "\n".join(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in table)
    path.write_text(f"LUT_3D_SIZE {_POINTS}\n{rows}\n")


def to_bt709(signal: Rgb, transfer: int) -> Rgb:
    """Encoded bt2020 red, green, blue (n, 3) from 0 to 1 -> encoded bt709, the same shape and range."""
    light = _tone_mapped(_LIGHT[transfer](signal)) if transfer in _LIGHT else np.power(signal, 2.4)
    encoded: Rgb = np.power(np.clip(light @ _BT2020_TO_BT709.T, 0, 1), 1 / 2.4)
    return encoded


def _pq_light(signal: Rgb) -> Rgb:
    """Light from SMPTE ST 2084, 1.0 being diffuse white."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    root = np.power(signal, 1 / m2)
    light: Rgb = np.power(np.maximum(root - c1, 0) / (c2 - c3 * root), 1 / m1) * (10_000 / _WHITE_NITS)
    return light


def _hlg_light(signal: Rgb) -> Rgb:
    """Light from ARIB STD-B67 on a display of 1000 nits, 1.0 being diffuse white."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luma = (scene @ _BT2020_LUMA)[:, None]
    light: Rgb = scene * np.power(np.maximum(luma, 1e-9), 0.2) * _PEAK
    return light


_LIGHT = {PQ: _pq_light, HLG: _hlg_light}


def _tone_mapped(light: Rgb) -> Rgb:
    """Keep what is below the knee, roll off the rest so that the peak becomes 1; hue is kept."""
    brightest = np.maximum(light.max(axis=1, keepdims=True), 1e-9)
    over = np.maximum(brightest - _KNEE, 0) / (1 - _KNEE)
    peak = (_PEAK - _KNEE) / (1 - _KNEE)
    rolled = _KNEE + (1 - _KNEE) * over * (1 + over / peak**2) / (1 + over)
    mapped: Rgb = light * np.where(brightest > _KNEE, rolled, brightest) / brightest
    return mapped
