"""The whole gate: style, types, structure, tests. Stops at the first that fails.

`python tests/gate.py --quick` is the half that takes under a minute: style, structure, and the tests of everything
that needs no build, no browser and no other process for long.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STYLE = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
STRUCTURE = ("importlinter.cli", "lint")
TESTS = ("pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
"""Processes and order: tests/conftest.py. The tests of a file stay together, as they share what is costly."""
WHOLE = (*STYLE, ("mypy",), STRUCTURE, TESTS)

QUICK_TESTS = (
    "test_contributing.py", "language", "yaml", "load", "customise", "plan", "draw", "narrate", "mix", "listen",
)  # fmt: skip
"""Tests that need little; tests in them that are marked as `slow` are left out."""


def quick() -> tuple[tuple[str, ...], ...]:
    """The checks of the quick half."""
    tests = [f"tests/{name}" for name in QUICK_TESTS if (ROOT / "tests" / name).exists()]
    return (*STYLE, STRUCTURE, (*TESTS, "-m", "not slow", *tests))


def _environment() -> dict[str, str]:
    """Ours, with compiled modules written: else each of hundreds of processes compiles all that it imports."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main() -> int:
    """Run every check with this interpreter; the first failing one's exit code, or 0."""
    for module, *arguments in quick() if "--quick" in sys.argv[1:] else WHOLE:
        sys.stdout.write(f"+ {module} {' '.join(arguments)}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", module, *arguments]
        if module == "importlinter.cli":
            code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
            command = [sys.executable, "-c", code]
        code_ = subprocess.run(command, cwd=ROOT, env=_environment(), check=False).returncode
        if code_:
            return code_
    return 0


if __name__ == "__main__":
    sys.exit(main())
