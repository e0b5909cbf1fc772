"""Which programs of which project may run here: agreed to once by whoever sits here, and kept.

An agreement holds for one project, one command, and the bytes of the project's own files that the command names.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from compiler.store import write_atomically
from compiler.system.folders import data_folder


def agreements_path() -> Path:
    """`agreed.json` in the user's data folder."""
    return data_folder() / "agreed.json"


def is_agreed(project: Path, command: Sequence[str]) -> bool:
    """Whether this command of the project in that folder may run as it stands now."""
    return _fingerprint(project, command) in _agreed()


def agree(project: Path, command: Sequence[str]) -> None:
    """Keep that it may run.

    Raises:
        CannotWrite: the data folder does not take it.
    """
    known = _agreed()
    known[_fingerprint(project, command)] = {"project": str(project.resolve()), "command": list(command)}
    _keep(known)


def disagree(project: Path) -> int:
    """Forget every agreement on that project; how many there were.

    Raises:
        CannotWrite: the data folder does not take it.
    """
    known = _agreed()
    kept = {key: one for key, one in known.items() if one.get("project") != str(project.resolve())}
    if len(kept) < len(known):
        _keep(kept)
    return len(known) - len(kept)


def _agreed() -> dict[str, dict[str, object]]:
    """What is kept; a file that is not ours or cannot be read is no agreement."""
    try:
        found = json.loads(agreements_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): v for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}


def _keep(known: dict[str, dict[str, object]]) -> None:
    path = agreements_path()
    with suppress(FileExistsError):
        path.parent.mkdir(parents=True, mode=0o700)
    text = json.dumps(known, indent=1, ensure_ascii=False) + "\n"
    write_atomically(path, lambda unfinished: unfinished.write_text(text, encoding="utf-8"))


def _fingerprint(project: Path, command: Sequence[str]) -> str:
    root = project.resolve()
    named = {
        str(path.relative_to(root)): _digest(path) for part in command if (path := _own_file(root, part))
    }
    told = json.dumps([str(root), list(command), sorted(named.items())])
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _own_file(root: Path, part: str) -> Path | None:
    """The project's file that an argument names, from the current folder as the program would, or from the project."""
    for start in (Path.cwd(), root):
        with suppress(OSError, ValueError):
            path = (start / part).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
    return None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
