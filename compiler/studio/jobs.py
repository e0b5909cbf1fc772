"""Work that takes minutes, one piece at a time: it goes on without its page, is told to all, and can be stopped."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from compiler.model.errors import Busy, Diagnostic, FollowalongError
from compiler.studio.events import Events
from compiler.system.surroundings import write_bug_report
from compiler.system.workshop import OnProgress, Workshop

_TOLD_EACH = 0.2
"""Seconds between two pieces of news of the same job."""


class Stopped(Exception):
    """Somebody does not want it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A job as pages know it. `what` says what is made, for whom; `result` is what came of it.

    `state` is running, done, failed or stopped; `phase` is a stage's own word for what it does.
    """

    id: str
    kind: str
    what: dict[str, Any]
    state: str = "running"
    phase: str = ""
    done: int = 0
    total: int = 0
    result: dict[str, Any] = field(default_factory=dict)
    problems: tuple[dict[str, Any], ...] = ()

    def json(self) -> dict[str, Any]:
        """All of it."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


Work = Callable[[Workshop], dict[str, Any]]
"""Makes something with the workshop that it is given, which tells of its progress, and says what came of it."""


class Jobs:
    """The job that runs, or ran last; opened with the desk and closed with it."""

    def __init__(self, shop: Workshop, events: Events) -> None:
        self._shop, self._events = shop, events
        self._lock = Lock()
        self._stop = Event()
        self._thread: Thread | None = None
        self._told: Told | None = None
        self._last_told = 0.0

    @property
    def told(self) -> Told | None:
        """The job that runs or ran last; None where there was none."""
        return self._told

    def begin(self, kind: str, what: dict[str, Any], work: Work) -> Told:
        """Begin a job in a thread of its own.

        Raises:
            Busy: another one runs.
        """
        with self._lock:
            if self._told and self._told.state == "running":
                raise Busy("something else is being made; wait for it, or stop it")
            self._stop = Event()
            self._told = Told(id=secrets.token_hex(8), kind=kind, what=what)
            self._thread = Thread(target=self._run, args=(self._told, work, self._stop), name=f"job {kind}")
            self._thread.start()
        self._events.tell("job", self._told.json())
        return self._told

    def stop(self) -> None:
        """Have the job end soon; what it has made is kept for the next time."""
        self._stop.set()

    def close(self) -> None:
        """Stop it and wait until it is gone."""
        self.stop()
        if self._thread:
            self._thread.join()

    def _run(self, told: Told, work: Work, stop: Event) -> None:
        shop = replace(self._shop, on_progress=self._progress(stop))
        try:
            ended = replace(told, state="done", result=work(shop))
        except Stopped:
            ended = replace(told, state="stopped")
        except FollowalongError as error:
            state = "stopped" if stop.is_set() else "failed"
            ended = replace(told, state=state, problems=tuple(_problem(one) for one in error.diagnostics))
        except Exception as error:  # noqa: BLE001 - told as the command tells it, and the server lives on
            path = write_bug_report(error)
            message = f"internal error: {type(error).__name__}: {error}"[:200]
            found = Diagnostic(message=message, hint=f"the details are in {path}" if path else None)
            ended = replace(told, state="failed", problems=(_problem(found),))
        self._tell(ended)

    def _progress(self, stop: Event) -> OnProgress:
        def on_progress(phase: str, done: int, total: int) -> None:
            if stop.is_set():
                raise Stopped
            now, last = monotonic(), self._told
            if last is None or last.state != "running":
                return
            news = replace(last, phase=phase, done=done, total=total)
            if phase != last.phase or done == total or now - self._last_told > _TOLD_EACH:
                self._last_told = now
                self._tell(news)
            else:
                self._told = news

        return on_progress

    def _tell(self, told: Told) -> None:
        self._told = told
        self._events.tell("job", told.json())


def _problem(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "rendered": diagnostic.render(),
    }
