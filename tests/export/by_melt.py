"""An edit of films, rendered by the engine of Kdenlive and compared with the video, frame by frame.

By hand, since an editor's engine is no part of the tests: ``apt install melt``, and in an environment of its own
``pip install opentimelineio otio-kdenlive-adapter`` (whose Python is the argument)::

    python -m tests.export.by_melt .venv-adapter/bin/python
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import av
import numpy as np
import typer
from typer.testing import CliRunner

from compiler.cli.app import app
from tests.export.conftest import SMALL
from tests.export.test_otio import file_of, placed
from tests.pipeline.conftest import write_project

WIDTH, HEIGHT, RATE = 640, 360, 25
FILM_RATE, FILM_WIDTH = 24, 480
"""Of the project's film: as high as the video, in the middle of what the engine shows of it."""
CONVERT = """
import opentimelineio, sys
adapters = opentimelineio.adapters
adapters.write_to_file(adapters.read_from_file(sys.argv[1]), sys.argv[2])
"""
PROFILE = 'width="1920" height="1080"'
"""The size that the adapter writes, whatever the edit says."""

Frames = np.ndarray[Any, np.dtype[np.uint8]]


def main(adapter: str) -> None:
    """Say how far the engine's frames are from those that are meant."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        edit = handed_over(folder)
        length = max(stop for _, stop, _ in placed(edit))
        seen = frames(rendered(folder, length, adapter), WIDTH)[:length]
        for what, differences in compared(edit, seen, folder):
            told = f"{len(differences)} frames, mean {differences.mean():.2f}, worst {differences.max():.2f}"
            typer.echo(f"{what}: {told}")


def handed_over(folder: Path) -> dict[str, Any]:
    """The picture track of an edit, with a film that is trimmed, mirrored and looped."""
    text = SMALL.replace("320x180", f"{WIDTH}x{HEIGHT}").replace("frame_rate: 10", f"frame_rate: {RATE}")
    routine = write_project(folder / "project", text.replace("play: ping-pong, ", ""))
    asked = ["export", str(routine), "--as", "otio", "-o", str(folder / "edit.otio"), "--collect"]
    done = CliRunner().invoke(app, asked)
    if done.exit_code:
        sys.exit(done.output)
    edit = json.loads((folder / "edit.otio").read_text(encoding="utf-8"))
    (track,) = (one for one in edit["tracks"]["children"] if one["name"] == "Picture")
    return dict(track)


def rendered(folder: Path, length: int, adapter: str) -> Path:
    """What melt makes of the edit."""
    project, film = folder / "edit.kdenlive", folder / "melt.mp4"
    convert = [adapter, "-c", CONVERT, str(folder / "edit.otio"), str(project)]
    subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)
    text = project.read_text(encoding="utf-8").replace(PROFILE, f'width="{WIDTH}" height="{HEIGHT}"')
    project.write_text(text, encoding="utf-8")
    coded = ["vcodec=libx264", "preset=ultrafast", "crf=16", "real_time=-1"]
    command = ["melt", project.name, f"out={length - 1}", "-consumer", f"avformat:{film.name}", *coded]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return film


def frames(path: Path, width: int) -> Frames:
    """Every frame in grey, a third as large."""
    with av.open(path) as film:
        size = {"width": width // 3, "height": HEIGHT // 3, "format": "gray"}
        return np.array([frame.reformat(**size).to_ndarray() for frame in film.decode(video=0)])  # type: ignore[arg-type]


def compared(track: dict[str, Any], seen: Frames, folder: Path) -> list[tuple[str, np.ndarray[Any, Any]]]:
    """By what is shown: mean differences in grey levels of 255, and for the film how many of its frames it is off."""
    shown: dict[Path, Frames] = {}
    finished, off = [], []
    edge = (WIDTH - FILM_WIDTH) // 2 // 3
    for start, stop, clip in placed(track):
        path = file_of(clip, folder)
        is_film = path.name == "ball.mp4"
        if path not in shown:
            shown[path] = frames(path, FILM_WIDTH if is_film else WIDTH)
        ours, first = shown[path], clip["source_range"]["start_time"]["value"]
        for number in range(start, stop):
            if is_film:
                picture = seen[number][:, edge : edge + FILM_WIDTH // 3]
                meant = (first + number - start) / RATE * FILM_RATE
                off.append(abs(_nearest(picture, ours) - meant))
            else:
                finished.append(_difference(seen[number], ours[int(first) + number - start]))
    return [("finished video, grey levels", np.array(finished)), ("film, of its own frames", np.array(off))]


def _nearest(picture: Frames, film: Frames) -> int:
    return int(np.argmin([_difference(picture, one) for one in film]))


def _difference(one: Frames, other: Frames) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


if __name__ == "__main__":
    main(*sys.argv[1:])
