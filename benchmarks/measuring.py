"""A program run to its end: how long it took, how much processor time, and the memory of all its processes."""

import ctypes
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

SAMPLE_SECONDS = 0.2
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run. `cpu_seconds` counts all of its processes, so that it holds on a busy machine as well."""

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Measured:
    """Run `command` and wait for it.

    Raises:
        SystemExit: it failed; its words are in the message.
    """
    _adopt_orphans()
    began, before = time.monotonic(), os.times()
    with subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        peak = _Peak(child.pid)
        said, _ = child.communicate()
    wall = time.monotonic() - began
    _bury_orphans()
    after = os.times()
    if child.returncode:
        raise SystemExit(
            f"{' '.join(map(str, command[:4]))} failed:\n{said.decode('utf-8', 'replace')[-3000:]}"
        )
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(wall_seconds=wall, cpu_seconds=cpu, peak_megabytes=peak.stop())


_PR_SET_CHILD_SUBREAPER = 36


def _adopt_orphans() -> None:
    """Processes that outlive their parent (a fork server) become children of this one: their time counts too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _bury_orphans() -> None:
    """Those that end within a second; this process's own fork server, if it has one, stays."""
    until = time.monotonic() + 1
    with suppress(ChildProcessError):
        while sys.platform == "linux" and time.monotonic() < until:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.01)


class _Peak:
    """Samples the proportional memory (what is shared counts once) of a process and all below it; Linux only."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._over = pid, 0, Event()
        self._thread = Thread(target=self._sample, daemon=True)
        if sys.platform == "linux":
            self._thread.start()

    def stop(self) -> float:
        """The peak in megabytes; nan where it cannot be measured."""
        self._over.set()
        if sys.platform != "linux":
            return float("nan")
        self._thread.join()
        return self._most / MEGABYTE

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            self._most = max(self._most, sum(_memory(pid) for pid in _family(self._pid)))


def _family(pid: int) -> list[int]:
    """A process and all that came of it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found.extend(children.get(one, ()))
    return found


def _memory(pid: int) -> int:
    """Bytes of memory, a shared page counted in shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def machine() -> str:
    """Processor, cores and memory, as far as the system tells."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        names = [line for line in information.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    memory = Path("/proc/meminfo")
    size = f", {int(memory.read_text().split()[1]) / 1e6:.0f} GB" if memory.is_file() else ""
    return f"{model}, {os.cpu_count()} cores{size}, {platform.system()}, Python {platform.python_version()}"


def cpu_seconds_of(pid: int) -> float:
    """Processor time so far of a process, all that came of it, and those of them that have ended; Linux only."""
    return sum(_cpu_seconds(one) for one in _family(pid))


def _cpu_seconds(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")
