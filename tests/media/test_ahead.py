"""Items made ahead in a thread come out as if they were not."""

import threading
from collections.abc import Iterator

import pytest

from compiler.media.ahead import ahead


def test_the_same_items_in_order() -> None:
    assert list(ahead(iter(range(50)), most=3)) == list(range(50))


def test_a_failure_comes_out_in_its_place() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("damaged")

    found = ahead(items())
    assert next(found) == 1
    with pytest.raises(ValueError, match="damaged"):
        next(found)


def test_who_goes_away_early_leaves_no_thread_and_closes_the_source() -> None:
    before, closed = threading.active_count(), threading.Event()

    def items() -> Iterator[int]:
        try:
            while True:
                yield 0
        finally:
            closed.set()

    found = ahead(items(), most=2)
    next(found)
    found.close()
    assert threading.active_count() == before
    assert closed.wait(5)


def test_no_more_are_made_than_asked_for() -> None:
    made = []

    def items() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    found = ahead(items(), most=2)
    for _ in range(10):
        next(found)
    found.close()
    assert len(made) <= 10 + 2 + 2
