"""Everything that is no usable footage is refused with words, at once, and nothing is left behind."""

import os
import random
import socket
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.media import child
from compiler.media import conform as conform_module
from compiler.media.conform import conform, conform_key
from compiler.media.job import Conform
from compiler.media.probe import check_footage, probe
from compiler.model.errors import BadMedia, ExitCode, InvalidRoutine
from compiler.model.routine import Effect, Fit, Footage
from tests.media.conftest import busy, damaged_everywhere, drifting

JOB = {"size": (160, 120), "frame_rate": Fraction(30)}


def refusal(path: Path) -> str:
    with pytest.raises(BadMedia) as caught:
        probe(path)
    assert caught.value.exit_code is ExitCode.BAD_MEDIA
    return str(caught.value)


def test_a_missing_file_names_the_nearest(tmp_path, make_clip):
    make_clip("bridge.mp4", frames=1)
    with pytest.raises(BadMedia) as caught:
        probe(tmp_path / "brigde.mp4")
    assert "bridge.mp4" in caught.value.diagnostics[0].render()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and sockets are no files there")
def test_what_is_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.mp4")
    assert "a folder" in refusal(tmp_path)
    assert "a pipe" in refusal(tmp_path / "pipe.mp4")
    assert "a device" in refusal(Path("/dev/zero"))
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind("s.mp4")
        assert "a socket" in refusal(tmp_path / "s.mp4")


def test_what_cannot_be_read(make_clip, monkeypatch):
    path = make_clip(frames=1)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        random.Random(1).randbytes(20_000),
        b"<!DOCTYPE html><html><body>Not found</body></html>" * 50,
        b"ffconcat version 1.0\nfile 'secret.mp4'\n",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nsecret.mp4\n#EXT-X-ENDLIST\n",
        b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
    ],
    ids=["empty", "random", "html", "ffconcat", "playlist", "dash"],
)
def test_what_is_no_media(tmp_path, make_clip, content):
    make_clip("secret.mp4", frames=2)
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    assert "x.mp4" in refusal(path)


def test_damage_at_the_beginning_is_called_damage(make_clip):
    path = make_clip(frames=3)
    data = bytearray(path.read_bytes())
    index = data.index(b"moov")
    data[index : index + 60] = bytes(60)
    path.write_bytes(data)
    with pytest.raises(BadMedia, match="is damaged: it begins as an MP4 or MOV does") as told:
        probe(path)
    assert told.value.diagnostics[0].hint == "copy or export it again"


def test_encrypted(make_clip):
    key = {"encryption_scheme": "cenc-aes-ctr", "encryption_key": "00" * 16, "encryption_kid": "11" * 16}
    assert "encrypted" in refusal(make_clip(container_options=key))


def test_an_unknown_codec(make_clip):
    path = make_clip(frames=2)
    path.write_bytes(path.read_bytes().replace(b"avc1\0", b"zzzz\0"))
    assert "codec" in refusal(path)


def test_a_picture_too_large_is_refused_by_its_header(make_clip):
    path = make_clip(size=(8192, 5120), frames=1, options={"preset": "ultrafast"})
    assert "8192 by 5120" in refusal(path)


def test_sound_alone_is_no_clip(make_clip, tmp_path):
    import av

    with av.open(str(tmp_path / "s.m4a"), "w") as container:
        from tests.media.conftest import _add_sound

        _add_sound(container, container.add_stream("aac", rate=44_100), 0.2)
    assert "no moving pictures" in refusal(tmp_path / "s.m4a")


@pytest.mark.parametrize("percent", [1, 20, 50, 80, 99])
@pytest.mark.parametrize("name", ["a.mp4", "fast.mp4", "a.mkv", "a.avi", "a.webm"])
def test_a_file_cut_off_anywhere(make_clip, conformed, name, percent):
    codec = {"webm": "libvpx", "avi": "mpeg4"}.get(name.split(".")[1], "libx264")
    options = {"movflags": "faststart"} if name == "fast.mp4" else {}
    path = make_clip(name, paint=busy, codec=codec, container_options=options)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * percent // 100])
    with pytest.raises(BadMedia):
        conformed(Footage(path=path))


def test_a_stream_that_ends_early_says_how_far_it_goes(make_clip, conformed):
    """Where the container is whole but its pictures are not."""
    path = make_clip(paint=busy, codec="mpeg4", frames=60, options={"g": "10", "b": "2000000"})
    data = bytearray(path.read_bytes())
    start = len(data) // 2
    data[start : start + 64] = bytes(b ^ 0xFF for b in data[start : start + 64])
    path.write_bytes(data)
    with pytest.raises(BadMedia, match=r"up to (0\.[6-9]|1|1\.[0-4])s of 2s"):
        conformed(Footage(path=path))


def test_bytes_flipped_in_the_middle(make_clip, conformed):
    """H.264 has no checksums: now and then damage reads as another valid picture, so not all is noticed."""
    path = make_clip(paint=drifting, size=(320, 240), frames=60)
    noticed = 0
    for _ in damaged_everywhere(path):
        try:
            conformed(Footage(path=path))
        except BadMedia as error:
            assert "damaged" in str(error)
            noticed += 1
    assert noticed >= 8


@pytest.mark.parametrize(("start", "stop"), [(2, None), (0, 3), (Fraction(1, 2), Fraction(1, 4))])
def test_a_trim_outside_of_the_file(make_clip, conformed, start, stop):
    footage = Footage(path=make_clip(), start=Fraction(start), stop=None if stop is None else Fraction(stop))
    assert check_footage(footage)[0].exit_code is ExitCode.BAD_MEDIA
    with pytest.raises(BadMedia, match=r"clip\.mp4"):
        conformed(footage)


def test_a_child_does_the_work_and_leaves_one_file(make_clip, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    effect = Effect(name="InvertColors")
    conform(Conform(footage=Footage(path=make_clip(frames=3), effects=(effect,)), **JOB), out / "k.mp4")
    assert [p.name for p in out.iterdir()] == ["k.mp4"]
    assert probe(out / "k.mp4").duration == Fraction(1, 10)


def test_errors_of_the_child_arrive_and_nothing_is_left(make_clip, tmp_path):
    path = make_clip(paint=busy)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(BadMedia, match="cut off"):
        conform(Conform(footage=Footage(path=path), **JOB), out / "k.mp4")
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crashed|stopped"),
        ("raise SystemExit(3)", "status 3"),
        ("import time; time.sleep(60)", "nothing happened"),
        ("1/0", "ZeroDivisionError"),
    ],
)
def test_a_child_that_crashes_or_hangs(make_clip, tmp_path, code, words):
    job = Conform(footage=Footage(path=make_clip(frames=1)), **JOB)
    command = [sys.executable, "-c", code]
    patience = 1.0 if "sleep" in code else 30.0  # a machine that is busy may take a second to start one
    with pytest.raises(BadMedia, match=words):
        child.run_in_child(job, tmp_path / "k.mp4", command=command, stalled_seconds=patience)


def test_an_effect_that_fails_is_the_routines_mistake(make_clip, tmp_path):
    effect = Effect(name="MultiplySpeed", parameters=(("factor", "fast"),))
    with pytest.raises(InvalidRoutine, match="effect failed"):
        conform(
            Conform(footage=Footage(path=make_clip(frames=2), effects=(effect,)), **JOB), tmp_path / "k.mp4"
        )


def test_an_input_that_changes_meanwhile_is_noticed(make_clip, tmp_path, monkeypatch):
    path = make_clip(frames=2)

    def work(_job: Conform, destination: Path) -> None:
        destination.write_bytes(b"made")
        kept = path.stat()
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
        os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))

    monkeypatch.setattr(conform_module, "run_in_child", work)
    with pytest.raises(BadMedia, match="changed while"):
        conform(Conform(footage=Footage(path=path), **JOB), tmp_path / "k.mp4")
    assert not (tmp_path / "k.mp4").exists()


def test_the_key_follows_what_can_change_the_result(make_clip, tmp_path):
    path = make_clip(frames=2)
    variants = [
        {},
        {"start": Fraction(1, 30)},
        {"stop": Fraction(1, 30)},
        {"speed": Fraction(2)},
        {"fit": Fit.CONTAIN},
        {"focus": (Fraction(0), Fraction(1, 2))},
        {"effects": (Effect(name="InvertColors"),)},
        {"effects": (Effect(name="FadeIn", parameters=(("duration", 1),)),)},
    ]
    keys = [conform_key(Conform(footage=Footage(path=path, **v), **JOB)) for v in variants]
    keys.append(conform_key(Conform(footage=Footage(path=path), size=(320, 240), frame_rate=Fraction(30))))
    keys.append(conform_key(Conform(footage=Footage(path=path), size=(160, 120), frame_rate=Fraction(25))))
    moved = path.rename(tmp_path / "moved.mp4")
    assert conform_key(Conform(footage=Footage(path=moved), **JOB)) == keys[0]
    moved.write_bytes(moved.read_bytes() + b"\0")
    keys.append(conform_key(Conform(footage=Footage(path=moved), **JOB)))
    assert len(set(keys)) == len(keys)
