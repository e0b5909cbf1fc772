"""The list of shipped figures whose anatomy has been checked is the list of all."""

import json

from compiler.pipeline.checked_figures import checked_figures
from compiler.shipped import CHECKED_FIGURES, library_folder


def test_every_shipped_figure_is_checked_and_known_as_that() -> None:
    folder = library_folder() / "figures"
    known = json.loads((folder / CHECKED_FIGURES).read_text(encoding="utf-8"))
    assert known == checked_figures(folder), "check them: python -m compiler.pipeline.checked_figures"
