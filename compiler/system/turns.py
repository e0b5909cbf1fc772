"""Which of many jobs is begun next: the first in their order that waits for no other."""

from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")


class Turns(Generic[Key, Result]):
    """Jobs that are not begun yet. A job waits for those among them that `after` names for it."""

    def __init__(
        self, jobs: Mapping[Key, Callable[[], Result]], after: Mapping[Key, Collection[Key]] | None = None
    ) -> None:
        self._waiting = dict(jobs)
        self._undone = {key: {one for one in found if one in jobs} for key, found in (after or {}).items()}

    def __len__(self) -> int:
        return len(self._waiting)

    def next(self) -> tuple[Key, Callable[[], Result]] | None:
        """The one whose turn it is; None where all have to wait."""
        for key in self._waiting:
            if not self._undone.get(key):
                self._undone.pop(key, None)
                return key, self._waiting.pop(key)
        return None

    def done(self, done: Key) -> None:
        """That job is over: what waits for it alone may begin."""
        for found in self._undone.values():
            found.discard(done)

    def drop(self) -> None:
        """Begin no more."""
        self._waiting.clear()
