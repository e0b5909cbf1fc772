"""A whole routine by one ffmpeg command: what somebody would write by hand who had everything but the video.

It gets the conformed clips, every panel as a picture, the cards and rests as still pictures, rings and bars as
pictures for each frame (the same video) or for each second (less work), and the finished sound to copy. Speaking,
mixing, drawing and planning are done for it beforehand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
from makers import EQUAL, write_png

from compiler import plan
from compiler.draw.painter import Layer, Painter
from compiler.media.planes import frame_of_picture
from compiler.model.timeline import Clip, Timeline, TimelineStep
from compiler.render import Source, opened_sources, render_frame
from compiler.system.workshop import Workshop, open_workshop


@dataclass(slots=True)
class _Command:
    """Inputs and filters as they come together."""

    folder: Path
    every: int
    inputs: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, *told: str) -> str:
        """An input; what a filter calls it."""
        self.inputs += told
        self.count += 1
        return f"{self.count - 1}:v"

    def filter(self, text: str, name: str) -> str:
        """A filter whose output is called `name`."""
        self.filters.append(f"{text}[{name}]")
        return name

    def picture(self, rgba: Any, name: str) -> str:
        """A drawing as an input."""
        path = self.folder / f"{name}.png"
        write_png(np.ascontiguousarray(rgba), path)
        return self.add("-i", str(path))


def routine_command(
    routine: Path, root: Path, sound: Path, folder: Path, target: Path, every: int
) -> list[str]:
    """The command for a routine that was built before with the store at `root`; `sound` is its sound track.

    Rings and bars change after `every` so many frames.
    """
    folder.mkdir(parents=True, exist_ok=True)
    timeline = plan(routine, store=root)
    command = _Command(folder, every)
    with open_workshop(store=root, jobs=1) as shop:
        painter, sources = opened_sources(timeline, shop)
        parts = [
            _step(number, step, command, painter, _Ground(timeline, shop, sources))
            for number, step in enumerate(timeline.steps)
        ]
    whole = "".join(f"[{part}]" for part in parts) + f"concat=n={len(parts)}:v=1:a=0"
    command.filter(whole, "all")
    rate = str(timeline.frame_rate)
    heard = command.count
    return [
        imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *command.inputs, "-i", str(sound),
        "-filter_complex", ";".join(command.filters), "-map", "[all]", "-map", f"{heard}:a", "-c:a", "copy",
        "-frames:v", str(timeline.frames), "-r", rate, *EQUAL, "-movflags", "faststart", str(target),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ground:
    timeline: Timeline
    shop: Workshop
    sources: dict[Clip, Source]


def _step(number: int, step: TimelineStep, command: _Command, painter: Painter, ground: _Ground) -> str:
    """The filters of one step, which end in a stream of exactly its frames."""
    scene, frames = step.scene, len(step.range)
    source = ground.sources.get(scene.clip) if scene.clip and not scene.preview else None
    shown = _moving(number, source, frames, command) if source else _still(number, step, command, ground)
    rate = ground.timeline.frame_rate
    shown = command.filter(
        f"[{shown}]trim=end_frame={frames},setpts=N/({rate})/TB,setsar=1,format=yuv420p", f"g{number}"
    )
    if source is None and not scene.ring:
        return shown
    for place, (slot, layers) in enumerate(_slots(painter, step, command.every).items()):
        over = _layer_input(f"{number}-{place}", layers, command, painter, rate / command.every)
        at = f"x={slot[0]}:y={slot[1]}:eof_action=repeat"
        shown = command.filter(f"[{shown}][{over}]overlay={at}", f"o{number}_{place}")
    return shown


def _still(number: int, step: TimelineStep, command: _Command, ground: _Ground) -> str:
    """Half a second into the step, as a picture that stays."""
    frame = step.range.start + min(15, len(step.range) - 1)
    picture = render_frame(ground.timeline, frame, ground.shop)
    rgba = frame_of_picture(picture).reformat(format="rgba", src_colorspace=1, src_color_range=1).to_ndarray()
    shown = command.picture(rgba, f"still-{number}")
    rate = ground.timeline.frame_rate
    colours = "scale=out_color_matrix=bt709:out_range=limited"
    return command.filter(f"[{shown}]{colours},loop=loop=-1:size=1:start=0,fps={rate}", f"s{number}")


def _moving(number: int, source: Source, frames: int, command: _Command) -> str:
    """A clip that plays, and then goes round and round."""
    shown = [source.shown.frame(frame) for frame in range(frames)]
    runs = list(_runs(shown))
    flip = ",hflip" if source.shown.flipped else ""
    names = []
    for place, (start, stop) in enumerate(runs[:2]):
        clip = command.add("-i", str(source.shown.kept.path))
        turns = f",loop=loop=-1:size={stop - start}:start=0" if place == len(runs[:2]) - 1 else ""
        cut = f"[{clip}]trim=start_frame={start}:end_frame={stop},setpts=PTS-STARTPTS{turns}{flip}"
        names.append(command.filter(cut, f"c{number}_{place}"))
    if len(names) == 1:
        return names[0]
    return command.filter(f"[{names[0]}][{names[1]}]concat=n=2:v=1:a=0", f"m{number}")


def _runs(shown: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches of clip frames that follow each other: (first, last + 1)."""
    for _, run in groupby(enumerate(shown), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield numbers[0], numbers[-1] + 1


def _slots(painter: Painter, step: TimelineStep, every: int) -> dict[tuple[int, int], list[Layer | None]]:
    """What lies where, in the middle of every stretch of so many frames."""
    last = len(step.range) - 1
    moments = [min(start + every // 2, last) for start in range(0, last + 1, every)]
    seen = [{(layer.x, layer.y): layer for layer in painter.layers(step.scene, moment)} for moment in moments]
    places = dict.fromkeys(place for layers in seen for place in layers)
    return {place: [layers.get(place) for layers in seen] for place in places}


def _layer_input(
    name: str, layers: list[Layer | None], command: _Command, painter: Painter, rate: Fraction
) -> str:
    """One picture, or a sequence of them where it changes; fades are left out."""
    nothing = np.zeros_like(painter.pixels(next(layer for layer in layers if layer)))
    drawn: dict[Any, Path] = {}
    for number, layer in enumerate(layers):
        path = command.folder / f"layer-{name}-{number:05d}.png"
        key = layer and layer.key
        if key in drawn:
            path.unlink(missing_ok=True)
            path.hardlink_to(drawn[key])
        else:
            write_png(np.ascontiguousarray(painter.pixels(layer) if layer else nothing), path)
            drawn[key] = path
    if len(drawn) == 1:
        return command.add("-i", str(command.folder / f"layer-{name}-00000.png"))
    return command.add("-framerate", str(rate), "-i", str(command.folder / f"layer-{name}-%05d.png"))
