"""Single files of the site: compared, written, deleted."""

from pathlib import Path

from compiler.model.errors import CannotWrite
from compiler.store import write_atomically


def make_room(path: Path) -> None:
    """The folder that a file goes into."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot write into {path.parent}: {error.strerror}") from error


def delete(path: Path) -> None:
    """Delete it, if it is there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot delete {path}: {error.strerror}") from error


def delete_folder(path: Path) -> None:
    """Delete a folder with nothing in it, if it is there."""
    try:
        if path.is_dir():
            path.rmdir()
    except OSError as error:
        raise CannotWrite(f"cannot delete {path}: {error.strerror}") from error


def holds(path: Path, data: bytes) -> bool:
    """Whether the file is there with this in it."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def write(path: Path, data: bytes) -> None:
    """Write what is not there yet, or is something else; it appears by rename."""
    if not holds(path, data):
        make_room(path)
        write_atomically(path, lambda unfinished: unfinished.write_bytes(data))
