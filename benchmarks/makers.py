"""The ways to make the video: followalong, a MoviePy program, one ffmpeg command.

The peers get the clip and, as pictures drawn beforehand, the name panel and the ring of every frame, so that all
make the same video. Nobody makes sound.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import imageio_ffmpeg
from hold import FRAMES, RATE, SECONDS, SIZE
from scenario import Scenario

from compiler.draw import load_theme
from compiler.draw.painter import Painter
from compiler.render import FULL

HERE = Path(__file__).parent
_SHARED = "bframes=2:b-pyramid=none:b-adapt=0:keyint=250:min-keyint=250:scenecut=0:open-gop=0"
_X264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-x264-params")
EQUAL = (*_X264, _SHARED, "-preset", "veryfast", "-crf", "21")
OURS = (
    *_X264,
    f"{_SHARED}:{':'.join('='.join(pair) for pair in FULL.x264)}",
    "-preset",
    FULL.preset,
    "-crf",
    str(float(FULL.crf)),
)
LOSSLESS = (*_X264, _SHARED, "-preset", "ultrafast", "-qp", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """PNG files and where they go: (x, y) of the upper left corner."""

    panel: Path
    panel_at: tuple[int, int]
    ring: Path
    ring_at: tuple[int, int]


def draw_pictures(scenario: Scenario, folder: Path) -> Pictures:
    """The panel, and the ring of every frame as `ring_000.png` and so on."""
    theme, _ = load_theme(scenario.timeline.theme)
    assert theme is not None
    painter = Painter(theme, SIZE, RATE)
    scene = scenario.timeline.steps[0].scene
    for frame in range(FRAMES):
        panel, ring = painter.layers(scene, frame)
        write_png(painter.pixels(ring), folder / f"ring_{frame:03d}.png")
    write_png(painter.pixels(panel), folder / "panel.png")
    return Pictures(
        panel=folder / "panel.png",
        panel_at=(panel.x, panel.y),
        ring=folder / "ring_%03d.png",
        ring_at=(ring.x, ring.y),
    )


def write_png(rgba: Any, path: Path) -> None:
    """Straight RGBA (height, width, 4) uint8 as a PNG."""
    frame = av.VideoFrame.from_ndarray(rgba, "rgba")
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream: Any = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "rgba"
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def followalong_command(scenario: Scenario, store: Path, target: Path) -> list[str]:
    """Our renderer from an empty store, conforming included."""
    return [
        sys.executable,
        str(HERE / "ours_program.py"),
        scenario.name,
        str(scenario.clip),
        str(store),
        str(target),
    ]


def ffmpeg_command(
    scenario: Scenario,
    pictures: Pictures,
    target: Path,
    quality: tuple[str, ...] = EQUAL,
    seconds: int = SECONDS,
) -> list[str]:
    """One command: the clip looped and brought to size, a panel and a ring of a picture a frame over it."""
    width, height = SIZE
    filters = (
        f"[0:v]fps={RATE},scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height},"
        f"setsar=1[clip];"
        f"[clip][1:v]overlay={pictures.panel_at[0]}:{pictures.panel_at[1]}[named];"
        f"[named][2:v]overlay={pictures.ring_at[0]}:{pictures.ring_at[1]}[all]"
    )
    return [
        imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error",
        "-stream_loop", "-1", "-i", str(scenario.clip),
        "-i", str(pictures.panel),
        "-framerate", str(RATE), "-i", str(pictures.ring),
        "-filter_complex", filters, "-map", "[all]", "-frames:v", str(int(seconds * RATE)), "-r", str(RATE),
        *quality, str(target),
    ]  # fmt: skip


def moviepy_command(
    scenario: Scenario,
    pictures: Pictures,
    target: Path,
    quality: tuple[str, ...] = EQUAL,
    seconds: int = SECONDS,
) -> list[str]:
    """The same with MoviePy."""
    told = [str(scenario.clip), str(pictures.panel), *map(str, pictures.panel_at)]
    told += [str(pictures.ring), *map(str, pictures.ring_at), str(target), str(seconds)]
    return [sys.executable, str(HERE / "moviepy_program.py"), *told, *quality[2:]]
