"""Jobs side by side in processes, as many as the machine has cores; results come as they are done."""

import ctypes
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing.connection import wait as wait_for
from typing import Any, NoReturn, TypeVar

from compiler.model.errors import ToolFailed
from compiler.store.scratch import part_name, short_scratch_folder
from compiler.system.python_child import safe_path

Key = TypeVar("Key")
Result = TypeVar("Result")


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How workers come to be. A fork server imports once for all of them; where forking is not safe, each imports."""


class ProcessPool:
    """A pool of worker processes, started when the first job comes or by `start`, gone at the end, also after Ctrl-C.

    All of them start then, side by side; `importing` names a module that they import at once.
    """

    def __init__(self, workers: int, *, importing: str = __name__, start_method: str = START_METHOD) -> None:
        self._workers = workers
        self._importing = importing
        self._forks = start_method == "forkserver"
        self._context: Any = multiprocessing.get_context(start_method)
        self._executor: ProcessPoolExecutor | None = None

    @property
    def size(self) -> int:
        """How many jobs it does at once."""
        return self._workers

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
        if self._executor is None:
            return
        if kind is not None:
            _stop_at_once(self._executor)
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None

    def run(self, jobs: Mapping[Key, Callable[[], Result]]) -> Iterator[tuple[Key, Result]]:
        """Run the jobs, started in their order; yields (key, result) as they finish.

        The few that were begun when one of them fails go on, beside what comes next.

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
                    running[executor.submit(_at_work, job)] = key
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        except BrokenProcessPool as error:
            self._forget()
            raise _died() from error

    def submit(self, job: Callable[[], Result]) -> Callable[[], Result]:
        """Start one job beside all others; call what comes back to wait for its result.

        Raises:
            ToolFailed: (when called) a worker process died.
            Exception: (when called) whatever the job raised.
        """
        future = self._started().submit(_at_work, job)

        def result() -> Result:
            try:
                return future.result()
            except BrokenProcessPool as error:
                self._forget()
                raise _died() from error

        return result

    def _forget(self) -> None:
        """The next job gets workers anew; of these, one has died and the others are ended."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def start(self) -> None:
        """Begin while there is something else to do, without waiting; else the first job would."""
        if self._forks:
            _serve_forks(self._importing)
        else:
            self._started()

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            if self._forks:
                _serve_forks(self._importing)
            environment = dict(os.environ)
            with safe_path():  # Python starts a process of its own for semaphores, too
                self._executor = ProcessPoolExecutor(
                    self._workers,
                    mp_context=self._context,
                    initializer=_follow_the_parent,
                    initargs=(environment,),
                )
                # Left alone, the executor starts one for each job that finds none idle.
                for _ in range(self._workers):
                    self._executor.submit(_import, self._importing)
        return self._executor


def _serve_forks(importing: str) -> None:
    """Have the fork server running or on its way; the first one of a process decides what it imports."""
    from multiprocessing import forkserver, resource_tracker

    _name_what_a_kill_leaves()
    forkserver.set_forkserver_preload([importing])
    with safe_path():
        resource_tracker.ensure_running()  # which lets signals through again when it is up, so it is first
        with _deaf():
            forkserver.ensure_running()


_LONGEST_FOLDER = 88
"""Bytes: the address of a socket has 107, and the socket in the folder takes 18 of them."""


def _name_what_a_kill_leaves() -> None:
    """The folder of its socket and its semaphores get names that tell the next build whose they were.

    Python's own names tell nothing, so that nobody could ever remove what was left.
    """
    from multiprocessing import util

    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    if config.get("tempdir") is None:
        folder = short_scratch_folder(_LONGEST_FOLDER)
        config.update(tempdir=str(folder), semprefix=f"/{part_name('')}")
        util.Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=-100)


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started inside never hears Ctrl-C, which a terminal sends to all processes.

    We do: at the end of the block, or inside it if another thread of ours takes the signal.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _import(module: str) -> None:
    import_module(module)


def _died() -> ToolFailed:
    hint = (
        "the machine may be short of memory (try --jobs 1), or a clip may crash its decoder (export it again); "
        "what was rendered is kept"
    )
    return ToolFailed("a render process died", hint=hint)


def _at_work(job: Callable[[], Result]) -> Result:
    """Do the job in a worker process, so that whatever goes wrong finds its way back."""
    try:
        return job()
    except SystemExit:
        os._exit(1)  # asked to end, and by now what was begun is cleared away
    except MemoryError:
        raise _died() from None
    except Exception as error:
        raise portable(error) from error


def portable(error: Exception) -> Exception:
    """The error itself if another process can read it, else one that tells the same."""
    try:
        copy = pickle.loads(pickle.dumps(error))
    except Exception as trouble:  # noqa: BLE001 - a foreign class may raise anything here
        return RuntimeError(f"{type(error).__name__}: {error} ({type(trouble).__name__} when passed on)")
    return error if isinstance(copy, type(error)) else RuntimeError(f"{type(error).__name__}: {error}")


def _follow_the_parent(environment: dict[str, str]) -> None:
    """Live in its environment, leave Ctrl-C to it, tidy up when it asks to end, and end when it is gone."""
    os.environ.clear()  # a fork server's is as old as the server
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    ease_memory()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _leave(_number: int, _frame: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


_M_MMAP_THRESHOLD = -3
_M_TRIM_THRESHOLD = -1
_LARGE_BYTES = 1_000_000
_KEPT_BYTES = 32_000_000


def ease_memory() -> None:
    """Frames go back to the system when they are let go.

    glibc would begin to keep blocks of up to 32 MB once some were freed, in pieces that fit nothing later: a worker
    grew to 500 MB over twenty segments where it now takes 200. What is smaller and comes anew with every frame is
    kept: to have its pages given and cleared each time took 2 to 5 % of a worker's time. Elsewhere the system's own
    ways are left alone.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            system = ctypes.CDLL(None)
            system.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
            system.mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)


def _end_with_the_parent() -> None:
    """A killed parent cannot tell its workers, which would wait for jobs for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


_PATIENCE_SECONDS = 1.0


def _stop_at_once(executor: Any) -> None:
    """Ask the workers to end, then make them: what they were writing is unsealed, and swept away later."""
    processes = list((executor._processes or {}).values())
    for process in processes:
        with suppress(OSError, AttributeError, ValueError):
            process.terminate()
    until = time.monotonic() + _PATIENCE_SECONDS
    for process in processes:
        with suppress(OSError, AttributeError, ValueError, AssertionError):
            wait_for([process.sentinel], timeout=max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
