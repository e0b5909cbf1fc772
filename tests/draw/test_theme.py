"""Themes are data: a folder with colours, fonts and drawings; every mistake in it has a place."""

import shutil
from fractions import Fraction
from pathlib import Path

import font_roboto
import pytest
from draw_scenes import hold, scenes, theme_named

from compiler.draw import load_theme, theme_names
from compiler.draw.design import spot_of
from compiler.draw.filling import composed
from compiler.draw.painter import Painter
from compiler.draw.theme import LAYOUTS
from compiler.draw.typesetting import typeset
from compiler.model.errors import ExitCode
from compiler.model.shapes import SHAPES, shape_of

CALM = Path(load_theme.__code__.co_filename).parent / "themes" / "calm"
REGULAR = Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf"


def wrong(folder: Path) -> str:
    theme, problems = load_theme(folder)
    assert theme is None
    return "\n".join(problem.render() for problem in problems)


def theme_in(folder: Path, tokens: str, **files: str) -> Path:
    (folder / "theme.yaml").write_text(tokens)
    for name, text in files.items():
        (folder / f"{name}.svg").write_text(text)
    return folder


def test_the_package_has_two_themes_and_the_second_is_only_colours() -> None:
    assert theme_names() == ("calm", "plain")
    assert [p.name for p in (CALM.parent / "plain").iterdir()] == ["theme.yaml"]


@pytest.mark.parametrize("name", [layout + shape for layout in LAYOUTS for shape in SHAPES])
def test_the_sample_words_in_a_drawing_are_as_they_come_out(name: str) -> None:
    """What a designer sees in a browser fits its place at its full size, on as many lines."""
    theme = theme_named("calm")
    for group in theme.designs[name].groups:
        for text in group.texts():
            spot = spot_of(text)
            lines = [line for line in text.itertext() if line.strip()]
            sample = composed(spot, {spot.words[0]: " ".join(lines)})
            fitted = typeset(sample, spot.face, spot.room, theme.fonts)
            assert fitted.fits and fitted.size == spot.face.size
            widest = max(typeset(line, spot.face, spot.room, theme.fonts).width for line in lines)
            assert widest <= spot.room.width


@pytest.mark.parametrize(
    ("size", "shape"),
    [((1920, 1080), ""), ((1440, 1080), ""), ((1080, 1080), ".square"), ((1080, 1350), ".portrait")],
)
def test_the_frames_shape_chooses_the_drawing(size: tuple[int, int], shape: str) -> None:
    assert shape_of(size) == shape


def test_a_folder_may_change_colours_only(tmp_path: Path) -> None:
    theme, problems = load_theme(theme_in(tmp_path, 'based_on: calm\ncolours: {mint: "#FF0000"}\n'))
    assert theme, problems
    painter = Painter(theme, (640, 360), Fraction(30))
    panel = next(la for la in painter.layers(hold(), 9) if la.key[0] == "words")
    pixels = painter.pixels(panel).reshape(-1, 4).tolist()
    assert [255, 0, 0, 255] in pixels and [0x7B, 0xE0, 0xCF, 255] not in pixels


def test_what_no_card_looks_at_is_told_at_its_place(tmp_path: Path) -> None:
    own = (CALM / "switch.svg").read_text().replace("fill-ink", "fill-leaf")
    tokens = 'based_on: calm\ncolours:\n  leaf: "#10241F"\n  inkk: "#10241F"\n'
    folder = theme_in(tmp_path, tokens, switch=own, **{"title.potrait": own})
    theme, problems = load_theme(folder)
    assert theme
    told = [(d.span.path.name, d.span.line, d.message) for d in problems if d.span]
    assert told == [
        ("theme.yaml", 4, "the colour 'inkk' has no effect: nothing is drawn in it"),
        ("title.potrait.svg", 1, "title.potrait.svg has no effect: no card is called so"),
    ]
    meant = [problem.hint for problem in problems]
    assert [hint and hint.startswith("did you mean") for hint in meant] == [True, True]


def test_a_folder_may_bring_a_drawing_of_its_own(tmp_path: Path) -> None:
    own = (CALM / "switch.svg").read_text().replace('font-size="120"', 'font-size="70"')
    theme, problems = load_theme(theme_in(tmp_path, "based_on: calm\nfade: 1s\n", switch=own))
    assert theme, problems
    small, calm = (Painter(t, (640, 360), Fraction(30)) for t in (theme, theme_named("calm")))
    scene = scenes()["switch"]
    heights = [p.pixels(p.layers(scene, 40)[0])[..., 3].any(axis=1).sum() for p in (small, calm)]
    assert heights[0] < heights[1]
    assert small.layers(scene, 14)[0].opacity == pytest.approx(0.5)
    assert theme.digest != theme_named("calm").digest


def test_a_theme_can_stand_on_its_own(tmp_path: Path) -> None:
    shutil.copytree(CALM, tmp_path / "mine")
    theme, problems = load_theme(tmp_path / "mine")
    assert theme, problems


def test_an_unknown_theme_gets_a_hint() -> None:
    _, problems = load_theme("clam")
    assert "did you mean calm?" in problems[0].render()
    _, problems = load_theme("vivid")
    assert "calm, plain" in problems[0].render()


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        ("colours: {ink: red}\nbased_on: calm", "theme.yaml:1:16: error: ink must be a colour"),
        ("based_on: clam", "did you mean calm?"),
        ("colors: {}", "did you mean colours?"),
        ("based_on: calm\nfonts: {family: Robot}", "did you mean Roboto?"),
        ("based_on: calm\nfonts: {files: [nope.ttf]}", "there is no font nope.ttf"),
        ("based_on: calm\nfonts: {files: [../up.ttf]}", "outside the theme's folder"),
        ("colours: {}", "has no title.svg"),
    ],
)
def test_mistakes_in_the_tokens(tmp_path: Path, tokens: str, message: str) -> None:
    assert message in wrong(theme_in(tmp_path, tokens))


def drawing(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1920 1080">\n{body}\n</svg>'


TEXT = 'x="1" y="9" font-size="20" data-width="90"'


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("<svg><a></svg>", "switch.svg:1:11: error: this is not SVG"),
        ("", "this is not SVG"),
        ("<html></html>", "viewBox"),
        (drawing('<rect width="9"/>'), "is in no known layer"),
        (drawing('<g data-layer="wrods"/>'), "did you mean words?"),
        (drawing('<g data-layer="words" data-when="clp"/>'), "did you mean clip or no-clip?"),
        (drawing('<g data-layer="ring"/>'), 'needs one <circle data-part="disc">'),
        (drawing('<g data-layer="words"><rect class="fill-mnt"/></g>'), "did you mean mint?"),
        (drawing(f'<g data-layer="words"><text {TEXT}>Hi</text></g>'), "text needs data-word"),
        (drawing('<g data-layer="words"><text data-word="title" x="1">a</text></g>'), "switch.svg:2:29"),
        (drawing(f'<g data-layer="words"><text data-word="a" {TEXT} data-least="30"/></g>'), "data-least"),
        (drawing('<g data-layer="card"><image href="/etc/passwd"/></g>'), "must be inside the file"),
        (
            drawing(
                f'<g data-layer="words"><rect data-hug="both" y="9999999"/><text data-word="title" {TEXT}>a</text></g>'
            ),
            "y of 'rect' must be a number, got '9999999'",
        ),
        (
            drawing(f'<g data-layer="words"><text data-word="title" {TEXT} font-weight="bold">a</text></g>'),
            "700 is bold, 400 is not",
        ),
        (
            drawing(
                f'<g data-layer="words"><text data-word="title" {TEXT}><tspan y="50%">a</tspan></text></g>'
            ),
            "y of 'tspan' must be a number, got '50%'",
        ),
        (
            drawing(f'<g data-layer="words" transform="scale(2)"><text data-word="a" {TEXT}/></g>'),
            "transform",
        ),
    ],
)
def test_mistakes_in_a_drawing(tmp_path: Path, svg: str, message: str) -> None:
    assert message in wrong(theme_in(tmp_path, "based_on: calm", switch=svg))


@pytest.mark.parametrize("keep", [0, 3, 11, 200, 5_000, 100_000, 150_000])
def test_a_font_that_is_cut_off_is_told_and_not_used(tmp_path: Path, keep: int) -> None:
    (tmp_path / "cut.ttf").write_bytes(REGULAR.read_bytes()[:keep])
    folder = theme_in(tmp_path, "based_on: calm\nfonts: {files: [cut.ttf]}")
    _, problems = load_theme(folder)
    assert "cut.ttf" in problems[0].message
    assert problems[0].exit_code is ExitCode.BAD_MEDIA


def test_a_page_named_like_a_font_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.ttf").write_text("<!doctype html><title>404</title>" * 50)
    assert "is not a TrueType" in wrong(theme_in(tmp_path, "based_on: calm\nfonts: {files: [page.ttf]}"))


def inside(body: str, defs: str = "") -> str:
    return drawing(f'<defs>{defs}</defs>\n<g data-layer="card">\n<rect width="9" height="9"/>\n{body}\n</g>')


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<image href="file:///etc/passwd"/>', "must be inside the file"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "must be inside the file"),
        ('<filter id="f"><feImage href="/etc/passwd"/></filter>', "<feImage> cannot stand"),
        ("<foreignObject/>", "<foreignObject> cannot stand"),
        ("<script>1</script>", "<script> cannot stand"),
        ('<use href="other.svg#part"/>', "href must name a part of this file"),
        ('<rect fill="url(other.svg#paint)"/>', "fill names something outside the file"),
        ("<rect style=\"fill:url( 'http://example.org/x' )\"/>", "style names something outside the file"),
        ('<rect style="fill:\\75rl(/etc/passwd)"/>', "style names something outside the file"),
        ("<style>@import '/etc/passwd';</style>", "a style names something outside the file"),
        ("<style>@font-face { src: url(x.ttf) }</style>", "a style names something outside the file"),
        ("<style>rect { fill: image-set('x.png' 1x) }</style>", "a style names something outside the file"),
    ],
)
def test_what_names_something_outside_a_drawing_is_refused_at_its_line(
    tmp_path: Path, body: str, message: str
) -> None:
    told = wrong(theme_in(tmp_path, "based_on: calm", switch=inside(body)))
    assert message in told and "switch.svg:5:" in told


@pytest.mark.parametrize(
    "defs",
    [
        "".join(
            f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" if n else '<rect id="a0"/>'
            for n in range(9)
        ),
        '<g id="a8"><use href="#b"/></g><g id="b"><use href="#a8"/></g>',
        '<pattern id="a8"><rect fill="url(#a8)"/></pattern>',
    ],
)
def test_a_drawing_that_grows_without_end_is_refused_before_it_is_drawn(tmp_path: Path, defs: str) -> None:
    told = wrong(theme_in(tmp_path, "based_on: calm", switch=inside('<use href="#a8"/>', defs)))
    assert "uses its parts in a circle, or comes to more than 20,000 elements" in told


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>\n' + inside("&b;")
    assert "entities cannot be declared" in wrong(theme_in(tmp_path, "based_on: calm", switch=bomb))


def test_what_drawing_programs_add_does_no_harm(tmp_path: Path) -> None:
    own = (CALM / "switch.svg").read_text()
    own = own.replace("<svg ", '<svg xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" ', 1)
    own = own.replace("<defs", '<inkscape:view inkscape:href="x"><inkscape:page/></inkscape:view><defs', 1)
    own = own.replace("<g ", '<g inkscape:label="Layer 1" ')
    theme, problems = load_theme(theme_in(tmp_path, "based_on: calm", switch=own))
    assert theme, problems
    Painter(theme, (640, 360), Fraction(30)).layers(scenes()["switch"], 40)


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="no links here")
def test_a_link_that_leads_out_of_a_theme_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.svg"
    outside.write_text("a secret")
    folder = tmp_path / "theme"
    folder.mkdir()
    (folder / "switch.svg").symlink_to(outside)
    (folder / "theme.yaml").write_text("based_on: calm")
    theme, problems = load_theme(folder)
    assert theme and not problems
