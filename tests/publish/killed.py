"""Publishing in a process of its own, to be killed: by itself at a step of the ledger, or from outside."""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from compiler.model.errors import ExitCode, FollowalongError
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.release import Release
from compiler.publish.testing import PracticeServer, Remote
from compiler.publish.withdrawal import unpublish
from tests.publish.samples import open_ledger, peertube, youtube


class ServerElsewhere(PracticeServer):
    """Stands for the practice remote of the parent process."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.remote = Remote()

    @property
    def address(self) -> str:
        return self._address


def publish_here(site: str, address: str, folder: Path, release: Release, dies_at: int) -> None:
    """Publish; SIGKILL oneself before (even `dies_at`) or after (odd) a write of the ledger; -1: never."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin deaf to it
    if hasattr(signal, "pthread_sigmask"):  # and so does what comes from a fork server
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _die_at(dies_at)
    ledger = open_ledger(folder / "data" / "ledger.sqlite3")
    server = ServerElsewhere(address)
    publisher = youtube(server, folder, ledger) if site == "youtube" else peertube(server, folder)
    try:
        publish(release, publisher, ledger)
    except FollowalongError as failure:
        sys.exit(failure.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)


def unpublish_here(site: str, address: str, folder: Path, name: str, dies_at: int) -> None:
    """Take away; SIGKILL oneself as :func:`publish_here` does."""
    ledger = open_ledger(folder / "data" / "ledger.sqlite3")
    server = ServerElsewhere(address)
    publisher = youtube(server, folder, ledger) if site == "youtube" else peertube(server, folder)
    _die_at(dies_at)
    unpublish(name, publisher, ledger)


def _die_at(point: int) -> None:
    moments = count()

    def dying(method: Callable[..., Any]) -> Callable[..., Any]:
        def around(*args: Any, **named: Any) -> Any:
            if next(moments) == point:
                os.kill(os.getpid(), signal.SIGKILL)
            value = method(*args, **named)
            if next(moments) == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return value

        return around

    for name in ("begin", "write", "spend"):
        setattr(Ledger, name, dying(getattr(Ledger, name)))


def tell(site: str, where: str, killed: int) -> None:
    """Leaves the count where FOLLOWALONG_KILL_REPORT says."""
    report = os.environ.get("FOLLOWALONG_KILL_REPORT")
    if report:
        with Path(report).open("a", encoding="utf-8") as file:
            file.write(f"{site} {where} {killed}\n")
