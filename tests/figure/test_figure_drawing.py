"""Pictures of a turn: how many, how large, what moves in them and what does not."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import cast

import numpy as np
import pytest
from figure_samples import SMALL

from compiler.draw import load_look
from compiler.draw.design import number
from compiler.figure import Figure, presenters
from compiler.figure.colour import mixed
from compiler.figure.frames import drawn_turn
from compiler.figure.motion import posed, turn
from compiler.figure.person import person_shapes
from compiler.figure.pose import Framing, PlaceName, View
from compiler.figure.presenters import presenter_named
from compiler.figure.props import held_shapes
from compiler.figure.shadow import shadow_shapes
from compiler.figure.shapes import Corners, Shape, corners_of
from compiler.figure.skeleton import skeleton
from compiler.figure.staging import staged
from compiler.media import Picture
from compiler.model.brand import Layout, Letters, Look
from compiler.model.errors import Diagnostic, InvalidRoutine

RATE = Fraction(30)
SIZE = (320, 180)


def pictures(figure: Figure, frames: tuple[int, ...], **how: object) -> list[Picture]:
    settings = {"size": SIZE, "frame_rate": RATE, "presenter": "default", "mirrored": False, **how}
    return list(drawn_turn(figure, frames, **settings).pictures())  # type: ignore[arg-type]


def same(a: Picture, b: Picture) -> bool:
    return all(np.array_equal(getattr(a, p), getattr(b, p)) for p in "yuv")


def nearly(a: Picture, b: Picture) -> bool:
    """Up to rounding at the edge of the box in which is painted."""
    return all(np.abs(getattr(a, p).astype(int) - getattr(b, p)).max() <= 2 for p in "yuv")


def extent(shapes: list[Shape]) -> tuple[float, float, float, float]:
    corners = all_corners(shapes)
    left, top, right, bottom = (*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
    return left, top, right, bottom


def all_corners(shapes: list[Shape]) -> Corners:
    found = corners_of([outline for shape in shapes for outline in shape.outlines])
    return np.concatenate([corners for corners in found if len(corners)])


def test_a_turn_has_the_frames_that_were_asked_for(small: Figure) -> None:
    drawn = pictures(small, (3, 2, 4))
    assert len(drawn) == 9
    assert {p.size for p in drawn} == {SIZE}
    assert not same(drawn[0], drawn[2])


def test_phases_can_be_left_out(small: Figure) -> None:
    assert len(pictures(small, (0, 2, 0))) == 2


@pytest.mark.parametrize("size", [(160, 90), (90, 160), (120, 120), (202, 114)])
def test_any_even_size_can_be_drawn(small: Figure, size: tuple[int, int]) -> None:
    assert pictures(small, (1, 0, 0), size=size)[0].size == size


def test_the_end_of_a_turn_joins_its_hold_and_its_start(small: Figure) -> None:
    drawn = pictures(small, (6, 8, 6))
    assert same(drawn[5], drawn[13])  # breathed out: as the move in left it
    assert nearly(drawn[19], pictures(small, (0, 0, 1))[0])


def test_a_hold_repeats_its_breath_and_hands_out_pictures_of_its_own(small: Figure) -> None:
    drawn = pictures(small, (0, 240, 0))  # 8 s: two breaths
    assert same(drawn[30], drawn[150])
    assert not same(drawn[60], drawn[119])
    drawn[30].y[...] = 0
    assert not same(drawn[30], drawn[150])


def test_the_tempo_changes_the_path_in_time_only(small: Figure) -> None:
    slow, quick = pictures(small, (8, 0, 0)), pictures(small, (4, 0, 0))
    assert same(slow[3], quick[1])
    assert same(slow[7], quick[3])


def test_the_room_stands_still_round_the_figure(small: Figure) -> None:
    drawn = pictures(small, (5, 0, 5))
    changed = np.any([p.y != drawn[0].y for p in drawn], axis=0)
    assert 0 < changed.mean() < 0.3
    assert not changed[:12].any()


def test_mirrored_the_figure_changes_sides_and_the_room_does_not(small: Figure) -> None:
    plain, mirrored = pictures(small, (1, 0, 0))[0], pictures(small, (1, 0, 0), mirrored=True)[0]
    assert not same(plain, mirrored)
    assert not same(plain.mirrored(), mirrored)
    who = presenter_named("default")
    bones = next(iter(turn(small, (1, 0, 0), 30)))
    left, _, right, _ = extent(person_shapes(bones, who, staged(small, SIZE, mirrored=False)))
    flipped = extent(person_shapes(bones, who, staged(small, SIZE, mirrored=True)))
    assert flipped[0] == pytest.approx(SIZE[0] - right, abs=3)
    assert flipped[2] == pytest.approx(SIZE[0] - left, abs=3)


def test_presenters_are_five_or_more_and_look_different(small: Figure) -> None:
    names = presenters()
    assert len(names) >= 5
    assert names[0] == "default"
    drawn = [pictures(small, (1, 0, 0), presenter=name)[0] for name in names]
    assert all(not same(a, b) for k, a in enumerate(drawn) for b in drawn[k + 1 :])


def test_one_presenter_is_visibly_pregnant(small: Figure) -> None:
    expecting = [n for n in presenters() if "pregnant" in presenter_named(n).describes]
    assert expecting
    bones = next(iter(turn(small, (1, 0, 0), 30)))
    camera = staged(small, (1920, 1080), mirrored=False)

    def belly_top(name: str) -> float:
        shirt = presenter_named(name).top
        return min(y for s in person_shapes(bones, presenter_named(name), camera) if s.fill == shirt
                   for o in s.corners for _, y in o)  # fmt: skip

    assert belly_top(expecting[0]) < belly_top("default") - 5 * camera.scale


def test_a_face_that_looks_down_does_not_frown(shipped: dict[str, Figure]) -> None:
    """Its brows do not run down toward the nose, neither upright nor bent forward."""
    figure, who = replace(shipped["butterfly"], view="front"), presenter_named("default")
    camera = staged(figure, (1920, 1080), mirrored=False)
    brow = mixed(who.hair, "#2b211f", 0.45)
    for bones in turn(figure, (2, 1, 2), 30):
        shape = next(s for s in person_shapes(bones, who, camera) if s.fill == brow)
        inner, _, outer = (np.mean(outline, axis=0) for outline in shape.corners[:3])
        assert inner[1] - outer[1] < 0.1 * abs(inner[0] - outer[0])


def test_an_unknown_presenter_is_refused_with_a_hint(small: Figure) -> None:
    with pytest.raises(InvalidRoutine) as caught:
        pictures(small, (1, 0, 0), presenter="mya")
    assert "maya" in (caught.value.diagnostics[0].hint or "")


@pytest.mark.parametrize(
    ("size", "mirrored"),
    [((1920, 1080), False), ((1080, 1080), True)],
)
def test_the_whole_figure_is_in_the_frame_and_clear_of_the_top(
    shipped: dict[str, Figure], size: tuple[int, int], mirrored: bool
) -> None:
    """But those who are seen from the hips down."""
    who = presenter_named("default")
    for name, figure in shipped.items():
        if figure.framing in ("speaking", "lower"):
            continue
        camera = staged(figure, size, mirrored=mirrored)
        for bones in turn(figure, tuple(2 for _ in figure.phases), 30):
            left, top, right, bottom = extent(person_shapes(bones, who, camera))
            assert top >= 0.04 * size[1], name
            if figure.framing == "whole":
                assert (left >= 0, right <= size[0], bottom <= size[1]) == (True,) * 3, name


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1080, 1080)])
def test_whoever_speaks_has_face_and_hands_beside_the_words(
    shipped: dict[str, Figure], size: tuple[int, int]
) -> None:
    """Words stand at the bottom left of a wide frame, at the top of an upright one, at the bottom of a square one."""
    width, height = size
    free = {1920: (0.56, 0.08, 1.0, 1.0), 1080: (0.0, 0.08, 1.0, 0.7)}[width]
    free = (0.0, 0.25, 1.0, 1.0) if height > width else free
    for name in ("speaking_standing", "speaking_seated", "speaking_bed"):
        camera = staged(shipped[name], size, mirrored=False)
        for bones in turn(shipped[name], tuple(2 for _ in shipped[name].phases), 30):
            for at, wide in ((bones.skull, 12), *((arm.palm, 7) for arm in bones.arms)):
                x, y = camera.point(at)
                reach = wide * camera.scale
                assert free[0] * width <= x - reach and x + reach <= free[2] * width, name
                assert free[1] * height <= y - reach and y + reach <= free[3] * height, name


@pytest.mark.parametrize("letters", Letters)
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1080, 1080)])
def test_face_and_hand_of_whoever_greets_or_thanks_are_where_the_card_is_free(
    shipped: dict[str, Figure], size: tuple[int, int], letters: Letters
) -> None:
    theme, _ = load_look(Look(theme="calm", layout=Layout(letters=letters)))
    assert theme
    far: Framing = "thanking-far" if letters is Letters.BIG else "thanking"
    for layout, framing, pose in (("title", "greeting", 0), ("end", far, 3)):
        group = next(g for g in theme.design(layout, size).groups if g.kind == "person")
        left, top, wide, high = (number(group.part("place"), name) for name in ("x", "y", "width", "height"))
        for name in ("greeting_standing", "greeting_seated", "greeting_bed"):
            figure = shipped[name].on("", framing=cast(Framing, framing))
            camera = staged(figure, size, mirrored=False)
            bones = posed(figure, figure.movements[pose].stop)
            for at, radius in ((bones.skull, 12), (bones.arms[1].palm, 7)):
                x, y = camera.point(at)
                reach = radius * camera.scale
                assert left <= x - reach and x + reach <= left + wide, (name, layout)
                assert top <= y - reach and y + reach <= top + high, (name, layout)


def test_something_moves_in_every_shipped_turn(shipped: dict[str, Figure]) -> None:
    who = presenter_named("default")
    for name, figure in shipped.items():
        camera = staged(figure, (1920, 1080), mirrored=False)
        moments = turn(figure, tuple(1 for _ in figure.phases), 30)
        first, *others = (all_corners(person_shapes(bones, who, camera)) for bones in moments)
        assert any(not np.array_equal(first, other) for other in others), name


def test_an_arrow_shows_in_the_move_in_and_is_gone_at_its_end(
    small: Figure, script: Callable[[str], tuple[Figure | None, list[Diagnostic]]]
) -> None:
    arrow = "props:\n  - {kind: arrow, path: [[0, 60, 10], [10, 66, 10], [20, 60, 10]]}\nposes:"
    pointed, problems = script(SMALL.replace("poses:", arrow))
    assert pointed is not None, problems
    differs = [
        not nearly(a, b)
        for a, b in zip(pictures(small, (4, 2, 4)), pictures(pointed, (4, 2, 4)), strict=True)
    ]
    assert differs == [True] * 3 + [False] * 7


def test_a_figure_seen_closely_is_larger(small: Figure) -> None:
    near = staged(replace(small, framing="close"), (1920, 1080), mirrored=False)
    assert near.scale > 1.1 * staged(small, (1920, 1080), mirrored=False).scale


def test_the_way_back_looks_like_the_way_out_and_is_drawn_once(small: Figure) -> None:
    how = {"size": SIZE, "frame_rate": RATE, "presenter": "default", "mirrored": False}
    turn = drawn_turn(small, (6, 1, 6), **how)  # type: ignore[arg-type]
    assert turn.order == (0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0, 6)
    assert len(list(turn.boxes())) == 7
    drawn, alone = list(turn.pictures()), pictures(small, (0, 0, 6))
    assert all(nearly(a, b) for a, b in zip(drawn[7:], alone, strict=True))


def test_the_way_back_is_the_way_out_in_every_shipped_figure(shipped: dict[str, Figure]) -> None:
    for name, figure in shipped.items():
        for movement in figure.movements:
            there, back = (
                skeleton(a, b, part, base=figure.base, rooted=figure.rooted)
                for a, b, part in (
                    (movement.start, movement.stop, 0.3),
                    (movement.stop, movement.start, 0.7),
                )
            )
            assert there.skull.distance(back.skull) < 1e-6, name
            for limb, other in zip((*there.legs, *there.arms), (*back.legs, *back.arms), strict=True):
                for point in (
                    ("knee", "toes", "heel") if hasattr(limb, "knee") else ("elbow", "palm", "fingertips")
                ):
                    assert getattr(limb, point).distance(getattr(other, point)) < 1e-6, (name, point)


def test_a_wall_close_behind_is_told_by_a_shadow_on_it(shipped: dict[str, Figure]) -> None:
    """Seen from the front, a wall is a plain: the shadow beside head and shoulders says how near it is."""
    figure = shipped["wall_angel"]
    bones = next(iter(turn(figure, (1, 0, 0), 30)))
    camera = staged(figure, (1920, 1080), mirrored=False)
    shoulders = camera.point(bones.spine[5])[1]

    def highest(place: PlaceName) -> float:
        return extent(shadow_shapes(replace(figure, place=place), bones, camera))[1]

    assert highest("wall") < shoulders < highest("standing")


@pytest.mark.parametrize(("name", "view"), [("mini_squat", "front"), ("shoulder_blade_squeeze", "behind")])
def test_a_chair_before_the_figure_is_painted_over_its_body(
    name: str, view: View, shipped: dict[str, Figure]
) -> None:
    """One that is held, seen from the front; the back of one that is sat on, seen from behind."""
    figure, who = replace(shipped[name], view=view), presenter_named("default")
    bones = next(iter(turn(figure, (1, 0, 0), 30)))
    camera = staged(figure, (1920, 1080), mirrored=False)
    rail = min(held_shapes(figure, bones, camera), key=lambda one: extent(one[1])[1])
    fills = [shape.fill for shape in person_shapes(bones, who, camera, [rail])]
    assert fills.index(who.top) < fills.index(rail[1][0].fill)
