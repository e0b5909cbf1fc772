"""What every stage works with, opened once and handed down: where work is kept, who does it, who hears of it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from compiler.store import Store
from compiler.system.workers import ProcessPool, cores

Key = TypeVar("Key")
Result = TypeVar("Result")

OnProgress = Callable[[str, int, int], None]
"""Hears what is being done ("speak", "conform", "look", "render", "write", "send"), how much of it, and of how much."""


class Pool(Protocol):
    """Who does the jobs: processes of this machine, or whatever else can run a pickled callable beside its store."""

    @property
    def size(self) -> int:
        """How many jobs it does at once."""

    @property
    def elsewhere(self) -> bool:
        """Whether other machines work: only what computes for long is worth the way."""

    def everywhere(self, job: Callable[[], Result]) -> Mapping[str, Result]:
        """What the job comes to on each machine that works elsewhere, by its name; nothing where none does.

        Raises:
            Exception: whatever the job raised.
        """

    def start(self) -> None:
        """Get ready while there is something else to do, without waiting; else the first job would."""

    def run(
        self,
        jobs: Mapping[Key, Callable[[], Result]],
        after: Mapping[Key, Collection[Key]] | None = None,
        enough: Callable[[], bool] = lambda: False,
    ) -> Iterator[tuple[Key, Result]]:
        """Run the jobs, begun in their order; yields (key, result) as they finish.

        `after` names for a job others that have to be done before. Once it is `enough`, no more are begun.

        Raises:
            ToolFailed: a worker died.
            Exception: whatever a job raised.
        """

    def submit(self, job: Callable[[], Result]) -> Callable[[], Result]:
        """Begin one job beside all others; call what comes back to wait for its result.

        Raises:
            ToolFailed: (when called) a worker died.
            Exception: (when called) whatever the job raised.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """The store, the pool and the progress. `note` is for the user: the store is not where it should be."""

    store: Store
    pool: Pool
    on_progress: OnProgress = lambda *_: None
    note: str | None = None


PoolFor = Callable[[Store], AbstractContextManager[Pool]]
"""Opens a pool whose jobs leave what they make in a store."""


@contextmanager
def open_workshop(
    *,
    store: Path | None = None,
    jobs: int = 0,
    pool_for: PoolFor | None = None,
    on_progress: OnProgress = lambda *_: None,
) -> Iterator[Workshop]:
    """The store at `store` (or its usual place), and who works: `jobs` processes (0: one for each core).

    `pool_for` opens another pool instead. No process is started before there is a job.
    """
    kept, note = Store.open(store)
    opened = pool_for(kept) if pool_for else ProcessPool(jobs or cores(), importing="compiler.render")
    try:
        with opened as pool:
            yield Workshop(store=kept, pool=pool, on_progress=on_progress, note=note)
    except BaseException:
        kept.sweep()  # a worker that had no time to tidy up is gone by now
        raise
