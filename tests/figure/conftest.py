"""Shared by the figure tests: the shipped scripts, read once, and a writer of small scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from figure_samples import SHIPPED, SMALL

from compiler.figure import Figure, read_figure
from compiler.model.errors import Diagnostic


@pytest.fixture(scope="session")
def shipped() -> dict[str, Figure]:
    figures = {}
    for path in SHIPPED:
        figure, problems = read_figure(path)
        assert figure is not None, "\n".join(d.render() for d in problems)
        figures[path.stem] = figure
    return figures


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], tuple[Figure | None, list[Diagnostic]]]:
    def read(text: str) -> tuple[Figure | None, list[Diagnostic]]:
        path = tmp_path / "move.yaml"
        path.write_text(text, encoding="utf-8")
        return read_figure(path)

    return read


@pytest.fixture
def small(script: Callable[[str], tuple[Figure | None, list[Diagnostic]]]) -> Figure:
    figure, problems = script(SMALL)
    assert figure is not None, problems
    return figure
