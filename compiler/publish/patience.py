"""How long to go on trying when the network or the remote is in trouble."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from compiler.model.errors import NetworkInterrupted

T = TypeVar("T")


class Unavailable(NetworkInterrupted):
    """Trouble that may pass: a lost connection, an answer that never came, 429 or 5xx.

    It does not tell whether the remote did what it was asked. `retry_after_seconds` is what the remote asks
    for.
    """

    retry_after_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Tries without progress, and the pauses between them, which double from `first_seconds` on."""

    attempts: int = 8
    first_seconds: float = 1.0
    longest_seconds: float = 60.0
    sleep: Callable[[float], None] = time.sleep

    def pauses(self) -> Iterator[float]:
        """One pause in seconds for each try but the last, with up to a quarter of chance in it."""
        for attempt in range(self.attempts - 1):
            pause = min(self.longest_seconds, self.first_seconds * 2**attempt)
            yield pause * random.uniform(0.75, 1.0)

    def wait(self, pause: float, trouble: Unavailable) -> None:
        """Sleep, longer if the remote asked for it, within reason."""
        asked = min(trouble.retry_after_seconds, self.longest_seconds)
        self.sleep(max(pause, asked if self.first_seconds else 0.0))

    def insist(self, ask: Callable[[], T]) -> T:
        """What `ask` answers, asked again while the trouble may pass. Only for what may be asked twice.

        Raises:
            Unavailable: it did not pass.
        """
        for pause in self.pauses():
            try:
                return ask()
            except Unavailable as trouble:
                self.wait(pause, trouble)
        return ask()
