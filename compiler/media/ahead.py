"""Work ahead in a thread: while one stage has its frame encoded, the one before it makes the next."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_POLL_SECONDS = 0.2


def ahead(items: Iterable[Item], most: int = 4) -> Iterator[Item]:
    """The same items, made in a thread up to `most` ahead of their use.

    Worth it where making and using them are library calls that release the interpreter: decoding and scaling on
    one side, encoding on the other. What making an item raises comes out here, in its place.
    """
    made: queue.Queue[tuple[str, Item | BaseException | None]] = queue.Queue(most)
    over = threading.Event()
    thread = threading.Thread(target=_make, args=(items, made, over), daemon=True)
    thread.start()
    try:
        while True:
            kind, value = made.get()
            if kind == "item":
                yield value  # type: ignore[misc]
            elif isinstance(value, BaseException):
                raise value
            else:
                return
    finally:
        over.set()
        thread.join()


def _make(
    items: Iterable[Item],
    made: "queue.Queue[tuple[str, Item | BaseException | None]]",
    over: threading.Event,
) -> None:
    try:
        for item in items:
            if not _put(made, ("item", item), over):
                return
    except BaseException as error:  # noqa: BLE001 - raised again where the items are used
        _put(made, ("end", error), over)
    else:
        _put(made, ("end", None), over)


def _put(
    made: "queue.Queue[tuple[str, Item | BaseException | None]]",
    one: tuple[str, Item | BaseException | None],
    over: threading.Event,
) -> bool:
    """Whether it found room before the user went away."""
    while not over.is_set():
        try:
            made.put(one, timeout=_POLL_SECONDS)
        except queue.Full:
            continue
        return True
    return False
