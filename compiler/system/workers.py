"""Jobs side by side in processes, as many as the machine has cores; results come as they are done.

A thread for each worker hands it a job and waits for what comes back. Nothing is shared between the processes but
the two ends of a pipe: no semaphore that a kill could leave behind, and that Python's own keeper would mourn.
"""

import multiprocessing
import os
import pickle
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from multiprocessing.connection import wait as wait_for
from queue import SimpleQueue
from threading import Lock
from typing import Any, TypeVar

from compiler.model.errors import ToolFailed
from compiler.system.at_work import died, work
from compiler.system.starting import START_METHOD, serve_forks, start_process
from compiler.system.turns import Turns

Key = TypeVar("Key")
Result = TypeVar("Result")


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ProcessPool:
    """A pool of worker processes, started when the first job comes or by `start`, gone at the end, also after Ctrl-C.

    All of them start then, side by side; `importing` names a module that they import at once. One that dies takes
    its job with it, and another comes in its place.
    """

    def __init__(self, workers: int, *, importing: str = __name__, start_method: str = START_METHOD) -> None:
        self._size = workers
        self._importing = importing
        self._method = start_method
        self._workers: list[_Worker] = []
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None
        self._starting = Lock()
        self._closed = False

    @property
    def size(self) -> int:
        """How many jobs it does at once."""
        return self._size

    @property
    def elsewhere(self) -> bool:
        """Everything is done on this machine."""
        return False

    def everywhere(self, _job: Callable[[], Result]) -> Mapping[str, Result]:
        """There is no other machine."""
        return {}

    def __enter__(self) -> "ProcessPool":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """What is not begun fails: whoever waits for it in another thread would never hear of a cancelled job."""
        with self._starting:  # what another thread starts just now is stopped as well
            self._closed = True
        if self._threads is None:
            return
        if kind is not None:
            _stop_at_once(self._workers)
        self._threads.shutdown(wait=True)
        for worker in self._workers:
            worker.leave()
        self._threads = None

    def run(
        self,
        jobs: Mapping[Key, Callable[[], Result]],
        after: Mapping[Key, Collection[Key]] | None = None,
        enough: Callable[[], bool] = lambda: False,
    ) -> Iterator[tuple[Key, Result]]:
        """Run the jobs, started in their order; yields (key, result) as they finish.

        `after` names for a job others that have to be done before. Once it is `enough`, no more are begun. The few that
        were begun when one of them fails go on, beside what comes next.

        Raises:
            ToolFailed: a worker process died (out of memory, killed).
            Exception: whatever a job raised.
        """
        turns = Turns(jobs, after)
        running: dict[Future[Result], Key] = {}
        while turns or running:
            if enough():
                turns.drop()
            while len(running) < self._size * 2 and (found := turns.next()):
                running[self._begun(found[1])] = found[0]
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                key = running.pop(future)
                turns.done(key)
                yield key, future.result()

    def submit(self, job: Callable[[], Result]) -> Callable[[], Result]:
        """Start one job beside all others; call what comes back to wait for its result.

        Raises:
            ToolFailed: (when called) a worker process died.
            Exception: (when called) whatever the job raised.
        """
        return self._begun(job).result

    def start(self) -> None:
        """Begin while there is something else to do, without waiting; else the first job would."""
        if self._method == "forkserver":
            serve_forks(self._importing)
        else:
            with self._starting:
                self._started()

    def _require_open(self) -> None:
        if self._closed:
            raise ToolFailed("the work was stopped", hint="run this again")

    def _begun(self, job: Callable[[], Result]) -> "Future[Result]":
        with self._starting:
            self._require_open()
            return self._started().submit(self._do, job)

    def _started(self) -> ThreadPoolExecutor:
        if self._threads is None:
            if self._method == "forkserver":
                serve_forks(self._importing)
            self._threads = ThreadPoolExecutor(self._size)
            self._workers = [_Worker(self._method, self._importing) for _ in range(self._size)]
            for worker in self._workers:
                worker.start()
                self._idle.put(worker)
        return self._threads

    def _do(self, job: Callable[[], Any]) -> Any:
        worker = self._idle.get()
        try:
            self._require_open()
            return worker.do(job)
        finally:
            self._idle.put(worker)


class _Worker:
    """A process at the other end of a pipe; of one thread at a time."""

    def __init__(self, start_method: str, importing: str) -> None:
        self._context: Any = multiprocessing.get_context(start_method)
        self._asked = (dict(os.environ), importing)
        self._pipe: Any = None
        self._leaves = False
        self.process: Any = None

    def start(self) -> None:
        """Start the process, if it does not run.

        Raises:
            ToolFailed: whoever starts it dies again and again.
        """
        for _ in range(_TRIES):
            if self._pipe is None and not self._leaves:
                self._start()
        if self._pipe is None:
            raise died()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        with theirs, suppress(EOFError, OSError):
            process = self._context.Process(target=work, args=(theirs, *self._asked), daemon=True)
            start_process(process)
            self._pipe, self.process = ours, process

    def do(self, job: Callable[[], Result]) -> Result:
        """Have the job done.

        Raises:
            ToolFailed: the process died.
            Exception: whatever the job raised.
        """
        pickled = pickle.dumps(job)
        self.start()
        try:
            self._pipe.send_bytes(pickled)
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            self._pipe = None
            raise died() from error
        result: Result
        result, failure = pickle.loads(answer)
        if failure is not None:
            raise failure
        return result

    def ask_to_end(self) -> None:
        """Without waiting; no other comes in its place."""
        self._leaves = True
        with suppress(OSError, AttributeError, ValueError):
            self.process.terminate()

    def leave(self) -> None:
        """Send no more jobs: it ends, and that is waited for."""
        self._leaves = True
        if self._pipe is not None:
            self._pipe.close()
        if self.process is not None:
            self.process.join()


_TRIES = 3
_PATIENCE_SECONDS = 1.0


def _stop_at_once(workers: list[_Worker]) -> None:
    """Ask the workers to end, then make them: what they were writing is unsealed, and swept away later."""
    for worker in workers:
        worker.ask_to_end()
    until = time.monotonic() + _PATIENCE_SECONDS
    for worker in workers:
        with suppress(OSError, AttributeError, ValueError, AssertionError):
            wait_for([worker.process.sentinel], timeout=max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
