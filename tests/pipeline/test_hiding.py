"""A layout, a theme or a logo of one's own that lies over a drawn exercise: a warning where it is chosen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler import check
from compiler.model.errors import Diagnostic

ROUTINE = """\
title: Standing and lying
place: mat
steps:
  - exercise: standing_back_extension
  - exercise: knee_to_chest
"""
THEMES = Path(__file__).parents[2] / "compiler" / "draw" / "themes" / "calm"

Checked = Callable[..., list[Diagnostic]]


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    (tmp_path / "followalong.txt").touch()

    def found(more: str = "", size: str = "1920x1080") -> list[Diagnostic]:
        path = tmp_path / "routine.yaml"
        path.write_text(ROUTINE + more, encoding="utf-8")
        return list(check(path, size=size).diagnostics)

    return found


def test_large_letters_over_feet_are_told_where_the_layout_is_chosen(checked: Checked) -> None:
    assert checked() == []
    (warning,) = checked("layout: big\n")
    assert warning.message == "the panel covers a foot of Standing Back Extension in the wide picture"
    assert warning.span and warning.span.source_line == "layout: big"
    assert checked("layout: [big, right, number]\n", size="1080x1080") == []


def test_a_brand_s_layout_is_told_in_the_brand(checked: Checked, tmp_path: Path) -> None:
    (tmp_path / "brand.yaml").write_text("name: Park\nlayout: big\n", encoding="utf-8")
    (warning,) = checked()
    assert warning.span and (warning.span.path.name, warning.span.line) == ("brand.yaml", 2)


def test_a_panel_that_a_theme_draws_over_a_face_is_told_in_its_drawing(
    checked: Checked, tmp_path: Path
) -> None:
    theme = tmp_path / "assets" / "themes" / "park"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("based_on: calm\n", encoding="utf-8")
    assert checked("theme: park\n") == []  # the drawings are calm's
    drawing = (THEMES / "exercise.svg").read_text(encoding="utf-8")
    ring = 'cx="1700" cy="880"'
    assert ring in drawing
    (theme / "exercise.svg").write_text(drawing.replace(ring, 'cx="960" cy="240"'), encoding="utf-8")
    (warning,) = checked("theme: park\n")
    assert warning.message.startswith("the ring covers the face")
    assert "of Standing Back Extension" in warning.message
    assert warning.span and warning.span.path == theme / "exercise.svg"
    assert 'data-layer="ring"' in warning.span.source_line


def test_a_count_that_is_wanted_in_the_middle_is_no_mistake(checked: Checked) -> None:
    assert checked("layout: middle\n") == []
