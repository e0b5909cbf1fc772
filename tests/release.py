"""A wheel and an sdist, made and tried as somebody would who has neither this checkout nor our versions.

`python tests/release.py [--dist FOLDER]` needs the package index and takes some minutes; it is no part of the gate.
It builds both, builds the wheel again from the sdist, and then, twice in a clean environment each, starts a routine,
checks it and builds a draft in an empty folder: once with the newest libraries, once with the lowest that are allowed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LOWEST = re.compile(r"Requires-Dist: ([A-Za-z0-9_.-]+)\s*[^;]*?>=\s*([0-9][0-9A-Za-z.]*)")


def run(arguments: Sequence[str | Path], *, folder: Path, **environment: str) -> None:
    """Run a command and stop with it where it fails."""
    sys.stdout.write(f"+ {' '.join(map(str, arguments))}\n")
    sys.stdout.flush()
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    subprocess.run(list(map(str, arguments)), cwd=folder, env={**env, **environment}, check=True)


def python_in(folder: Path) -> Path:
    """The interpreter of a new, empty environment."""
    venv.create(folder, with_pip=True)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def built(dist: Path, scratch: Path) -> tuple[Path, Path]:
    """The wheel and the sdist, the first made from the second so that nothing of it can be missing there."""
    python = python_in(scratch / "builder")
    run([python, "-m", "pip", "install", "-q", "hatchling"], folder=scratch)
    run([python, "-m", "hatchling", "build", "-t", "sdist", "-d", dist], folder=ROOT)
    sdist = max(dist.glob("followalong-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    run([python, "-m", "pip", "wheel", "-q", "--no-deps", "-w", dist, sdist], folder=scratch)
    return max(dist.glob("followalong-*.whl"), key=lambda path: path.stat().st_mtime), sdist


def lowest(wheel: Path) -> str:
    """Constraints that hold every library to the lowest version that the wheel allows."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().splitlines()
    needed = [line for line in lines if "extra ==" not in line]
    found = [match for line in needed if (match := _LOWEST.match(line))]
    return "".join(f"{match[1]}=={match[2]}\n" for match in found)


def tried(wheel: Path, folder: Path, constraints: str = "") -> None:
    """Install the wheel into a clean environment and use it in an empty folder, with a store of its own."""
    folder.mkdir()
    python = python_in(folder / "environment")
    (folder / "constraints.txt").write_text(constraints, encoding="utf-8")
    run([python, "-m", "pip", "install", "-q", "-c", "constraints.txt", wheel], folder=folder)
    work = folder / "work"
    work.mkdir()
    command = python.with_name("followalong" + (".exe" if os.name == "nt" else ""))
    for arguments in (
        ["--version"],
        ["doctor"],
        ["help", "durations"],
        ["help", "publishing"],
        ["new", "morning"],
        ["check", "routines/morning.yaml"],
        ["build", "--draft", "routines/morning.yaml"],
    ):
        run([command, *arguments], folder=work, FOLLOWALONG_CACHE=str(folder / "store"))
    assert list(work.rglob("*.mp4")), "no video was made"


def main() -> None:
    """Build, try, and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where wheel and sdist go")
    dist = parser.parse_args().dist.resolve()
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        scratch = Path(name)
        wheel, sdist = built(dist, scratch)
        tried(wheel, scratch / "newest")
        tried(wheel, scratch / "lowest", lowest(wheel))
    for path in (wheel, sdist):
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
