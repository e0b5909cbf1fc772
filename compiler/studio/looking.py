"""Files of a project that others change while the studio is open -> news for its pages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from compiler.load import Project
from compiler.store.sealed import Looks, looks
from compiler.studio.documents import Documents
from compiler.studio.events import Events

LOOK_SECONDS = 0.5


@contextmanager
def looking_out(project: Project, documents: Documents, events: Events) -> Iterator[None]:
    """While the block runs, pages hear of open routines that were changed, and of routines that come and go."""
    ended = threading.Event()

    def look() -> None:
        there = _routines(project)
        while not ended.wait(LOOK_SECONDS):
            documents.look()
            now = _routines(project)
            if now != there:
                there = now
                events.tell("home", {})

    thread = threading.Thread(target=look, daemon=True, name="looking out")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _routines(project: Project) -> dict[Path, Looks]:
    found: dict[Path, Looks] = {}
    with suppress(OSError):
        for path in project.routines(project.folder):
            with suppress(OSError):
                found[path] = looks(path)
    return found
