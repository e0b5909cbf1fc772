"""Shared by the figure tests: the shipped scripts and a small one, read once, and a writer of small scripts."""

from collections.abc import Callable
from functools import partial
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


def read(text: str, folder: Path) -> tuple[Figure | None, list[Diagnostic]]:
    path = folder / "move.yaml"
    path.write_text(text, encoding="utf-8")
    return read_figure(path)


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], tuple[Figure | None, list[Diagnostic]]]:
    return partial(read, folder=tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Figure:
    figure, problems = read(SMALL, tmp_path_factory.mktemp("small"))
    assert figure is not None, problems
    return figure
