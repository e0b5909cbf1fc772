"""What has been done at which remote, step by step: written down before the next step is begun.

One SQLite file in the user's data folder, for its owner alone (a session address in it is a secret). A step
is `started` before the remote is asked and `done` after it answered; what was started and not done is looked
up at the remote before it is tried again. That is what makes a publish that was killed anywhere go on without
doing anything twice.
"""

import json
import secrets
import sqlite3
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from compiler.model.errors import Busy
from compiler.publish.database import opened, reporting
from compiler.publish.release import NOWHERE, Origin, VideoFacts, fingerprint
from compiler.system.folders import data_folder

Note = Mapping[str, str]

WITHDRAWN = "withdrawn"
"""The step by which a video is taken away again."""

TOKEN_BYTES = 20
"""Of chance in an address that cannot be guessed: 160 bits, 32 letters and digits."""

_PUBLICATIONS = f"""
SELECT p.id, site, account, p.name, number, title, sha256, bytes, file_name, begun,
    coalesce(a.routine, ''), coalesce(a.patient, ''), coalesce(a.digest, ''), coalesce(a.link, ''),
    coalesce(w.state, '')
FROM publication p LEFT JOIN about a ON a.publication = p.id
    LEFT JOIN step w ON w.publication = p.id AND w.name = '{WITHDRAWN}'
WHERE site = coalesce(?, site) AND p.name = coalesce(?, p.name) ORDER BY p.id
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
    """One video at one account of one site; `number` counts a release's videos there, from 1.

    `origin` is what it was made from, as far as that was written down, `link` where people watch it, once it is
    released. `withdrawn` is how far it is taken away again, None while it is there.
    """

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
    origin: Origin = NOWHERE
    link: str = ""
    withdrawn: StepState | None = None


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
        return Ledger(place, opened(place))

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
        """All that match and were not taken away again, oldest first."""
        return tuple(p for p in self.all_publications(site, name) if p.withdrawn is not StepState.DONE)

    def all_publications(self, site: str | None = None, name: str | None = None) -> tuple[Publication, ...]:
        """All that match, oldest first, also those that were taken away."""
        return tuple(_publication(row) for row in self._rows(_PUBLICATIONS, (site, name)))

    def begin(
        self,
        *,
        site: str,
        account: str,
        name: str,
        title: str,
        facts: VideoFacts,
        file_name: str,
        origin: Origin = NOWHERE,
    ) -> Publication:
        """Write down that this video is to be published: the step "planned"."""
        row = (site, account, name, self.next_number(site, account, name), title)
        self._rows(
            "INSERT INTO publication (site, account, name, number, title, sha256, bytes, file_name, begun)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, facts.sha256, facts.bytes, file_name, _now()),
        )
        begun = self.publications(site, name)[-1]
        self.write_origin(begun, origin)
        return replace(begun, origin=origin)

    def next_number(self, site: str, account: str, name: str) -> int:
        """What the release's next video there is counted as."""
        return (
            max((p.number for p in self.all_publications(site, name) if p.account == account), default=0) + 1
        )

    def write_origin(self, publication: Publication, origin: Origin) -> None:
        """Write down what it was made from: where its files lie, and a digest of them."""
        self._rows(
            "INSERT INTO about (publication, routine, patient, digest, link) VALUES (?, ?, ?, ?, '')"
            " ON CONFLICT (publication) DO UPDATE SET routine = excluded.routine, patient = excluded.patient,"
            " digest = excluded.digest",
            (publication.id, origin.routine, origin.patient, origin.digest),
        )

    def write_link(self, publication: Publication, link: str) -> None:
        """Write down where people watch it."""
        self._rows(
            "INSERT INTO about (publication, routine, patient, digest, link) VALUES (?, '', '', '', ?)"
            " ON CONFLICT (publication) DO UPDATE SET link = excluded.link",
            (publication.id, link),
        )

    def rename(self, publications: Iterable[Publication], name: str) -> None:
        """Their release is called `name` from now on, all or none; what it was called before stays written down."""
        with reporting(self.path), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for publication in publications:
                self._rename(publication, name)

    def _rename(self, publication: Publication, name: str) -> None:
        number = self.next_number(publication.site, publication.account, name)
        self._rows(
            "INSERT INTO renaming (publication, before, after, at) VALUES (?, ?, ?, ?)",
            (publication.id, publication.name, name, _now()),
        )
        self._rows("UPDATE publication SET name = ?, number = ? WHERE id = ?", (name, number, publication.id))
        self._rows(
            "UPDATE OR REPLACE token SET name = ? WHERE site = ? AND name = ?",
            (name, publication.site, publication.name),
        )

    def token(self, site: str, name: str) -> str:
        """What stands for the release's name in its address there; made by chance, and always the same from then on."""
        made = b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().lower()
        self._rows("INSERT OR IGNORE INTO token (site, name, token) VALUES (?, ?, ?)", (site, name, made))
        return self.known_token(site, name)

    def known_token(self, site: str, name: str) -> str:
        """The same, empty if none was made yet."""
        rows = self._rows("SELECT token FROM token WHERE site = ? AND name = ?", (site, name))
        return str(rows[0][0]) if rows else ""

    def forget_token(self, site: str, name: str) -> None:
        """The address is over: one that comes after it is another."""
        self._rows("DELETE FROM token WHERE site = ? AND name = ?", (site, name))

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
        with reporting(self.path):
            return self._db.execute(statement, values).fetchall()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _publication(row: tuple[Any, ...]) -> Publication:
    key, site, account, name, number, title, sha256, size, file_name, begun, routine, patient, digest = row[
        :13
    ]
    link, withdrawn = row[13:]
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
        origin=Origin(routine=routine, patient=patient, digest=digest),
        link=link,
        withdrawn=StepState(withdrawn) if withdrawn else None,
    )
