"""A video for a mail: at most so many bytes, nearly all of them, and still the same video."""

import av
import pytest

from compiler.load import OptionProblem
from compiler.model.errors import InvalidRoutine
from compiler.model.file_size import file_size_name, file_size_words, read_file_size
from compiler.model.piece import Piece
from compiler.render import shrink
from compiler.render.shrink import Whole, choose
from tests.pipeline.conftest import ROUTINE, Video, built_in


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Video:
    """A part of this folder's routine, in fewer frames: it is encoded many times here."""
    routine = ROUTINE.replace("size: 320x180", "size: 320x180\nframe_rate: 10")
    routine = routine.replace("  - exercise: knee\n", "")
    return built_in(tmp_path_factory.mktemp("small"), tmp_path_factory, routine)


def test_it_is_at_most_so_large_and_nearly_that(video: Video) -> None:
    whole = video.built.outputs.mp4.stat().st_size
    most = whole * 7 // 10 // 1000 * 1000
    built = video.again(max_size=f"{most // 1000}kB")
    made = built.outputs.mp4
    assert most * 0.95 <= made.stat().st_size <= most
    assert built.size.startswith(
        f"{file_size_words(made.stat().st_size)} of {file_size_words(most)}: 320x180"
    )
    assert made.name.endswith(f".{most // 1000}kB.mp4") and video.built.outputs.mp4.stat().st_size == whole
    with av.open(made) as small, av.open(video.built.outputs.mp4) as large:
        for one, other in ((small.streams.video[0], large.streams.video[0]),):
            assert one.frames == other.frames and one.average_rate == other.average_rate
            assert one.codec_context.colorspace == other.codec_context.colorspace
        assert len(small.streams) == len(large.streams)
        assert len(small.chapters()) == len(large.chapters())
        seconds = [float(s.duration * s.time_base) for s in small.streams if s.duration]
        assert max(seconds) - min(seconds) < 0.12
        assert sum(1 for _ in small.decode(video=0)) == built.timeline.frames
    again = video.again(max_size=f"{most // 1000}kB")
    assert again.outputs.mp4.read_bytes() == made.read_bytes() and again.encoded_frames == 0


def test_what_fits_is_left_as_it_is(video: Video) -> None:
    built = video.again(max_size="20MB")
    assert "nothing had to be made smaller" in built.size
    assert built.outputs.mp4.read_bytes() == video.built.outputs.mp4.read_bytes()


def test_what_could_not_be_watched_is_refused_with_the_fewest_bytes(video: Video) -> None:
    with pytest.raises(
        InvalidRoutine, match=r"100 kB it could not be watched: \d:\d\d takes at least \d+ kB"
    ):
        video.again(max_size="100kB")


def _whole(monkeypatch: pytest.MonkeyPatch, *, picture: int, minutes: int = 10) -> Whole:
    """A video in 1080p whose picture takes so many bytes."""
    monkeypatch.setattr(shrink.Whole, "picture_bytes", property(lambda _: picture))
    pieces = (Piece(path=None, frames=minutes * 60 * 30),)  # type: ignore[arg-type]
    return Whole(pieces=pieces, size=(1920, 1080), frame_rate=30, sound_bytes=3_000_000)  # type: ignore[arg-type]


def test_the_picture_is_as_large_as_is_still_good(monkeypatch: pytest.MonkeyPatch) -> None:
    one = _whole(monkeypatch, picture=60_000_000)
    heights = [choose(one, most * 1_000_000).size[1] for most in (50, 25, 20, 15, 12)]
    assert heights == sorted(heights, reverse=True) and len(set(heights)) > 2
    assert heights[0] == 1080 and all(choose(one, 20_000_000).size[n] % 2 == 0 for n in (0, 1))
    with pytest.raises(InvalidRoutine):
        choose(one, 4_000_000)


def test_the_fewest_bytes_that_are_told_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    one = _whole(monkeypatch, picture=90_000_000)
    with pytest.raises(InvalidRoutine) as refused:
        choose(one, 4_000_000)
    told = refused.value.diagnostics[0].message.split("at least ")[1].split(",")[0]
    assert choose(one, read_file_size(told) + 60_000).size == (640, 360)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("20MB", 20_000_000),
        ("20 mb", 20_000_000),
        ("2,5M", 2_500_000),
        ("800kB", 800_000),
        ("1MiB", 1_048_576),
    ],
)
def test_sizes_as_people_write_them(text: str, size: int) -> None:
    assert read_file_size(text) == size
    assert read_file_size(file_size_name(size).replace("1048576B", "1MiB")) == size


@pytest.mark.parametrize("text", ["20", "MB", "-3MB", "20 apples", "1kB"])
def test_what_is_no_size(video: Video, text: str) -> None:
    with pytest.raises(OptionProblem):
        video.again(max_size=text)
