"""The shapes of frames that there are drawings for."""

SHAPES = ("", ".portrait", ".square")
"""Wide, upright and square, as the names of drawings have them."""


def shape_of(size: tuple[int, int]) -> str:
    """Which of :data:`SHAPES` a frame has; what is within a fifth of square counts as square."""
    width, height = size
    if width * 6 > height * 7:
        return ""
    return ".portrait" if width * 7 < height * 6 else ".square"
