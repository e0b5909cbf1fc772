"""A disk that is full at every point of a build: what is told, what is kept, and what the next build makes.

A disk of its own (a tmpfs, which Linux lets root mount) holds the project, its store, the results and the temporary
folder. It has room for N more blocks, or for N more files, for every N from none up to where the build succeeds:
so each block and each file that a build writes is once the one that fails.

By hand, every N of both (`--every 3` each third one)::

    nice python -m tests.faults.full_disk
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compiler.store import Store, is_whole
from tests.faults.kills import Clean, clean_build, project_in
from tests.robust.trying import Answer, Project

BLOCK = 4096
ROOM = 64 << 20
FILES = 10_000
OLD = b"an earlier build's"


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk of our own."""

    place: Path

    def used(self) -> tuple[int, int]:
        """Blocks and files."""
        facts = os.statvfs(self.place)
        return facts.f_blocks - facts.f_bfree, facts.f_files - facts.f_ffree

    def limit(self, *, blocks: int | None = None, files: int | None = None) -> None:
        """Leave room for so many more; without a number, for as many as anybody needs."""
        used = self.used()
        size = ROOM if blocks is None else (used[0] + blocks) * BLOCK
        most = FILES if files is None else used[1] + files
        _run("mount", "-o", f"remount,size={max(size, BLOCK)},nr_inodes={most}", str(self.place))


@contextmanager
def disk() -> Iterator[Disk]:
    """A disk that is there inside the block.

    Raises:
        subprocess.CalledProcessError: nobody lets us mount one.
        FileNotFoundError: there is no such command.
    """
    with tempfile.TemporaryDirectory() as folder:
        _run("mount", "-t", "tmpfs", "-o", f"size={ROOM},nr_inodes={FILES}", "none", folder)
        try:
            yield Disk(Path(folder))
        finally:
            _run("umount", "--lazy", folder)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def possible() -> bool:
    """Whether this machine lets us have such a disk."""
    try:
        with disk():
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@dataclass(frozen=True, slots=True)
class Trial:
    """A build with room for `more` ("blocks" or "files"), and what is wrong with how it went."""

    more: str
    room: int
    answer: Answer
    wrong: tuple[str, ...]


def trial(clean: Clean, more: str, room: int) -> Trial:
    """Build on a disk with that much room, then with enough of it."""
    with disk() as ours:
        project = project_in(ours.place)
        project.built.mkdir()
        for name in clean.files:
            (project.output / name).write_bytes(OLD)
        ours.limit(**{more: room})
        answer = _build(project)
        wrong = list(_faults(project, answer, clean))
        ours.limit()
        if answer.code:
            after = _build(project)
            if after.code or project.files() != clean.files:
                wrong.append(f"with room again: exit {after.code}, or other bytes: {after.complained[-300:]}")
            if project.leftovers():
                wrong.append(f"left in the end: {project.leftovers()}")
        return Trial(more, room, answer, tuple(wrong))


def _build(project: Project) -> Answer:
    return project.build(env=project.environment(FOLLOWALONG_DATA=str(project.folder / "data")))


def _faults(project: Project, answer: Answer, clean: Clean) -> Iterator[str]:
    if answer.code not in {0, 6}:
        yield f"exit {answer.code}"
    if "Traceback" in answer.all or "internal error" in answer.all:
        yield "a traceback"
    old = dict.fromkeys(clean.files, OLD)
    if project.files() != (old if answer.code else clean.files):
        yield f"not the old results: {sorted(project.files())}"
    if project.leftovers():
        yield f"left: {project.leftovers()}"
    broken = [path for path in Store(project.store).entries() if not is_whole(path)]
    if broken:
        yield f"not whole: {broken}"


def trials(clean: Clean, more: str, every: int) -> Iterator[Trial]:
    """From no room at all until the build succeeds."""
    room = 0
    while True:
        one = trial(clean, more, room)
        yield one
        if not one.answer.code:
            return
        room += every


def main() -> int:
    """Try them all and show what went wrong; 1 if anything did."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--more", choices=("blocks", "files"), action="append")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clean = clean_build(Path(folder))
    bad = 0
    for more in asked.more or ("blocks", "files"):
        began, tried = time.monotonic(), 0
        for one in trials(clean, more, asked.every):
            tried += 1
            if one.wrong:
                bad += 1
                sys.stdout.write(
                    f"{more} {one.room}: {'; '.join(one.wrong)}\n{one.answer.complained[-900:]}\n"
                )
                sys.stdout.flush()
        took = time.monotonic() - began
        sys.stdout.write(f"{more}: {tried} builds, enough with {one.room}, {took:.0f} s, {bad} wrong\n")
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
