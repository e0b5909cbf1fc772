"""Every kind of footage that is fine comes out upright, square, bt709 and at the asked rate."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from compiler.media.hdr import HLG, PQ
from compiler.media.probe import probe
from compiler.model.routine import Fit, Footage
from tests.media.conftest import brightening, corners, nearest, quarters
from tests.media.dolby import as_dolby_vision

UPRIGHT = ["red", "green", "blue", "white"]


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.mp4", "libx264", "yuv420p"),
        ("a.mov", "prores_ks", "yuv422p10le"),
        ("a.webm", "libvpx", "yuv420p"),
        ("a.mkv", "ffv1", "yuv444p"),
        ("a.avi", "mjpeg", "yuvj420p"),
        ("a.ts", "mpeg2video", "yuv420p"),
    ],
)
def test_containers_and_codecs(make_clip, conformed, name, codec, pix_fmt):
    path = make_clip(name, codec=codec, pix_fmt=pix_fmt, stamp={"color_range": 2} if "j" in pix_fmt else None)
    frames = conformed(Footage(path=path))
    assert len(frames) == 30
    assert corners(frames[15]) == UPRIGHT


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotation_in_the_metadata_is_carried_out(make_clip, conformed, rotation):
    turns = rotation // 90
    path = make_clip(
        rotation=rotation,
        paint=lambda w, h, i: np.rot90(quarters(*((w, h) if turns == 2 else (h, w))), -turns),
    )
    assert probe(path).size == ((160, 120) if turns == 2 else (120, 160))
    assert corners(conformed(Footage(path=path), size=probe(path).size)[0]) == UPRIGHT


def test_pixels_that_are_not_square_are_stretched(make_clip, conformed):
    path = make_clip(size=(80, 120), sample_aspect_ratio=Fraction(2))
    assert probe(path).size == (160, 120)
    frame = conformed(Footage(path=path, fit=Fit.CONTAIN))[0]
    assert corners(frame) == UPRIGHT
    assert nearest(frame[60 - 20, 5]) == "red"  # no bar at the side


@pytest.mark.parametrize("size", [(321, 241), (1, 1), (2, 500), (33, 17)])
def test_odd_sizes(make_clip, conformed, size):
    path = make_clip("odd.mkv", codec="ffv1", pix_fmt="yuv444p", size=size, frames=3)
    assert probe(path).size == size
    for fit in Fit:
        assert len(conformed(Footage(path=path, fit=fit))) == 3


@pytest.mark.parametrize(
    "rate", [Fraction(24_000, 1001), Fraction(30_000, 1001), Fraction(60_000, 1001), Fraction(25)]
)
def test_rates_are_brought_to_the_timelines(make_clip, conformed, rate):
    path = make_clip(paint=brightening, frames=48, rate=rate)
    frames = conformed(Footage(path=path))
    assert abs(len(frames) - float(48 / rate * 30)) <= 1
    middle = frames[len(frames) // 2][60, 80, 0]
    assert abs(int(middle) - (10 + 3 * 24)) <= 5


def test_timeline_rates_of_broadcast_are_exact(make_clip, conformed):
    assert len(conformed(Footage(path=make_clip()), rate=Fraction(30_000, 1001))) == 30


def test_variable_frame_rate_keeps_its_times(make_clip, conformed):
    times = [Fraction(n, 1000) for n in (0, 33, 66, 500, 533, 900, 966)]
    path = make_clip("vfr.mkv", paint=lambda w, h, i: brightening(w, h, 10 * i), frames=7, times=times)
    frames = conformed(Footage(path=path))
    shown = [round((int(f[60, 80, 0]) - 10) / 30) for f in frames]
    for index, source in enumerate(shown):
        come = [n for n in range(7) if times[n] <= Fraction(index, 30) + Fraction(1, 120)]
        assert source == come[-1]


def test_full_range_is_not_crushed(make_clip, conformed):
    ramp = np.broadcast_to(np.linspace(0, 255, 160).astype(np.uint8)[None, :, None], (120, 160, 3))
    path = make_clip(
        "full.mp4", paint=lambda w, h, i: ramp.copy(), pix_fmt="yuvj420p", stamp={"color_range": 2}
    )
    frame = conformed(Footage(path=path))[0].astype(int)
    assert np.abs(frame[60, :, 0] - ramp[60, :, 0]).max() <= 6


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_hdr_looks_like_what_it_shows(make_clip, conformed, transfer):
    """Diffuse white is bright but not clipped, black is black, order of brightness stays, grey stays grey."""
    signal = np.repeat(np.linspace(0, 255, 8), 20).astype(np.uint8)
    image = np.broadcast_to(signal[None, :, None], (120, 160, 3)).copy()
    stamp = {"colorspace": 9, "color_primaries": 9, "color_trc": transfer, "color_range": 1}
    # With B-frames, x265 gives two frames a wrong dts at times.
    quiet = {"x265-params": "log-level=none:crf=4:bframes=0"}
    path = make_clip(
        paint=lambda w, h, i: image,
        codec="libx265",
        pix_fmt="yuv420p10le",
        frames=2,
        stamp=stamp,
        options=quiet,
    )
    steps = conformed(Footage(path=path))[0][60, 10::20].astype(int)
    assert (np.diff(steps[:, 1]) >= 0).all()
    assert steps[0].max() < 8
    assert np.ptp(steps, axis=1).max() <= 4
    white = steps[round(7 * (0.58 if transfer == PQ else 0.75)), 1]
    assert 190 < white < 245


CHART = {
    "dark skin": (115, 82, 68), "light skin": (194, 150, 130), "blue sky": (98, 122, 157), "foliage": (87, 108, 67),
    "orange": (214, 126, 44), "red": (175, 54, 60), "green": (70, 148, 73), "grey": (122, 122, 121),
}  # fmt: skip
"""Patches of the usual colour checker, as they look on an SDR screen of gamma 2.4."""


def as_hdr(sdr: tuple[int, int, int], transfer: int) -> np.ndarray:
    """What a camera writes of a patch that is lit so that white comes to 203 nits (BT.2408), 0 to 255."""
    to_bt2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
    nits = 203 * to_bt2020 @ np.power(np.array(sdr) / 255, 2.4)
    if transfer == PQ:
        power = np.power(nits / 10_000, 0.1593017578125)
        return 255 * np.power((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375)
    display = nits / 1000
    scene = display * np.power(display @ np.array([0.2627, 0.6780, 0.0593]), -1 / 6)
    dark, bright = (
        np.sqrt(3 * scene),
        0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073,
    )
    return 255 * np.where(scene <= 1 / 12, dark, bright)


def write_chart(make_clip, transfer: int) -> Path:
    """The patches side by side, 20 pixels each, as a phone films them in HDR."""
    patches = np.rint([as_hdr(patch, transfer) for patch in CHART.values()]).astype(np.uint8)
    picture = np.repeat(np.broadcast_to(patches, (120, *patches.shape)), 20, axis=1)
    return make_clip(
        paint=lambda w, h, i: np.ascontiguousarray(picture),
        codec="libx265",
        pix_fmt="yuv420p10le",
        frames=2,
        stamp={"colorspace": 9, "color_primaries": 9, "color_trc": transfer, "color_range": 1},
        options={"x265-params": "log-level=none:crf=4:bframes=0"},
    )


def assert_chart(frame: np.ndarray) -> None:
    """As on a phone's own player; only what is near white and above gives way to highlights."""
    seen = frame[60, 10::20].astype(int)
    for (name, wanted), patch in zip(CHART.items(), seen, strict=True):
        assert np.abs(patch - wanted).max() <= 6, name


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_the_colours_of_an_hdr_chart_are_those_of_the_chart(make_clip, conformed, transfer):
    assert_chart(conformed(Footage(path=write_chart(make_clip, transfer)))[0])


def test_dolby_vision_of_phones_shows_its_hlg_base(make_clip, conformed, tmp_path):
    """Profile 8.4: libav reads its metadata, and the picture is the one below it."""
    path = as_dolby_vision(write_chart(make_clip, HLG), tmp_path / "dolby.mov")
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        assert {"DOVI_METADATA", "DOVI_RPU_BUFFER"} <= {data.type.name for data in frame.side_data}
    frames = conformed(Footage(path=path))
    assert len(frames) == 2
    assert_chart(frames[0])


def test_interlaced_footage_has_no_combs(make_clip, conformed):
    def fields(width, height, index):
        image = np.full((height, width, 3), 30, np.uint8)
        for row in range(height):
            left = 4 * (2 * index + row % 2)
            image[row, left : left + 40] = 220
        return image

    path = make_clip(
        paint=fields, frames=12, options={"flags": "+ildct+ilme", "x264-params": "tff=1", "crf": "8"}
    )
    assert probe(path).interlaced
    frames = conformed(Footage(path=path))
    assert len(frames) == 12
    rows = frames[6][:, :, 1].astype(int)
    raw = fields(160, 120, 6)[:, :, 1].astype(int)
    assert np.abs(np.diff(rows, axis=0)).mean() < 0.4 * np.abs(np.diff(raw, axis=0)).mean()


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"), [("a.webm", "libvpx-vp9", "yuva420p"), ("a.mov", "qtrle", "argb")]
)
def test_alpha_falls_on_the_background(tmp_path, conformed, name, codec, pix_fmt):
    path = tmp_path / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 120, pix_fmt
        for index in range(3):
            image = np.dstack([quarters(160, 120), np.full((120, 160), 255, np.uint8)])
            image[:60, :80, 3] = 0
            frame = av.VideoFrame.from_ndarray(image, "rgba").reformat(format=pix_fmt)
            frame.pts, frame.time_base = index, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert corners(conformed(Footage(path=path))[0]) == ["ink", "green", "blue", "white"]


def test_sound_longer_than_the_picture_is_no_damage(make_clip, conformed):
    path = make_clip("long-sound.mkv", sound_seconds=2.5)
    assert probe(path).has_audio
    assert len(conformed(Footage(path=path))) == 30


def test_cover_art_is_not_the_video(tmp_path, make_clip, conformed):
    film = make_clip("film.mp4")
    path = tmp_path / "with-art.mp4"
    with av.open(str(film)) as source, av.open(str(path), "w") as container:
        art = container.add_stream("mjpeg", rate=1, options={})
        art.width, art.height, art.pix_fmt = 300, 300, "yuvj420p"
        art.disposition = av.stream.Disposition.attached_pic
        video = container.add_stream_from_template(source.streams.video[0])
        picture = av.VideoFrame(300, 300, "yuvj420p")
        picture.pts = 0
        container.mux(art.encode(picture))
        container.mux(art.encode(None))
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = video
                container.mux(packet)
    assert probe(path).size == (160, 120)
    assert corners(conformed(Footage(path=path))[0]) == UPRIGHT


@pytest.mark.parametrize(
    "name", ["a b.mp4", "it's.mp4", "a:b.mp4", "%d%03d.mp4", "-x.mp4", "stretch 🧘.mp4", 'q"q.mp4']
)
def test_names_of_any_kind(make_clip, conformed, name, monkeypatch, tmp_path):
    path = make_clip("plain.mp4", frames=2).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert len(conformed(Footage(path=path.relative_to(tmp_path)))) == 2


def test_a_title_that_is_not_in_utf_8(make_clip, conformed):
    """Older programs write their own script's bytes."""
    path = make_clip(frames=2)
    path.write_bytes(path.read_bytes().replace(b"VideoHandler", b"Vid\xe9oHandl\xe8r"))
    assert probe(path).size == (160, 120)
    assert len(conformed(Footage(path=path))) == 2
