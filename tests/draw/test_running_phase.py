"""The panel shows which phase of a repetition runs."""

from dataclasses import replace
from fractions import Fraction

from compiler.draw import load_theme
from compiler.draw.painter import Painter
from compiler.model.timeline import RepsRing, RunningPhase, Scene

SCENE = Scene(
    layout="exercise",
    words=(("name", "Bridge"), ("side", "Left leg"), ("detail", "Lift · hold · lower")),
    ring=RepsRing(reps=3, rep_frames=70),
    phases=RunningPhase(names=("Lift", "hold", "lower"), frames=(20, 30, 20)),
    fade_in=False,
)


def painter(theme: str) -> Painter:
    found, problems = load_theme(theme)
    assert found, problems
    return Painter(found, (640, 360), Fraction(30))


def panel(drawing: Painter, scene: Scene, frame: int) -> bytes:
    layer = next(layer for layer in drawing.layers(scene, frame) if layer.key[0] == "words")
    return drawing.pixels(layer).tobytes()


def test_each_phase_is_marked_while_it_runs() -> None:
    drawing = painter("calm")
    lift, hold, lower = (panel(drawing, SCENE, frame) for frame in (0, 20, 50))
    assert len({lift, hold, lower, panel(drawing, replace(SCENE, phases=None), 0)}) == 4
    assert panel(drawing, SCENE, 19) == lift == panel(drawing, SCENE, 70)


def test_nothing_changes_between_two_phases() -> None:
    drawing, frame, turns = painter("plain"), 0, []
    while frame < 210:
        frame = drawing.constant_until(SCENE, frame, 210)
        turns.append(frame)
    assert {20, 50, 70, 90, 120, 140} <= set(turns)
