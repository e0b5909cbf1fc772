"""A worker process: pickled jobs come through a pipe, what came of them goes back."""

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from compiler.model.errors import FollowalongError, ToolFailed
from compiler.system.interrupts import say_again


def work(jobs: "Connection[Any, Any]", environment: dict[str, str], importing: str) -> None:
    """Do jobs until nobody sends any more; each is answered by (result, error), of which one is None."""
    _follow_the_parent(environment)
    with suppress(ImportError):  # a job that needs it tells better
        import_module(importing)
    with suppress(EOFError, ConnectionError):
        while True:
            jobs.send_bytes(_answer(jobs.recv_bytes()))


def _answer(pickled: bytes) -> bytes:
    """Do one job, so that whatever goes wrong finds its way back."""
    try:
        job: Callable[[], Any] = pickle.loads(pickled)
        return pickle.dumps((job(), None))
    except SystemExit:
        os._exit(1)  # asked to end, and by now what was begun is cleared away
    except MemoryError:
        return pickle.dumps((None, died()))
    except Exception as error:  # noqa: BLE001 - a job is anything; whoever asked for it is told
        return pickle.dumps((None, _with_its_traceback(error)))


def died() -> ToolFailed:
    """A worker is gone, by itself or by somebody else."""
    hint = (
        "the machine may be short of memory (try --jobs 1), or a clip may crash its decoder (export it again); "
        "what was rendered is kept"
    )
    return ToolFailed("a render process died", hint=hint)


def _with_its_traceback(error: Exception) -> Exception:
    """For a bug report: where it was raised does not travel with an error."""
    able = portable(error)
    if not isinstance(able, FollowalongError):
        able.add_note(f"in a worker process:\n{''.join(traceback.format_exception(error))}")
    return able


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
    _leave_when_asked()
    say_again(SystemExit, signal.SIGTERM, _leave_when_asked)
    ease_memory()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _leave_when_asked() -> None:
    signal.signal(signal.SIGTERM, _leave)


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
