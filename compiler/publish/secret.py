"""Things that nobody else may read: masked when shown, kept in files that only their owner can open."""

import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from compiler.model.errors import Busy, CannotWrite, LoginNeeded

LONG_PAST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Secret:
    """A token or a session address, masked; :meth:`reveal` is for the wire and the ledger only."""

    _value: str

    def reveal(self) -> str:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._value)


def private_folder(folder: Path) -> Path:
    """Make `folder` if it is not there, for its owner alone.

    Raises:
        CannotWrite: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotWrite(f"cannot make {folder}: {error.strerror}") from error
    return folder


def write_private(path: Path, text: str) -> None:
    """Put `text` at `path` for the owner's eyes only: whole or not at all, and never readable in between.

    Raises:
        CannotWrite: the folder or the disk does not take it.
    """
    private_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def readable_by_others(path: Path) -> bool:
    """Whether the file's mode lets anyone but its owner in. Windows guards the user's folders by itself."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def read_private_fields(path: Path, needed: tuple[str, ...], login: str) -> dict[str, Any]:
    """A login's file: JSON with at least the `needed` texts in it. `login` is the command that makes it.

    Raises:
        LoginNeeded: there is none, it is damaged, or others can read it.
    """
    try:
        exposed = readable_by_others(path)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LoginNeeded("there is no login yet", hint=login) from None
    except (OSError, UnicodeDecodeError):
        raise LoginNeeded(f"the login at {path} cannot be read", hint=login) from None
    if exposed:
        hint = f"chmod 600 {path} if nobody else uses this machine; if somebody does, log in again: {login}"
        raise LoginNeeded(f"the login at {path} can be read by others", hint=hint)
    fields = _fields(text)
    if any(not isinstance(fields.get(name), str) or not fields[name] for name in needed):
        raise LoginNeeded(f"the login at {path} is damaged", hint=login)
    return fields


def stored_moment(text: object) -> datetime:
    """A time of a login's file; one that makes no sense is long past, so that the token is renewed."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return LONG_PAST
    return found if found.tzinfo else LONG_PAST


@contextmanager
def alone_with(path: Path, longest_seconds: float) -> Iterator[None]:
    """No other process renews this login meanwhile.

    Raises:
        Busy: one does, for longer than `longest_seconds`.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=longest_seconds, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(f"another process is using the login at {path}", hint="try again in a minute") from None
    try:
        yield
    finally:
        lock.release()


def _fields(text: str) -> dict[str, Any]:
    """The JSON object in a text, empty if there is none."""
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}
