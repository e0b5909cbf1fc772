"""Small releases and ready-made settings for the practice remote."""

import json
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from compiler.publish.ledger import Ledger
from compiler.publish.patience import Patience
from compiler.publish.peertube import PeerTube, PeerTubeSettings
from compiler.publish.release import CaptionFiles, Privacy, Release, ReleaseChapter, ReleaseExercise
from compiler.publish.secret import write_private
from compiler.publish.site import Site, SiteSettings
from compiler.publish.testing import PracticeServer
from compiler.publish.transport import Timeouts
from compiler.publish.youtube import YouTube, YouTubeSettings

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PATIENT = Patience(attempts=4, first_seconds=0.0, sleep=lambda _: None)

_OPEN = Ledger.open

VTT = """WEBVTT

00:00.000 --> 00:02.000
Lie on your back & get comfortable.

00:02.500 --> 00:03.500
Halfway. Keep breathing.
"""
SRT = """1
00:00:00,000 --> 00:00:02,000
Lie on your back & get comfortable.

2
00:00:02,500 --> 00:00:03,500
Halfway. Keep breathing.
"""


def open_ledger(path: Path) -> Ledger:
    """A ledger as safe from kills as any, but not from power cuts: tests need not wait for the disk."""
    ledger = _OPEN(path)
    ledger._db.execute("PRAGMA synchronous = OFF")
    return ledger


def make_release(folder: Path, video: bytes | Path, **given: object) -> Release:
    """A release in `folder` with captions in English, a thumbnail and three chapters."""
    folder.mkdir(parents=True, exist_ok=True)
    name = folder.name
    movie = folder / f"{name}.mp4"
    movie.write_bytes(video if isinstance(video, bytes) else video.read_bytes())
    thumbnail = folder / "thumbnail.jpg"
    if not thumbnail.exists():
        thumbnail.write_bytes(b"\xff\xd8\xff\xe0 a small picture")
    fields: dict[str, object] = {
        "slug": name,
        "title": "Back Pain Relief Stretches in Bed",
        "description": "Five gentle moves before you get up.\n\n"
        "0:00 Welcome\n0:20 Bridge\n1:00 Knee to chest\n",
        "summary": "Five gentle moves before you get up.",
        "disclaimer": "General information, not medical advice. Stop if anything hurts.",
        "video": movie,
        "thumbnail": thumbnail,
        "duration_seconds": Fraction(4),
        "captions": (captions(folder, "en"),),
        "chapters": (
            ReleaseChapter(title="Welcome", start_seconds=Fraction(0)),
            ReleaseChapter(title="Bridge", start_seconds=Fraction(3, 2)),
            ReleaseChapter(title="Knee to chest", start_seconds=Fraction(3)),
        ),
        "transcript": (
            (Fraction(0), "Lie on your back & get comfortable."),
            (Fraction(5, 2), "Halfway. Keep breathing."),
        ),
        "exercises": (
            ReleaseExercise(
                name="Bridge",
                dose="8 slow reps",
                steps=("Bend your knees.", "Push through your heels & lift your hips."),
                needs="a mat",
                start_seconds=Fraction(3, 2),
                picture=thumbnail,
            ),
            ReleaseExercise(name="Knee to chest", dose="30 sec each side", start_seconds=Fraction(3)),
        ),
        "tags": ("stretching", "back pain"),
        "privacy": Privacy.PUBLIC,
        "made_for_kids": False,
        "synthetic_media": False,
    }
    return Release(**(fields | given))  # type: ignore[arg-type]


def captions(folder: Path, language: str) -> CaptionFiles:
    vtt, srt = folder / f"{language}.vtt", folder / f"{language}.srt"
    if not vtt.exists():
        vtt.write_text(VTT, encoding="utf-8")
        srt.write_text(SRT, encoding="utf-8")
    return CaptionFiles(language=language, vtt=vtt, srt=srt)


def youtube(server: PracticeServer, folder: Path, ledger: Ledger | None = None, **given: object) -> YouTube:
    """The practice channel, logged in to."""
    token = folder / "youtube.json"
    if not token.exists():
        write_login(server, token)
    fields: dict[str, object] = {
        "address": server.address,
        "token_path": token,
        "chunk_bytes": 262_144,
        "patience": PATIENT,
        "timeouts": Timeouts(connect_seconds=5, read_seconds=5, answer_seconds=10),
        "poll_seconds": 0.0,
        "clock": lambda: NOON,
    }
    return YouTube(YouTubeSettings(**(fields | given)), ledger)  # type: ignore[arg-type]


def write_login(server: PracticeServer, token: Path, **given: str) -> None:
    fields = {
        "client_id": "practice",
        "client_secret": "practice-client-secret",
        "refresh_token": server.remote.refresh_token,
        "token_uri": f"{server.address}/token",
    }
    write_private(token, json.dumps(fields | given))


def make_movie(folder: Path, seconds: int = 4) -> Path:
    """A short film with a bar that moves, and beside it `thumbnail.jpg`, a frame of it."""
    import av
    import numpy as np

    path = folder / "movie.mp4"
    with av.open(path, "w", options={"movflags": "faststart"}) as container:
        video = container.add_stream("libx264", rate=30, options={"g": "30", "preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = 640, 360, "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="stereo")
        for index in range(30 * seconds):
            picture = np.full((360, 640, 3), (31, 111, 96), np.uint8)
            picture[150:210, 40 : 40 + 4 * index + 20] = (189, 240, 220)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(video.encode(None))
        silence = np.zeros((2, 48_000), np.float32)
        for _ in range(seconds):
            frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="stereo")
            frame.sample_rate = 48_000
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    make_picture(folder / "thumbnail.jpg", picture)
    return path


def make_picture(path: Path, pixels: object) -> None:
    """A JPEG of (height, width, 3) pixels."""
    import av

    with av.open(path, "w", format="mjpeg") as container:
        stream = container.add_stream("mjpeg", rate=1)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuvj420p"
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuvj420p")  # type: ignore[arg-type]
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def site(folder: Path, **given: object) -> Site:
    """A site in `folder`, on a day that does not change."""
    fields: dict[str, object] = {
        "folder": folder,
        "address": "https://example.org/move/",
        "clock": lambda: NOON,
    }
    return Site(SiteSettings(**(fields | given)))  # type: ignore[arg-type]


def write_tube_login(server: PracticeServer, token: Path, access_token: str = "") -> None:
    """A login to the practice PeerTube; as a fresh one has it with an access token, which lasts for a day."""
    login = {
        "address": server.address,
        "user": "practice",
        "client_id": "practice",
        "client_secret": "practice-client-secret",
        "refresh_token": server.remote.refresh_token,
        "access_token": access_token,
        "expires": (NOON + timedelta(days=1)).isoformat(),
    }
    write_private(token, json.dumps(login))


def peertube(server: PracticeServer, folder: Path, **given: object) -> PeerTube:
    """The practice user's channel on PeerTube, logged in to."""
    token = folder / "peertube.json"
    if not token.exists():
        write_tube_login(server, token)
    fields: dict[str, object] = {
        "address": server.address,
        "token_path": token,
        "chunk_bytes": 262_144,
        "patience": PATIENT,
        "timeouts": Timeouts(connect_seconds=5, read_seconds=5, answer_seconds=10),
        "poll_seconds": 0.0,
        "clock": lambda: NOON,
    }
    return PeerTube(PeerTubeSettings(**(fields | given)))  # type: ignore[arg-type]
