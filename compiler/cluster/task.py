"""A job on its way to the cluster and back, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from compiler.cluster.packing import Packed


@dataclass(slots=True, eq=False)
class Task:
    """A job on its way, and where it tells that it is done."""

    job: Callable[[], Any]
    answers: "SimpleQueue[Answer]"
    sent: Packed | None = None
    future: Any = None
    began: float = 0.0
    tries: int = 0
    here: bool = False

    @property
    def is_back(self) -> bool:
        """The cluster is done with it, and whoever asked for it has only to look."""
        return self.future is not None and self.future.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a task: a future that is done, or what this machine made of it."""

    task: Task
    future: Any = None
    result: Any = None
    error: BaseException | None = None
