"""What pages look at just now: plans by their names, and workers of their own, so that no build holds them up."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Lock

from compiler.model.errors import FollowalongError
from compiler.narrate import ToolRunner
from compiler.pipeline.previewing import Preview, Stretch, preview, still, stretch
from compiler.pipeline.request import Request
from compiler.system.workers import ProcessPool, cores
from compiler.system.workshop import Workshop

_KEPT = 24
"""Plans that are remembered: of a few pages, each with the last few changes."""


class Forgotten(Exception):
    """A plan of that name is not known (any more): the page asks for it anew."""


class Previews:
    """The plans that pages know, and what lies in them. For several threads."""

    def __init__(self, shop: Workshop) -> None:
        """`shop` has a pool that nobody else uses."""
        self._shop = shop
        self._known: OrderedDict[str, Preview] = OrderedDict()
        self._lock = Lock()
        self._runner = ToolRunner()
        self._closing = Event()

    def named(self, name: str) -> Preview:
        """The plan of that name.

        Raises:
            Forgotten: there is none.
        """
        with self._lock:
            seen = self._known.get(name)
        if seen is None:
            raise Forgotten(name)
        return seen

    def plan(self, request: Request) -> Preview:
        """The plan of a routine as it is now.

        Raises:
            FollowalongError: the routine has mistakes.
        """
        return self._keep(preview(request, self._shop))

    def still(self, name: str, index: int, seconds: float) -> bytes:
        """A JPEG of what is seen so many seconds into a step.

        Raises:
            Forgotten: there is no plan of that name, or it has no such step.
            FollowalongError: it cannot be shown.
        """
        seen = self._step_of(name, index)
        return still(seen, index, _frame(seen, seconds), self._shop)

    def stretch(self, name: str, index: int, seconds: float, wanted: Callable[[], bool]) -> Stretch:
        """Picture and sound from there on.

        Raises:
            Forgotten: there is no plan of that name, or it has no such step.
            FollowalongError: it cannot be spoken or shown.
            NoLongerWanted: before it was made.
        """
        seen, runner = self._step_of(name, index), self._runner

        def still_wanted() -> bool:
            return wanted() and not self._closing.is_set()

        try:
            made = stretch(seen, index, _frame(seen, seconds), self._shop, runner, still_wanted)
        except FollowalongError:
            self._renew(runner)  # a voice that failed has ended all others
            raise
        self._keep(made.preview)
        return made

    def close(self) -> None:
        """End the voices that wait to be asked again, and those that speak; nothing more is begun."""
        self._closing.set()
        self._runner.stop()

    def _keep(self, seen: Preview) -> Preview:
        with self._lock:
            self._known[seen.key] = seen
            self._known.move_to_end(seen.key)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return seen

    def _step_of(self, name: str, index: int) -> Preview:
        seen = self.named(name)
        if not 0 <= index < len(seen.timeline.steps):
            raise Forgotten(name)
        return seen

    def _renew(self, failed: ToolRunner) -> None:
        with self._lock:
            if self._runner is failed:
                self._runner = ToolRunner()


def _frame(seen: Preview, seconds: float) -> int:
    return int(max(0.0, min(seconds, 86_400.0)) * seen.timeline.frame_rate)


@contextmanager
def open_previews(shop: Workshop, *, jobs: int = 0) -> Iterator[Previews]:
    """Previews with workers of their own beside those of `shop`; they start at once, as somebody is going to look."""
    with ProcessPool(jobs or cores(), importing="compiler.render") as pool:
        pool.submit(bool)
        previews = Previews(replace(shop, pool=pool, on_progress=lambda *_: None))
        try:
            yield previews
        finally:
            previews.close()
