"""What runs on a worker of the cluster: one job, in its own store, with what was sent for it."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from compiler.cluster.likeness import Likeness, likeness
from compiler.cluster.packing import Visit
from compiler.cluster.parcel import Entry, Parcel, home
from compiler.store import Store, file_digest
from compiler.store.upkeep import limit_bytes, trim
from compiler.system.at_work import ease_memory, portable

TRIM_EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a job came to: `result` or `error`, and all entries that it made or found in the worker's store.

    `lost` says that files which were sent are no longer there, `unlike` that the worker may not do this work. `where`
    names the worker, `seconds` is what the job took.
    """

    result: bytes = b""
    error: Exception | None = None
    entries: tuple[Parcel, ...] = ()
    lost: bool = False
    unlike: bool = False
    where: str = ""
    seconds: float = 0.0

    @property
    def undone(self) -> bool:
        """Nothing was tried: there is no result, and no error."""
        return self.lost or self.unlike


def work(job: bytes, expected: Likeness, needed: tuple[Entry, ...], *_sent: object) -> Outcome:
    """Do the job; `needed` are the files that it reads, which came with `_sent`. For workers of the cluster."""
    _settle()
    began = time.monotonic()
    if likeness() != expected:
        return Outcome(unlike=True, where=_name())
    store = home()
    with store.at_work():
        outcome = _done(job, store) if _all_there(needed, store) else Outcome(lost=True)
    _trim_now_and_then(store)
    return replace(outcome, where=_name(), seconds=time.monotonic() - began)


def _all_there(needed: Sequence[Entry], store: Store) -> bool:
    return all(store.find(entry.kind, entry.key, entry.suffix) for entry in needed)


def _done(job: bytes, store: Store) -> Outcome:
    made: dict[Path, None] = {}
    visit = Visit(replace(store, on_entry=lambda path: made.update({path: None})))
    try:
        result = visit.job(job)()
        return Outcome(result=visit.result(result), entries=tuple(_parcel(path, store) for path in made))
    except Exception as error:  # noqa: BLE001 - whatever a job raises is for whoever asked for it
        return Outcome(error=visit.told(portable(error)))


def _parcel(path: Path, store: Store) -> Parcel:
    entry = Entry.at(path, store)
    assert entry is not None
    return Parcel(entry=entry, digest=file_digest(path), path=path)


@cache
def _settle() -> None:
    """Once in a process."""
    ease_memory()
    os.environ.setdefault("OMP_NUM_THREADS", "1")


_trimmed: list[float] = [0.0]


def _trim_now_and_then(store: Store) -> None:
    """A worker's store keeps to its limit, like any other: FOLLOWALONG_CACHE_LIMIT on that machine, or 10 GB."""
    now = time.monotonic()
    if now - _trimmed[0] > TRIM_EVERY_SECONDS:
        _trimmed[0] = now
        trim(store, limit_bytes())


def _name() -> str:
    from distributed import get_worker

    return str(get_worker().address)
