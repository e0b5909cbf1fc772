"""Every card in every size, in one picture: a theme and a brand at a glance."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.draw import Proofreader, Theme
from compiler.draw.painter import Painter, mask_of
from compiler.draw.pixels import blend, picture_of
from compiler.figure.script import read_script
from compiler.model.brand import Look
from compiler.model.errors import Diagnostic
from compiler.model.timeline import Scene
from compiler.pipeline.look_scenes import RATE, SHOWN, look_scenes
from compiler.pipeline.sheet import Grid, drawn, write_png
from compiler.render.compose import masked, scaled
from compiler.shipped import library_folder

if TYPE_CHECKING:
    from compiler.media import Picture

SIZES = {"landscape": (640, 360), "portrait": (360, 640), "square": (480, 480)}
_COLUMNS = {"landscape": 4, "portrait": 7, "square": 5}
_FIGURE, _FULL = "knee_to_chest.yaml", (1920, 1080)


def look_problems(theme: Theme, look: Look) -> Iterator[Diagnostic]:
    """Words of the sheet that do not fit: those of the brand, such as long lines of contact."""
    reader = Proofreader()
    for size in SIZES.values():
        for scene in look_scenes(look.brand, burnt_in=look.burnt_in).values():
            found = reader.read(scene, theme, size, RATE)
            place = look.brand.lines_span if look.brand and scene.layout == "end" else None
            yield from (replace(problem, span=problem.span or place) for problem in found)


def write_look_sheet(theme: Theme, look: Look, destination: Path) -> None:
    """Draw a frame of every kind of scene, in all three shapes, into a PNG.

    Raises:
        CannotWrite: the folder is not writable or the disk is full.
    """
    import numpy as np

    clip = _clip()
    scenes = look_scenes(look.brand, burnt_in=look.burnt_in)
    blocks = []
    for name, size in SIZES.items():
        grid = Grid(count=len(scenes), columns=_COLUMNS[name], size=size)
        painter = Painter(theme, size, RATE)
        pictures = (_frame(painter, scene, clip) for scene in scenes.values())
        blocks.append(drawn(grid, [f"{scene} · {name}" for scene in scenes], pictures, look.theme))
    width = max(block.shape[1] for block in blocks)
    padded = [np.pad(one, ((0, 0), (0, width - one.shape[1]), (0, 0)), constant_values=255) for one in blocks]
    write_png(np.ascontiguousarray(np.concatenate(padded)), destination)


def _clip() -> "Picture":
    """An exercise of the library, at the end of its way in."""
    from compiler.figure.frames import drawn_turn

    figure, _ = read_script(library_folder() / "figures" / _FIGURE)
    assert figure
    once = tuple(1 for _ in figure.phases)
    turn = drawn_turn(
        figure, once, size=_FULL, frame_rate=RATE, presenter="default", mirrored=False, only={0}
    )
    return next(turn.pictures())


def _frame(painter: Painter, scene: Scene, clip: "Picture") -> "Picture":
    """The scene over the clip, as a frame of a video would be."""
    ground = painter.ground(scene)
    card = ground.card
    picture = picture_of(painter.card(*card)) if card else scaled(clip, *painter.size).copy()
    if ground.veil is not None:
        blend(picture, painter.overlay(ground.veil))
    if ground.window is not None:
        x, y, width, height = ground.window.box
        blend(picture, masked(scaled(clip, width, height), mask_of(ground.window), x, y))
    for layer in painter.layers(scene, SHOWN):
        blend(picture, painter.overlay(layer))
    return picture
