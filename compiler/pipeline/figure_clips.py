"""A figure -> a clip file that any player shows."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from compiler.figure import presenters, read_figure
from compiler.figure.frames import drawn_turn
from compiler.load import Project
from compiler.media import Picture
from compiler.media.planes import frame_of_picture
from compiler.model.errors import CannotWrite, InvalidRoutine
from compiler.model.hints import did_you_mean
from compiler.model.names import composed
from compiler.store import write_atomically

FRAME_RATE = Fraction(30)
_X264 = {
    "preset": "slow",
    "crf": "18",
    "tune": "fastdecode",
    "x264-params": "keyint=60:scenecut=0:threads=1:open-gop=0:bframes=0:ref=1:mbtree=1",
}
"""About 57 dB and half a megabyte for a turn of seven seconds, and quick to decode."""


def figure_clip(
    name: str, destination: Path, *, presenter: str, mirrored: bool, size: tuple[int, int], folder: Path
) -> int:
    """Draw one turn of a figure of the project at `folder` (or of the library) to an MP4; its frames.

    Raises:
        InvalidRoutine: there is no such figure or presenter, or its script has mistakes.
        CannotWrite: the disk is full or the folder does not take the file.
    """
    path = script_named(name, folder)
    require_presenter(presenter)
    figure, problems = read_figure(path)
    if figure is None:
        raise InvalidRoutine(*problems)
    frames = tuple(phase.frames(FRAME_RATE) for phase in figure.phases)
    turn = drawn_turn(
        figure, frames, size=size, frame_rate=FRAME_RATE, presenter=presenter, mirrored=mirrored
    )
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot write {destination}: {error.strerror}") from error
    write_atomically(destination, lambda path: write_h264(turn.pictures(), path, size, FRAME_RATE))
    return sum(frames)


def script_named(name: str, folder: Path) -> Path:
    """The pose script of that name, of the project at `folder` or of the library.

    Raises:
        InvalidRoutine: there is none.
    """
    name = composed(name)
    scripts = Project.of(folder / "routine.yaml").named_files("figures")
    if name not in scripts:
        hint = did_you_mean(name, scripts) or f"there are: {', '.join(scripts)}"
        raise InvalidRoutine(f"there is no figure {name!r}", hint=hint)
    return scripts[name]


def require_presenter(name: str) -> None:
    """That there is a presenter of that name.

    Raises:
        InvalidRoutine: there is none.
    """
    if name not in presenters():
        raise InvalidRoutine(f"there is no presenter {name!r}", hint=f"there are: {', '.join(presenters())}")


def write_h264(pictures: Iterable[Picture], path: Path, size: tuple[int, int], frame_rate: Fraction) -> None:
    """Encode pictures, nearly without loss, to a small MP4 that any player shows."""
    with av.open(str(path), "w", format="mp4") as container:
        stream: Any = container.add_stream("libx264", rate=frame_rate, options=_X264)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.thread_count = 1
        context.color_primaries = context.color_trc = context.colorspace = context.color_range = 1
        for number, picture in enumerate(pictures):
            frame = frame_of_picture(picture)
            frame.pts, frame.time_base = number, 1 / frame_rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
