"""How far a build or an upload is: a bar at a terminal, a line now and then elsewhere."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import typer

STAGES = {
    "speak": "speaking",
    "conform": "preparing clips",
    "look": "looking",
    "render": "rendering",
    "draw": "drawing pictures",
    "shrink": "making it smaller",
    "write": "writing",
    "send": "sending",
}

LINE_SECONDS = 8.0
"""Without a terminal, between two lines: whoever waits ten seconds for a sign of life gets one."""

OnProgress = Callable[[str, int, int], None]


def progress_of(name: str) -> AbstractContextManager[OnProgress]:
    """Shows how far `name` is, for the length of the block; what comes back is told."""
    return _bar(name) if sys.stderr.isatty() else _lines(name)


@contextmanager
def _bar(name: str) -> Iterator[OnProgress]:
    """What is being done and the time left; it appears when there is something to show."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

    progress = Progress(
        TextColumn("{task.description:<16}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def on_progress(stage: str, done: int, total: int) -> None:
        if total and stage not in tasks:
            progress.start()
            tasks[stage] = progress.add_task(f"{name}: {STAGES[stage]}", total=total)
        if stage in tasks:
            progress.update(tasks[stage], completed=done, total=total)

    try:
        yield on_progress
    finally:
        progress.stop()


@contextmanager
def _lines(name: str, seconds: float = LINE_SECONDS) -> Iterator[OnProgress]:
    """A line every so many `seconds`, also where nothing is told for a long time."""
    doing, over = ["at work"], threading.Event()

    def on_progress(stage: str, done: int, total: int) -> None:
        share = f", {100 * done // total} %" if total else ""
        doing[0] = f"{STAGES[stage]}{share}"

    def tell() -> None:
        while not over.wait(seconds):
            typer.echo(f"{name}: {doing[0]}", err=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield on_progress
    finally:
        over.set()
        teller.join()
