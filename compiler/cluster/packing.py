"""Jobs and results as bytes that mean the same on another machine: what names a place is written by its content.

Files of the user are named by their digest, entries of the store by their key, files of the package by where they lie
in it. Places in the user's texts, which messages show, stay at home; only their numbers travel, and so it is with the
names of files.
"""

import atexit
import io
import pickle
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from compiler.cluster.parcel import INPUTS, Entry, Parcel
from compiler.model.errors import Diagnostic, FollowalongError, SourceSpan
from compiler.shipped import library_folder
from compiler.store import Looks, Store, content_key, file_digest, looks, write_atomically
from compiler.store.scratch import short_scratch_folder

Token = tuple[Any, ...]

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A job ready to be sent: `parcels` are the files that it reads; `files` and `spans` stay at home."""

    job: bytes
    parcels: tuple[Parcel, ...]
    files: tuple[Path, ...]
    spans: tuple[SourceSpan, ...]


def packed(job: Callable[[], Any], store: Store) -> Packed:
    """The job by names that every machine knows.

    Raises:
        OSError: a file that it reads cannot be read.
    """
    sender = _Sender(store)
    return Packed(
        job=sender.written(job),
        parcels=tuple(sender.parcels.values()),
        files=tuple(sender.files),
        spans=tuple(sender.spans),
    )


def unpacked(result: bytes, sent: Packed, store: Store) -> Any:
    """What came back for a job that was sent, by the names of this machine."""
    return _Reader(result, store, sent.files, sent.spans).load()


class _Sender(pickle.Pickler):
    """Writes what is of this machine by names that others know, and notes what they will need."""

    def __init__(self, store: Store) -> None:
        self._written = io.BytesIO()
        super().__init__(self._written, protocol=5)
        self._store = store
        self.parcels: dict[Entry, Parcel] = {}
        self.files: list[Path] = []
        self.spans: list[SourceSpan] = []

    def written(self, value: Any) -> bytes:
        """The value as bytes."""
        self.dump(value)
        return self._written.getvalue()

    def persistent_id(self, value: Any) -> Token | None:
        """How the value is named elsewhere; None if it means the same everywhere."""
        if isinstance(value, SourceSpan):
            self.spans.append(value)
            return ("span", len(self.spans) - 1)
        if isinstance(value, Store):
            return ("store",)
        return self._named(value) if isinstance(value, Path) else None

    def _named(self, path: Path) -> Token | None:
        shipped = _in_the_package(path)
        if shipped:
            return shipped
        entry = Entry.at(path, self._store)
        if entry:
            if path.is_file():
                self.parcels[entry] = Parcel(entry=entry, digest=_digest(path), path=path)
            return ("entry", entry.kind, entry.key, entry.suffix)
        self.files.append(path)
        number = len(self.files) - 1
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            names = tuple((one.relative_to(path).as_posix(), *self._sent(one)) for one in inside)
            return ("folder", number, path.name, names)
        return ("file", number, *self._sent(path)) if path.is_file() else ("missing", number)

    def _sent(self, path: Path) -> tuple[str, str]:
        """A file that will be needed: its name elsewhere."""
        suffix = path.suffix.lower() if _SUFFIX.fullmatch(path.suffix) else ""
        entry = Entry(kind=INPUTS, key=_digest(path), suffix=suffix)
        self.parcels[entry] = Parcel(entry=entry, digest=entry.key, path=path)
        return entry.key, entry.suffix


class _Reader(pickle.Unpickler):
    """Reads what came back: names of this machine again."""

    def __init__(self, data: bytes, store: Store, files: Sequence[Path], spans: Sequence[SourceSpan]) -> None:
        super().__init__(io.BytesIO(data))
        self._store, self._files, self._spans = store, files, spans

    def persistent_load(self, token: Token) -> Any:
        """The value of that name."""
        match token:
            case ("span", int(number)):
                return self._spans[number]
            case ("store",):
                return self._store
            case ("file" | "folder" | "missing", int(number), *_):
                return self._files[number]
            case _:
                return _known(token, self._store)


class Visit:
    """A job on another machine: reads it by the names of that machine, and writes its result by those of home."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[Path, Token] = {}

    def job(self, data: bytes) -> Callable[[], Any]:
        """The job, to be run here."""
        visit = self

        class Arriving(pickle.Unpickler):
            def persistent_load(self, token: Token) -> Any:
                return visit._here(token)

        found: Callable[[], Any] = Arriving(io.BytesIO(data)).load()
        return found

    def _here(self, token: Token) -> Any:
        match token:
            case ("span", int(number)):
                return SourceSpan(path=Path(_place(number)), line=1, column=1)
            case ("store",):
                return self._store
            case ("file", int(), str(digest), str(suffix)):
                path = Entry(kind=INPUTS, key=digest, suffix=suffix).path(self._store)
            case ("folder", int(), str(name), tuple(inside)):
                path = _folder_of(name, inside, self._store)
            case ("missing", int(number)):
                path = Path(_place(number))
            case _:
                return _known(token, self._store)
        self._numbers.setdefault(path, token)
        return path

    def result(self, value: Any) -> bytes:
        """A result as bytes to send home."""
        visit = self
        written = io.BytesIO()

        class Leaving(pickle.Pickler):
            def persistent_id(self, value: Any) -> Token | None:
                return visit._at_home(value)

        Leaving(written, protocol=5).dump(value)
        return written.getvalue()

    def _at_home(self, value: Any) -> Token | None:
        if isinstance(value, SourceSpan) and value.path.name.startswith(_PLACE):
            return ("span", int(value.path.name.removeprefix(_PLACE)))
        if isinstance(value, Store):
            return ("store",)
        if not isinstance(value, Path):
            return None
        entry = Entry.at(value, self._store)
        named = self._numbers.get(value) or _in_the_package(value)
        return named or (("entry", entry.kind, entry.key, entry.suffix) if entry else None)

    def told(self, error: Exception) -> Exception:
        """The error with the names of files as home will read them: by their numbers."""
        names = {str(path): _named_by(token[1]) for path, token in self._numbers.items()}
        return _renamed(error, names)


def told_at_home(error: Exception, sent: Packed) -> Exception:
    """The error of a job that was sent, with this machine's files and places."""
    return _renamed(error, {_named_by(n): str(path) for n, path in enumerate(sent.files)}, sent.spans)


_PLACE = "place-"


def _place(number: int) -> str:
    return f"{_PLACE}{number}"


def _named_by(number: int) -> str:
    return f"\N{SYMBOL FOR START OF TEXT}{number}\N{SYMBOL FOR END OF TEXT}"


def _renamed(error: Exception, names: dict[str, str], spans: Sequence[SourceSpan] = ()) -> Exception:
    if not isinstance(error, FollowalongError):
        return error
    return type(error)(*(_with_names(diagnostic, names, spans) for diagnostic in error.diagnostics))


def _with_names(diagnostic: Diagnostic, names: dict[str, str], spans: Sequence[SourceSpan]) -> Diagnostic:
    message, hint, span = diagnostic.message, diagnostic.hint, diagnostic.span
    for name, other in names.items():
        message = message.replace(name, other)
        hint = hint and hint.replace(name, other)
    if span and spans and span.path.name.startswith(_PLACE):
        span = spans[int(span.path.name.removeprefix(_PLACE))]
    return replace(diagnostic, message=message, hint=hint, span=span)


@cache
def _folders() -> Path:
    """Where this process puts folders together, until it ends."""
    folder = short_scratch_folder(_LONGEST_PATH)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


_LONGEST_PATH = 200


def _folder_of(name: str, inside: tuple[tuple[str, str, str], ...], store: Store) -> Path:
    """A folder of somebody's project, put together of files that were sent; the same one for the same content.

    Raises:
        pickle.UnpicklingError: a file would lie outside of it.
    """
    folder = _folders() / content_key(name, [list(one) for one in inside])[:16] / name
    for place, digest, suffix in inside:
        wanted = folder / place
        if not wanted.resolve().is_relative_to(_folders().resolve()):
            raise pickle.UnpicklingError(f"{place!r} lies outside of its folder")
        if not wanted.exists():
            wanted.parent.mkdir(parents=True, exist_ok=True)
            source = Entry(kind=INPUTS, key=digest, suffix=suffix).path(store)
            write_atomically(wanted, partial(shutil.copyfile, source))
    return folder


_PACKAGE = Path(__file__).resolve().parent.parent


def _in_the_package(path: Path) -> Token | None:
    for name, root in _package_roots().items():
        if path.is_relative_to(root):
            return ("package", name, path.relative_to(root).as_posix())
    return None


@cache
def _package_roots() -> dict[str, Path]:
    return {"assets": library_folder(), "code": _PACKAGE}


def _known(token: Token, store: Store) -> Path:
    """What is named alike everywhere.

    Raises:
        pickle.UnpicklingError: nothing is named like this.
    """
    match token:
        case ("entry", str(kind), str(key), str(suffix)):
            return Entry(kind=kind, key=key, suffix=suffix).path(store)
        case ("package", str(name), str(inside)):
            return _package_roots()[name] / inside
    raise pickle.UnpicklingError(f"unknown name {token!r}")


_digests: dict[Path, tuple[Looks, str]] = {}


def _digest(path: Path) -> str:
    """The file's digest; one that looks as it did is not read again."""
    now = looks(path)
    known = _digests.get(path)
    if known is None or known[0] != now:
        known = _digests[path] = (now, file_digest(path))
    return known[1]
