"""What is drawn while the voices speak: all whose time does not depend on how long they will take."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from threading import Event
from typing import TYPE_CHECKING

from compiler.customise import Customised
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline, WordTime
from compiler.narrate import Speech, estimate_seconds, kept
from compiler.plan import plan
from compiler.system.workshop import Workshop

if TYPE_CHECKING:
    from compiler.render import Quality

_SHARES = (Fraction(3, 4), Fraction(4, 3))
"""Of the estimate: the words will hardly be shorter, or longer. Being wrong costs a segment that is not needed."""


@contextmanager
def drawing_ahead(
    customised: Customised,
    estimated: Timeline,
    shop: Workshop,
    *,
    quality: "Quality",
    sized: Callable[[Timeline], Timeline],
    watched: bool = False,
) -> Iterator[Callable[[], int]]:
    """Draw beside what is done inside; call what it gives to end it, for the frames that were encoded.

    Nothing is drawn where all lengths are known, or where they decide the doses (a fit). `sized` makes the timeline
    what it is to be built as. Left by an error, it does not wait for what was begun. Where it is `watched`,
    nothing is begun that takes long: the beginning is waited for, and the workers are to be free for it.
    """
    if estimated.measured or customised.fit:
        yield lambda: 0
        return
    from compiler.render import render_ahead

    shop.pool.submit(bool)  # starts the workers in this thread, where Ctrl-C leaves none half started
    enough = Event()

    def draw() -> int:
        known = kept((cue.utterance for cue in estimated.cues), shop.store)
        alike = [sized(timeline) for timeline in possible(customised, known)]
        return render_ahead(alike, shop, quality=quality, enough=enough.is_set, only_cards=watched)

    executor = ThreadPoolExecutor(1, thread_name_prefix="ahead")
    drawn = executor.submit(draw)

    def ended() -> int:
        enough.set()
        return drawn.result()

    try:
        yield ended
    finally:
        enough.set()
        executor.shutdown(wait=False)


def possible(customised: Customised, known: Mapping[Utterance, Speech]) -> Iterator[Timeline]:
    """The plan with all that is not spoken yet taken for short, and for long."""

    def seconds(utterance: Utterance, share: Fraction) -> Fraction:
        spoken = known.get(utterance)
        return spoken.seconds if spoken else estimate_seconds(utterance) * share

    def words(utterance: Utterance) -> tuple[WordTime, ...]:
        spoken = known.get(utterance)
        return spoken.words if spoken else ()

    for share in _SHARES:
        yield plan(customised.routine, lambda u: seconds(u, share), measured=True, words_of=words).timeline  # noqa: B023 - at once
