"""The way to a scheduler, and whether its workers make the same bytes as this machine."""

import logging
import re
import socket
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from compiler.cluster.likeness import Likeness, likeness
from compiler.model.errors import NetworkInterrupted, ToolFailed

_ADDRESS = re.compile(r"(tcp|tls)://(?P<host>[^\s/:]+|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})/?")
CALL_SECONDS = 5.0
ANSWER_SECONDS = 30.0
"""A worker that has not told about itself by then does not take part until it does."""
WORKER_SECONDS = 10.0
"""A first worker may be starting just now."""
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connection to a scheduler whose workers are like this machine. `client` is Dask's."""

    address: str
    client: Any

    @property
    def dashboard(self) -> str | None:
        """Where a browser sees what it does, if its scheduler shows it."""
        return str(self.client.dashboard_link) if self.client.dashboard_link else None


@contextmanager
def connected(address: str, seconds: float = 10.0) -> Iterator[Cluster]:
    """The cluster at `address`, such as ``tcp://scheduler:8786``, for the length of the block.

    Raises:
        ToolFailed: Dask is not installed, or a worker would make other bytes than this machine.
        NetworkInterrupted: nobody answers there, or there is no worker.
    """
    client = _client(address, seconds)
    try:
        _require_alike(client, address)
        yield Cluster(address, client)
    finally:
        with suppress(Exception):  # of a cluster that is gone there is nothing to close
            client.close(timeout=2)


def _client(address: str, seconds: float) -> Any:
    try:
        from distributed import Client
    except ImportError:
        hint = "pip install 'followalong[dask]' brings it"
        raise ToolFailed("--on needs Dask, which is not installed", hint=hint) from None
    _require_an_answer(address)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of versions: we compare what counts ourselves
        try:
            return Client(address, timeout=seconds, name="followalong", set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise _nobody_at(address, error) from error


def _require_an_answer(address: str) -> None:
    """That somebody takes calls there: Dask itself would try for a long time.

    Raises:
        NetworkInterrupted: nobody does, or it is no address.
    """
    form = _ADDRESS.fullmatch(address)
    if not form:
        hint = "write it as the scheduler says it when it starts: tcp://HOST:8786"
        raise NetworkInterrupted(f"{address} is no address of a Dask scheduler", hint=hint)
    try:
        socket.create_connection((form["host"].strip("[]"), int(form["port"])), CALL_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _nobody_at(address, error) from error


def _nobody_at(address: str, error: Exception) -> NetworkInterrupted:
    hint = f"start one with: dask scheduler; or leave --on away to work on this machine ({_why(error)})"
    return NetworkInterrupted(f"no Dask scheduler answers at {address}", hint=hint)


def _why(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


def _require_alike(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        hint = f"start one with: dask worker {address}"
        raise NetworkInterrupted(f"the scheduler at {address} has no worker", hint=hint) from None
    workers = tuple(client.nthreads())
    asked = {
        worker: client.submit(likeness, workers=[worker], allow_other_workers=False, pure=False)
        for worker in workers
    }
    found = dict(_answers(asked))
    if not found:
        raise NetworkInterrupted(
            f"no worker of {address} answered within {ANSWER_SECONDS:g} s", hint="look at its dashboard"
        )
    _refuse_unlike(found, address)


def _answers(asked: dict[str, Any]) -> Iterator[tuple[str, Likeness]]:
    """What each worker says of itself.

    Raises:
        ToolFailed: one of them cannot even say it: it has no followalong.
    """
    until = time.monotonic() + ANSWER_SECONDS
    for worker, future in asked.items():
        try:
            error = future.exception(timeout=max(0.1, until - time.monotonic()))
        except TimeoutError:
            continue
        if error is not None:
            raise ToolFailed(
                f"the worker {worker} cannot do this work: {_why(error)}",
                hint=f"{INSTALL}, there and where the scheduler runs",
            )
        yield worker, future.result()


INSTALL = "install the same version of followalong[dask] with the same libraries and Python"


def _refuse_unlike(found: dict[str, Likeness], address: str) -> None:
    """That all make the same bytes.

    Raises:
        ToolFailed: with what differs, worker by worker.
    """
    mine = likeness()
    unlike = {worker: mine.unlike(theirs) for worker, theirs in found.items() if theirs != mine}
    if unlike:
        shown = "; ".join(
            f"{worker}: {', '.join(said[:_SHOWN])}" for worker, said in list(unlike.items())[:_SHOWN]
        )
        raise ToolFailed(
            f"{len(unlike)} of {len(found)} workers of {address} would make other bytes than this machine: {shown}",
            hint=INSTALL,
        )
