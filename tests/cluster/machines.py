"""A scheduler and its workers as processes, each with an empty store and a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.robust.trying import ROOT

PATIENCE_SECONDS = 60.0


def until(happened: Callable[[], object], what: str) -> None:
    """Wait for something that other processes do."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end, f"{what} has not happened within {PATIENCE_SECONDS:g} s"
        time.sleep(0.02)


@dataclass
class Machine:
    """One process of the cluster."""

    process: "subprocess.Popen[bytes]"
    store: Path

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def made(self, kind: str) -> list[Path]:
        """The entries of that kind in its store."""
        return [path for path in (self.store / kind).glob("*/*") if not path.name.startswith(".")]


@dataclass
class Machines:
    """A cluster in a folder."""

    folder: Path
    options: tuple[str, ...] = ()
    scheduler: Machine = field(init=False)
    workers: list[Machine] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "home").mkdir(parents=True)
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file)
        )
        until(self._is_up, "the start of the scheduler")

    @property
    def _file(self) -> Path:
        return self.folder / "scheduler.json"

    def _is_up(self) -> bool:
        """Whether its file is there, and whole."""
        return self._file.exists() and self._file.read_text().rstrip().endswith("}")

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_text())["address"])

    def add_worker(self, code: Path = ROOT) -> Machine:
        """A worker more, in one process with one thread, that runs the package in `code`."""
        number = str(len(self.workers))
        folder = ("--local-directory", str(self.folder / f"local-{number}"))
        alone = ("--no-nanny", "--nthreads", "1", "--nworkers", "1")
        worker = self._start("worker", self.address, *alone, *folder, number=number, code=code)
        self.workers.append(worker)
        return worker

    def _start(self, kind: str, *arguments: str, number: str = "", code: Path = ROOT) -> Machine:
        store = self.folder / f"store-{number or kind}"
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(code),
            "HOME": str(self.folder / "home"),
            "FOLLOWALONG_CACHE": str(store),
        }
        module = f"distributed.cli.dask_{kind}"
        command = (sys.executable, "-m", module, *arguments, *self.options, "--no-dashboard")
        with (self.folder / f"{kind}{number}.log").open("wb") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, env=environment, cwd=self.folder / "home"
            )
        return Machine(process, store)

    def __enter__(self) -> "Machines":
        return self

    def __exit__(self, *_: object) -> None:
        for machine in (*self.workers, self.scheduler):
            machine.kill()
