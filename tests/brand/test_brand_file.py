"""`brand.yaml`: what it may say, and every mistake at its place."""

import re
import shutil
from pathlib import Path

import pytest

from compiler.brand import read_brand
from compiler.draw.colour import contrast
from compiler.draw.fonts import font_files
from compiler.model.brand import Brand, Corner, Count, Free, Layout, Letters, PanelAt
from compiler.model.errors import Diagnostic, ExitCode

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="200" height="80"/></svg>'
PAGE = (Path(__file__).parents[2] / "docs" / "look.md").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "logo.svg").write_text(LOGO)
    shutil.copy(font_files()[2], tmp_path / "assets" / "Own-Bold.ttf")
    return tmp_path


def brand(project: Path, text: str) -> tuple[Brand | None, list[Diagnostic]]:
    (project / "brand.yaml").write_text(text, encoding="utf-8")
    return read_brand(project)


def mistake(project: Path, text: str) -> Diagnostic:
    found, (problem,) = brand(project, text)
    assert found is None
    return problem


def test_a_project_without_the_file_has_no_brand(tmp_path: Path) -> None:
    assert read_brand(tmp_path) == (None, [])


def test_ten_lines_make_a_brand(project: Path) -> None:
    (example,) = re.findall(r"<!-- brand -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert len([line for line in example.splitlines() if not line.startswith("#")]) <= 10
    found, problems = brand(project, example.replace("Nunito-Bold.ttf", "Own-Bold.ttf"))
    assert problems == []
    assert found and found.colours and found.logo and found.fonts
    assert (found.corner, found.free) == (Corner.TOP_RIGHT, Free.RIGHT)
    assert found.layout == Layout(panel=PanelAt.LEFT, count=Count.BAR)
    assert len(found.contact) == 2 and len(found.links) == 1


def test_a_layout_is_written_as_a_word_as_words_or_by_keys(project: Path) -> None:
    for text, layout in {
        "right": Layout(panel=PanelAt.RIGHT),
        "big": Layout(letters=Letters.BIG),
        "[below, number]": Layout(panel=PanelAt.BELOW, count=Count.NUMBER),
        "{panel: left, letters: big}": Layout(panel=PanelAt.LEFT, letters=Letters.BIG),
    }.items():
        found, problems = brand(project, f"layout: {text}\n")
        assert problems == [] and found and found.layout == layout


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("layout: lft", "must be of left, right, below", 9),
        ("layout: [left, right]", "has both left and right for panel", 16),
        ("layout: {panel: top}", "must be one of left, right, below; got top", 17),
        ("colours: {main: blue, accent: '#FF0000'}", "must be a colour such as", 17),
        ("colours: {main: '#0000FF'}", "accent", 1),
        ("nmae: X", "nmae", 1),
        ("corner: top right", "there is no logo to stand in a corner", 9),
        ("logo: lgo.svg", "there is no file lgo.svg beside brand.yaml or in assets", 7),
        ("logo: ../../logo.svg", "../../logo.svg lies outside the project", 7),
        ("logo: brand.yaml", "is neither SVG nor PNG", 7),
        ("font: logo.svg", "is not a TrueType or OpenType font", 7),
        ("contact: [a, b, c, d, e]", "at most 4", 23),
        ("site: {text: '#888888'}", "3.5 : 1", 14),
    ],
)
def test_a_mistake_is_told_at_its_place(project: Path, text: str, message: str, column: int) -> None:
    problem = mistake(project, f"{text}\n")
    assert message in problem.message, problem.render()
    assert problem.span and (problem.span.line, problem.span.path.name) == (1, "brand.yaml")
    if column > 1:
        assert problem.span.column == column


def test_all_mistakes_are_told_at_once(project: Path) -> None:
    found, problems = brand(project, "logo: lgo.svg\nfont: logo.svg\nsite: {accent: '#EEEEEE'}\n")
    assert found is None
    assert sorted(p.span.line for p in problems if p.span) == [1, 2, 3]
    assert {p.exit_code for p in problems} == {ExitCode.INVALID_ROUTINE, ExitCode.BAD_MEDIA}


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('<image href="file:///etc/passwd"/>', "must be inside the file"),
        ("<script>alert(1)</script>", "cannot stand in"),
        ('<rect fill="url(http://example.com/x)"/>', "names something outside the file"),
        ('<use href="other.svg#a"/>', "must name a part of this file"),
    ],
)
def test_a_logo_keeps_the_rules_for_drawings(project: Path, inside: str, message: str) -> None:
    (project / "logo.svg").write_text(LOGO.replace("</svg>", f"{inside}</svg>"))
    problem = mistake(project, "logo: logo.svg\n")
    assert message in problem.message
    assert problem.span and problem.span.path.name == "logo.svg"


def test_a_logo_whose_words_need_a_font_is_warned_of(project: Path) -> None:
    (project / "logo.svg").write_text(LOGO.replace("</svg>", "<text>Praxis</text></svg>"))
    found, (problem,) = brand(project, "logo: logo.svg\n")
    assert found and "another font" in problem.message


def test_a_changed_logo_is_read_anew(project: Path) -> None:
    first, _ = brand(project, "logo: logo.svg\n")
    (project / "logo.svg").write_text(LOGO.replace('height="80"/>', 'height="40"/>  '))
    second, _ = read_brand(project)
    assert first and second and first.logo != second.logo


@pytest.mark.parametrize("main", ["#16324F", "#FFD6E8", "#808080", "#FFFFFF", "#000000"])
def test_pages_can_be_read_whatever_the_colours(project: Path, main: str) -> None:
    found, problems = brand(project, f"colours: {{main: '{main}', accent: '#FFE600'}}\n")
    assert found and found.site and problems == []
    site = found.site
    pairs = [
        (site.text, site.background), (site.accent, site.background), (site.on_accent, site.accent),
        (site.on_bar, site.bar),
    ]  # fmt: skip
    assert min(contrast(*pair) for pair in pairs) >= 4.5
