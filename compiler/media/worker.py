"""The child process of conforming: a pickled job on standard input, pickled messages on standard output.

Messages are ("doing", what), ("failed", a FollowalongError) and at the end ("done", None). Standard input stays
open for as long as somebody wants the answer.
"""

import os
import pickle
import sys
import threading
import time
from typing import Any

from compiler.media.conform import conform_here
from compiler.model.errors import FollowalongError

_SECONDS_BETWEEN = 0.5


def main() -> None:
    """Do one job. Whatever else writes to standard output is sent to standard error."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)

        def say(kind: str, value: Any = None) -> None:
            pickle.dump((kind, value), answers)
            answers.flush()

        job, destination, folder = pickle.load(sys.stdin.buffer)
        threading.Thread(target=_end_with_the_parent, daemon=True).start()
        said, last = "", 0.0
        try:
            for doing in conform_here(job, destination, folder):
                if doing != said or time.monotonic() > last + _SECONDS_BETWEEN:
                    said, last = doing, time.monotonic()
                    say("doing", doing)
        except FollowalongError as error:
            say("failed", error)
        else:
            say("done")


def _end_with_the_parent() -> None:
    """What is killed cannot end its child, but the pipe between them closes."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
