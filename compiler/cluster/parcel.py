"""A sealed file that travels: pickled it is its bytes, unpickled it lies in the store of whoever reads it.

So Dask moves it like any other value, from machine to machine, and nobody holds it in memory for longer than that.
"""

import hashlib
import mmap
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from pickle import PickleBuffer
from typing import Any, SupportsIndex

from compiler.model.errors import ToolFailed
from compiler.store import Store

INPUTS = "inputs"
"""Kind of entry: a file of somebody's project, kept by a worker under its digest."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}/[0-9a-f]{64}(\.[a-z0-9]{1,8})?")
_OUT_OF_BAND = 5
"""The pickle protocol from which on bytes are handed over without a copy."""

_homes: list[Store] = []


def receive_into(store: Store) -> None:
    """Parcels that arrive in this process lie in that store from now on."""
    _homes[:] = [store]


def home() -> Store:
    """Where parcels arrive: the store that was named, or the one at its usual place."""
    return _homes[0] if _homes else _usual_home()


@cache
def _usual_home() -> Store:
    return Store.open()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The name of an entry of a store, the same on every machine."""

    kind: str
    key: str
    suffix: str

    def path(self, store: Store) -> Path:
        """Where it is or would be."""
        return store.path(self.kind, self.key, self.suffix)

    @staticmethod
    def at(path: Path, store: Store) -> "Entry | None":
        """The name of what lies at `path`, if that is a place of the store's."""
        parts = path.relative_to(store.root).parts if path.is_relative_to(store.root) else ()
        if len(parts) != 3:
            return None
        return Entry(kind=parts[0], key=path.name.removesuffix(path.suffix), suffix=path.suffix)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A file here, at `path`, and what it is called everywhere; `digest` is the SHA-256 of its bytes."""

    entry: Entry
    digest: str
    path: Path

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        data = _bytes_of(self.path)
        wrapped = PickleBuffer(data) if int(protocol) >= _OUT_OF_BAND else bytes(data)
        return _arrived, (self.entry.kind, self.entry.key, self.entry.suffix, self.digest, wrapped)


def _bytes_of(path: Path) -> Any:
    """The file's bytes, read from the disk when they are wanted."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _arrived(kind: str, key: str, suffix: str, digest: str, data: Any) -> Parcel:
    """The parcel as it lies in this process' store.

    Raises:
        ToolFailed: its bytes are not those that were sent, or its name is none.
        CannotWrite: the disk is full.
    """
    entry = Entry(kind=kind, key=key, suffix=suffix)
    if not _NAME.fullmatch(f"{kind}/{key}{suffix}") or hashlib.sha256(data).hexdigest() != digest:
        raise ToolFailed("what came over the network is not what was sent", hint="run this again")

    def write(destination: Path) -> None:
        destination.write_bytes(data)

    return Parcel(entry=entry, digest=digest, path=home().make(kind, key, suffix, write))
