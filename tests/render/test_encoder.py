"""One encoder setting: pieces join, and the same pictures are the same bytes."""

from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import av
import numpy as np
import pytest

from compiler.render.encoder import DRAFT, FULL, Quality, segment_encoder

SIZE = 320, 180
"""Twenty macroblocks wide: a width at which x264 with AVX-512 does not give the same bytes every time."""


def write(path: Path, quality: Quality, frames: int) -> bytes:
    """A grainy picture that moves by two pixels a frame."""
    random = np.random.default_rng(3)
    world = random.normal(120, 25, (SIZE[1] // 4, SIZE[0])).repeat(4, 0).repeat(4, 1)
    with segment_encoder(path, SIZE, Fraction(30), quality) as encoder:
        encoder.canvas.u[...] = encoder.canvas.v[...] = 128
        for number in range(frames):
            grain = random.normal(0, 3, (SIZE[1], SIZE[0]))
            luma = world[:, 2 * number : 2 * number + SIZE[0]] + grain
            encoder.canvas.y[...] = np.clip(luma, 16, 235).astype(np.uint8)
            encoder.write()
    return path.read_bytes()


@pytest.mark.parametrize("quality", [FULL, DRAFT])
def test_the_same_bytes_every_time(tmp_path: Path, quality: Quality) -> None:
    assert len({sha256(write(tmp_path / "a.mp4", quality, 40)).digest() for _ in range(5)}) == 1


def test_pieces_of_any_length_fit_together(tmp_path: Path) -> None:
    headers = set()
    for frames in (1, 2, 5, 61):
        write(tmp_path / "a.mp4", FULL, frames)
        with av.open(str(tmp_path / "a.mp4")) as container:
            stream = container.streams.video[0]
            headers.add(stream.codec_context.extradata)
            shown = [frame.pts * frame.time_base * 30 for frame in container.decode(stream)]
        assert shown == list(range(shown[0].numerator, shown[0].numerator + frames))
    assert len(headers) == 1


@pytest.mark.parametrize("quality", [FULL, DRAFT])
def test_drafts_too_are_as_the_channels_ask(tmp_path: Path, quality: Quality) -> None:
    write(tmp_path / "a.mp4", quality, 61)
    with av.open(str(tmp_path / "a.mp4")) as container:
        context = container.streams.video[0].codec_context
        kinds = "".join(
            av.video.frame.PictureType(frame.pict_type).name for frame in container.decode(video=0)
        )
        assert (context.profile, context.pix_fmt) == ("High", "yuv420p")
        assert kinds.startswith("I")
        assert "BB" in kinds
        assert "BBB" not in kinds
        assert kinds.count("I") == 1
