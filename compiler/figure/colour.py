"""Colours as six hex digits, and their shades."""


def mixed(a: str, b: str, part: float) -> str:
    """`part` (0 to 1) of the way from colour `a` to colour `b`; both as #rrggbb."""
    one, two = _channels(a), _channels(b)
    return "#" + "".join(f"{round(x + (y - x) * part):02x}" for x, y in zip(one, two, strict=True))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def shaded(colour: str, part: float) -> str:
    """Darker and a little cooler by `part`."""
    return mixed(colour, "#16202e", part)
