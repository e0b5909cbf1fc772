"""How worker processes are started: by a fork server on Linux, each by itself elsewhere; and Ctrl-C meanwhile."""

import multiprocessing
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from compiler.store.scratch import short_scratch_folder
from compiler.system.interrupts import interrupts_wait
from compiler.system.python_child import safe_path

START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How workers come to be. A fork server imports once for all of them; where forking is not safe, each imports."""

_LONGEST_FOLDER = 88
"""Bytes: the address of a socket has 107, and the socket in the folder takes 18 of them."""


def serve_forks(importing: str) -> None:
    """Have the fork server running or on its way; the first one of a process decides what it imports."""
    from multiprocessing import forkserver, resource_tracker

    _name_what_a_kill_leaves()
    forkserver.set_forkserver_preload([importing])
    with safe_path(), interrupts_wait():
        resource_tracker.ensure_running()  # which lets signals through again when it is up, so it is first
        with _deaf():
            forkserver.ensure_running()


def start_process(process: Any) -> None:
    """Start a worker: it never hears Ctrl-C, and one that comes to us does not leave it half started.

    Raises:
        EOFError, OSError: the fork server died meanwhile; a new one serves the next call.
    """
    with safe_path(), interrupts_wait(), _deaf():
        process.start()


def _name_what_a_kill_leaves() -> None:
    """The folder of the server's socket gets a name that tells the next build whose it was.

    Python's own name tells nothing, so that nobody could ever remove what was left.
    """
    from multiprocessing import util

    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    if config.get("tempdir") is None:
        folder = short_scratch_folder(_LONGEST_FOLDER)
        config.update(tempdir=str(folder))
        util.Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=-100)


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started inside never hears Ctrl-C, which a terminal sends to all processes. We do, at the end."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
