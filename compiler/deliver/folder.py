"""The output folder: one build at a time, everything in it whole, the old or the new."""

import errno
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from compiler.model.errors import Busy, CannotWrite
from compiler.store.scratch import scratch_folder, sweep
from compiler.system.interrupts import interrupts_wait


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Makes `folder`, and keeps other builds out of it for the length of the block.

    Raises:
        Busy: another build is at work on it.
        CannotWrite: the folder cannot be made or takes no files.
    """
    new = not folder.exists()
    with ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _lock(folder, held)
            sweep(folder)
            with scratch_folder(folder):
                pass
        except OSError as error:
            raise _cannot_write(folder, error) from error
        try:
            yield
        except BaseException:
            if new:
                with suppress(OSError):  # it is not empty
                    folder.rmdir()
            raise


def _lock(folder: Path, held: ExitStack) -> None:
    """Lock the folder itself where the system can, so that no lock file lies about; else a file elsewhere."""
    if sys.platform != "win32":
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
        held.callback(os.close, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}:
                raise _busy(folder) from None
        else:
            return
    locks = Path(tempfile.gettempdir()) / "followalong-locks"
    locks.mkdir(exist_ok=True)
    name = hashlib.sha256(str(folder.resolve()).encode(errors="surrogateescape")).hexdigest()[:24]
    try:
        held.enter_context(FileLock(locks / f"{name}.lock").acquire(timeout=0))
    except Timeout:
        raise _busy(folder) from None


def _busy(folder: Path) -> Busy:
    return Busy(f"another build is writing {folder}", hint="wait for it, or choose another folder with -o")


@contextmanager
def published(folder: Path) -> Iterator[Path]:
    """A hidden folder to write into; at the end all its files appear in `folder` under their names.

    Raises:
        CannotWrite: the disk is full, or the folder does not take the files.
    """
    try:
        with scratch_folder(folder) as staging:
            yield staging
            _appear(staging, folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _appear(staging: Path, folder: Path) -> None:
    """Rename all files, or none if one of the names is taken by something else."""
    files = sorted(staging.iterdir())
    for path in files:
        if (folder / path.name).is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{path.name} is a folder there")
    with interrupts_wait():  # files of two builds are never mixed by Ctrl-C
        for path in files:
            path.replace(folder / path.name)


def _cannot_write(folder: Path, error: OSError) -> CannotWrite:
    hint = "free some space or choose another folder with -o; what was rendered is kept"
    return CannotWrite(f"cannot write to {folder}: {error.strerror or error}", hint=hint)
