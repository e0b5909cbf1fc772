"""No file of the package imports, by whatever way round, a file that imports it: not the face of its package either.

The contract in pyproject.toml sees what stands side by side; a package's `__init__.py` stands above its files.
"""

from graphlib import CycleError, TopologicalSorter

import grimp


def _circle(imports: dict[str, set[str]]) -> list[str]:
    """The files of one circle, the first again at the end; empty where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_files_do_not_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("compiler", cache_dir=None)

    circle = _circle({name: graph.find_modules_directly_imported_by(name) for name in graph.modules})

    assert not circle, " is imported by ".join(circle)


def test_a_circle_would_be_seen() -> None:
    assert set(_circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}
