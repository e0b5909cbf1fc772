"""Looking after the store: what it holds and saves, whether it is whole, and keeping it from growing for ever."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from compiler.model.timing import clock
from compiler.store.scratch import is_alive
from compiler.store.sealed import RUNNING, Store, is_whole, seal_of

DEFAULT_LIMIT_BYTES = 10 * 1000**3
LIMIT_VARIABLE = "FOLLOWALONG_CACHE_LIMIT"

_CLOCK_SLACK_SECONDS = 2.0
"""Times of files come from a clock that ticks in steps, and some file systems count in twos."""
_UNITS = {"": 1, "B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "TB": 1000**4}
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT]?i?B?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What the store has of a kind: how many files, how large, and what making them took."""

    kind: str
    files: int
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    path: Path
    bytes: int
    used: float


def read_size(text: str) -> int:
    """Bytes of a size such as ``2GB``, ``500 MB``, ``1.5GiB`` or ``0``.

    Raises:
        ValueError: it is none.
    """
    found = _SIZE.fullmatch(text.strip())
    unit = found[2].upper() if found else "?"
    plain = unit.replace("I", "").rstrip("B") + "B" if unit not in {"", "B"} else unit
    if not found or plain not in _UNITS:
        raise ValueError(f"{text.strip()[:20]!r} is no size; write 2GB or 500MB")
    base = _UNITS[plain]
    if "I" in unit:
        base = 1024 ** round(len(str(base)) / 3)
    return int(float(found[1]) * base)


def shown_size(size: int) -> str:
    """As a person writes it: ``6.7 MB``."""
    value = float(size)
    for unit in ("B", "KB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def limit_bytes() -> int:
    """How large the store may grow by itself: FOLLOWALONG_CACHE_LIMIT, or 10 GB."""
    with suppress(ValueError):
        return read_size(os.environ[LIMIT_VARIABLE]) if LIMIT_VARIABLE in os.environ else DEFAULT_LIMIT_BYTES
    return DEFAULT_LIMIT_BYTES


def holdings(store: Store) -> tuple[Holding, ...]:
    """What the store has, kind by kind."""
    kinds: dict[str, list[Path]] = {}
    for path in store.entries():
        kinds.setdefault(path.parent.parent.name, []).append(path)
    return tuple(_holding(kind, kinds[kind]) for kind in sorted(kinds))


def summary(store: Store) -> Iterator[str]:
    """What the store has and saves, in lines for people."""
    found = holdings(store)
    for one in found:
        size, made = shown_size(one.bytes), _spent(one.seconds)
        yield f"{one.kind:<10}{one.files:>7} files {size:>10}   made in {made}"
    total = shown_size(sum(one.bytes for one in found))
    saved = _spent(sum(one.seconds for one in found))
    yield f"{total} in {store.root}; saves {saved} of one processor's work"
    yield f"trimmed to {shown_size(limit_bytes())} after a build ({LIMIT_VARIABLE} sets another size)"


def _spent(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)


def _holding(kind: str, paths: list[Path]) -> Holding:
    size = sum(entry.bytes for entry in _entries(iter(paths)))
    return Holding(kind=kind, files=len(paths), bytes=size, seconds=sum(map(_seconds_to_make, paths)))


def _seconds_to_make(path: Path) -> float:
    try:
        return float(json.loads(seal_of(path).read_text())["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0


def verify(store: Store) -> tuple[Path, ...]:
    """Read every file to its end and forget those that are not as they were sealed; which those were."""
    broken = tuple(sorted(path for path in store.entries() if not is_whole(path)))
    for path in broken:
        _forget(path)
    return broken


def trim(store: Store, limit: int) -> tuple[int, int]:
    """Forget what was used longest ago until at most `limit` bytes are left; how many files and bytes that was.

    What a running build made or found is left alone.
    """
    entries = sorted(_entries(store.entries()), key=lambda entry: entry.used)
    protected = _oldest_build(store)
    excess = sum(entry.bytes for entry in entries) - limit
    files = freed = 0
    for entry in entries:
        if freed >= excess or entry.used >= protected:
            break
        _forget(entry.path)
        files, freed = files + 1, freed + entry.bytes
    return files, freed


def _entries(paths: Iterator[Path]) -> Iterator[_Entry]:
    for path in paths:
        with suppress(OSError):  # another build forgot it just now
            facts = path.stat()
            yield _Entry(path=path, bytes=facts.st_size, used=facts.st_mtime)


def _oldest_build(store: Store) -> float:
    """When the oldest build that is at work began; never, if there is none."""
    began = [float("inf")]
    for mark in (store.root / RUNNING).glob("*"):
        with suppress(OSError):
            if is_alive(mark):
                began.append(mark.stat().st_mtime - _CLOCK_SLACK_SECONDS)
    return min(began)


def _forget(path: Path) -> None:
    """The seal goes first: what is left if this is interrupted is no entry."""
    for file in (seal_of(path), path):
        with suppress(OSError):
            file.unlink(missing_ok=True)
