"""Figures -> clip files: one for the asking, or all that the shipped routines show, ready for a quick first build.

`python -m compiler.pipeline.figure_clips` brings the ready clips of `assets/clips/` up to date and lists which shipped
figures have been checked; tests tell when that is due. Where only the drawing code has changed, it compares pictures:
see `drawing_lock`. With FOLLOWALONG_ON they are drawn on the Dask cluster of that address.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import av

from compiler.cluster.pool import cluster_pool
from compiler.figure import presenters, read_figure
from compiler.figure.frames import draw_figure
from compiler.load import Project
from compiler.media import Picture
from compiler.media.planes import frame_of_picture
from compiler.model.errors import CannotWrite, InvalidRoutine
from compiler.model.hints import did_you_mean
from compiler.model.names import composed
from compiler.model.routine import FigureUse
from compiler.model.timing import frames_of
from compiler.pipeline.drawing_lock import LOCK, changed_sources, differing_frames, drawing_sources
from compiler.pipeline.face import check
from compiler.render.clips import ClipJob, clips_of, job_of
from compiler.shipped import CHECKED_FIGURES, READY_INDEX, READY_SIZE, library_folder, script_digest
from compiler.store import Store, write_atomically
from compiler.system.workshop import Pool, Workshop, open_workshop

READY = "ready"
"""Kind of entry: a clip in the form in which it comes with the package."""

SIZE, FRAME_RATE = READY_SIZE, Fraction(30)
_X264 = {
    "preset": "slow",
    "crf": "18",
    "tune": "fastdecode",
    "x264-params": "keyint=60:scenecut=0:threads=1:open-gop=0:bframes=0:ref=1:mbtree=1",
}
"""About 57 dB and half a megabyte for a turn of seven seconds, and 0.5 ms to decode a frame: a build reads each clip
many times. With B-frames, deblocking and arithmetic coding it is 1.4 ms, more than a quarter of what x264 takes to
encode the frame."""


def figure_clip(
    name: str, destination: Path, *, presenter: str, mirrored: bool, size: tuple[int, int], folder: Path
) -> int:
    """Draw one turn of a figure of the project at `folder` (or of the library) to an MP4; its frames.

    Raises:
        InvalidRoutine: there is no such figure or presenter, or its script has mistakes.
        CannotWrite: the disk is full or the folder does not take the file.
    """
    name = composed(name)
    scripts = Project.of(folder / "routine.yaml").named_files("figures")
    if name not in scripts:
        hint = did_you_mean(name, scripts) or f"there are: {', '.join(scripts)}"
        raise InvalidRoutine(f"there is no figure {name!r}", hint=hint)
    if presenter not in presenters():
        raise InvalidRoutine(
            f"there is no presenter {presenter!r}", hint=f"there are: {', '.join(presenters())}"
        )
    figure, problems = read_figure(scripts[name])
    if figure is None:
        raise InvalidRoutine(*problems)
    frames = tuple(max(1, frames_of(phase.seconds, FRAME_RATE)) for phase in figure.phases)
    drawn = draw_figure(
        figure, frames, size=size, frame_rate=FRAME_RATE, presenter=presenter, mirrored=mirrored
    )
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot write {destination}: {error.strerror}") from error
    write_atomically(destination, lambda path: write_h264(drawn, path, size, FRAME_RATE))
    return sum(frames)


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


def ready_jobs(routines: Iterable[Path]) -> dict[str, ClipJob]:
    """By key, every figure clip that the routines show at 1080p30."""
    jobs: dict[str, ClipJob] = {}
    for path in routines:
        timeline = check(path).timeline
        assert timeline is not None, f"{path} has mistakes"
        timeline = replace(timeline, size=SIZE, frame_rate=FRAME_RATE)
        for clip in dict.fromkeys(clips_of(timeline)):
            job = job_of(clip, timeline)
            if job and isinstance(job.media, FigureUse):
                jobs.setdefault(job.key(), job)
    return jobs


def ready_name(job: ClipJob, key: str) -> str:
    """A file name that tells what the clip shows; the key's start keeps tempos apart."""
    assert isinstance(job.media, FigureUse)
    side = "mirrored" if job.mirrored else "plain"
    return f"{job.media.path.stem}.{job.media.presenter}.{side}.{key[:8]}.mp4"


def write_ready_clips(folder: Path, jobs: dict[str, ClipJob], shop: Workshop) -> Iterator[Path]:
    """Draw what is missing in `folder`, remove what no routine shows any more, write the index."""
    names = {key: ready_name(job, key) for key, job in jobs.items()}
    for path in folder.glob("*.*.*.*.mp4"):
        if path.name not in names.values():
            path.unlink()
    missing = [key for key, name in names.items() if not (folder / name).is_file()]
    for key, drawn in shop.pool.run({k: partial(_drawn_ready, jobs[k], k, shop.store) for k in missing}):
        write_atomically(folder / names[key], partial(shutil.copyfile, drawn))
        yield folder / names[key]
    _write_table(folder / READY_INDEX, dict(sorted(names.items(), key=lambda item: item[1])))


def otherwise_drawn(folder: Path, jobs: dict[str, ClipJob], pool: Pool) -> list[str]:
    """The clips in `folder` that would be drawn otherwise today. Where there is none, the lock is renewed."""
    names = {ready_name(job, key): job for key, job in jobs.items()}
    compared = pool.run({n: partial(differing_frames, job, folder / n) for n, job in names.items()})
    different = sorted(name for name, frames in compared if frames)
    if not different:
        _write_table(folder / LOCK, drawing_sources())
    return different


def checked_figures(folder: Path) -> dict[str, str]:
    """Name -> digest of every pose script in `folder`, if none has a mistake.

    Raises:
        InvalidRoutine: one of them is not.
    """
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        figure, problems = read_figure(path)
        if figure is None:
            raise InvalidRoutine(*problems)
        found[path.stem] = script_digest(figure.source)
    return found


def _write_table(path: Path, table: dict[str, str]) -> None:
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def _drawn_ready(job: ClipJob, key: str, store: Store) -> Path:
    """The clip in the form in which it comes with the package. For worker processes."""

    def write(destination: Path) -> None:
        write_h264(job.drawn(), destination, job.size, job.frame_rate)

    return store.make(READY, key, ".mp4", write)


def main() -> None:
    """Bring `assets/clips/` up to date with the shipped routines, and the list of checked figures."""
    figures = library_folder() / "figures"
    _write_table(figures / CHECKED_FIGURES, checked_figures(figures))
    folder = library_folder() / "clips"
    jobs = ready_jobs(sorted((library_folder().parent / "routines").glob("*.yaml")))
    on = os.environ.get("FOLLOWALONG_ON")
    with open_workshop(pool_for=partial(cluster_pool, on) if on else None) as shop:
        for path in write_ready_clips(folder, jobs, shop):
            sys.stdout.write(f"drawn: {path.name}\n")
        changed = changed_sources(folder)
        different = otherwise_drawn(folder, jobs, shop.pool) if changed else []
    if different:
        names = "\n  ".join(different)
        sys.exit(
            f"drawn otherwise since {', '.join(changed)} changed:\n  {names}\n"
            "raise VERSION in compiler/figure/key.py and run this again: it draws all clips anew"
        )
    if changed:
        sys.stdout.write("the pictures are the same: the lock is renewed\n")


if __name__ == "__main__":
    main()
