"""Photos of every kind: upright, in their own colours, whole; and what is no photo is called by what it is."""

import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pillow_heif
import pytest

from compiler.media.audio import read_samples
from compiler.media.in_place import survey
from compiler.media.job import Conform
from compiler.media.photo_kinds import PhotoKind, photo_kind
from compiler.media.probe import check_footage, probe
from compiler.model.errors import BadMedia, Severity
from compiler.model.routine import Fit, Footage, Motion, Phase, PhaseRole
from tests.media.conftest import BLUE, GREEN, RED, WHITE, corners, nearest, quarters

UPRIGHT = ["red", "green", "blue", "white"]
ENCODERS = {
    "JPEG": ("mjpeg", "yuvj444p"),
    "PNG": ("png", "rgb24"),
    "WebP": ("libwebp", "bgra"),
    "BMP": ("bmp", "bgr24"),
    "TIFF": ("tiff", "rgb24"),
    "GIF": ("gif", "rgb8"),
}


def encoded(codec: str, pix_fmt: str, image: np.ndarray, folder: Path) -> bytes:
    path = folder / "encoded"
    form = {"gif": "gif", "libsvtav1": "avif"}.get(codec, "image2")
    with av.open(
        str(path), "w", format=form, options={"update": "1"} if form == "image2" else {}
    ) as container:
        stream = container.add_stream(codec, rate=1)
        stream.width, stream.height, stream.pix_fmt = image.shape[1], image.shape[0], pix_fmt
        frame = av.VideoFrame.from_ndarray(image, "rgb24" if image.shape[2] == 3 else "rgba")
        full = 2 if pix_fmt.startswith("yuvj") else None
        frame = frame.reformat(format=pix_fmt, dst_color_range=full, dst_colorspace=5 if full else None)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path.read_bytes()


def heic(image: np.ndarray, path: Path, **options: object) -> Path:
    whole = pillow_heif.from_bytes("RGB", image.shape[1::-1], np.ascontiguousarray(image).tobytes())
    whole.save(path, quality=90, **options)
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    """A photo of a kind under a name that says nothing, or the wrong thing."""

    def make(kind: str, image: np.ndarray | None = None, name: str = "photo.mp4") -> Path:
        image = quarters(160, 120) if image is None else image
        path = tmp_path / name
        if kind == "HEIC":
            return heic(image, tmp_path / "photo.heic").rename(path)
        codec, pix_fmt = ENCODERS.get(kind, ("libsvtav1", "yuv420p"))
        path.write_bytes(encoded(codec, pix_fmt, image, tmp_path))
        return path

    return make


@pytest.mark.parametrize("kind", [*ENCODERS, "HEIC", "AVIF"])
def test_every_kind_is_a_clip_that_stands_still_whatever_its_name_says(photo, conformed, kind):
    path = photo(kind)
    assert photo_kind(path) == PhotoKind(kind)
    found = probe(path)
    assert (found.size, found.still, found.duration) == ((160, 120), True, 0)
    assert not check_footage(Footage(path=path))
    assert survey(Conform(footage=Footage(path=path), size=(160, 120), frame_rate=Fraction(30))) is None
    frames = conformed(Footage(path=path))
    assert len(frames) == 1
    assert corners(frames[0]) == UPRIGHT
    with pytest.raises(BadMedia, match="no sound") as told:
        list(read_samples(path))
    assert told.value.diagnostics[0].hint == "name a sound file here, such as a WAV or MP3"


def exif(number: int, order: str = "<") -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 274, 3, 1, number, 0)
    return head + struct.pack(f"{order}IH", 8, 1) + entry + b"\0\0\0\0"


def with_exif(kind: str, data: bytes, block: bytes) -> bytes:
    if kind == "JPEG":
        body = b"Exif\0\0" + block
        return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]
    if kind == "PNG":
        chunk = struct.pack(">I", len(block)) + b"eXIf" + block
        return data[:33] + chunk + struct.pack(">I", zlib.crc32(chunk[4:])) + data[33:]
    size = (159).to_bytes(3, "little") + (119).to_bytes(3, "little")
    chunks = data[12:]
    if not chunks.startswith(b"VP8X"):
        chunks = b"VP8X\x0a\0\0\0\x08\0\0\0" + size + chunks
    chunks += b"EXIF" + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


STORED = {  # how the upright picture lies in the file
    1: lambda image: image,
    2: lambda image: image[:, ::-1],
    3: lambda image: image[::-1, ::-1],
    4: lambda image: image[::-1],
    5: lambda image: image.transpose(1, 0, 2),
    6: lambda image: image[:, ::-1].transpose(1, 0, 2),
    7: lambda image: image[::-1, ::-1].transpose(1, 0, 2),
    8: lambda image: image[::-1].transpose(1, 0, 2),
}


@pytest.mark.parametrize("number", STORED)
@pytest.mark.parametrize("order", "<>")
def test_a_jpeg_is_turned_upright(photo, conformed, number, order):
    path = photo("JPEG", np.ascontiguousarray(STORED[number](quarters(160, 120))))
    path.write_bytes(with_exif("JPEG", path.read_bytes(), exif(number, order)))
    assert probe(path).size == (160, 120)
    assert corners(conformed(Footage(path=path))[0]) == UPRIGHT


@pytest.mark.parametrize("kind", ["PNG", "WebP"])
def test_others_are_turned_upright_too(photo, conformed, kind):
    path = photo(kind, np.ascontiguousarray(STORED[3](quarters(160, 120))))
    path.write_bytes(with_exif(kind, path.read_bytes(), exif(3)))
    assert corners(conformed(Footage(path=path))[0]) == UPRIGHT


DISPLAY_P3 = {
    b"rXYZ": (0.5151, 0.2412, -0.0011),
    b"gXYZ": (0.2919, 0.6922, 0.0419),
    b"bXYZ": (0.1572, 0.0666, 0.7841),
}


def profile(primaries: dict[bytes, tuple[float, ...]], curve: bytes) -> bytes:
    """An ICC profile of three primaries, all with one curve."""
    xyz = {
        name: b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(n * 65_536) for n in v))
        for name, v in primaries.items()
    }
    tags = xyz | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, bodies, start = b"", b"", 132 + 12 * len(tags)
    for name, body in tags.items():
        table += struct.pack(">4sII", name, start + len(bodies), len(body))
        bodies += body + b"\0" * (-len(body) % 4)
    head = b"\0" * 12 + b"mntrRGB XYZ " + b"\0" * 104
    return head + struct.pack(">I", len(tags)) + table + bodies


SRGB_CURVE = b"para\0\0\0\0" + struct.pack(">HH5i", 3, 0, *(
    round(n * 65_536) for n in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)))  # fmt: skip
GAMMA_22 = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
ADOBE = {
    b"rXYZ": (0.6097, 0.3111, 0.0195),
    b"gXYZ": (0.2053, 0.6257, 0.0609),
    b"bXYZ": (0.1492, 0.0632, 0.7446),
}


@pytest.mark.parametrize(
    ("primaries", "curve", "stored", "seen"),
    [
        (DISPLAY_P3, SRGB_CURVE, (200, 100, 80), (215, 95, 73)),
        (DISPLAY_P3, SRGB_CURVE, (128, 128, 128), (128, 128, 128)),
        (ADOBE, GAMMA_22, (200, 100, 80), (230, 99, 77)),
        (ADOBE, GAMMA_22, (90, 160, 90), (0, 161, 86)),
    ],
)
def test_colours_are_those_of_the_profile(photo, conformed, primaries, curve, stored, seen):
    path = photo("PNG", np.full((120, 160, 3), stored, np.uint8))
    packed = b"a\0\0" + zlib.compress(profile(primaries, curve))
    chunk = struct.pack(">I", len(packed)) + b"iCCP" + packed
    data = path.read_bytes()
    path.write_bytes(data[:33] + chunk + struct.pack(">I", zlib.crc32(chunk[4:])) + data[33:])
    assert np.abs(conformed(Footage(path=path))[0][60, 80].astype(int) - seen).max() <= 4


def test_a_heic_of_tiles_is_shown_whole(tmp_path, conformed):
    path = heic(np.kron(np.array([[RED, GREEN], [BLUE, WHITE]], np.uint8), np.ones((512, 512, 1), np.uint8)),
                tmp_path / "tiles.heic", tile_size=512)  # fmt: skip
    assert path.read_bytes().count(b"hvc1") >= 4
    assert probe(path).size == (1024, 1024)
    assert corners(conformed(Footage(path=path), size=(160, 160))[0]) == UPRIGHT


# --- animations ---------------------------------------------------------------------------------------------


def animated_webp(
    folder: Path, colours: list[tuple[int, int, int]], milliseconds: list[int], flags: int = 2
) -> Path:
    frames = b""
    for colour, lasts in zip(colours, milliseconds, strict=True):
        still = encoded("libwebp", "bgra", np.full((120, 160, 3), colour, np.uint8), folder)[12:]
        still = still[still.index(b"VP8") :]
        still = still if not still.startswith(b"VP8X") else still[18:]
        head = (
            b"\0" * 6
            + (159).to_bytes(3, "little")
            + (119).to_bytes(3, "little")
            + lasts.to_bytes(3, "little")
        )
        body = head + bytes([flags]) + still
        frames += b"ANMF" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    size = (159).to_bytes(3, "little") + (119).to_bytes(3, "little")
    chunks = b"VP8X\x0a\0\0\0\x02\0\0\0" + size + b"ANIM\x06\0\0\0" + b"\0" * 6 + frames
    path = folder / "moving.webp"
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks)
    return path


def test_an_animation_in_webp_moves_in_its_own_time(tmp_path, conformed):
    path = animated_webp(tmp_path, [RED, GREEN, BLUE], [500, 1000, 200])
    assert probe(path).duration == Fraction(17, 10)
    names = [nearest(frame[60, 80]) for frame in conformed(Footage(path=path))]
    assert names == ["red"] * 15 + ["green"] * 30 + ["blue"] * 6
    late = conformed(Footage(path=path, start=Fraction(1)))
    assert [nearest(frame[60, 80]) for frame in late] == ["green"] * 15 + ["blue"] * 6
    assert "lasts 1.7s" in check_footage(Footage(path=path, start=Fraction(3)))[0].message


def test_an_animation_in_png_moves(make_clip, conformed):
    paint = lambda w, h, n: np.full((h, w, 3), (RED, GREEN)[n // 5], np.uint8)  # noqa: E731
    path = make_clip("a.apng", paint=paint, frames=10, rate=Fraction(10), codec="apng", pix_fmt="rgb24",
                     container_options={"plays": "0"})  # fmt: skip
    assert photo_kind(path) == PhotoKind("PNG", moving=True)
    names = [nearest(frame[60, 80]) for frame in conformed(Footage(path=path))]
    assert names == ["red"] * 15 + ["green"] * 15


# --- slow motion over a photo, and photos of a movement ------------------------------------------------------


def test_a_pan_goes_from_one_edge_to_the_other_and_a_zoom_comes_nearer(photo, conformed):
    wide = np.repeat(np.linspace(0, 255, 480).astype(np.uint8)[None, :, None], 120, 0).repeat(3, 2)
    pan = conformed(Footage(path=photo("PNG", wide), motion=Motion.PAN), rate=Fraction(10))
    assert len(pan) == 120
    middles = [int(frame[60, 80, 0]) for frame in pan]
    assert middles == sorted(middles)
    assert middles[0] < 50
    assert middles[-1] > 205
    assert int(pan[0][60, 2, 0]) < 6
    zoom = conformed(Footage(path=photo("PNG"), motion=Motion.ZOOM), rate=Fraction(10))
    assert corners(zoom[0]) == corners(zoom[-1]) == UPRIGHT
    assert (np.diff([int(frame[5, 76, 0]) for frame in zoom]) >= -12).all()


def solid(colour: tuple[int, int, int]) -> np.ndarray:
    return np.full((120, 160, 3), colour, np.uint8)


def test_photos_follow_the_phases_of_a_rep(photo, conformed):
    paths = (photo("JPEG", solid(RED), "start.jpg"), photo("PNG", solid(BLUE), "end.png"))
    roles = (PhaseRole.MOVE_IN, PhaseRole.HOLD, PhaseRole.MOVE_OUT)
    phases = tuple(Phase(name=role, seconds=Fraction(1), role=role) for role in roles)
    footage = Footage(path=paths[0], photos=paths, phases=phases)
    frames = conformed(footage, phase_frames=(30, 20, 30))
    names = [nearest(frame[60, 80]) for frame in frames]
    assert len(names) == 80
    assert names[:9] == ["red"] * 9
    assert names[21:59] == ["blue"] * 38
    assert names[-9:] == ["red"] * 9


def test_photos_without_a_count_take_turns(photo, conformed):
    paths = tuple(photo("PNG", solid(colour), f"{n}.png") for n, colour in enumerate((RED, GREEN, BLUE)))
    names = [
        nearest(frame[60, 80]) for frame in conformed(Footage(path=paths[0], photos=paths), rate=Fraction(10))
    ]
    assert len(names) == 75
    assert [names[n] for n in (3, 25, 50, 74)] == ["red", "green", "blue", "red"]


# --- what cannot be used -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "HEIC", "AVIF", "BMP"])
@pytest.mark.parametrize("percent", [30, 70])
def test_a_photo_that_is_cut_off_is_refused(photo, conformed, kind, percent):
    path = photo(kind, np.random.default_rng(1).integers(0, 255, (120, 160, 3), np.uint8))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * percent // 100])
    with pytest.raises(BadMedia, match=r"cut off|damaged|Invalid"):
        conformed(Footage(path=path))


@pytest.mark.parametrize("kind", [*ENCODERS, "HEIC", "AVIF", "moving"])
def test_a_photo_of_which_there_is_hardly_anything_is_refused(photo, tmp_path, kind):
    """At each of its first bytes; as a film, and as a sound."""
    if kind == "moving":
        whole = b"RIFF\x80\0\0\0WEBPVP8X\x0a\0\0\0\x02" + bytes(40)
    else:
        whole = photo(kind).read_bytes()
    path = tmp_path / "cut"
    for length in range(1, 64):
        path.write_bytes(whole[:length])
        assert [one.severity for one in check_footage(Footage(path=path))] == [Severity.ERROR], length
        with pytest.raises(BadMedia):
            list(read_samples(path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "is a PDF"),
        (b"8BPS\0\1", "is a Photoshop file"),
        (b"\xff\x0a\0\0", "is a photo in JPEG XL"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is a drawing in SVG"),
        (b"<!DOCTYPE html><html>", "is a web page"),
    ],
)
def test_what_is_no_photo_is_called_by_what_it_is(tmp_path, content, words):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content + b"\0" * 500)
    with pytest.raises(BadMedia, match=words):
        probe(path)


def test_a_photo_too_large_is_refused_by_its_header(tmp_path):
    path = tmp_path / "huge.png"
    body = b"IHDR" + struct.pack(">IIBBBBB", 16_000, 16_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (body, b"IDAT", b"IEND")
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    with pytest.raises(BadMedia, match="16000 by 16000"):
        probe(path)


def test_what_a_photo_has_no_use_for_is_told(photo, make_clip):
    still = photo("PNG", name="still.png")
    told = check_footage(Footage(path=still, start=Fraction(2)))
    assert told[0].severity is Severity.WARNING
    assert "in, out and speed change nothing" in told[0].message
    film = make_clip(frames=3)
    assert "is no photo that stands still" in check_footage(Footage(path=film, motion=Motion.PAN))[0].message
    pair = Footage(path=still, photos=(still, film))
    assert "clip.mp4 is no photo" in check_footage(pair)[0].message


@pytest.mark.parametrize("fit", [Fit.CONTAIN, Fit.BLUR])
def test_all_of_a_portrait_photo_between_its_own_blurred_self(photo, conformed, fit):
    path = photo("PNG", quarters(60, 120))
    frame = conformed(Footage(path=path, fit=fit))[0]
    assert corners(frame[:, 50:110]) == UPRIGHT
    beside = frame[:, :40].mean() / frame[:, 52:78].mean()
    assert (0.2 < beside < 0.5) if fit is Fit.CONTAIN else (0.6 < beside < 0.95)


@pytest.mark.parametrize("kind", [*ENCODERS, "HEIC"])
def test_damage_anywhere_is_told_or_does_no_harm(photo, conformed, kind):
    """40 files, each with some bytes of the header or of the rest changed: nothing else than BadMedia comes out."""
    path = photo(kind)
    whole, told = path.read_bytes(), 0
    for seed in range(40):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(min(len(data), 400 if seed % 2 else len(data)))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        told += bool(check_footage(Footage(path=path)))
        with suppress(BadMedia):
            conformed(Footage(path=path), size=(32, 32))
    assert told
