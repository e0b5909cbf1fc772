"""Lines that were recorded in a page and are not kept yet."""

import secrets
from collections import OrderedDict
from threading import Lock

from compiler.narrate.recording import Take
from compiler.studio.asking import BadQuestion

_MOST_TAKES = 30


class Takes:
    """What was recorded and not kept yet, by a name that nobody guesses; the oldest are let go."""

    def __init__(self) -> None:
        self._takes: OrderedDict[str, Take] = OrderedDict()
        self._lock = Lock()

    def add(self, take: Take) -> str:
        """The name of a new one."""
        name = secrets.token_hex(12)
        with self._lock:
            self._takes[name] = take
            while len(self._takes) > _MOST_TAKES:
                self._takes.popitem(last=False)
        return name

    def get(self, name: str) -> Take:
        """The take of that name.

        Raises:
            BadQuestion: there is none any more.
        """
        with self._lock:
            if name not in self._takes:
                raise BadQuestion("this recording is gone; make it once more")
            return self._takes[name]
