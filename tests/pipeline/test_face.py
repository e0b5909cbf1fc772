"""`import compiler`: what it names, and what a program gets for a path and keywords."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import compiler
from compiler.plan import fit

ROUTINE = """\
title: Tiny
size: 160x128
voice: {engine: silent, words_per_minute: 600}
profiles:
  gentle: {hold: 20s}
steps:
  - {exercise: knee_to_chest, hold: 30s}
"""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(ROUTINE)
    return path


def test_every_name_is_there_for_programs_and_for_type_checkers_alike() -> None:
    assert sorted(compiler.__all__) == sorted({*compiler._HOME_OF, "__version__"})
    assert all(getattr(compiler, name) is not None for name in compiler.__all__)
    source = Path(str(compiler.__file__)).read_text(encoding="utf-8")
    checked = source[source.index("if TYPE_CHECKING:") : source.index("_HOMES")]
    assert sorted(re.findall(r"\b(\w+)(?=,?\n|, )", re.sub(r"from \S+ import \(?", "", checked))) == sorted(
        compiler._HOME_OF
    )


def test_plan_stays_the_function_beside_the_package_of_that_name() -> None:
    assert import_module("compiler.plan").fit is fit
    assert callable(compiler.plan)


def test_what_is_wanted_is_said_with_the_words_of_the_command_line(routine: Path, tmp_path: Path) -> None:
    def hold(timeline: compiler.Timeline) -> float:
        return next(float(e.dose.hold or 0) for e in timeline.exercises)

    store = tmp_path / "store"
    assert hold(compiler.plan(str(routine), store=store)) == 30
    assert hold(compiler.plan(routine, store=store, profile="gentle")) == 20
    assert hold(compiler.plan(routine, store=store, hold=["knee_to_chest=25s"])) == 25
    assert compiler.plan(routine, store=store, size="square").size == (1080, 1080)
    with pytest.raises(compiler.OptionProblem, match="unit"):
        compiler.plan(routine, store=store, hold="30")


def test_check_raises_nothing_and_plan_and_build_raise_all(routine: Path, tmp_path: Path) -> None:
    routine.write_text(ROUTINE.replace("hold: 30s", "hodl: 30s").replace("title: Tiny", "title: ''"))
    report = compiler.check(routine, store=tmp_path / "store")
    assert report.timeline is None
    assert len(report.diagnostics) == 2
    for call in (compiler.plan, compiler.build):
        with pytest.raises(compiler.InvalidRoutine) as caught:
            call(routine, store=tmp_path / "store")
        assert caught.value.diagnostics == report.diagnostics


def imported(program: str, *heavy: str) -> str:
    """Which of the heavy modules a program has imported in the end."""
    program = f"import sys; {program}; print(sorted(set({heavy!r}) & set(sys.modules)))"
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_importing_it_imports_nothing_heavy() -> None:
    assert imported("import compiler", "av", "numpy", "pydantic", "typer", "yaml") == "[]\n"


def test_a_routine_of_drawn_figures_is_checked_without_what_draws(tmp_path: Path) -> None:
    routine = tmp_path / "morning.yaml"
    routine.write_text("title: T\nsteps:\n  - exercise: knee_to_chest\n", encoding="utf-8")
    program = f"import compiler; assert compiler.check({str(routine)!r}, store={str(tmp_path / 'store')!r}).timeline"
    assert imported(program, "av", "numpy", "resvg_py") == "[]\n"


def test_a_row_of_a_table_is_a_patient(tmp_path: Path) -> None:
    routine = tmp_path / "morning.yaml"
    routine.write_text("title: T\nsteps:\n  - exercise: knee_to_chest\n", encoding="utf-8")
    table = tmp_path / "clinic.csv"
    table.write_text("name;hold\nAna;20s\nBob;25s\n", encoding="utf-8")
    ana, bob = compiler.patients(table)
    made = [compiler.plan(routine, store=tmp_path / "store", patient=table, row=row) for row in (ana, bob)]
    assert [(plan.variant, plan.exercises[0].dose.hold) for plan in made] == [("ana", 20), ("bob", 25)]
