"""How soon one sees something: `python benchmarks/first_picture.py [--rounds 10]`.

Three things that a person waits for, each from its own beginning, in wall time and in processor time (of all
processes, so that it says something on a busy machine as well):

- a hold is changed on the page of the studio, until its picture is there (the still), and until it can be played
  (the stretch of video at that place), as the page asks for them;
- a routine that was never built is opened: its first picture, and its first stretch, with an empty store;
- `build --watch` at full size with an empty store: until the first seconds are at the browser.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from measuring import cpu_seconds_of, machine

ROUTINE = Path(__file__).parents[1] / "routines" / "stretches-in-bed.yaml"
NAME = "routines/bed.yaml"
HOLD = ["steps", 5, "hold"]
"""Of knee_to_chest, whose first hold is in the middle of the routine."""


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and of all processors."""

    wall: float
    cpu: float


class Studio:
    """A page's questions to a studio that runs."""

    def __init__(self, address: str, pid: int) -> None:
        self.address, self.pid = address, pid

    def get(self, route: str, **query: Any) -> tuple[bytes, Any]:
        with urlopen(f"{self.address}api/{route}?{urlencode(query)}", timeout=120) as answer:
            return answer.read(), answer.headers

    def plan(self, **query: Any) -> Any:
        return json.loads(self.get("preview/plan", path=NAME, **query)[0])

    def post(self, route: str, body: Any) -> Any:
        told = {"Content-Type": "application/json", "Origin": "/".join(self.address.split("/")[:3])}
        with urlopen(
            Request(f"{self.address}api/{route}", json.dumps(body).encode(), told), timeout=120
        ) as answer:
            return json.loads(answer.read())

    def took(self, work: Callable[[], Any]) -> tuple[Any, Took]:
        wall, cpu = time.monotonic(), cpu_seconds_of(self.pid)
        found = work()
        return found, Took(time.monotonic() - wall, cpu_seconds_of(self.pid) - cpu)


@contextmanager
def studio(folder: Path, store: Path) -> Iterator[Studio]:
    """A studio of a project with the routine, whose store is empty."""
    (folder / "routines").mkdir(parents=True)
    (folder / "followalong.txt").touch()
    (folder / NAME).write_text(ROUTINE.read_text(encoding="utf-8"), encoding="utf-8")
    environment = {**os.environ, "FOLLOWALONG_CACHE": str(store), "FOLLOWALONG_DATA": str(folder / "data")}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "compiler", "studio", str(folder)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        found = re.search(r"http\S+", running.stdout.readline())
        assert found, "the studio did not start"
        try:
            yield Studio(found[0], running.pid)
        finally:
            running.terminate()


def of_a_change(asked: Studio, rounds: int) -> Iterator[tuple[Took, Took]]:
    """For each change of the hold: until its still is there, and until its stretch is."""
    document = json.loads(asked.get("document", path=NAME)[0])
    plan = asked.plan()
    place = {"plan": plan["plan"], "step": _hold(plan), "at": 3}
    asked.get("preview/stretch", **place)  # it was looked at before
    for seconds in range(31, 31 + rounds):
        edit = {"op": "set", "at": HOLD, "value": f"{seconds}s"}

        def change(edit: Any = edit) -> Any:
            nonlocal document, plan
            body = {"path": NAME, "revision": document["revision"], "edits": [edit], "variant": {}}
            document = asked.post("document/edit", body)
            plan = asked.plan()
            return asked.get("preview/still", plan=plan["plan"], step=_hold(plan), at=3)

        _, seen = asked.took(change)
        _, played = asked.took(
            lambda: asked.get("preview/stretch", plan=plan["plan"], step=_hold(plan), at=3)
        )
        yield seen, Took(seen.wall + played.wall, seen.cpu + played.cpu)


def _hold(plan: Any) -> int:
    return next(step["index"] for step in plan["steps"] if step["at"] == HOLD[:2] and step["kind"] == "hold")


def of_a_new_one(asked: Studio) -> tuple[Took, Took]:
    """Until the first still is there, and until the first stretch is."""
    plan: Any = None

    def look() -> Any:
        nonlocal plan
        plan = asked.plan()
        return asked.get("preview/still", plan=plan["plan"], step=0, at=0)

    _, seen = asked.took(look)
    _, played = asked.took(lambda: asked.get("preview/stretch", plan=plan["plan"], step=0, at=0))
    return seen, Took(seen.wall + played.wall, seen.cpu + played.cpu)


def of_a_build(folder: Path, store: Path) -> Took:
    """Of `build --watch`: from its start until the first fragment with pictures has come to a browser."""
    command = [sys.executable, "-m", "compiler", "build", "--watch", "-o", str(folder), str(ROUTINE)]
    environment = {**os.environ, "FOLLOWALONG_CACHE": str(store)}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        environment.pop(name, None)
    began = time.monotonic()
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as building:
        assert building.stderr
        found = next(found for line in building.stderr if (found := re.search(r"http\S+", line)))
        with urlopen(f"{found[0]}about.json", timeout=120) as answer:
            json.load(answer)
        with urlopen(f"{found[0]}video.mp4", timeout=120) as coming:
            data = b""
            while b"mfro" not in data:  # the end of the first fragment
                more = coming.read1(1 << 16)
                if not more:
                    raise SystemExit("the build ended before anything could be seen")
                data += more
            took = Took(time.monotonic() - began, cpu_seconds_of(building.pid))
            building.terminate()
        building.stderr.read()
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--parts", default="change,new,watch")
    asked = parser.parse_args()
    print(f"{machine()}; {os.getloadavg()[0]:.1f} processes want to work\n")
    print("| what | wall s | processor s |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as base:
        if {"change", "new"} & set(asked.parts.split(",")):
            with studio(Path(base, "project"), Path(base, "store")) as running:
                time.sleep(2)  # a person needs longer to open a routine
                _tell("never built: first picture", "never built: it plays", [of_a_new_one(running)])
                if "change" in asked.parts:
                    changes = list(of_a_change(running, asked.rounds))
                    _tell("a hold changed: its picture", "a hold changed: it plays", changes)
        if "watch" in asked.parts:
            watched = [
                of_a_build(Path(base, f"out{n}"), Path(base, f"cold{n}")) for n in range(min(3, asked.rounds))
            ]
            print(_row("build --watch at full size: it plays", watched))


def _tell(seen: str, played: str, both: list[tuple[Took, Took]]) -> None:
    print(_row(seen, [one for one, _ in both]))
    print(_row(played, [one for _, one in both]), flush=True)


def _row(name: str, found: list[Took]) -> str:
    wall, cpu = median(one.wall for one in found), median(one.cpu for one in found)
    many = f" (median of {len(found)})" if len(found) > 1 else ""
    return f"| {name}{many} | {wall:.2f} | {cpu:.2f} |"


if __name__ == "__main__":
    main()
