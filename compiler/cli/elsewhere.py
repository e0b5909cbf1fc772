"""Work on a cluster, and what is told of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from compiler.cluster.pool import ClusterPool
    from compiler.store import Store
    from compiler.system.workshop import PoolFor


def working_on(address: str | None) -> "PoolFor | None":
    """The pool of the cluster at `address`; None without one, for this machine's own."""
    if not address:
        return None

    @contextmanager
    def opened(store: "Store") -> "Iterator[ClusterPool]":
        from compiler.cluster.pool import cluster_pool

        with cluster_pool(address, store) as pool:
            typer.echo(_greeting(address, pool), err=True)
            try:
                yield pool
            finally:  # also where the command leaves with an exit code of its own
                _tell_who_did_what(pool)

    return opened


def _greeting(address: str, pool: "ClusterPool") -> str:
    seen = f", to be seen at {pool.dashboard}" if pool.dashboard else ""
    return f"working on {address}: {pool.size} at once{seen}"


def _tell_who_did_what(pool: "ClusterPool") -> None:
    from compiler.store.upkeep import shown_size

    shares = ", ".join(f"{worker} {count}" for worker, count in sorted(pool.done.items()))
    if shares:
        typer.echo(f"jobs: {shares}; sent {shown_size(pool.bytes_sent)}", err=True)
