"""By what films are known: a large one by its headers and the packets of the part that is used."""

import shutil
from fractions import Fraction
from pathlib import Path

import av
import pytest

from compiler.media import digests
from compiler.media.digests import digest_of
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage
from compiler.store import file_digest
from tests.media.recordings import write_recording

PART = {"start": Fraction(10), "stop": Fraction(12)}


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with half a minute in several forms, a key frame each second."""
    folder = tmp_path_factory.mktemp("films")
    film = write_recording(folder / "film.mp4", 30, speech=[(1, 29)], movement=[(0, 30)])
    for name, options in (("film.mkv", {}), ("fragments.mp4", {"movflags": "frag_keyframe"})):
        with av.open(str(film)) as source, av.open(str(folder / name), "w", options=options) as copy:
            streams = [copy.add_stream_from_template(stream) for stream in source.streams]
            for packet in source.demux():
                if packet.dts is not None:
                    packet.stream = streams[packet.stream.index]
                    copy.mux(packet)
    return folder


@pytest.fixture(params=["film.mp4", "film.mkv", "fragments.mp4"])
def film(
    request: pytest.FixtureRequest, films: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """One of them, which counts as large."""
    monkeypatch.setattr(digests, "WHOLE_BYTES", 0)
    return shutil.copy(films / request.param, tmp_path / request.param)


def flip(path: Path, second: float, kind: str) -> None:
    """Change the last byte of the packet of that kind that shows or sounds then."""
    with av.open(str(path)) as container:
        stream = getattr(container.streams, kind)[0]
        packet = next(
            one
            for one in container.demux(stream)
            if one.pts is not None and one.pts * one.time_base >= second
        )
        content, near = bytes(packet), packet.pos
    data = bytearray(path.read_bytes())
    data[data.index(content, near) + len(content) - 1] ^= 1
    path.write_bytes(data)


def test_what_is_changed_far_from_the_part_changes_nothing(film: Path) -> None:
    footage = Footage(path=film, **PART)
    before = digest_of(footage)
    for second, kind in ((3, "video"), (20, "video"), (25, "audio")):
        flip(film, second, kind)
    assert digest_of(footage) == before
    assert before != digest_of(Footage(path=film, start=Fraction(11), stop=Fraction(12)))


@pytest.mark.parametrize(
    ("second", "kind"), [(10, "video"), (11.5, "video"), (10.5, "audio"), (11.9, "audio")]
)
def test_what_is_changed_in_the_part_is_noticed(film: Path, second: float, kind: str) -> None:
    footage = Footage(path=film, **PART)
    before = digest_of(footage)
    flip(film, second, kind)
    assert digest_of(footage) != before


def test_what_headers_say_of_it_is_noticed(film: Path) -> None:
    footage = Footage(path=film, **PART)
    before = digest_of(footage)
    data = bytearray(film.read_bytes())
    at = data.index(b"Lavf")
    data[at] ^= 1
    film.write_bytes(data)
    assert digest_of(footage) != before


def test_what_is_used_whole_or_small_or_of_another_form_is_known_by_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_recording(tmp_path / "film.mp4", 2, movement=[(0, 2)])
    assert digest_of(Footage(path=path, stop=Fraction(1))) == file_digest(path)
    monkeypatch.setattr(digests, "WHOLE_BYTES", 0)
    assert digest_of(Footage(path=path)) == file_digest(path)
    other = write_recording(tmp_path / "film.ts", 2, movement=[(0, 2)])
    assert digest_of(Footage(path=other, stop=Fraction(1))) == file_digest(other)


def test_a_large_film_that_is_cut_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "WHOLE_BYTES", 0)
    path = write_recording(tmp_path / "film.mp4", 2, movement=[(0, 2)])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadMedia, match="cut off"):
        digest_of(Footage(path=path, stop=Fraction(1)))
