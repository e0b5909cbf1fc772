"""What has been done at which remote, step by step: written down before the next step is begun.

One SQLite file in the user's data folder, for its owner alone (a session address in it is a secret). A step
is `started` before the remote is asked and `done` after it answered; what was started and not done is looked
up at the remote before it is tried again. That is what makes a publish that was killed anywhere go on without
doing anything twice.
"""

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from compiler.model.errors import Busy, CannotWrite
from compiler.publish.release import VideoFacts, fingerprint
from compiler.publish.secret import private_folder
from compiler.system.folders import data_folder

Note = Mapping[str, str]

_FORMAT = 1
_LONGEST_WAIT_SECONDS = 30.0
_SCHEMA = f"""
BEGIN;
PRAGMA user_version = {_FORMAT};
CREATE TABLE IF NOT EXISTS publication (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, file_name TEXT NOT NULL,
    begun TEXT NOT NULL,
    UNIQUE (site, account, name, number));
CREATE TABLE IF NOT EXISTS step (
    publication INTEGER NOT NULL REFERENCES publication (id), name TEXT NOT NULL, state TEXT NOT NULL,
    fingerprint TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (publication, name));
CREATE TABLE IF NOT EXISTS spending (
    site TEXT NOT NULL, day TEXT NOT NULL, bucket TEXT NOT NULL, units INTEGER NOT NULL,
    PRIMARY KEY (site, day, bucket));
COMMIT;
"""


class StepState(StrEnum):
    """How far a step is: asked for, finished, or turned down by the remote while the rest went on."""

    STARTED = "started"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """What the ledger says of one step. `note` may hold a session address: it is not shown."""

    name: str
    state: StepState
    fingerprint: str
    note: Note
    at: datetime

    def __repr__(self) -> str:
        return f"StepRecord({self.name}, {self.state}, {self.fingerprint})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One video at one account of one site; `number` counts a release's videos there, from 1."""

    id: int
    site: str
    account: str
    name: str
    number: int
    title: str
    sha256: str
    bytes: int
    file_name: str
    begun: datetime


@dataclass(frozen=True, slots=True)
class Ledger:
    """The open ledger. Safe for several processes; a release at a site is worked on by one at a time."""

    path: Path
    _db: sqlite3.Connection

    @staticmethod
    def open(path: Path | None = None) -> "Ledger":
        """The ledger at `path`, or the user's own; made if it is not there.

        Raises:
            CannotWrite: it cannot be made, or the file is damaged.
        """
        place = path or data_folder() / "ledger.sqlite3"
        private_folder(place.parent)
        with _reporting(place):
            with suppress(FileExistsError):
                os.close(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            place.chmod(0o600)
            db = sqlite3.connect(place, isolation_level=None, timeout=_LONGEST_WAIT_SECONDS)
            try:
                _set_up(db, place)
            except BaseException:
                db.close()
                raise
        return Ledger(place, db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def alone(self, site: str, name: str) -> Iterator[None]:
        """Nobody else works on this release at this site meanwhile; let go when the process ends, however.

        Raises:
            Busy: somebody does.
        """
        lock = FileLock(self.path.with_name(f"{fingerprint(site, name)}.lock"), timeout=0)
        try:
            lock.acquire()
        except Timeout:
            told = f"{name or 'another release'} is being published to {site} right now"
            raise Busy(told, hint="wait for it to end") from None
        try:
            yield
        finally:
            lock.release()

    def publications(self, site: str | None = None, name: str | None = None) -> tuple[Publication, ...]:
        """All that match, oldest first."""
        rows = self._rows(
            "SELECT id, site, account, name, number, title, sha256, bytes, file_name, begun FROM publication"
            " WHERE site = coalesce(?, site) AND name = coalesce(?, name) ORDER BY id",
            (site, name),
        )
        return tuple(_publication(row) for row in rows)

    def begin(
        self, *, site: str, account: str, name: str, title: str, facts: VideoFacts, file_name: str
    ) -> Publication:
        """Write down that this video is to be published: the step "planned"."""
        used = [p.number for p in self.publications(site, name) if p.account == account]
        row = (
            site,
            account,
            name,
            max(used, default=0) + 1,
            title,
            facts.sha256,
            facts.bytes,
            file_name,
            _now(),
        )
        self._rows(
            "INSERT INTO publication (site, account, name, number, title, sha256, bytes, file_name, begun)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        return self.publications(site, name)[-1]

    def steps(self, publication: Publication) -> tuple[StepRecord, ...]:
        """Its steps, in the order they were last written."""
        rows = self._rows(
            "SELECT name, state, fingerprint, note, at FROM step WHERE publication = ? ORDER BY at, rowid",
            (publication.id,),
        )
        return tuple(
            StepRecord(
                name=name,
                state=StepState(state),
                fingerprint=mark,
                note=json.loads(note),
                at=datetime.fromisoformat(at),
            )
            for name, state, mark, note, at in rows
        )

    def step(self, publication: Publication, name: str) -> StepRecord | None:
        """What is known of one step, or None."""
        return next((s for s in self.steps(publication) if s.name == name), None)

    def write(
        self, publication: Publication, name: str, state: StepState, mark: str = "", note: Note | None = None
    ) -> None:
        """Write down where a step is; on the disk when this returns."""
        self._rows(
            "INSERT OR REPLACE INTO step (publication, name, state, fingerprint, note, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (publication.id, name, state.value, mark, json.dumps(dict(note or {})), _now()),
        )

    def spend(self, site: str, day: str, bucket: str, units: int) -> None:
        """Count `units` of a remote's daily allowance."""
        self._rows(
            "INSERT INTO spending (site, day, bucket, units) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (site, day, bucket) DO UPDATE SET units = units + excluded.units",
            (site, day, bucket, units),
        )

    def spent(self, site: str, day: str, bucket: str) -> int:
        """The units counted so far on that day."""
        rows = self._rows(
            "SELECT units FROM spending WHERE site = ? AND day = ? AND bucket = ?", (site, day, bucket)
        )
        return int(rows[0][0]) if rows else 0

    def _rows(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with _reporting(self.path):
            return self._db.execute(statement, values).fetchall()


def _set_up(db: sqlite3.Connection, place: Path) -> None:
    """Make a fresh connection as safe as it can be, and the tables if they are not there."""
    _log_ahead(db)
    db.execute("PRAGMA synchronous = FULL")
    if db.execute("PRAGMA user_version").fetchone()[0] > _FORMAT:
        raise CannotWrite(f"the ledger {place} was written by a newer followalong", hint="update this one")
    db.executescript(_SCHEMA)


def _log_ahead(db: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; by itself SQLite does not wait for another process that is about the same."""
    deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _publication(row: tuple[Any, ...]) -> Publication:
    key, site, account, name, number, title, sha256, size, file_name, begun = row
    return Publication(
        id=key,
        site=site,
        account=account,
        name=name,
        number=number,
        title=title,
        sha256=sha256,
        bytes=size,
        file_name=file_name,
        begun=datetime.fromisoformat(begun),
    )


@contextmanager
def _reporting(path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk complain of into :class:`CannotWrite`."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"the ledger {path} cannot be used: {error.strerror}") from error
    except sqlite3.OperationalError as error:
        raise CannotWrite(f"the ledger {path} cannot be written: {error}") from error
    except sqlite3.DatabaseError as error:
        hint = "move it away; the remote is searched for the video before anything is sent again"
        raise CannotWrite(f"the ledger {path} is damaged: {error}", hint=hint) from error
