"""Ctrl-C and a polite request to end: heard from the first moment on, taken once, and said again where they get lost.

It imports next to nothing: what is swallowed before :func:`answer_interrupts` is lost.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SECOND_PRESS_SECONDS = 1.0
_AGAIN_SECONDS = 0.02
_pressed: list[float] = []


def answer_interrupts() -> None:
    """Ctrl-C and a polite request to end both raise KeyboardInterrupt.

    Repeats within a second are taken for the same wish, so that an impatient second Ctrl-C does not stop the
    tidying up that the first one began.
    """
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    say_again(KeyboardInterrupt, signal.SIGINT, _pressed.clear)


def _interrupt(_number: int, _frame: object) -> None:
    now = time.monotonic()
    if _pressed and now - _pressed[0] < _SECOND_PRESS_SECONDS:
        return
    _pressed[:] = [now]
    raise KeyboardInterrupt


def say_again(kind: type[BaseException], number: signal.Signals, ready: Callable[[], object]) -> None:
    """The signal whose answer raises `kind` comes again a moment after that was swallowed; `ready` hears it anew.

    Python lets no error out of a finalizer or a weak reference's callback, and every import has one of these; some
    libraries let none out either.
    """

    def hook(what: "sys.UnraisableHookArgs") -> None:
        if not issubclass(what.exc_type, kind):
            sys.__unraisablehook__(what)
            return
        ready()
        again = threading.Timer(_AGAIN_SECONDS, _signal_main_thread, (number,))
        again.daemon = True
        again.start()

    sys.unraisablehook = hook


def _signal_main_thread(number: signal.Signals) -> None:
    if sys.platform == "win32":
        signal.raise_signal(number)
    elif (main := threading.main_thread().ident) is not None:
        signal.pthread_kill(main, number)  # wakes it as well


@contextmanager
def interrupts_wait() -> Iterator[None]:
    """Being asked to end is answered at the end of the block: Python does that in the main thread alone.

    To block the signal is not enough, since another thread may take it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    answers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    ours = {number: answer for number, answer in answers.items() if callable(answer)}
    try:
        for number in ours:
            signal.signal(number, lambda number, _frame: came.append(number))
        yield
    finally:
        for number, answer in ours.items():
            signal.signal(number, answer)
        if came:
            signal.raise_signal(came[0])


def interrupted() -> bool:
    """Whether this process was asked to end.

    The KeyboardInterrupt itself may have turned into another error: of one that comes while a class is made or an
    extension is imported, Python makes a RuntimeError or an ImportError.
    """
    return bool(_pressed)


def ignore_interrupts() -> None:
    """The process is leaving because it was asked to: no further request changes how it ends.

    Python gives signals back to the system while it ends, and one that came then would kill the process and take
    its exit code with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # `python -m` ends by the signal if the last text that was run, as each dataclass is made by, was left by a Ctrl-C.
    exec("pass")  # noqa: S102 - fixed text
