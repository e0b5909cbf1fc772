"""Everything that was built, kept under the name of what it was built from.

An entry is one file, `<root>/<kind>/<first two of key>/<key><suffix>`, and beside it a seal (`.ok`) with the
file's length and SHA-256. A file without a fitting seal is no entry: a build killed at any moment, a truncated
or flipped file and one from another version are all noticed here and made again. Files appear by rename only.
"""

import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from compiler.errors import CannotWrite

FORMAT = 1
"""Raised when the meaning of a key or the layout changes; old entries are then never found."""

_SEAL = ".ok"
_TEMPORARY = ".part-"


def content_key(*parts: Any) -> str:
    """A key of 64 hex digits over JSON-able `parts`: equal exactly when they are equal.

    Name every input that can change the result, the version of the code that makes it among them.
    """
    text = json.dumps([FORMAT, *parts], sort_keys=True, ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "numerator"):
        return [value.numerator, value.denominator]
    raise TypeError(f"{type(value).__name__} does not belong in a content key")


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def default_root() -> Path:
    """`FOLLOWALONG_CACHE` if set, else the user's cache folder."""
    named = os.environ.get("FOLLOWALONG_CACHE")
    if named:
        return Path(named)
    try:
        return Path(platformdirs.user_cache_dir("followalong", appauthor=False))
    except (KeyError, RuntimeError, OSError):  # no HOME and no entry in the password file
        return Path(tempfile.gettempdir()) / f"followalong-{os.getuid() if hasattr(os, 'getuid') else 'user'}"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of sealed files. Safe for several processes at once: the last equal rename wins."""

    root: Path

    @staticmethod
    def open(root: Path | None = None) -> tuple["Store", str | None]:
        """The store at `root` (or the default place), and what to tell the user where that place is unusable.

        A place that cannot be written is replaced by a temporary folder for this one run.
        """
        place = root or default_root()
        try:
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                pass
        except OSError as error:
            stand_in = Path(tempfile.mkdtemp(prefix="followalong-"))
            why = f"the store at {place} cannot be written ({error.strerror}); nothing of this build is kept"
            return Store(stand_in), why
        return Store(place), None

    def path(self, kind: str, key: str, suffix: str) -> Path:
        """Where the entry is or would be."""
        return self.root / kind / key[:2] / f"{key}{suffix}"

    def find(self, kind: str, key: str, suffix: str) -> Path | None:
        """The entry's file if it is there and whole, marked as used just now; None otherwise."""
        path = self.path(kind, key, suffix)
        if not _sealed(path):
            return None
        with suppress(OSError):
            os.utime(path)
        return path

    def make(self, kind: str, key: str, suffix: str, produce: Callable[[Path], None]) -> Path:
        """The entry's file; made by `produce(temporary_path)` if it is not there and whole.

        Raises:
            CannotWrite: the disk is full or the folder does not take the file.
        """
        found = self.find(kind, key, suffix)
        if found:
            return found
        final = self.path(kind, key, suffix)
        with _reporting_disk(final):
            final.parent.mkdir(parents=True, exist_ok=True)
        temporary = final.with_name(f"{_TEMPORARY}{secrets.token_hex(6)}{suffix}")
        try:
            produce(temporary)
            with _reporting_disk(final):
                _seal(temporary, final)
        finally:
            temporary.unlink(missing_ok=True)
        return final

    def entries(self) -> Iterator[Path]:
        """Every sealed file, in no order."""
        for seal in self.root.glob(f"*/*/*{_SEAL}"):
            path = seal.with_suffix("")
            if path.is_file():
                yield path

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.root, ignore_errors=True)


def write_atomically(final: Path, produce: Callable[[Path], None]) -> None:
    """Make `final` by way of a hidden file beside it and a rename: it is whole or it is the old one.

    Raises:
        CannotWrite: the disk is full or the folder does not take the file.
    """
    temporary = final.with_name(f".{final.stem}{_TEMPORARY}{secrets.token_hex(4)}{final.suffix}")
    try:
        with _reporting_disk(final):
            produce(temporary)
            _flush(temporary)
            temporary.replace(final)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


class _reporting_disk:  # noqa: N801 - reads as a phrase where it is used
    """Turns an OSError while writing into :class:`CannotWrite` with the file's name."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise CannotWrite(
                f"cannot write {self.path}: {reason}",
                hint="free some space or choose another folder with -o; what was built so far is kept",
            ) from error


def _seal(temporary: Path, final: Path) -> None:
    _flush(temporary)
    seal = {"bytes": temporary.stat().st_size, "sha256": file_digest(temporary)}
    sealed = final.with_name(final.name + _SEAL)
    scratch = final.with_name(f"{_TEMPORARY}{secrets.token_hex(6)}{_SEAL}")
    try:
        scratch.write_text(json.dumps(seal))
        temporary.replace(final)
        scratch.replace(sealed)
    finally:
        scratch.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sealed(path: Path) -> bool:
    try:
        seal = json.loads(path.with_name(path.name + _SEAL).read_text())
        return bool(path.stat().st_size == seal["bytes"] and file_digest(path) == seal["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
