"""The surroundings of every Python process that we start: it finds what we find, and nothing that lies about."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SAFE_PATH = "PYTHONSAFEPATH"
"""Set, Python imports nothing from the folder of its script or the current one, where a `typing.py` that came with
somebody's routine may lie."""

_ROOT = Path(__file__).resolve().parents[2]
"""The folder that `compiler` is imported from."""


def python_environment() -> dict[str, str]:
    """The environment for a Python of ours: this package first, then what was asked for by a whole path."""
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    kept = [entry for entry in inherited if Path(entry).is_absolute()]
    return {**os.environ, SAFE_PATH: "1", "PYTHONPATH": os.pathsep.join([str(_ROOT), *kept])}


_one_at_a_time = threading.RLock()
"""The environment is one for all threads: who leaves first would take the safety from who is still starting."""


@contextmanager
def safe_path() -> Iterator[None]:
    """What a library of Python's starts inside, with an environment that we do not choose, starts safely, too."""
    with _one_at_a_time:
        before = os.environ.get(SAFE_PATH)
        os.environ[SAFE_PATH] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ[SAFE_PATH]
            else:
                os.environ[SAFE_PATH] = before
