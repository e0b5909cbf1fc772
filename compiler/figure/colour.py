"""Colours as six hex digits, and their shades."""


def mixed(a: str, b: str, part: float) -> str:
    """`part` (0 to 1) of the way from colour `a` to colour `b`; both as #rrggbb."""
    both = zip(bytes.fromhex(a[1:]), bytes.fromhex(b[1:]), strict=True)
    return "#" + bytes([round(x + (y - x) * part) for x, y in both]).hex()


def shaded(colour: str, part: float) -> str:
    """Darker and a little cooler by `part`."""
    return mixed(colour, "#16202e", part)
