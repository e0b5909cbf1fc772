"""A guest is named where she speaks: on the picture while she explains, and on cards with her words."""

from dataclasses import replace
from fractions import Fraction

import pytest
from shipped import Planned

from compiler.draw import Proofreader, load_theme
from compiler.draw.painter import Painter
from compiler.model.timeline import Scene, StepKind

SIZES = {"wide": (640, 360), "upright": (360, 640), "square": (480, 480)}


def painter(theme: str, size: tuple[int, int]) -> Painter:
    found, problems = load_theme(theme)
    assert found, problems
    return Painter(found, size, Fraction(30))


def without(scene: Scene, *names: str) -> Scene:
    return replace(scene, words=tuple((name, text) for name, text in scene.words if name not in names))


@pytest.fixture
def explained(planned: Planned) -> Scene:
    timeline = planned("pregnancy-low-back").timeline
    assert timeline
    return next(step.scene for step in timeline.steps if step.kind is StepKind.SETUP)


@pytest.fixture
def spoken(planned: Planned) -> Scene:
    timeline = planned("pregnancy-low-back").timeline
    assert timeline
    return next(s.scene for s in timeline.steps if s.kind is StepKind.SAY and "I am Maya" in s.name)


@pytest.mark.parametrize("theme", ["calm", "plain"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_names_the_guest_on_the_picture(explained: Scene, theme: str, size: tuple[int, int]) -> None:
    drawing = painter(theme, size)
    nameless = without(explained, "speaker", "speaker_role")
    assert drawing.layers(explained, 30) != drawing.layers(nameless, 30)
    assert Proofreader().read(explained, drawing.theme, size, Fraction(30)) == []


def test_the_card_stands_clear_of_name_and_ring(explained: Scene) -> None:
    drawing = painter("calm", (1280, 720))
    extra = set(drawing.layers(explained, 30)) - set(
        drawing.layers(without(explained, "speaker", "speaker_role"), 30)
    )
    (card,) = extra
    height, width, _ = drawing.pixels(card).shape
    assert card.x + width < 640 and card.y > 40 and card.y + height < 200


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_names_the_guest_on_a_card_of_words(spoken: Scene, size: tuple[int, int]) -> None:
    drawing = painter("calm", size)
    assert dict(spoken.words)["kicker"].startswith("Maya")
    assert drawing.layers(spoken, 30) != drawing.layers(without(spoken, "kicker"), 30)
    assert Proofreader().read(spoken, drawing.theme, size, Fraction(30)) == []
