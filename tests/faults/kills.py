"""Builds that are killed at any moment: what the next one makes, and what is left lying about.

A build is stopped at a moment chosen by chance, in one of four ways: all of its processes killed, the first one
alone, one of the others alone, or Ctrl-C to all. After a few of them comes a build that nobody disturbs.

By hand (`--seed` another chance, `--way` one way)::

    nice python -m tests.faults.kills --count 1000
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.store import Store, is_whole
from tests.robust.trying import PATIENCE, TINY, Answer, Project

SEED = 20261125
IN_A_ROW = 5
WAYS = ("all", "first", "another", "ctrl-c")
ALLOWED = {
    "all": {-signal.SIGKILL, 0},
    "first": {-signal.SIGKILL, 0},
    "another": {0, 4, 5},
    "ctrl-c": {130, -signal.SIGINT, 0},
}
"""Exit codes; 0 if it was too late. A clip's child that is killed looks like a clip that crashes its decoder."""
EARLY = ("site module", "<frozen ")
"""Python itself was not up yet when Ctrl-C came: what it says then is not ours."""

ROUTINE = TINY.replace(
    "- exercise: squeeze", "- {exercise: squeeze, clip: {file: moving.mp4, play: ping-pong}}"
)
"""With a clip that a child of a worker conforms."""


@dataclass(frozen=True, slots=True)
class Clean:
    """What a build that nobody disturbs writes, and how many seconds it takes."""

    files: dict[str, bytes]
    seconds: float


def project_in(folder: Path) -> Project:
    """A tiny project with each kind of work in it."""
    project = Project.in_folder(folder)
    project.routine.write_text(ROUTINE)
    write_clip(project.folder / "assets/clips/moving.mp4")
    return project


def write_clip(path: Path) -> None:
    """A second of grey that gets brighter."""
    import av
    import numpy as np

    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 128, 128, "yuv420p"
        for index in range(10):
            grey = np.full((128, 128, 3), 20 * index, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        container.mux(stream.encode(None))


def clean_build(folder: Path) -> Clean:
    """A build in a project of its own."""
    project = project_in(folder)
    began = time.monotonic()
    answer = project.build()
    assert answer.code == 0, answer.all
    return Clean(project.files(), time.monotonic() - began)


def group(leader: int) -> list[int]:
    """The living processes of a process group, by the process table."""
    table = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in table.stdout.splitlines()]
    return [int(pid) for pid, pgid, state in rows if int(pgid) == leader and not state.startswith("Z")]


def gone(leader: int, seconds: float) -> bool:
    """Whether all processes of the group end within so many seconds."""
    until = time.monotonic() + seconds
    while group(leader):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def stop(process: "subprocess.Popen[str]", way: str, chance: random.Random) -> bool:
    """Stop a build, which leads its process group, in one of the ways; whether there was anything to stop."""
    if way == "all":
        os.killpg(process.pid, signal.SIGKILL)
    elif way == "first":
        process.kill()
    elif way == "ctrl-c":
        os.killpg(process.pid, signal.SIGINT)
    else:
        others = [pid for pid in group(process.pid) if pid != process.pid]
        try:
            os.kill(chance.choice(others), signal.SIGKILL)
        except (IndexError, ProcessLookupError):
            return False  # there is none yet, or it was done
    return True


@dataclass(slots=True)
class Pace:
    """How long a build seems to take now: the machine has other things to do as well."""

    seconds: float

    def missed(self, took: float) -> None:
        """A build was done before it was to be stopped."""
        self.seconds = (self.seconds + took) / 2

    def hit(self) -> None:
        """It was not done yet."""
        self.seconds *= 1.05


@dataclass(frozen=True, slots=True)
class Trial:
    """A build that was stopped in some way (if it was `hit` before its end) or let be, and what is wrong with it."""

    way: str
    hit: bool
    answer: Answer
    wrong: tuple[str, ...]


def stopped(project: Project, way: str, chance: random.Random, pace: Pace) -> tuple[Answer, int, bool]:
    """A build that is stopped at some moment, its process number, and whether that was before its end."""
    began = time.monotonic()
    process = project.start("build", "--animatic", "--jobs", "2", str(project.routine), process_group=0)
    hit = False
    try:
        process.wait(chance.uniform(0.05, pace.seconds))
        pace.missed(time.monotonic() - began)
    except subprocess.TimeoutExpired:
        pace.hit()
        hit = stop(process, way, chance)
    said, complained = process.communicate(timeout=PATIENCE)
    return Answer(process.returncode, said, complained), process.pid, hit


def left_of(processes: list[int], project: Project) -> Iterator[str]:
    """Whatever these builds left: in the project, in temporary folders, and as semaphores."""
    yield from (str(path) for path in project.leftovers())
    yield from (str(path) for path in project.temporary.iterdir() if path.name.startswith("pymp-"))
    for place in map(Path, ("/tmp", "/var/tmp", "/dev/shm")):
        for path in place.glob("*part-followalong-*"):
            if any(f"-{number}-" in path.name for number in processes):
                yield str(path)


def faults_of(answer: Answer, way: str, leader: int) -> Iterator[str]:
    """What is wrong with how a stopped build ended, if anything is."""
    if not gone(leader, 10):
        yield "a process outlives the build"
    if answer.code not in ALLOWED[way]:
        yield f"exit {answer.code}"
    early = way == "ctrl-c" and any(word in answer.complained for word in EARLY)
    if ("Traceback" in answer.complained or "internal error" in answer.complained) and not early:
        yield "a traceback"


def trials(clean: Clean, seed: int, count: int, ways: tuple[str, ...] = WAYS) -> Iterator[Trial]:
    """Builds until `count` of them were stopped before their end, with one that is let be after a few."""
    chance, paces = random.Random(seed), [Pace(clean.seconds) for _ in range(IN_A_ROW)]
    hits = 0
    while hits < count:
        with tempfile.TemporaryDirectory() as folder:
            project, old = _with_old_results(Path(folder), clean)
            numbers: list[int] = []
            for pace in paces:
                way = ways[hits % len(ways)]
                answer, leader, hit = stopped(project, way, chance, pace)
                hits += hit
                numbers.append(leader)
                wrong = list(faults_of(answer, way, leader))
                wrong += [f"{name} is neither old nor new" for name in _mixed(project, old, clean)]
                if way in {"another", "ctrl-c"} and answer.code > 0:
                    wrong += [f"left: {path}" for path in left_of([leader], project)]
                yield Trial(way, hit, answer, tuple(wrong))
                if hits == count:
                    break
            yield _let_be(project, clean, numbers)


def _with_old_results(folder: Path, clean: Clean) -> tuple[Project, dict[str, bytes]]:
    project = project_in(folder)
    old = dict.fromkeys(clean.files, b"an earlier build's")
    project.built.mkdir()
    for name, content in old.items():
        (project.output / name).write_bytes(content)
    return project, old


def _let_be(project: Project, clean: Clean, numbers: list[int]) -> Trial:
    answer = project.build()
    wrong = [f"exit {answer.code}"] if answer.code else []
    wrong += ["other bytes than a clean build's"] if project.files() != clean.files else []
    wrong += [f"left: {path}" for path in left_of(numbers, project)]
    wrong += [f"not whole: {path}" for path in _broken(project.store)]
    return Trial("let be", False, answer, tuple(wrong))


def _mixed(project: Project, old: dict[str, bytes], clean: Clean) -> Iterator[str]:
    for name, content in project.files().items():
        if ".part-" not in name and content not in {old[name], clean.files[name]}:
            yield name


def _broken(store: Path) -> list[Path]:
    return [path for path in Store(store).entries() if not is_whole(path)]


def main() -> int:
    """Try them all and show what went wrong; 1 if anything did."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--way", choices=WAYS, action="append")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clean = clean_build(Path(folder))
    codes, bad, began = Counter[tuple[str, int]](), 0, time.monotonic()
    hits = Counter[str]()
    for one in trials(clean, asked.seed, asked.count, tuple(asked.way or WAYS)):
        codes[one.way, one.answer.code] += 1
        hits[one.way] += one.hit
        if one.wrong:
            bad += 1
            told = f"{one.way}, exit {one.answer.code}: {'; '.join(one.wrong)}\n{one.answer.all[-1500:]}\n"
            sys.stdout.write(told)
        if (one.hit and hits.total() % 10 == 0) or one.wrong:
            sys.stdout.write(f"({hits.total()} after {time.monotonic() - began:.0f} s)\n")
            sys.stdout.flush()
    took = time.monotonic() - began
    sys.stdout.write(
        f"{hits.total()} builds stopped before their end, seed {asked.seed}, {took:.0f} s, {bad} wrong\n"
        f"stopped {dict(hits)}, exit codes {dict(codes)}\n"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
