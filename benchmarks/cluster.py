"""What a cluster costs and gives: ``python benchmarks/cluster.py [--routine R] [--workers 1,2,4] [--patients N]``.

Starts a scheduler and workers of one thread on this machine, each with an empty store and a folder of its own, and
builds the routine from an empty store: with one process of this machine (``--jobs 1``), then on 1, 2, 4 workers. Then a
batch of patients on two workers. Beside the time it tells what went over the network: what this machine sent, and what
came back. Needs followalong[dask]. The machine should do nothing else; more workers than cores tell only the overhead.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.cluster.machines import Machines  # noqa: E402 - the checkout has to be found first


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build: what it took, and what it says of the network and of who did what."""

    seconds: float
    sent: str
    came: int
    shares: dict[str, int]


def built(routine: Path, folder: Path, *flags: str) -> Run:
    """The command, from an empty store in `folder`."""
    store = folder / "store"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FOLLOWALONG_CACHE": str(store)}
    command = [sys.executable, "-m", "compiler", "build", str(routine), "-o", str(folder / "out"), *flags]
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(done.stderr)
    told = done.stderr.partition("jobs: ")[2]
    made = [path for kind in ("clips", "segments", "sound") for path in (store / kind).glob("*/*")]
    return Run(
        seconds=seconds,
        sent=told.rpartition("sent ")[2].strip(),
        came=sum(path.stat().st_size for path in made),
        shares={name: int(count) for name, count in re.findall(r"(tcp://\S+|here) (\d+)", told)},
    )


def on_workers(count: int, routine: Path, folder: Path, *flags: str) -> Run:
    """The same on a cluster of that many workers, made for it."""
    with Machines(folder / "machines") as machines:
        for _ in range(count):
            machines.add_worker()
        return built(routine, folder, "--on", machines.address, *flags)


def patients(folder: Path, count: int) -> list[str]:
    """As many files, each with a name and a hold of its own."""
    folder.mkdir()
    flags: list[str] = []
    for number in range(count):
        path = folder / f"patient-{number:03}.yaml"
        path.write_text(f"name: Patient {number}\nhold: {20 + number % 20}s\n", encoding="utf-8")
        flags += ["--for", str(path)]
    return flags


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("--routine", type=Path, default=ROOT / "routines/before-getting-up.yaml")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--patients", type=int, default=0)
    parser.add_argument("--draft", action="store_true")
    asked = parser.parse_args(arguments)
    flags = ["--draft"] if asked.draft else []
    with tempfile.TemporaryDirectory() as place:
        folders = (Path(place) / str(number) for number in range(1_000))
        alone = built(asked.routine, next(folders), "--jobs", "1", *flags)
        print(f"one process here         {alone.seconds:7.1f} s")
        for count in (int(number) for number in asked.workers.split(",")):
            run = on_workers(count, asked.routine, next(folders), *flags)
            jobs = sum(run.shares.values())
            print(
                f"{count:2} workers               {run.seconds:7.1f} s, {run.seconds / alone.seconds:.2f} of it; "
                f"{jobs} jobs, sent {run.sent}, came back {run.came / 1e6:.1f} MB"
            )
        if asked.patients:
            files = patients(Path(place) / "patients", asked.patients)
            run = on_workers(2, asked.routine, next(folders), *flags, *files)
            print(f"{asked.patients} patients on 2 workers {run.seconds:7.1f} s; jobs {run.shares}")


if __name__ == "__main__":
    main()
