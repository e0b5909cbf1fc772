"""What a process may find around it: closed streams, odd encodings, no folder; and where bugs are written down."""

import os
import platform
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from compiler.model.errors import CannotWrite
from compiler.version import __version__


def require_folder() -> None:
    """Nothing can be found or written from a current folder that is gone.

    Raises:
        CannotWrite: it is.
    """
    try:
        Path.cwd()
    except OSError:
        hint = "change into another one (cd) and run this again"
        raise CannotWrite("the folder that you are in does not exist any more", hint=hint) from None


def require_folders() -> None:
    """The same, and the folder for temporary files, which may be taken away while a process is at work.

    Raises:
        CannotWrite: one of them is gone.
    """
    require_folder()
    place = Path(tempfile.gettempdir())
    if not place.is_dir():
        message = f"the folder for temporary files, {place}, does not exist any more"
        raise CannotWrite(message, hint="run this again; TMPDIR names another one")


def open_streams() -> None:
    """Standard streams that were closed lead to nowhere, and characters that a stream cannot show are spelt out.

    Without this the next file that is opened would become standard output.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _nowhere() -> Any:
    return Path(os.devnull).open("w", encoding="utf-8")


def close_stdout() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, without a complaint at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def write_bug_report(error: BaseException) -> Path | None:
    """Write down what happened where the user can find it; None if no folder takes it."""
    from compiler.store import default_root

    report = "".join(
        [
            f"followalong {__version__}, python {platform.python_version()}, {platform.platform()}\n",
            f"{sys.argv}\n\n",
            *traceback.format_exception(error),
        ]
    )
    name = f"bug-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    for usual in (True, False):
        with suppress(OSError):
            path = (default_root() / "bugs" if usual else Path(tempfile.gettempdir())) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(report, encoding="utf-8", errors="backslashreplace")
            return path
    return None
