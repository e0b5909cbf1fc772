"""A channel as the commands open it: its publisher, the ledger, and what is settled for it."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from compiler.publish import Ledger, Publisher
    from compiler.publish.preferences import Preferences
    from compiler.publish.remote import Remote, Settled


@dataclass(frozen=True, slots=True)
class Channel:
    """Where to publish, and what the user has settled for it."""

    remote: "Remote"
    publisher: "Publisher"
    ledger: "Ledger"
    settled: "Settled"


@contextmanager
def opened_channel(name: str, folder: Path | None, *, dry_run: bool) -> Iterator[Channel]:
    """The channel with its settings: what is wrong with them is told before anything is built."""
    from compiler.publish import Ledger
    from compiler.publish.preferences import load_preferences
    from compiler.publish.remotes import REMOTES

    if name not in REMOTES:
        raise typer.BadParameter(f"there is no {name!r}: there are {', '.join(REMOTES)}", param_hint="--to")
    remote, preferences = REMOTES[name], load_preferences()
    settled = preferences[name] if dry_run else _declared(remote, preferences)
    with closing(Ledger.open()) as ledger:
        yield Channel(remote, remote.open(settled, ledger, folder), ledger, settled)


def at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _declared(remote: "Remote", preferences: "Preferences") -> "Settled":
    """What is settled, with the declarations that the remote wants: asked for once and kept, if anybody is there."""
    from compiler.publish.preferences import save_preferences
    from compiler.publish.remote import Settled

    settled = preferences[remote.name]
    open_ones = [key for key in remote.declarations if settled.flag(key) is None]
    if not open_ones or not at_terminal():
        return settled
    answers = {key: typer.confirm(remote.declarations[key], default=None, err=True) for key in open_ones}
    answered = Settled({**settled.values, **answers})
    save_preferences({**preferences, remote.name: answered})
    return answered
