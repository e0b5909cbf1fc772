"""The child process of conforming: a pickled job on standard input, pickled messages on standard output.

Messages are ("doing", what), ("failed", a FollowalongError) and at the end ("done", None).
"""

import os
import pickle
import sys
import time
from typing import Any

from compiler.errors import FollowalongError
from compiler.media.conform import conform_here

_SECONDS_BETWEEN = 0.5


def main() -> None:
    """Do one job. Whatever else writes to standard output is sent to standard error."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)

        def say(kind: str, value: Any = None) -> None:
            pickle.dump((kind, value), answers)
            answers.flush()

        job, destination, folder = pickle.load(sys.stdin.buffer)
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


if __name__ == "__main__":
    main()
