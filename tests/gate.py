"""The whole gate: style, types, structure, tests. Stops at the first that fails."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("importlinter.cli", "lint"),
    ("pytest",),
)


def main() -> int:
    """Run every check with this interpreter; the first failing one's exit code, or 0."""
    for module, *arguments in CHECKS:
        sys.stdout.write(f"+ {module} {' '.join(arguments)}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", module, *arguments]
        if module == "importlinter.cli":
            code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
            command = [sys.executable, "-c", code]
        code_ = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code_:
            return code_
    return 0


if __name__ == "__main__":
    sys.exit(main())
