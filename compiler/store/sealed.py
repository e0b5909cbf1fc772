"""Everything that was built, kept under the name of what it was built from.

An entry is one file, `<root>/<kind>/<first two of key>/<key><suffix>`, and beside it a seal (`.ok`) with the
file's length and SHA-256. A file without a fitting seal is no entry: a build killed at any moment, a truncated
or flipped file and one from another version are all noticed here and made again. Files appear by rename only;
what is not finished yet has a name from `scratch`, which sweeps away what killed processes left.
"""

import atexit
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from compiler.model.errors import DISK_ERRORS, CannotWrite
from compiler.store.scratch import PREFIX, listed, part_name, scratch_folder, sweep, sweep_outside

FORMAT = 1
"""Raised when the meaning of a key or the layout changes; old entries are then never found."""

SEAL = ".ok"
RUNNING = "running"
"""Folder with a file for each build at work, as old as the build: see `at_work`."""

Looks = tuple[int, int, int, int]
"""Length, times of the last writing and the last change, and inode."""

_verified: dict[Path, Looks] = {}
"""Files whose bytes this process has compared with their seal, and how they looked then."""


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
    with suppress(KeyError, RuntimeError, OSError):
        usual = Path(platformdirs.user_cache_dir("followalong", appauthor=False))
        if usual.is_absolute():  # it starts with ~ without HOME and an entry in the password file
            return usual
    return Path(tempfile.gettempdir()) / f"followalong-{os.getuid() if hasattr(os, 'getuid') else 'user'}"


def _nobody(_path: Path) -> None:
    """Hears nothing."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of sealed files. Safe for several processes at once: the last equal rename wins.

    `on_entry` hears of every entry that is asked to be made, whether it was or was there.
    """

    root: Path
    on_entry: Callable[[Path], None] = field(default=_nobody, compare=False, repr=False)

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
            why = f"the store at {place} cannot be written ({error.strerror}); nothing of this build is kept"
            return Store(_stand_in()), why
        return Store(place), None

    def path(self, kind: str, key: str, suffix: str) -> Path:
        """Where the entry is or would be."""
        return self.root / kind / key[:2] / f"{key}{suffix}"

    def find(self, kind: str, key: str, suffix: str) -> Path | None:
        """The entry's file if it is there and whole, marked as used just now; None otherwise.

        Its bytes are compared with the seal once in a process, and again if the file looks changed.
        """
        path = self.path(kind, key, suffix)
        if not _sealed(path):
            return None
        with suppress(OSError):
            os.utime(path)
            _verified[path] = looks(path)
        return path

    def make(
        self,
        kind: str,
        key: str,
        suffix: str,
        produce: Callable[[Path], None],
        *,
        still_so: Callable[[], None] = lambda: None,
    ) -> Path:
        """The entry's file; made by `produce(temporary_path)` if it is not there and whole.

        `still_so` is called before the file is kept and raises if what the key was made from has changed.

        Raises:
            CannotWrite: the disk is full or the folder does not take the file.
        """
        found = self.find(kind, key, suffix)
        if found:
            self.on_entry(found)
            return found
        final = self.path(kind, key, suffix)
        temporary = final.with_name(part_name(suffix))
        began = time.monotonic()
        try:
            with reporting_disk(final, every=True):
                final.parent.mkdir(parents=True, exist_ok=True)
            with reporting_disk(final):
                produce(temporary)
            still_so()
            with reporting_disk(final, every=True):
                _seal(temporary, final, time.monotonic() - began)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        self.on_entry(final)
        return final

    def scratch_folder(self) -> AbstractContextManager[Path]:
        """A folder in the store for unfinished work, gone at the end of the `with` block."""
        return scratch_folder(self.root)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """A build runs inside the block: nothing that it makes or finds is trimmed meanwhile.

        What killed builds left is swept before and after it.
        """
        running = self.root / RUNNING
        mark = running / part_name("")
        try:
            with reporting_disk(mark, every=True):
                tempfile.gettempdir()  # raises if no place for temporary files takes any
                running.mkdir(parents=True, exist_ok=True)
                self.sweep()
                mark.touch()
            yield
        finally:
            with suppress(OSError):
                mark.unlink(missing_ok=True)
            self.sweep()

    def sweep(self) -> None:
        """Remove what processes that are gone left unfinished, here and outside of the store."""
        kinds = _folders(self.root)
        for folder in (self.root, *kinds, *(shelf for kind in kinds for shelf in _folders(kind))):
            sweep(folder)
        sweep_outside()

    def entries(self) -> Iterator[Path]:
        """Every file that has a seal, in no order."""
        for kind in _folders(self.root):
            for shelf in _folders(kind):
                for seal in listed(shelf):
                    path = shelf / seal.name.removesuffix(SEAL)
                    if seal.name.endswith(SEAL) and not seal.name.startswith(PREFIX) and path.is_file():
                        yield path


def _folders(parent: Path) -> list[Path]:
    """The folders in `parent`, but for unfinished ones."""
    return [
        Path(found.path) for found in listed(parent) if found.is_dir() and not found.name.startswith(PREFIX)
    ]


def _stand_in() -> Path:
    """A folder that lives as long as this process."""
    folder = Path(tempfile.gettempdir()) / part_name("")
    folder.mkdir(mode=0o700)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def write_atomically(final: Path, produce: Callable[[Path], object]) -> None:
    """Make `final` by way of a hidden file beside it and a rename: it is whole or it is the old one.

    Raises:
        CannotWrite: the disk is full or the folder does not take the file.
    """
    temporary = final.with_name(part_name(final.suffix))
    try:
        with reporting_disk(final, every=True):
            produce(temporary)
            _flush(temporary)
            temporary.replace(final)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


class reporting_disk:  # noqa: N801 - reads as a phrase where it is used
    """Turns an OSError that tells of a full or broken disk into :class:`CannotWrite` with the file's name.

    With `every`, any OSError: where nothing inside reads what the user gave.
    """

    def __init__(self, path: Path, *, every: bool = False) -> None:
        self.path = path
        self.every = every

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError) and (self.every or error.errno in DISK_ERRORS):
            reason = error.strerror or str(error)
            raise CannotWrite(
                f"cannot write {self.path}: {reason}",
                hint="free some space or choose another folder with -o; what was built so far is kept",
            ) from error


def _seal(temporary: Path, final: Path, seconds: float) -> None:
    """Keep `temporary` as `final`; `seconds` is what making it took."""
    _flush(temporary)
    digest = file_digest(temporary)
    seal = {"bytes": temporary.stat().st_size, "sha256": digest, "seconds": round(seconds, 3)}
    scratch = final.with_name(part_name(SEAL))
    try:
        scratch.write_text(json.dumps(seal))
        _flush(scratch)
        temporary.replace(final)
        scratch.replace(seal_of(final))
    except PermissionError:
        if not _sealed(final):  # on Windows an equal file that somebody reads stays where it is
            raise
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
    with suppress(OSError):
        _verified[final] = looks(final)


def seal_of(path: Path) -> Path:
    """Where the seal of an entry lies."""
    return path.with_name(path.name + SEAL)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def looks(path: Path) -> Looks:
    """How a file looks from outside: any writing changes it (on Windows, what keeps the old times does not).

    Raises:
        OSError: it is not there.
    """
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _sealed(path: Path) -> bool:
    """Whether the file is there and has the bytes that its seal tells."""
    try:
        if _verified.get(path) == looks(path) and seal_of(path).exists():
            return True
        return is_whole(path)
    except OSError:
        return False


def is_whole(path: Path) -> bool:
    """Whether the file has the length and the digest that its seal tells; reads every byte."""
    try:
        seal = json.loads(seal_of(path).read_text())
        return bool(path.stat().st_size == seal["bytes"] and file_digest(path) == seal["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
