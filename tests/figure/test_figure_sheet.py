"""The contact sheet: a row of moments for each figure."""

from pathlib import Path

import av

from compiler.figure import Figure
from compiler.figure.sheet import key_pictures, write_sheet


def test_moments_start_at_rest_and_reach_the_hold(small: Figure) -> None:
    pictures = key_pictures(small, (160, 90))
    assert len(pictures) == 4  # rest, halfway, up, held
    assert (pictures[0].y != pictures[2].y).any()
    assert (pictures[2].y == pictures[3].y).all()


def test_a_sheet_is_one_picture_of_all(small: Figure, tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    write_sheet([small, small], path, columns=3, size=(160, 90))
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == (480, 180)
    row = frame.to_ndarray(format="rgb24")
    assert (row[:90] == row[90:]).all()
    assert row.std() > 10
