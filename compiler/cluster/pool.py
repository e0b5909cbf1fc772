"""The pool whose workers are those of a Dask cluster.

What goes wrong out there stops nothing here: a job whose worker died is given to another, one that comes back again and
again is done on this machine, and when the cluster is gone all are.
"""

import statistics
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar
from uuid import uuid4

from compiler.cluster.connecting import ANSWER_SECONDS, Cluster, connected
from compiler.cluster.likeness import likeness
from compiler.cluster.packing import Packed, packed, told_at_home, unpacked
from compiler.cluster.parcel import receive_into
from compiler.cluster.sending import Sending
from compiler.cluster.task import Answer, Task
from compiler.cluster.worker import Outcome, work
from compiler.model.errors import ToolFailed
from compiler.store import Store
from compiler.system.turns import Turns
from compiler.system.workers import ProcessPool, cores

Key = TypeVar("Key")
Result = TypeVar("Result")

TRIES = 3
"""How often a job is given to the cluster before this machine does it."""
SLOW_SECONDS = 20.0
SLOW_TIMES = 4.0
"""A job that takes longer than the one and than so many times the usual, while none waits to be begun, is begun here,
too; the first result counts."""
_LOOK_SECONDS = 0.5
_SILENCE_SECONDS = 15.0
"""A scheduler that says nothing for so long is gone."""


@contextmanager
def cluster_pool(address: str, store: Store) -> "Iterator[ClusterPool]":
    """A pool of the workers of the scheduler at `address`; what they make comes back into `store`.

    Raises:
        ToolFailed: Dask is missing, or a worker would make other bytes than this machine.
        NetworkInterrupted: no scheduler answers, or it has no worker.
    """
    receive_into(store)
    with connected(address) as cluster, ProcessPool(cores(), importing="compiler.render") as local:
        pool = ClusterPool(cluster, store, local)
        try:
            yield pool
        finally:
            pool.cancel()


class ClusterPool:
    """Jobs on a cluster, for several threads. `done` counts them by worker ("here" is this machine)."""

    def __init__(self, cluster: Cluster, store: Store, local: ProcessPool) -> None:
        self._client, self._store, self._local = cluster.client, store, local
        self._sending = Sending(cluster.client)
        self._open: set[Task] = set()
        self._closed = False
        self._lasted: deque[float] = deque([0.0], maxlen=50)
        self._unlike: set[str] = set()
        self._threads = 1
        self._heard = self._looked = time.monotonic()
        self._threads = self._threads_now()
        self.dashboard = cluster.dashboard
        self.done: Counter[str] = Counter()

    @property
    def size(self) -> int:
        """How many jobs it does at once."""
        return self._threads or cores()

    @property
    def bytes_sent(self) -> int:
        """Of files, by this machine; what workers passed on among each other is not in it."""
        return self._sending.bytes_sent

    @property
    def elsewhere(self) -> bool:
        """Other machines work."""
        return True

    def start(self) -> None:
        """It is there already."""

    def everywhere(self, job: Callable[[], Result]) -> dict[str, Result]:
        """What the job comes to on each worker, by its address; one that does not answer, or may not work, is left out.

        Raises:
            Exception: whatever the job raised.
        """
        sent = packed(job, self._store)
        asked = {
            worker: self._submitted(sent, anew=False, workers=[worker]) for worker in self._client.nthreads()
        }
        until = time.monotonic() + ANSWER_SECONDS
        found: dict[str, Result] = {}
        for worker, future in asked.items():
            with suppress(TimeoutError):
                outcome: Outcome = future.result(timeout=max(0.1, until - time.monotonic()))
                if outcome.undone:
                    continue
                if outcome.error is not None:
                    raise told_at_home(outcome.error, sent)
                found[worker] = unpacked(outcome.result, sent, self._store)
        return found

    def _submitted(self, sent: Packed, *, anew: bool, **where: Any) -> Any:
        """Dask's future of a job."""
        futures = self._sending.futures(sent.parcels, anew=anew)
        needed = tuple(parcel.entry for parcel in sent.parcels)
        name = f"followalong-{uuid4().hex}"
        return self._client.submit(
            work, sent.job, likeness(), needed, *futures, key=name, pure=False, **where
        )

    def run(
        self,
        jobs: Mapping[Key, Callable[[], Result]],
        after: Mapping[Key, Collection[Key]] | None = None,
        enough: Callable[[], bool] = lambda: False,
    ) -> Iterator[tuple[Key, Result]]:
        """Run the jobs, begun in their order; yields (key, result) as they finish.

        `after` names for a job others that have to be done before. Once it is `enough`, no more are begun.

        Raises:
            ToolFailed: a worker of this machine died, which had to do it in the end.
            Exception: whatever a job raised.
        """
        answers: SimpleQueue[Answer] = SimpleQueue()
        turns, running = Turns(jobs, after), dict[Task, Key]()
        try:
            while turns or running:
                if enough():
                    turns.drop()
                while len(running) < 2 * self.size and (found := turns.next()):
                    running[self._begun(found[1], answers)] = found[0]
                for task, result in self._finished(answers, idle=not turns):
                    key = running.pop(task)
                    turns.done(key)
                    yield key, result
        finally:
            self._drop(running)

    def submit(self, job: Callable[[], Result]) -> Callable[[], Result]:
        """Begin one job beside all others; call what comes back to wait for its result.

        Raises:
            Exception: (when called) as :meth:`run`.
        """
        answers: SimpleQueue[Answer] = SimpleQueue()
        self._begun(job, answers)
        results: list[Result] = []

        def result() -> Result:
            while not results:
                results.extend(found for _, found in self._finished(answers, idle=True))
            return results[0]

        return result

    def cancel(self) -> None:
        """Let go of everything that is not done; who still waits for it is told that the work was stopped."""
        self._closed = True
        self._drop(tuple(self._open))

    def _drop(self, tasks: Collection[Task]) -> None:
        futures = [task.future for task in tasks if task.future is not None]
        self._open.difference_update(tasks)
        if futures and self._threads:
            with suppress(Exception):  # a cluster that is gone does nothing more anyway
                self._client.cancel(futures, force=True)

    def _begun(self, job: Callable[[], Any], answers: SimpleQueue[Answer]) -> Task:
        task = Task(job=job, answers=answers)
        self._give(task)
        self._open.add(task)  # last: another thread that looks would take what is half given for late
        return task

    def _give(self, task: Task) -> None:
        """To the cluster while there is one, and to this machine when it has been tried often enough."""
        task.began = time.monotonic()
        if not self._threads or task.tries >= TRIES:
            self._do_here(task)
            return
        try:
            task.sent = task.sent or packed(task.job, self._store)
            task.future = self._submitted(task.sent, anew=task.tries > 0, **self._allowed())
        except Exception:  # noqa: BLE001 - whatever a cluster that is going away raises
            self._do_here(task)
            return
        task.tries += 1
        task.future.add_done_callback(lambda future: task.answers.put(Answer(task=task, future=future)))

    def _allowed(self) -> dict[str, Any]:
        """Not on workers that turned out to be unlike this machine."""
        if not self._unlike:
            return {}
        return {"workers": [one for one in self._client.nthreads() if one not in self._unlike]}

    def _do_here(self, task: Task) -> None:
        if task.here:
            return
        task.here = True
        waited = self._local.submit(task.job)

        def wait() -> None:
            try:
                answer = Answer(task=task, result=waited())
            except BaseException as error:  # noqa: BLE001 - raised again where the job was asked for
                answer = Answer(task=task, error=error)
            task.answers.put(answer)

        threading.Thread(target=wait, daemon=True).start()

    def _finished(self, answers: SimpleQueue[Answer], *, idle: bool) -> Iterator[tuple[Task, Any]]:
        """The next task that is done, if one is soon."""
        if self._closed:
            raise ToolFailed("the work was stopped", hint="run this again")
        self._look(idle=idle)
        try:
            answer = answers.get(timeout=_LOOK_SECONDS)
        except Empty:
            return
        if answer.task not in self._open:
            return
        if answer.future is None:
            yield self._done_here(answer)
        elif answer.future is answer.task.future:
            yield from self._came_back(answer.task)

    def _done_here(self, answer: Answer) -> tuple[Task, Any]:
        self._close(answer.task, "here")
        if answer.error is not None:
            raise answer.error
        return answer.task, answer.result

    def _came_back(self, task: Task) -> Iterator[tuple[Task, Any]]:
        try:
            outcome: Outcome = task.future.result(timeout=_SILENCE_SECONDS)
        except Exception as error:  # noqa: BLE001 - Dask raises what a dead worker's connection raised
            if type(error).__name__ == "KilledWorker":
                task.tries = TRIES
            self._give(task)
            return
        if outcome.unlike:
            self._unlike.add(outcome.where)
            task.tries -= 1
        if outcome.undone:
            self._give(task)
            return
        if isinstance(outcome.error, ToolFailed):  # a voice that is not there may be here
            self._do_here(task)
            return
        assert task.sent
        self._close(task, outcome.where)
        self._lasted.append(outcome.seconds)
        if outcome.error is not None:
            raise told_at_home(outcome.error, task.sent)
        self._sending.came(outcome.entries, task.future)
        yield task, unpacked(outcome.result, task.sent, self._store)

    def _close(self, task: Task, where: str) -> None:
        self.done[where] += 1
        self._open.discard(task)
        if where == "here" and task.future is not None:
            self._drop((task,))

    def _look(self, *, idle: bool) -> None:
        """Now and then: who is there, and whether something takes too long."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        self._threads = self._threads_now()
        late = max(SLOW_SECONDS, SLOW_TIMES * statistics.median(self._lasted))
        for task in tuple(self._open):
            is_late = idle and now - task.began > late and not task.is_back
            if not self._threads or is_late:
                self._do_here(task)

    def _threads_now(self) -> int:
        """How many threads the cluster's workers have; 0 if it is gone."""
        now = time.monotonic()
        try:
            found = self._client.sync(self._client.scheduler.ncores, callback_timeout=_LOOK_SECONDS * 4)
        except Exception:  # noqa: BLE001 - not connected, closing, closed, late: all the same
            return self._threads if now - self._heard < _SILENCE_SECONDS and self._is_open() else 0
        self._heard = now
        return sum(threads for worker, threads in found.items() if worker not in self._unlike)

    def _is_open(self) -> bool:
        return self._client.status in {"running", "connecting"}
