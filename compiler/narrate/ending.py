"""How a process ends: killed, or by itself with a code and a complaint."""

import contextlib
import os
import signal
import subprocess
import sys
from typing import IO

_SHOWN = 300
"""Characters of a tool's own complaint that are passed on."""


def end_process(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process and, where there are process groups, whatever it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def how_it_ended(code: int) -> str:
    """What became of a process, as the end of a sentence about it."""
    if code >= 0:
        return f"failed with exit code {code}"
    try:
        return f"died of {signal.Signals(-code).name}"
    except ValueError:
        return f"died of signal {-code}"


def last_words(complaint: IO[bytes]) -> str:
    """The end of what was written on standard error, printable and on one line."""
    size = complaint.seek(0, os.SEEK_END)
    complaint.seek(max(0, size - 4 * _SHOWN))
    words = " ".join(complaint.read().decode("utf-8", "replace").split())
    printable = "".join(c for c in words if c.isprintable())
    return f": {printable[-_SHOWN:]}" if printable else ""
