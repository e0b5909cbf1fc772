"""The words of a scene: what the plan writes has a place in every theme, and every place has somebody who writes it."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from draw_scenes import theme_named

from compiler.draw import load_theme, theme_names
from compiler.draw.design import spot_of
from compiler.draw.painter import Painter
from compiler.load import load_routine
from compiler.model.routine import MissingClip
from compiler.model.scene_words import ON_THE_MISSING_CARD, RING_WORDS, WORDS
from compiler.model.shapes import SHAPES
from compiler.model.timeline import Scene, Timeline
from compiler.narrate import estimate_seconds
from compiler.plan import plan

THEMES = Path(theme_names.__code__.co_filename).parent / "themes"

EVERYTHING = """
title: Everything that can be seen
lang: {language}
thumbnail: {{exercise: bridge, title: Everything}}
speakers:
  anna: {{name: Anna, role: physical therapist}}
steps:
  - say: Hello, I am Anna.
    speaker: anna
  - exercise: knee_to_chest
    speaker: anna
    hold: 20s
    sets: 2
  - rest: 10s
  - exercise: bridge
    clip: not-filmed-yet.mp4
    hold: 20s
    needs: a mat
"""


def timeline(folder: Path, language: str = "en") -> Timeline:
    path = folder / "everything.yaml"
    path.write_text(EVERYTHING.format(language=language), encoding="utf-8")
    loaded = load_routine(path, animatic=True)
    assert loaded.routine, [problem.render() for problem in loaded.diagnostics]
    return plan(replace(loaded.routine, patient="Ana"), estimate_seconds, measured=True).timeline


def shown(theme: str, layout: str, shape: str) -> set[str]:
    """The words that the theme's drawing has places for."""
    texts = [text for group in theme_named(theme).designs[layout + shape].groups for text in group.texts()]
    return {name for text in texts for name in spot_of(text).words}


def test_the_plan_writes_every_word_that_there_is(tmp_path: Path) -> None:
    written: dict[str, set[str]] = {"missing": set(ON_THE_MISSING_CARD.values())}
    planned = timeline(tmp_path)
    for scene in (*(step.scene for step in planned.steps), planned.thumbnail):
        assert scene
        written.setdefault(scene.layout, set()).update(name for name, _ in scene.words)

    assert written == {layout: set(names) for layout, names in WORDS.items()}


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("layout", WORDS)
def test_every_theme_shows_each_word_and_no_other(theme: str, shape: str, layout: str) -> None:
    places = shown(theme, layout, shape)
    ring = set(RING_WORDS) if "ring_unit" in WORDS[layout] else set()
    elsewhere = set(ON_THE_MISSING_CARD) if layout == "exercise" else set()

    assert places <= {*WORDS[layout], *ring}
    assert {*WORDS[layout], *ring} - elsewhere <= places


def test_a_scene_takes_no_word_that_its_layout_lacks() -> None:
    with pytest.raises(ValueError, match="the layout end has no words nmae"):
        Scene(layout="end", words=(("nmae", "Bridge"), ("title", "Well done")))


def test_a_theme_with_a_word_that_nobody_writes_is_told_where(tmp_path: Path) -> None:
    drawing = (THEMES / "calm" / "end.svg").read_text(encoding="utf-8")
    (tmp_path / "theme.yaml").write_text("based_on: calm\n")
    (tmp_path / "end.svg").write_text(drawing.replace('data-word="disclaimer"', 'data-word="disclaimr"', 1))

    theme, problems = load_theme(tmp_path)

    assert theme is None
    (problem,) = problems
    assert problem.message == "the layout end has no word 'disclaimr'"
    assert problem.hint == "did you mean disclaimer?"
    assert problem.span and 'data-word="disclaimr"' in problem.span.source_line


def test_the_readme_of_the_themes_lists_the_words() -> None:
    readme = (THEMES / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", readme.split("## Words")[1], re.MULTILINE))
    told = {layout: set(re.findall(r"`(\w+)`", row)) for layout, row in rows.items()}
    assert told == {layout: set(names) - set(RING_WORDS) for layout, names in WORDS.items()}


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Clip to be filmed"), ("de", "Aufnahme fehlt noch"), ("es", "Falta grabar el clip")],
)
def test_the_card_of_a_clip_that_is_not_filmed_yet_says_so(language: str, told: str, tmp_path: Path) -> None:
    scenes = [step.scene for step in timeline(tmp_path, language).steps]
    missing = [
        s for s in scenes if s.layout == "exercise" and s.clip and isinstance(s.clip.media, MissingClip)
    ]
    assert [scene.word("missing") for scene in missing] == [told] * 2  # while getting ready and in the hold

    for size in ((640, 360), (360, 640), (480, 480)):
        painter = Painter(theme_named("calm"), size, Fraction(30))
        card = painter.backdrop(missing[0])
        without = replace(missing[0], words=tuple(p for p in missing[0].words if p[0] != "missing"))
        bare = painter.backdrop(without)
        assert card is not None and bare is not None
        assert np.count_nonzero((card != bare).any(axis=2)) > 200


def test_a_clip_that_is_there_says_nothing_of_the_kind(tmp_path: Path) -> None:
    told = [s.scene for s in timeline(tmp_path).steps if s.scene.word("missing")]
    assert all(s.clip and isinstance(s.clip.media, MissingClip) for s in told)
