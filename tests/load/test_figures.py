"""Figures of one's own are checked whenever they are loaded; those that were shipped, once and for all."""

import pytest

from compiler.load import pictures
from compiler.shipped import library_folder
from tests.load.conftest import Desk

ROUTINE = "title: Bridges\nsteps: [{exercise: bridge}]\n"
EXERCISE = "name: Bridge\nfigure: bridge\nhold: 5s\n"
BRIDGE = (library_folder() / "figures" / "bridge.yaml").read_text(encoding="utf-8")


def test_a_body_that_bends_too_far_is_told_at_its_phase(desk: Desk) -> None:
    impossible = BRIDGE.replace("waist: {bend: -12}", "waist: {bend: -70}")
    assert impossible != BRIDGE
    desk.write("assets/figures/bridge.yaml", impossible)
    loaded = desk.load(ROUTINE)
    found = [d for d in loaded.diagnostics if "waist's bend" in d.message]
    assert [(d.span.path.name, d.span.line) for d in found if d.span] == [("bridge.yaml", 24)]


def test_a_shipped_figure_is_not_checked_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "check_figure", lambda _: pytest.fail("it was checked"))
    desk.write("assets/figures/bridge.yaml", BRIDGE)
    assert desk.load(ROUTINE).diagnostics == ()


def test_an_exercise_that_somebody_films_keeps_the_count_of_its_figure(desk: Desk) -> None:
    """Also under cues that speak of its phases; a tempo of one's own goes before it."""
    text = "title: Cats\nsteps:\n- exercise: cat_cow\n"
    drawn, filmed, own = (
        desk.routine(text + more).steps[0].dose.tempo
        for more in ("", "  clip: mine.mp4\n", "  clip: mine.mp4\n  tempo: {round: 3s, arch: 3s}\n")
    )
    assert [phase.name for phase in filmed] == ["round", "hold", "arch", "return"]
    assert filmed == drawn
    assert [phase.name for phase in own] == ["round", "arch"]
