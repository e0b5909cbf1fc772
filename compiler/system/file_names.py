"""Files by their names, in whichever Unicode form the name was stored."""

from collections.abc import Iterator
from pathlib import Path

from compiler.model.names import composed


def as_stored(path: Path) -> Path:
    """`path`, or the file that is there under the same name in another form: a Mac's ü is u and two dots.

    A file by the exact name goes before. Where there is neither, `path` comes back.
    """
    if str(path).isascii() or _is_there(path):
        return path
    found = Path(path.anchor)
    for part in path.parts[1 if path.anchor else 0 :]:
        exact = found / part
        found = exact if _is_there(exact) else next(_same_name(found, part), exact)
    return found if _is_there(found) else path


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):  # a name that is too long, or none
        return False


def _same_name(folder: Path, name: str) -> Iterator[Path]:
    wanted = composed(name)
    try:
        yield from (path for path in sorted(folder.iterdir()) if composed(path.name) == wanted)
    except OSError:  # no folder, or none that can be read
        return
