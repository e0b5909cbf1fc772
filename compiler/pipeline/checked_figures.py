"""Which shipped figures have been checked, so that no build has to check them again.

`python -m compiler.pipeline.checked_figures` checks them all and renews the list; a test tells when that is due.
"""

import json
from pathlib import Path

from compiler.figure import read_figure
from compiler.model.errors import InvalidRoutine
from compiler.shipped import CHECKED_FIGURES, library_folder, script_digest


def checked_figures(folder: Path) -> dict[str, str]:
    """Name -> digest of every pose script in `folder`, if none has a mistake.

    Raises:
        InvalidRoutine: one of them is not.
    """
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        figure, problems = read_figure(path)
        if figure is None:
            raise InvalidRoutine(*problems)
        found[path.stem] = script_digest(figure.source)
    return found


def main() -> None:
    """Renew the list in `assets/figures/`."""
    folder = library_folder() / "figures"
    table = json.dumps(checked_figures(folder), indent=1)
    (folder / CHECKED_FIGURES).write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
