"""Names for what is not finished yet, so that what a killed process left can be told and swept away.

A name is `.part-followalong-<place>-<process>-<random><suffix>`. The place is this machine (and, in a container, this
container): a process number means nothing elsewhere. What is from elsewhere, and everything on Windows, where
asking for a process is not harmless, is swept when it is a day old.
"""

import hashlib
import os
import platform
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

PREFIX = ".part-followalong-"

_OLD_SECONDS = 24 * 60 * 60
_SHORT_PLACES = ("/tmp", "/var/tmp")


@cache
def _place() -> str:
    """Eight hex digits that name the machine and the process table that process numbers belong to."""
    table = ""
    with suppress(OSError):
        table = str(Path("/proc/self/ns/pid").readlink())
    return hashlib.sha256(f"{platform.node()} {table}".encode()).hexdigest()[:8]


def part_name(suffix: str) -> str:
    """A new name for an unfinished file or folder of this process."""
    return f"{PREFIX}{_place()}-{os.getpid()}-{secrets.token_hex(6)}{suffix}"


@contextmanager
def scratch_folder(parent: Path | None = None) -> Iterator[Path]:
    """A folder for unfinished work in `parent` (or the system's temporary folder), gone after the block."""
    folder = (parent or Path(tempfile.gettempdir())) / part_name("")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def short_scratch_folder(longest: int) -> Path:
    """A new folder in a temporary folder, with a path of at most `longest` bytes where there is such a place.

    The caller removes it.

    Raises:
        OSError: the place takes none.
    """
    name = part_name("")
    places = temporary_folders()
    place = next((one for one in places if len(os.fsencode(one / name)) <= longest), places[0])
    (place / name).mkdir(mode=0o700)
    return place / name


def temporary_folders() -> list[Path]:
    """The system's temporary folder, and those that serve where its path is too long for a socket's."""
    short = _SHORT_PLACES if sys.platform != "win32" else ()
    return list(dict.fromkeys(Path(place) for place in (tempfile.gettempdir(), *short)))


def sweep_outside() -> None:
    """Remove what processes that are gone left in temporary folders. Never raises."""
    with suppress(OSError):
        for folder in temporary_folders():
            sweep(folder)


def sweep(folder: Path) -> None:
    """Remove unfinished files and folders in `folder` whose process is gone. Never raises."""
    for left in leftovers(folder):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


def leftovers(folder: Path) -> list[Path]:
    """Unfinished files and folders in `folder` that nobody will finish."""
    names = (entry.name for entry in listed(folder))
    unfinished = (folder / name for name in names if name.startswith(PREFIX))
    return [path for path in unfinished if not is_alive(path)]


def listed(folder: Path) -> list[os.DirEntry[str]]:
    """What is in `folder`; nothing if another process has just taken it away, which `Path.glob` does not forgive."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def is_alive(unfinished: Path) -> bool:
    """Whether the process that named a file may still be at work on it."""
    place, _, rest = unfinished.name.removeprefix(PREFIX).partition("-")
    process = rest.partition("-")[0]
    if sys.platform == "win32" or place != _place() or not process.isdecimal():
        try:
            return time.time() - unfinished.stat().st_mtime < _OLD_SECONDS
        except OSError:
            return False
    return _runs(int(process))


def _runs(process: int) -> bool:
    """Whether there is such a process; one that is dead and only waits for its parent does not count."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it runs as somebody else
        return True
    try:
        return ") Z" not in Path(f"/proc/{process}/stat").read_text(errors="replace")
    except OSError:  # no such table here, or it has just gone
        return True
