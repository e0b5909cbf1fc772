"""A remote as it is known by its name: what can be settled for it, how it is opened, how one logs in to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from compiler.publish.ledger import Ledger
from compiler.publish.preview import Look, plain_look
from compiler.publish.publisher import Publisher
from compiler.publish.release import Release
from compiler.publish.secret import Secret
from compiler.system.folders import config_folder
from compiler.yaml import Record


def preferences_path() -> Path:
    """`publish.yaml` in the user's settings folder."""
    return config_folder() / "publish.yaml"


@dataclass(frozen=True, slots=True)
class Settled:
    """What the user has settled for one remote: its keys in `publish.yaml`, without those that are open."""

    values: Mapping[str, str | bool] = field(default_factory=dict)

    def text(self, key: str, default: str = "") -> str:
        """The text of a key; `default` where it is open."""
        return str(self.values.get(key) or default)

    def flag(self, key: str) -> bool | None:
        """Yes or no; None where it is open."""
        value = self.values.get(key)
        return value if isinstance(value, bool) else None


class Lacking(ValueError):
    """The command does not say what this login needs; the message says what that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLogin:
    """Whoever logs in: what the command says of them, and how to ask for the rest or show an address."""

    client_secret: Path | None
    user: str
    ask: Callable[[str], str]
    ask_secret: Callable[[str], Secret]
    show: Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Everything about a kind of remote that is not its protocol: a row in :data:`compiler.publish.remotes.REMOTES`.

    `keys` are what `publish.yaml` may say under its name. `open` makes the publisher from what is settled, the
    ledger and the folder that a site is written to; it raises InvalidRoutine where something is not settled that
    has to be. `login` answers whose login it was, None where none is needed; it raises :class:`Lacking` or
    LoginNeeded. `declarations` are fields of a release that only a person can fill in, each with its question.
    `asks_first`: what is published leaves the machine, so that it is asked for once more. `look` says how a release
    will look there, for a dry run.
    """

    name: str
    keys: type[Record]
    open: Callable[[Settled, Ledger, Path | None], Publisher]
    login: Callable[[Settled, AtLogin], str] | None = None
    declarations: Mapping[str, str] = field(default_factory=dict)
    asks_first: bool = True
    look: Callable[[Publisher, Release], Look] = plain_look


def declared(release: Release, remote: Remote, settled: Settled) -> Release:
    """The release with what the user has settled for all; what the routine itself declares goes first."""
    open_ones = [key for key in remote.declarations if getattr(release, key) is None]
    given: dict[str, Any] = {key: settled.flag(key) for key in open_ones}
    return replace(release, **given)
