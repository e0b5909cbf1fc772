"""The kept form: what goes in comes out, at any place, in any order."""

import random
from fractions import Fraction

import numpy as np
import pytest

from compiler.media.clip import ClipReader, ClipWriter, Ground
from compiler.media.picture import Picture
from compiler.model.errors import BadMedia

SIZE = (192, 108)


def picture(index: int) -> Picture:
    row, column = np.mgrid[:108, :192]
    waves = 120 + 60 * np.sin((column + 3 * index) / 9) + 30 * np.cos((row - 2 * index) / 5)
    y = waves.astype(np.uint8)
    u = np.full((54, 96), 90 + index, np.uint8)
    return Picture(y, u, np.ascontiguousarray(255 - u))


@pytest.fixture
def kept(tmp_path):
    path = tmp_path / "it's 100%: kept.mp4"
    with ClipWriter(path, SIZE, Fraction(30_000, 1001)) as writer:
        for index in range(50):
            writer.write(picture(index))
    return path


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / max(1e-9, np.mean((one.astype(float) - other) ** 2))))


def same(found: Picture, index: int) -> bool:
    return psnr(found.y, picture(index).y) > 45 and abs(int(found.u[20, 20]) - (90 + index)) <= 1


def test_every_frame_comes_back_nearly_as_it_was(kept):
    with ClipReader(kept) as reader:
        assert (reader.frames, reader.size, reader.frame_rate) == (50, SIZE, Fraction(30_000, 1001))
        assert all(same(reader.picture(index), index) for index in range(50))


def test_backwards_and_at_random(kept):
    order = [*reversed(range(50)), *random.Random(1).sample(range(50), 30), 0, 49, 0]
    with ClipReader(kept) as reader:
        assert all(same(reader.picture(index), index) for index in order)


def test_a_picture_outlives_the_reader(kept):
    with ClipReader(kept) as reader:
        found = reader.picture(3)
    assert same(found, 3)


def test_pictures_are_shared_and_therefore_read_only(kept):
    with ClipReader(kept) as reader:
        with pytest.raises(ValueError, match="read-only"):
            reader.picture(0).y[0, 0] = 1
        drawn = reader.picture(0).copy()
        drawn.y[:] = 16
        assert same(reader.picture(0), 0)


def test_there_is_no_frame_outside(kept):
    with ClipReader(kept) as reader, pytest.raises(IndexError):
        reader.picture(50)


def test_mirrored_twice_is_the_picture_itself():
    once = picture(4).mirrored()
    assert (once.y[:, 0] == picture(4).y[:, -1]).all()
    assert (once.mirrored().u == picture(4).u).all()


def test_a_damaged_clip_is_bad_media(kept):
    data = kept.read_bytes()
    kept.write_bytes(data[: len(data) // 2])
    with pytest.raises(BadMedia), ClipReader(kept):
        pass


def test_a_box_that_moves_over_a_still_picture_comes_back_as_whole_frames(tmp_path):
    still, path = picture(0), tmp_path / "boxed.mp4"
    boxes = [_part(picture(index)) for index in range(20)]
    order = (*range(20), 19, 19, *reversed(range(20)), 0, 7)
    with ClipWriter(path, (64, 40), Fraction(30), Ground(still, (30, 20), order)) as writer:
        for box in boxes:
            writer.write(box)
    with ClipReader(path) as reader:
        assert (reader.frames, reader.size) == (len(order), SIZE)
        for index in (*range(len(order)), 17, 16, 15, 29, 3):
            found = reader.picture(index)
            expected = still.copy()
            expected.place(boxes[order[index]], (30, 20))
            assert psnr(found.y, expected.y) > 45 and psnr(found.u, expected.u) > 45


def _part(whole: Picture) -> Picture:
    half = np.s_[10:30, 15:47]
    return Picture(whole.y[20:60, 30:94], whole.u[half], whole.v[half])
