"""What a size cuts away of a clip is told before anything is built, and shown on a sheet."""

from pathlib import Path
from textwrap import dedent

import av
import numpy as np
import pytest

from compiler import check
from compiler.load import load_routine
from compiler.model.errors import Severity
from compiler.model.timing import Fraction
from compiler.pipeline.crop_sheet import CELL, write_crop_sheet
from compiler.pipeline.sheet import GUTTER, LABEL_HEIGHT
from compiler.system.workshop import open_workshop


def write_film(path: Path, size: tuple[int, int]) -> None:
    """Half a second: the left third red, the middle one green, the right one blue."""
    path.parent.mkdir(parents=True, exist_ok=True)
    colours = np.array([(200, 40, 40), (40, 180, 60), (40, 60, 200)], np.uint8)
    image = np.broadcast_to(colours[np.arange(size[0]) * 3 // size[0]][None], (size[1], size[0], 3)).copy()
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode(None))


@pytest.fixture
def routine(tmp_path: Path):
    """A routine that shows a clip of a size, as written."""

    def make(clip: str, film: tuple[int, int], size: str = "landscape") -> Path:
        write_film(tmp_path / "assets" / "clips" / "film.mp4", film)
        path = tmp_path / "r.yaml"
        path.write_text(
            dedent(f"""\
            title: Cut
            size: {size}
            voice: {{engine: silent}}
            steps:
            - say: Hello.
              clip: {clip}
            """)
        )
        return path

    return make


@pytest.mark.parametrize(
    ("film", "size", "percent"),
    [
        ((180, 320), "landscape", 68),
        ((320, 180), "portrait", 68),
        ((320, 180), "square", 44),
        ((240, 240), "portrait", 44),
        ((640, 240), "landscape", 33),
    ],
)
def test_what_is_cut_away_is_told_with_its_share(routine, tmp_path, film, size, percent):
    found = check(routine("film.mp4", film, size), store=tmp_path / "store").diagnostics
    assert [(d.severity, d.span.line) for d in found] == [(Severity.WARNING, 6)]
    assert f"{percent} % of it is cut away" in found[0].message
    assert "fit: blur" in found[0].hint


@pytest.mark.parametrize(
    ("clip", "film"),
    [
        ("{file: film.mp4, fit: blur}", (180, 320)),
        ("{file: film.mp4, fit: contain}", (180, 320)),
        ("film.mp4", (320, 180)),
        ("film.mp4", (320, 240)),
    ],
)
def test_what_is_whole_or_nearly_is_fine(routine, tmp_path, clip, film):
    assert check(routine(clip, film), store=tmp_path / "store").diagnostics == ()


def test_a_sheet_shows_what_each_size_keeps(routine, tmp_path):
    loaded = load_routine(routine("{file: film.mp4, focus: right}", (300, 160))).routine
    assert loaded is not None
    sheet = tmp_path / "sheet.png"
    with open_workshop(store=tmp_path / "store", jobs=1) as shop:
        assert write_crop_sheet(loaded, shop, sheet)
    with av.open(str(sheet)) as container:
        pixels = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    assert pixels.shape == (2 * GUTTER + CELL + LABEL_HEIGHT - GUTTER, 4 * (CELL + GUTTER) + GUTTER, 3)
    row = pixels[GUTTER + CELL // 2]
    names = [_names(row[start : start + CELL]) for start in range(GUTTER, row.shape[0] - CELL, CELL + GUTTER)]
    assert names == ["red green blue", "red green blue", "blue", "green blue"]


def _names(row: np.ndarray) -> str:
    """The colours of a line of pixels from left to right."""
    known = {"red": (200, 40, 40), "green": (40, 180, 60), "blue": (40, 60, 200)}
    shown = [name for name, colour in known.items() if (np.abs(row - colour).max(axis=1) < 30).sum() > 20]
    return " ".join(shown)


def test_a_focus_that_moves(routine):
    """Its times count from the first picture shown."""
    step = load_routine(
        routine("{file: film.mp4, focus: {4s: center, 0s: left, 8s: [100%, 20%]}}", (320, 180))
    ).routine
    assert step is not None
    half, moves = Fraction(1, 2), step.steps[0].media.focus_moves
    assert moves == ((0, (0, half)), (4, (half, half)), (8, (1, Fraction(1, 5))))


@pytest.mark.parametrize(
    ("focus", "words"),
    [
        ("{0s: left}", "2 to 50 times"),
        ("{0s: left, 8: right}", "8 has no unit"),
        ("{0s: left, 8s: nowhere}", "must be a word such as left or top"),
        ("{1s: left, 1000ms: right}", "two points for one time"),
    ],
)
def test_mistakes_in_a_focus_that_moves(routine, focus, words):
    found = load_routine(routine(f"{{file: film.mp4, focus: {focus}}}", (320, 180))).diagnostics
    assert words in found[0].message
