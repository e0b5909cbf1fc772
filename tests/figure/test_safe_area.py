"""What an exercise is about is seen in every frame of every script: in the safe area, and clear of panel and ring."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import hypot
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from figure_samples import ASSETS, SHIPPED, movements_once
from numpy.typing import NDArray

from compiler.draw import load_theme, theme_names
from compiler.draw.captioning import taken_boxes
from compiler.figure import Figure
from compiler.figure.camera import Bounds, Camera
from compiler.figure.overlays import TAKEN, disc, scaled
from compiler.figure.pose import Movement
from compiler.figure.staging import staged
from compiler.figure.watched import moments, moments_of, watched_balls, watched_parts
from compiler.model.routine import Footage
from compiler.model.shapes import SAFE, shape_of
from compiler.model.timeline import Clip, ProgressBar, RepsRing, Scene, SecondsRing
from compiler.model.timing import frames_of

SIZES = [(1920, 1080), (1080, 1920), (1080, 1080)]
CLIP = Clip(media=Footage(path=Path("filmed.mp4")))
EVERY = 5
"""Of the frames of a movement (30 a second), each fifth one is solved; see `Seen`."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """All that has to be seen of a turn, as balls in space: their middles (n, 3) and radii (n).

    Between two frames that are solved, quarters of the straight way stand for the path. How far a path may bulge
    there is told by how much it turns from one of them to the next: an eighth of the second difference. Balls are
    larger by twice that, so what holds for them holds for every frame.
    """

    middles: Numbers
    radii: Numbers

    @classmethod
    def of(cls, figure: Figure) -> "Seen":
        parts = watched_parts(figure, moments(figure))
        found = [cls._of_movement(figure, one, parts) for one in movements_once(figure.movements)]
        return cls(np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found]))

    @staticmethod
    def _of_movement(figure: Figure, movement: Movement, parts: frozenset[str]) -> tuple[Numbers, Numbers]:
        start = [*moments_of(figure, replace(movement, stop=movement.start), 1)]
        frames = max(3, frames_of(movement.phase.seconds, Fraction(30)) // EVERY)
        solved = [*start, *moments_of(figure, movement, frames)]
        balls = [list(watched_balls(bones, parts)) for bones in solved]
        paths = np.array([[ball.at for ball in one] for one in balls])
        turns = np.linalg.norm(paths[:-2] - 2 * paths[1:-1] + paths[2:], axis=-1)
        bulge = turns.max(initial=0.0, axis=0) / 4
        between = [paths[:-1] + (paths[1:] - paths[:-1]) * k / 4 for k in range(1, 5)]
        radii = np.array([ball.radius for ball in balls[0]]) + bulge
        middles = np.concatenate([paths, *between])
        return middles.reshape(-1, 3), np.tile(radii, len(middles))

    def circles(self, camera: Camera) -> tuple[Numbers, Numbers, Numbers]:
        x = camera.x + camera.scale * (self.middles @ np.array(camera.right))
        y = camera.y - camera.scale * (self.middles @ np.array(camera.up))
        return x, y, self.radii * camera.scale


def outside(seen: Seen, camera: Camera, size: tuple[int, int]) -> bool:
    x, y, radius = seen.circles(camera)
    left, top, right, bottom = (
        float(s) * side for s, side in zip(SAFE[shape_of(size)], size * 2, strict=True)
    )
    wide = (x - radius < left) | (x + radius > right)
    return bool((wide | (y - radius < top) | (y + radius > bottom)).any())


def touches(seen: Seen, camera: Camera, box: Bounds) -> bool:
    x, y, radius = seen.circles(camera)
    across = np.maximum(np.maximum(box.left - x, x - box.right), 0)
    down = np.maximum(np.maximum(box.top - y, y - box.bottom), 0)
    return bool((across**2 + down**2 < radius**2).any())


def cameras(figure: Figure, size: tuple[int, int]) -> set[Camera]:
    """All that it is seen by: on each of its places, and either way round."""
    both = (False, True)
    return {staged(figure.on(place), size, mirrored) for place in figure.places for mirrored in both}


@pytest.fixture(scope="module")
def overlays() -> dict[tuple[int, int], list[Bounds]]:
    """Where overlays stand over the exercises of the library in any of its languages, in every shipped theme."""
    return {size: _widest(list(_boxes(size))) for size in SIZES}


def _widest(boxes: list[Bounds]) -> list[Bounds]:
    """Those that lie in no other."""
    alone = list(dict.fromkeys(boxes))
    return [b for b in alone if not any(b != o and within(b, o) for o in alone)]


def within(box: Bounds, other: Bounds) -> bool:
    across = other.left <= box.left and box.right <= other.right
    return across and other.top <= box.top and box.bottom <= other.bottom


def _boxes(size: tuple[int, int]) -> Iterator[Bounds]:
    """All names in the first theme, and some in the others, whose shapes are the same."""
    scenes = list(_scenes())
    for number, name in enumerate(theme_names()):
        theme, problems = load_theme(name)
        assert theme, problems
        for scene in scenes[:: 10 if number else 1]:
            for box in taken_boxes(scene, theme, size):
                around = Bounds(box.x, box.y, box.x + box.width, box.y + box.height)
                yield from disc(around) if box.width == box.height else (around,)  # a ring


def _scenes() -> Iterator[Scene]:
    bar = ProgressBar(index=1, count=5, start=Fraction(0), stop=Fraction(1, 2), frames=300)
    rings = (SecondsRing(start=0, total=300), RepsRing(reps=12, rep_frames=25))
    for number, words in enumerate(sorted(set(_names()))):
        yield Scene(layout="exercise", words=words, ring=rings[number % 2], progress=bar, clip=CLIP)


def loaded(path: Path) -> Any:
    """A file's values, read by libyaml where it is there: there are three hundred of them."""
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _names() -> Iterator[tuple[tuple[str, str], ...]]:
    """Name, longest side and phases of every exercise, in each of its languages."""
    folder = ASSETS.parent / "exercises"
    for path in folder.glob("*.yaml"):
        written = loaded(path)
        script = loaded(ASSETS / f"{written['figure']}.yaml")
        phases = [phase["name"] for phase in script["phases"]]
        sides = [*(written.get("side_names") or {}).values()]
        for code in ("", "de", "es"):
            words = _words(folder / code, path.name) if code else {}
            side = max((words.get(one, one) for one in sides), key=len, default="")
            counted = " · ".join(words.get(one, one) for one in phases)
            detail = counted if "reps" in written else "Mantener · Serie 2 de 3"
            yield (("name", words.get(written["name"], written["name"])), ("side", side), ("detail", detail))


@cache
def _words(folder: Path, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in (folder / "_common.yaml", folder / name):
        if path.is_file():
            found |= loaded(path).get("words") or {}
    return found


@pytest.mark.parametrize("size", SIZES)
def test_what_the_camera_keeps_free_is_where_overlays_are(
    size: tuple[int, int], overlays: dict[tuple[int, int], list[Bounds]]
) -> None:
    kept = [scaled(box, size) for box in TAKEN[shape_of(size)]]
    for box in overlays[size]:
        assert any(within(box, one) for one in kept), box


EXERCISES = [path.stem for path in SHIPPED if not path.stem.startswith(("speaking_", "greeting_"))]
"""Who speaks or greets stands beside words and not under a panel: see test_figure_drawing.py."""


@pytest.mark.parametrize("name", EXERCISES)
def test_face_bearing_hands_and_feet_and_whatever_moves_are_seen_in_every_frame(
    name: str, shipped: dict[str, Figure], overlays: dict[tuple[int, int], list[Bounds]]
) -> None:
    seen = Seen.of(shipped[name])
    for size in SIZES:
        for camera in cameras(shipped[name], size):
            assert not outside(seen, camera, size), (size, camera)
            hiding = [box for box in overlays[size] if touches(seen, camera, box)]
            assert not hiding, (size, camera)


def test_upright_the_ring_lies_over_no_feet_of_whoever_sits_and_is_seen_closely(
    shipped: dict[str, Figure], overlays: dict[tuple[int, int], list[Bounds]]
) -> None:
    """Feet that only rest are not watched; but from the front, a ring in their place is all that one looks at."""
    size = (1080, 1920)
    cut = {"seated_side_bend", "shoulder_blade_squeeze"}  # an arm goes up; seen from behind
    rings = [box for box in overlays[size] if box.top > size[1] / 2]
    middle, top, bottom = size[0] / 2, min(box.top for box in rings), max(box.bottom for box in rings)
    for name, figure in shipped.items():
        if figure.framing == "upper" and figure.place in {"chair", "chair-at-wall"} and name not in cut:
            feet = [
                b
                for bones in moments(figure, 2)
                for b in watched_balls(bones, frozenset({"left_foot", "right_foot"}))
            ]
            camera = staged(figure, size, mirrored=False)
            for x, y, r in map(camera.circle, feet):
                assert hypot(x - middle, y - (top + bottom) / 2) >= (bottom - top) / 2 + r / 2, (name, x, y)


def test_what_bears_and_what_moves_is_watched_without_being_asked_for(shipped: dict[str, Figure]) -> None:
    march = watched_parts(shipped["seated_march"], moments(shipped["seated_march"]))
    assert {"face", "left_foot", "right_knee", "right_foot"} <= march
    massage = watched_parts(shipped["self_massage_shoulder"], moments(shipped["self_massage_shoulder"]))
    assert {"face", "left_hand", "right_hand"} <= massage
    assert "left_foot" not in massage


def test_a_script_can_ask_for_more_to_be_seen(shipped: dict[str, Figure]) -> None:
    upper = shipped["chin_tuck"]
    asked = replace(upper, watch=("left_foot", "right_foot"))
    far, near = (staged(figure, (1920, 1080), mirrored=False) for figure in (asked, upper))
    assert far.scale < 0.8 * near.scale


def test_what_only_a_foot_does_can_be_seen_nearer_without_the_face(shipped: dict[str, Figure]) -> None:
    lower = shipped["ankle_circles"]
    parts = watched_parts(lower, moments(lower))
    assert {"left_foot", "right_foot"} <= parts and "face" not in parts
    near, whole = (
        staged(one, (1920, 1080), mirrored=False) for one in (lower, replace(lower, framing="whole"))
    )
    assert near.scale > 1.4 * whole.scale


@pytest.mark.parametrize("place", ["mat", "bed", "floor"])
def test_exercises_of_a_place_are_seen_by_one_camera(place: str, shipped: dict[str, Figure]) -> None:
    """From the side, all that lie within reach of each other are as large and at the same height."""
    names = ["bridge", "knee_to_chest", "double_knee_to_chest", "arm_reach_overhead_lying"]
    assert len({staged(shipped[name].on(place), (1920, 1080), mirrored=False) for name in names}) == 1
