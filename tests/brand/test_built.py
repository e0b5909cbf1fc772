"""A project with a brand: built in three sizes, its thumbnail, its sheet, and what MoviePy makes of it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import pytest

import compiler
from compiler.draw import load_look
from compiler.draw.brand_font import gap_in_font
from compiler.draw.fonts import font_files
from compiler.model.brand import Look
from compiler.model.errors import Diagnostic
from compiler.model.timeline import StepKind, Timeline
from compiler.pipeline import look_sheet
from compiler.pipeline.moviepy_clip import rgb_of, to_moviepy
from compiler.render import render_frame, thumbnail
from compiler.system.workshop import Workshop, open_workshop
from tests.pipeline.conftest import write_ball, write_png
from tests.robust.trying import in_process

BRAND = """\
name: FitFun 4 Ever
logo: logo.svg
colours: {main: "#FF00FF", accent: "#00FF00"}
font: Own.ttf
contact: Tel. 0171 2345678
corner: top right
layout: [left, bar]
end: {links: fitfun.example, free: left}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><rect width="80" height="40" fill="#FFFF00"/></svg>'
ROUTINE = """\
title: Knees 💪
size: 320x180
frame_rate: 10
voice: {engine: silent}
exercises:
  knee: {name: Knee to Chest, hold: 2s, clip: ball.mp4, setup: Lie down.}
steps:
  - exercise: knee
"""


@dataclass(frozen=True)
class Project:
    folder: Path
    shop: Workshop

    @property
    def routine(self) -> Path:
        return self.folder / "r.yaml"

    def timeline(self, extra: str = "") -> Timeline:
        report = self.checked(extra)
        assert report.timeline, [problem.render() for problem in report.diagnostics]
        return report.timeline

    def checked(self, extra: str) -> compiler.Report:
        path = self.folder / "changed.yaml"
        path.write_text(ROUTINE.replace("steps:", f"{extra}steps:"), encoding="utf-8")
        return compiler.check(path, store=self.shop.store.root)

    def mistakes(self, extra: str) -> list[Diagnostic]:
        return [one for one in self.checked(extra).diagnostics if one.severity == "error"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("branded")
    (folder / "assets" / "clips").mkdir(parents=True)
    write_ball(folder / "assets" / "clips" / "ball.mp4", 1)
    (folder / "brand.yaml").write_text(BRAND)
    (folder / "logo.svg").write_text(LOGO)
    shutil.copy(font_files()[3], folder / "assets" / "Own.ttf")
    (folder / "r.yaml").write_text(ROUTINE, encoding="utf-8")
    green = np.full((180, 320, 3), (0, 120, 0), np.uint8)
    write_png(folder / "assets" / "clips" / "green.png", green)
    with open_workshop(store=tmp_path_factory.mktemp("store"), jobs=1) as shop:
        yield Project(folder, shop)


def picture(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)


@pytest.mark.slow
def test_an_ugly_brand_is_built_with_its_colours_mended(project: Project) -> None:
    built = compiler.build(
        project.routine,
        output=project.folder / "output",
        store=project.shop.store.root,
        jobs=1,
        size="180x320",
    )
    warned = [one.message for one in built.warnings]
    assert any("accent #00FF00 has a contrast of 1.9 : 1" in message for message in warned), warned
    with av.open(str(built.outputs.mp4)) as container:
        first = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    assert (abs(first - (255, 0, 255)).sum(axis=-1) < 90).mean() > 0.2  # the title card
    assert (abs(first - (255, 255, 0)).sum(axis=-1) < 90).sum() > 50  # the logo
    words = dict(built.timeline.steps[-1].scene.words)
    assert (words["brand"], words["line_1"], words["line_2"]) == (
        "FitFun 4 Ever", "Tel. 0171 2345678", "fitfun.example",
    )  # fmt: skip


@pytest.mark.slow
def test_moviepy_shows_the_brand_too(project: Project) -> None:
    timeline = project.timeline()
    step = next(step for step in timeline.steps if step.kind is StepKind.HOLD)
    clip = to_moviepy(replace(timeline, steps=(step,)), project.shop)
    ours = rgb_of(render_frame(timeline, step.range.start + 11, project.shop)).astype(float)
    theirs = clip.get_frame(1.15).astype(float)
    assert np.abs(ours - theirs).mean() < 2


def test_a_routine_s_layout_goes_before_the_brand_s_key_by_key(project: Project) -> None:
    layout = project.timeline("layout: {panel: right, letters: big}\n").layout
    assert [layout.panel, layout.count, layout.count_at, layout.letters] == ["right", "bar", None, "big"]


# --- the thumbnail ------------------------------------------------------------------------------------------


def shown(project: Project, extra: str) -> np.ndarray:
    return picture(thumbnail(project.timeline(extra), project.shop))


def test_a_thumbnail_shows_one_s_own_picture_with_the_title_on_it(project: Project) -> None:
    drawn = shown(project, "thumbnail: {picture: green.png, title: Five minutes}\n")
    assert (abs(drawn - (0, 120, 0)).sum(axis=-1) < 60).mean() > 0.4
    assert (abs(drawn - (255, 0, 255)).sum(axis=-1) < 200).mean() > 0.1  # the panel of the title
    assert project.timeline("thumbnail: green.png\n").thumbnail is not None


def test_a_thumbnail_shows_a_moment_of_the_video_without_what_lies_over_it(project: Project) -> None:
    timeline = project.timeline()
    held = next(step for step in timeline.steps if step.kind is StepKind.HOLD)
    at = (held.range.start + 5) / 10
    early, late = (shown(project, f"thumbnail: {{at: {moment:g}s}}\n") for moment in (at, at + 0.4))
    assert np.abs(early - late).max() > 60  # the ball has gone on
    beside = early[:60, 180:]
    assert (abs(beside - (255, 0, 255)).sum(axis=-1) < 60).sum() == 0  # neither panel nor bar up there


def test_a_thumbnail_shows_an_exercise_and_is_kept(project: Project) -> None:
    timeline = project.timeline("thumbnail: {exercise: knee}\n")
    assert timeline.thumbnail and timeline.thumbnail.word("title") == "Knees 💪"
    assert thumbnail(timeline, project.shop) == thumbnail(timeline, project.shop)
    other = project.timeline("thumbnail: {exercise: knee, words: Two knees}\n")
    assert other.thumbnail and other.thumbnail.word("title") == "Two knees"
    assert thumbnail(timeline, project.shop) != thumbnail(other, project.shop)


@pytest.mark.parametrize(
    ("extra", "message", "hint"),
    [
        ("thumbnail: {at: 1s}\n", "at 0:01 there is a card, and no picture of a clip", "has one"),
        ("thumbnail: {at: 10m}\n", "the video ends at", "choose an earlier time"),
        ("thumbnail: {exercise: kne}\n", "no step does the exercise 'kne'", "did you mean knee?"),
        ("thumbnail: {picture: gren.png}\n", "there is no file gren.png", "green.png"),
        ("thumbnail: {at: 1s, exercise: knee}\n", "a thumbnail has both at and exercise", "keep one"),
        ("layout: {panel: lft}\n", "must be one of left, right, below; got lft", "left"),
    ],
)
def test_what_is_wrong_with_it_is_told_at_its_place(
    project: Project, extra: str, message: str, hint: str
) -> None:
    (problem,) = project.mistakes(extra)
    assert message in problem.message and hint in (problem.hint or "")
    assert problem.span and "{" in problem.span.source_line


def test_the_words_on_it_are_translated(project: Project) -> None:
    (project.folder / "changed.de.yaml").write_text("words: {Five minutes: Fünf Minuten}\n", encoding="utf-8")
    project.checked("thumbnail: {exercise: knee, title: Five minutes}\n")
    report = compiler.check(project.folder / "changed.yaml", store=project.shop.store.root, language="de")
    (project.folder / "changed.de.yaml").unlink()
    assert report.timeline and report.timeline.thumbnail
    assert report.timeline.thumbnail.word("title") == "Fünf Minuten"


# --- the command ------------------------------------------------------------------------------------------


def test_letters_that_a_font_lacks_are_told_with_what_becomes_of_them(project: Project) -> None:
    timeline = project.timeline()
    theme, _ = load_look(Look(brand=timeline.brand))
    assert theme and gap_in_font(timeline.brand, theme, ["Übung ß 💪"]) == []
    own = next(face for face in theme.fonts.faces if face.path.name == "Own.ttf")
    own.characters = own.characters - {ord("ß")}
    (warning,) = gap_in_font(timeline.brand, theme, ["Straße"])
    assert "has no ß: words with such letters are set in another font" in warning.message
    assert warning.span and warning.span.source_line == "font: Own.ttf"


@pytest.mark.slow
def test_the_sheet_shows_every_card_in_every_size(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.folder)
    monkeypatch.setattr(
        look_sheet, "SIZES", {"landscape": (160, 90), "portrait": (90, 160), "square": (90, 90)}
    )
    answer = in_process("theme", "-o", str(tmp_path / "look.png"))
    assert answer.code == 0, answer.complained
    assert "accent #00FF00" in answer.complained
    drawn = picture(tmp_path / "look.png")
    assert drawn.shape[0] > 700 and drawn.shape[1] > 600
    assert (abs(drawn - (255, 0, 255)).sum(axis=-1) < 90).mean() > 0.1


def test_a_brand_that_cannot_be_read_is_refused_with_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brand.yaml").write_text('colours: {main: "#16324F", accent: "#F2A541", text: "#1B3B5C"}\n')
    answer = in_process("theme", "-o", "look.png")
    assert answer.code == 3
    assert (
        "brand.yaml:1:53: error: text #1B3B5C on main #16324F has a contrast of 1.1 : 1" in answer.complained
    )
    assert not (tmp_path / "look.png").exists()


def test_a_theme_of_one_s_own_starts_with_drawings_in_the_brand_s_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brand.yaml").write_text('colours: {main: "#16324F", accent: "#F2A541"}\n')
    assert in_process("theme", "--new", "park").code == 0
    folder = tmp_path / "assets" / "themes" / "park"
    assert len(list(folder.glob("*.svg"))) == 21
    assert 'mint: "#F2A541"' in (folder / "theme.yaml").read_text()
    (tmp_path / "r.yaml").write_text(
        "title: T\ntheme: park\nvoice: {engine: silent}\nsteps:\n  - exercise: bridge\n"
    )
    report = compiler.check(tmp_path / "r.yaml", store=tmp_path / "store")
    assert report.diagnostics == () and report.timeline and report.timeline.theme == folder
    again = in_process("theme", "--new", "park")
    assert again.code == 6 and "is there already" in again.complained
