"""Callouts, insets, captions and cards: with long German words, in every shape of frame, nothing stands on anything."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from compiler.draw import Proofreader, Theme, load_theme
from compiler.draw.beside import placed_beside
from compiler.draw.canvas import PixelBox
from compiler.draw.captioning import caption_place, taken_boxes, touch
from compiler.draw.painter import Painter
from compiler.model.callouts import Corner, ShownCallout
from compiler.model.timeline import BurntCaption, InsetClip, Scene
from tests.draw.draw_scenes import CLIP, hold, scenes

SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1080, 1080), "small": (640, 360)}
LONG = {
    "title": "Wirbelsäulenkräftigungsprogramm für Zwischendurch",
    "subtitle": "Fünf Übungen gegen Nackenverspannungen und Rückenschmerzen",
    "name": "Wechselseitige Oberschenkelrückseitendehnung",
    "detail": "Aufrichten · halten · Oberkörper senken · Runde 10 von 20",
    "side": "Linke Oberschenkelrückseite",
    "text": "Legen Sie sich auf den Rücken, und atmen Sie ruhig in den Bauch.",
    "kicker": "Pause · danach Runde 10 von 20",
    "needs": "Sie brauchen: ein zusammengerolltes Handtuch",
    "speaker": "Friederike Hinterhuber",
    "speaker_role": "Physiotherapeutin",
    "disclaimer": "Allgemeine Informationen, kein ärztlicher Rat. Hören Sie auf, wenn etwas weh tut.",
}
HALF, FIFTH = Fraction(1, 2), Fraction(1, 5)
ALWAYS = ((0, 150),)
CALLOUTS = (
    ShownCallout(text="Unterschenkelrückseite entspannen", at=(HALF, HALF), ranges=ALWAYS, arrow=True),
    ShownCallout(text="Schultergürtel bleibt liegen", at=(FIFTH, 2 * FIFTH), ranges=ALWAYS, arrow=True),
)
INSET = InsetClip(clip=CLIP, corner=Corner.TOP_RIGHT, share=Fraction(1, 4))
CAPTION = BurntCaption(
    start=0, stop=90, text="Legen Sie sich auf den Rücken, die Füße hüftbreit aufgestellt."
)


@pytest.fixture(scope="module", params=["calm", "plain"])
def theme(request: pytest.FixtureRequest) -> Theme:
    found, problems = load_theme(request.param, burnt_in=True)
    assert found, problems
    return found


def german(scene: Scene) -> Scene:
    """The scene with long words wherever it has any."""
    own = LONG if scene.layout == "title" else {**LONG, "title": "Seite wechseln"}
    return replace(scene, words=tuple((name, own.get(name, text)) for name, text in scene.words))


def full() -> Scene:
    """An exercise with everything that can be over its clip."""
    return replace(
        german(hold(side="x")),
        callouts=CALLOUTS,
        inset=INSET,
        captions=(CAPTION,),
    )


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_over_a_clip_stands_on_anything_else(theme: Theme, size: tuple[int, int]) -> None:
    scene = full()
    found = placed_beside(scene, theme, size)
    caption = caption_place(scene, theme, size)
    assert found.inset and caption and all(found.spots)
    boxes = [
        *taken_boxes(scene, theme, size),
        caption,
        found.inset,
        *(spot.panel for spot in found.spots if spot),
    ]
    for one, other in combinations(boxes, 2):
        assert not touch(one, other, 0), (one, other)
    frame = PixelBox(x=0, y=0, width=size[0], height=size[1])
    assert all(box == box.clipped(frame) for box in boxes)
    assert Proofreader().read(scene, theme, size, Fraction(30)) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("name", scenes())
def test_no_part_of_a_card_stands_on_another(theme: Theme, size: tuple[int, int], name: str) -> None:
    scene = german(scenes()[name])
    for one, other in combinations(taken_boxes(scene, theme, size), 2):
        assert not touch(one, other, 0), (one, other)
    assert Proofreader().read(scene, theme, size, Fraction(30)) == []


def test_an_arrow_points_at_its_place_and_crosses_nothing(theme: Theme) -> None:
    painter = Painter(theme, (640, 360), Fraction(30))
    scene = replace(hold(), callouts=(replace(CALLOUTS[0], text="Knie"),))
    (layer,) = [one for one in painter.layers(scene, 10) if one.key[0] == "callout"]
    drawn = painter.pixels(layer)[..., 3]
    x, y = 320 - layer.x, 180 - layer.y
    ring = drawn[y - 5 : y + 6, x - 5 : x + 6]
    assert ring.max() > 200, "a dot around the place"


def test_a_callout_is_seen_in_its_ranges_alone(theme: Theme) -> None:
    painter = Painter(theme, (640, 360), Fraction(30))
    scene = replace(hold(), callouts=(replace(CALLOUTS[0], ranges=((10, 20), (30, 40))),))
    seen = [
        frame for frame in range(60) if any(one.key[0] == "callout" for one in painter.layers(scene, frame))
    ]
    assert seen == [*range(10, 20), *range(30, 40)]


def test_callouts_that_take_turns_may_have_one_place(theme: Theme) -> None:
    one, other = (replace(CALLOUTS[0], text="Knie", ranges=(span,)) for span in ((0, 10), (10, 20)))
    spots = placed_beside(replace(hold(), callouts=(one, other)), theme, (1920, 1080)).spots
    assert spots[0] == spots[1]


@pytest.mark.parametrize(
    ("callout", "told"),
    [
        (replace(CALLOUTS[0], text="Rückenmuskulaturentspannungsübungsanleitungen" * 4), "is too long"),
        (replace(CALLOUTS[0], text="膝"), "cannot show"),
    ],
)
def test_what_is_wrong_with_a_callout_is_told(theme: Theme, callout: ShownCallout, told: str) -> None:
    found = Proofreader().read(replace(hold(), callouts=(callout,)), theme, (1920, 1080), Fraction(30))
    assert any(told in d.message for d in found), found


def test_more_callouts_than_there_is_room_for_are_told_at_their_places(theme: Theme) -> None:
    crowd = replace(hold(), callouts=(CALLOUTS[0],) * 12)
    found = Proofreader().read(crowd, theme, (1080, 1080), Fraction(30))
    assert found and all(
        "has no room beside all else in the picture of 1080 by 1080" in d.message for d in found
    )
