"""The ledger's file: its tables, how it is opened, and what is said where SQLite or the disk complains."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from compiler.model.errors import CannotWrite
from compiler.publish.secret import private_folder

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
CREATE TABLE IF NOT EXISTS about (
    publication INTEGER PRIMARY KEY REFERENCES publication (id), routine TEXT NOT NULL, patient TEXT NOT NULL,
    digest TEXT NOT NULL, link TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token (
    site TEXT NOT NULL, name TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY (site, name));
CREATE TABLE IF NOT EXISTS renaming (
    publication INTEGER NOT NULL REFERENCES publication (id), before TEXT NOT NULL, after TEXT NOT NULL,
    at TEXT NOT NULL);
COMMIT;
"""


def opened(place: Path) -> sqlite3.Connection:
    """The file at `place`, for its owner alone; made if it is not there.

    Raises:
        CannotWrite: it cannot be made, or is damaged.
    """
    private_folder(place.parent)
    with reporting(place):
        with suppress(FileExistsError):
            os.close(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        place.chmod(0o600)
        db = sqlite3.connect(place, isolation_level=None, timeout=_LONGEST_WAIT_SECONDS)
        try:
            _set_up(db, place)
        except BaseException:
            db.close()
            raise
        return db


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


@contextmanager
def reporting(path: Path) -> Iterator[None]:
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
