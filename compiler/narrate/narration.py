"""Utterances -> Speech, several at once, each kept in the store under everything that it is made from."""

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from compiler.model.errors import BadMedia, Diagnostic, FollowalongError, ToolFailed
from compiler.model.routine import Utterance
from compiler.narrate.narrators import narrator_for
from compiler.narrate.process import ToolRunner
from compiler.narrate.speech import Narrator, Speech, read_speech
from compiler.store import Store, content_key

KIND = "speech"

_SHOWN = 60
"""Characters of the words that are shown where their voice failed."""

NarratorOf = Callable[[Utterance, ToolRunner], Narrator]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an utterance's speech is kept, and who makes it."""

    narrator: Narrator
    key: str

    @property
    def suffix(self) -> str:
        return self.narrator.suffix


def kept(utterances: Iterable[Utterance], store: Store) -> dict[Utterance, Speech]:
    """The speech that is in the store already; makes nothing, needs no voice, raises nothing."""
    found: dict[Utterance, Speech] = {}
    runner = ToolRunner()
    for utterance in dict.fromkeys(utterances):
        try:
            place = _place(utterance, narrator_for(utterance, runner))
            path = store.find(KIND, place.key, place.suffix)
            if path:
                found[utterance] = read_speech(path)
        except (BadMedia, ToolFailed, OSError):
            continue  # missing recordings and unknown engines are told by the checks
    return found


def speech_key(utterance: Utterance) -> str:
    """Under which its speech is kept; equal on two machines that speak in equal bytes."""
    with closing(ToolRunner()) as runner:
        return _place(utterance, narrator_for(utterance, runner)).key


def _place(utterance: Utterance, narrator: Narrator) -> _Place:
    return _Place(narrator, content_key(KIND, *narrator.key(utterance)))


def narrate(
    utterances: Iterable[Utterance],
    store: Store,
    *,
    workers: int | None = None,
    on_done: Callable[[int, int], None] | None = None,
    runner: ToolRunner | None = None,
    narrator_of: NarratorOf = narrator_for,
) -> dict[Utterance, Speech]:
    """Speak all `utterances`; what is in the store is taken from there.

    Works on `workers` at once (one for each processor if None). `on_done(done, total)` is called in this
    thread after each. The result does not depend on the number of workers. An interrupt ends the voices at
    work and leaves the store valid.

    Raises:
        ToolFailed: a voice is missing, died, hung or made nothing.
        BadMedia: recordings are missing or cannot be read; all of them are named.
        CannotWrite: the disk is full or the store does not take the file.
    """
    wanted = tuple(dict.fromkeys(utterances))
    with nullcontext(runner) if runner else closing(ToolRunner()) as used:
        return _narrated(wanted, store, workers, on_done, used, narrator_of)


def _narrated(
    wanted: tuple[Utterance, ...],
    store: Store,
    workers: int | None,
    on_done: Callable[[int, int], None] | None,
    runner: ToolRunner,
    narrator_of: NarratorOf,
) -> dict[Utterance, Speech]:
    places = _places(wanted, runner, narrator_of)
    by_key = {place.key: utterance for utterance, place in places.items()}
    jobs = {key: (by_key[key], places[by_key[key]]) for key in dict.fromkeys(p.key for p in places.values())}
    made = _make_all(jobs, store, runner, workers or os.cpu_count() or 1, on_done)
    return {utterance: made[places[utterance].key] for utterance in wanted}


def _places(
    wanted: tuple[Utterance, ...], runner: ToolRunner, narrator_of: NarratorOf
) -> dict[Utterance, _Place]:
    """Where each goes; all missing recordings are told at once."""
    places: dict[Utterance, _Place] = {}
    missing: list[Diagnostic] = []
    for utterance in wanted:
        try:
            places[utterance] = _place(utterance, narrator_of(utterance, runner))
        except BadMedia as error:
            missing += error.diagnostics
        except OSError as error:
            missing += BadMedia(f"{utterance.recording} cannot be read: {error.strerror}").diagnostics
    if missing:
        raise BadMedia(*dict.fromkeys(missing))
    return places


def _make_all(
    jobs: Mapping[str, tuple[Utterance, _Place]],
    store: Store,
    runner: ToolRunner,
    workers: int,
    on_done: Callable[[int, int], None] | None,
) -> dict[str, Speech]:
    made: dict[str, Speech] = {}
    with ThreadPoolExecutor(max(1, workers), thread_name_prefix="narrate") as pool:
        futures = {pool.submit(_make, *job, store): key for key, job in jobs.items()}
        try:
            for done, future in enumerate(as_completed(futures), 1):
                made[futures[future]] = future.result()
                if on_done:
                    on_done(done, len(futures))
        except FollowalongError as error:
            failure = _first_failure(futures, error)  # before the others are ended, which fails them too
            _stop(pool, runner)
            raise failure from None
        except BaseException:
            _stop(pool, runner)
            raise
    return made


def _stop(pool: ThreadPoolExecutor, runner: ToolRunner) -> None:
    pool.shutdown(wait=False, cancel_futures=True)
    runner.stop()


def _make(utterance: Utterance, place: _Place, store: Store) -> Speech:
    def produce(destination: Path) -> None:
        try:
            place.narrator.speak(utterance, destination)
        except ToolFailed as error:
            raise _at_the_voice(error, utterance) from error
        read_speech(destination)

    def still_so() -> None:
        if _place(utterance, place.narrator).key != place.key:
            message = f"what speaks {utterance.text[:60]!r} changed during the build"
            raise BadMedia(message, hint="run this again")

    return read_speech(store.make(KIND, place.key, place.suffix, produce, still_so=still_so))


def _at_the_voice(error: ToolFailed, utterance: Utterance) -> ToolFailed:
    """The same failure with the words that it came at, and the place where their voice is written."""
    span, words = utterance.voice.span, utterance.text
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return ToolFailed(
        *(
            d if shown in d.message else replace(d, message=f'{d.message}, at "{shown}"', span=d.span or span)
            for d in error.diagnostics
        )
    )


def _first_failure(futures: Iterable[Future[Speech]], seen: FollowalongError) -> FollowalongError:
    """The failure of the earliest utterance among those that have failed so far."""
    for future in futures:
        if future.done() and not future.cancelled():
            error = future.exception()
            if isinstance(error, FollowalongError):
                return error
    return seen
