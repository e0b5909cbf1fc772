"""Jobs side by side in processes, as many as the machine has cores; results come as they are done."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, TypeVar

from compiler.errors import ToolFailed

Key = TypeVar("Key")
Result = TypeVar("Result")


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Worker processes, started when the first job comes and gone at the end, also after Ctrl-C."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._executor is None:
            return
        if kind is not None:
            _stop_at_once(self._executor)
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, jobs: Mapping[Key, Callable[[], Result]]) -> Iterator[tuple[Key, Result]]:
        """Run the jobs, started in their order; yields (key, result) as they finish.

        Raises:
            ToolFailed: a worker process died (out of memory, killed).
            Exception: whatever a job raised.
        """
        if not jobs:
            return
        executor = self._started()
        waiting = list(jobs.items())[::-1]
        running: dict[Future[Result], Key] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self._workers * 2:
                    key, job = waiting.pop()
                    running[executor.submit(job)] = key
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        except BrokenProcessPool as error:
            hint = "the machine may be short of memory: try --jobs 1; what was rendered is kept"
            raise ToolFailed("a render process died", hint=hint) from error

    def submit(self, job: Callable[[], Result]) -> "Future[Result]":
        """Start one job beside all others."""
        return self._started().submit(job)

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_leave_interrupts_to_the_parent,
            )
        return self._executor


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop_at_once(executor: Any) -> None:
    """Kill the workers: what they were writing is unsealed and swept away by the next build."""
    for process in list((executor._processes or {}).values()):
        with suppress(OSError, AttributeError):
            process.terminate()
