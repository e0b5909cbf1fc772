"""Keys name every input; the package is light until something is drawn."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

from compiler.figure import Figure, figure_key


def key(figure: Figure, frames: tuple[int, ...] = (60, 120, 60), **how: object) -> str:
    settings = {"size": (1920, 1080), "frame_rate": Fraction(30), "presenter": "default", "mirrored": False}
    return figure_key(figure, frames, **{**settings, **how})  # type: ignore[arg-type]


def test_equal_inputs_have_equal_keys(small: Figure) -> None:
    assert key(small) == key(small)


def test_every_input_changes_the_key(small: Figure) -> None:
    keys = {
        key(small),
        key(small, (60, 121, 60)),
        key(small, size=(1280, 720)),
        key(small, frame_rate=Fraction(25)),
        key(small, presenter="ben"),
        key(small, mirrored=True),
        key(replace(small, source=small.source + "# changed\n")),
    }
    assert len(keys) == 7


def test_where_a_script_lies_does_not_change_its_key(small: Figure) -> None:
    assert key(small) == key(replace(small, path=small.path.with_name("other.yaml")))


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, compiler.figure;"
        "sys.exit(', '.join(m for m in ('numpy', 'av', 'resvg_py') if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
