"""What a command opens and connects to on a stranger's project, by the system's own account (strace, on Linux).

Nothing outside of the project, its store and its results, the user's own data and temporary folders, the installed
packages and the system's own files; and no connection but the one to the workers, through a socket of our own.

By hand, everything that a `build` of the project opens outside of those (nothing, if all is well)::

    python -m tests.faults.opened
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.kills import project_in
from tests.robust.trying import COMMAND, ROOT, Project

CALLS = "trace=open,openat,openat2,creat,connect,sendto,execve"
SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/etc/localtime",
    "/etc/fonts",
    "/proc",
    "/sys",
    "/dev",
)
PLACES = ("/tmp", "/var/tmp")
"""These are listed for what killed builds left in them; files of others there are not opened."""
_CALL = re.compile(r"^\d+ +(?P<call>\w+)\((?P<rest>.*)$", re.MULTILINE)
_PATH = re.compile(r'"(?P<path>[^"]*)"')


def possible() -> bool:
    """Whether this machine has the tool."""
    return sys.platform == "linux" and shutil.which("strace") is not None


def outside(project: Project, *arguments: str) -> list[str]:
    """What a command opens, starts or connects to that is not the project's, ours or the system's."""
    log = project.folder.parent / "opened.txt"
    command = ("strace", "-f", "-qq", "-s", "4096", "-e", CALLS, "-o", str(log), *COMMAND, *arguments)
    own = {name: str(project.folder / name.lower()) for name in ("FOLLOWALONG_DATA", "FOLLOWALONG_CONFIG")}
    done = subprocess.run(
        command, cwd=project.folder, env=project.environment(**own), capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return sorted(set(_strange(log.read_text(errors="replace"), project)))


def _strange(trace: str, project: Project) -> Iterator[str]:
    ours = _ours(project)
    for found in _CALL.finditer(trace):
        named = _PATH.search(found["rest"])
        if found["call"] in {"connect", "sendto"}:
            address = "sa_family=" in found["rest"]
            if address and not (named and ".part-followalong-" in named["path"]):
                yield f"{found['call']}: {found['rest'][:200]}"
        elif named and named["path"] and named["path"] not in PLACES:
            path = Path(project.folder, named["path"])
            if not any(path.is_relative_to(place) for place in ours):
                yield f"{found['call']}: {path}"


def _ours(project: Project) -> list[Path]:
    packages = [place for place in sys.path if place.endswith("-packages")]
    return [Path(place) for place in (*packages, sys.prefix, sys.base_prefix, *SYSTEM, ROOT, project.folder)]


def main() -> int:
    """Show what is strange; 1 if anything is."""
    with tempfile.TemporaryDirectory() as folder:
        project = project_in(Path(folder, "project"))
        strange = outside(project, "build", "--animatic", "--jobs", "1", str(project.routine))
    sys.stdout.write("".join(f"{line}\n" for line in strange) or "nothing outside, no connection\n")
    return 1 if strange else 0


if __name__ == "__main__":
    sys.exit(main())
