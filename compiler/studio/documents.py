"""Routine files that are being worked on: read, changed in place, undone and redone; never written over unseen.

A change says which revision of the text it is meant for. Where the file is another by then, the change is merged into
what is there; where both touch the same lines nothing is written, and whoever asked is told.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from compiler.model.errors import InvalidRoutine
from compiler.store import write_atomically
from compiler.studio.merging import merged
from compiler.yaml.text import decoded, read_bounded

MOST_STEPS_BACK = 200
"""Changes of one file that can be undone."""

Alter = Callable[[str], str]
OnChange = Callable[[Path, str], None]
"""Hears the path of a file that has another text now, and its revision; an empty one where it is gone."""


class ChangedOutside(Exception):
    """Somebody else changed the same lines meanwhile; nothing was written. `document` is what is there."""

    def __init__(self, document: "Document") -> None:
        super().__init__(document.path)
        self.document = document


class NothingToUndo(Exception):
    """There is no such change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A routine file as it is now. `text` is as in the file, line ends and all; `revision` is a digest of its bytes.

    With `was_merged`, what stands in it is not only what was asked for: somebody else had changed it, too.
    """

    path: Path
    text: str
    revision: str
    can_undo: bool = False
    can_redo: bool = False
    was_merged: bool = False


@dataclass(slots=True)
class _History:
    """Changes of one file, as (before, after), and texts by their revision, for merging."""

    lock: RLock = field(default_factory=RLock)
    done: list[tuple[str, str]] = field(default_factory=list)
    undone: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    seen: str = ""

    def remember(self, text: str) -> str:
        revision = revision_of(text)
        self.texts.pop(revision, None)
        self.texts[revision] = text
        while len(self.texts) > MOST_STEPS_BACK:
            self.texts.pop(next(iter(self.texts)))
        return revision


def revision_of(text: str) -> str:
    """What tells one text from all others."""
    return hashlib.sha256(text.encode()).hexdigest()


class Documents:
    """The files that are open in any page."""

    def __init__(self, on_change: OnChange = lambda *_: None) -> None:
        self._on_change = on_change
        self._open: dict[Path, _History] = {}
        self._lock = RLock()

    def open(self, path: Path) -> Document:
        """The file as it is.

        Raises:
            InvalidRoutine: it is gone, or no text.
        """
        history = self._history(path)
        with history.lock:
            return self._read(path, history)

    def change(self, path: Path, revision: str, alter: Alter) -> Document:
        """The file after `alter` made another text of what it was at `revision`: one step to undo.

        Raises:
            ChangedOutside: it is another by now, at the same place.
            CannotWrite: the disk is full or the folder does not take the file; it is as it was.
            InvalidRoutine: it is gone, or no text.
            ValueError: what `alter` raised.
        """
        history = self._history(path)
        with history.lock:
            now = self._read(path, history)
            base = history.texts.get(revision)
            if base is None:
                raise ChangedOutside(now)
            before, after = self._write(path, history, now, base, alter(base))
            if before != after:
                history.done.append((before, after))
                del history.done[:-MOST_STEPS_BACK]
                history.undone.clear()
            return self._read(path, history, was_merged=revision != now.revision)

    def undo(self, path: Path) -> Document:
        """The file without its last change; what others changed elsewhere in it stays.

        Raises:
            NothingToUndo: nothing was changed here.
            ChangedOutside: somebody else has changed the same lines since.
            CannotWrite: see :meth:`change`.
        """
        return self._step(path, back=True)

    def redo(self, path: Path) -> Document:
        """The file with the change that was undone last; what is raised is as with :meth:`undo`."""
        return self._step(path, back=False)

    def _step(self, path: Path, *, back: bool) -> Document:
        history = self._history(path)
        with history.lock:
            come_from, go_to = (history.done, history.undone) if back else (history.undone, history.done)
            if not come_from:
                raise NothingToUndo
            now = self._read(path, history)
            before, after = come_from[-1]
            base, mine = (after, before) if back else (before, after)
            self._write(path, history, now, base, mine)
            go_to.append(come_from.pop())
            return self._read(path, history, was_merged=now.text != base)

    def look(self) -> None:
        """Tell of every open file that is another since it was read."""
        with self._lock:
            open_now = tuple(self._open.items())
        for path, history in open_now:
            with history.lock:
                revision = _revision_there(path)
                if revision != history.seen:
                    history.seen = revision
                    self._on_change(path, revision)

    def _history(self, path: Path) -> _History:
        with self._lock:
            return self._open.setdefault(path, _History())

    def _read(self, path: Path, history: _History, *, was_merged: bool = False) -> Document:
        raw, problems = read_bounded(path, irregular="is not a file that can be read as YAML")
        text = raw.decode(errors="replace") if raw is not None else ""
        if raw is None or text.encode() != raw:
            raise InvalidRoutine(*(problems or decoded(raw or b"", path)[1]))
        before, history.seen = history.seen, history.remember(text)
        if before not in {"", history.seen}:
            self._on_change(path, history.seen)
        return Document(
            path=path,
            text=text,
            revision=history.seen,
            can_undo=bool(history.done),
            can_redo=bool(history.undone),
            was_merged=was_merged,
        )

    def _write(self, path: Path, history: _History, now: Document, base: str, mine: str) -> tuple[str, str]:
        """Put the change from `base` to `mine` into what is there: the text before and after."""
        text = mine if now.text == base else merged(base, mine, now.text)
        if text is None:
            raise ChangedOutside(now)
        if text != now.text:
            write_atomically(path, lambda unfinished: unfinished.write_bytes(text.encode()))
            history.seen = history.remember(text)
            self._on_change(path, history.seen)
        return now.text, text


def _revision_there(path: Path) -> str:
    """The revision of the file on the disk; empty where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
