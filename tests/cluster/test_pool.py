"""The pool of a cluster that answers as the test wants: what is done here, and what is not."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from compiler.cluster import pool as pools
from compiler.cluster.connecting import Cluster
from compiler.cluster.packing import Visit
from compiler.cluster.pool import ClusterPool
from compiler.cluster.worker import Outcome
from compiler.store import Store


class Future:
    """A job on its way; done at once unless it has no outcome."""

    def __init__(self, outcome: Outcome | None) -> None:
        self.outcome = outcome

    def done(self) -> bool:
        return self.outcome is not None

    def add_done_callback(self, tell: Callable[["Future"], None]) -> None:
        if self.done():
            tell(self)

    def result(self, timeout: float) -> Outcome | None:
        return self.outcome


class Client:
    """A cluster of two workers; they never answer if `silent`, and those in `unlike` may not work."""

    status, dashboard_link, scheduler = "running", None, type("Scheduler", (), {"ncores": None})

    def __init__(self, store: Store, *, silent: bool = False, unlike: tuple[str, ...] = ()) -> None:
        self.store, self.silent, self.unlike = store, silent, unlike

    def nthreads(self) -> dict[str, int]:
        return {"tcp://one:1": 1, "tcp://two:1": 1}

    def sync(self, *_: object, **__: object) -> dict[str, int]:
        return self.nthreads()

    def cancel(self, *_: object, **__: object) -> None: ...

    def submit(self, _work: object, job: bytes, *_: object, **where: Any) -> Future:
        (name,) = where.get("workers", ["tcp://one:1"])
        if name in self.unlike:
            return Future(Outcome(unlike=True, where=name))
        visit = Visit(self.store)
        outcome = Outcome(result=visit.result(visit.job(job)()), where=name)
        return Future(None if self.silent else outcome)


class Here:
    """This machine: does jobs at once, and counts them."""

    jobs = 0

    def submit(self, job: Callable[[], Any]) -> Callable[[], Any]:
        self.jobs += 1
        return job


@pytest.fixture
def store(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Of a machine that looks all the time, and to which every job is late at once."""
    monkeypatch.setattr(pools, "SLOW_SECONDS", 0.0)
    monkeypatch.setattr(pools, "_LOOK_SECONDS", 0.0)
    return Store(tmp_path)


def pool_of(client: Client, here: Any) -> ClusterPool:
    return ClusterPool(Cluster("tcp://scheduler:8786", client), client.store, here)


def test_what_is_back_is_not_late_though_nobody_has_asked_for_it_yet(store: Store) -> None:
    here = Here()
    pool = pool_of(Client(store), here)
    first = pool.submit(partial(abs, -1))
    assert dict(pool.run({n: partial(abs, -n) for n in range(9)})) == {n: n for n in range(9)}
    assert first() == 1
    assert (here.jobs, dict(pool.done)) == (0, {"tcp://one:1": 10})


def test_what_does_not_come_back_is_done_here(store: Store) -> None:
    here = Here()
    pool = pool_of(Client(store, silent=True), here)
    assert dict(pool.run({n: partial(abs, -n) for n in range(3)})) == {n: n for n in range(3)}
    assert (here.jobs, dict(pool.done)) == (3, {"here": 3})


def test_a_worker_that_came_later_and_is_unlike_is_not_asked_what_it_can(store: Store) -> None:
    pool = pool_of(Client(store, unlike=("tcp://two:1",)), Here())
    assert pool.everywhere(partial(abs, -1)) == {"tcp://one:1": 1}
