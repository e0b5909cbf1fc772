"""Files on their way to workers: each is sent once, and Dask passes it on from worker to worker."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from compiler.cluster.parcel import Entry, Parcel

MOST_KEPT = 2_000
"""So many files the cluster is asked to remember for a build; others are sent anew if they are wanted again."""


class Sending:
    """What the cluster holds of ours, by name. For several threads.

    `bytes_sent` counts what left this machine.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._there: OrderedDict[Entry, Any] = OrderedDict()
        self._lock = threading.Lock()
        self.bytes_sent = 0

    def futures(self, parcels: Sequence[Parcel], *, anew: bool = False) -> list[Any]:
        """Dask's names for the parcels, which are sent unless they are there; `anew`: all of them.

        Raises:
            OSError: the cluster is gone, or a file cannot be read.
            ToolFailed: a file is no longer what it was.
        """
        with self._lock:
            missing = [one for one in parcels if anew or not self._holds(one.entry)]
            if missing:
                sent = self._client.scatter(missing, hash=False)
                self._there.update(zip((one.entry for one in missing), sent, strict=True))
                self.bytes_sent += sum(one.path.stat().st_size for one in missing)
            found = [self._there[one.entry] for one in parcels]
            for one in parcels:
                self._there.move_to_end(one.entry)
            while len(self._there) > MOST_KEPT:
                self._there.popitem(last=False)
        return found

    def came(self, entries: Sequence[Parcel], future: Any) -> None:
        """These were made over there, where `future` holds them: they need not be sent back."""
        with self._lock:
            self._there.update(dict.fromkeys((one.entry for one in entries), future))

    def _holds(self, entry: Entry) -> bool:
        future = self._there.get(entry)
        return future is not None and future.status == "finished"
