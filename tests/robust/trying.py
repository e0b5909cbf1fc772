"""The command as a user runs it, on a project that is quick to build."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from compiler.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "compiler")
PATIENCE = 600
"""Seconds: a build takes two where the machine has time for it."""

_PASSED_ON = ("PATH", "SYSTEMROOT", "HOME", "FOLLOWALONG_CONFIG", "FOLLOWALONG_DATA")

TINY = """\
title: Tiny
size: 128x128
frame_rate: 10
voice: {engine: silent, words_per_minute: 600}
exercises:
  squeeze: {name: Squeeze, hold: 3s}
steps:
  - say: Hello.
  - exercise: squeeze
  - rest: 2s
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command said, in the process or in one of its own."""

    code: int
    said: str
    complained: str

    @property
    def all(self) -> str:
        return self.said + self.complained


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `routines/tiny.yaml`, an output folder, a store, and nothing that is shared with others."""

    folder: Path

    @staticmethod
    def in_folder(folder: Path) -> "Project":
        for name in ("routines", "assets/clips", "output", "temporary"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        project = Project(folder)
        project.routine.write_text(TINY)
        return project

    @property
    def routine(self) -> Path:
        return self.folder / "routines" / "tiny.yaml"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def built(self) -> Path:
        return self.output / "tiny"

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        own = {"FOLLOWALONG_CACHE": str(self.store), "TMPDIR": str(self.temporary)}
        return {**kept, "PYTHONPATH": str(ROOT), **own, **more}

    def start(
        self, *arguments: str, env: dict[str, str] | None = None, **more: Any
    ) -> "subprocess.Popen[str]":
        """The command as a process, its answers in pipes unless said otherwise."""
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        settings = {**streams, "cwd": self.folder, "text": True, "errors": "replace", **more}
        return subprocess.Popen([*COMMAND, *arguments], env=env or self.environment(), **settings)

    def run(self, *arguments: str, env: dict[str, str] | None = None, **more: Any) -> Answer:
        with self.start(*arguments, env=env, **more) as process:
            said, complained = process.communicate(timeout=PATIENCE)
        return Answer(process.returncode, said or "", complained or "")

    def build(self, *, env: dict[str, str] | None = None, **more: Any) -> Answer:
        return self.run("build", "--animatic", "--jobs", "1", str(self.routine), env=env, **more)

    def files(self) -> dict[str, bytes]:
        """Everything under the output folder, hidden files too."""
        return {
            str(path.relative_to(self.output)): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }

    def leftovers(self) -> list[Path]:
        """What no finished build leaves: unfinished files anywhere."""
        return [path for path in self.folder.rglob("*") if ".part-" in path.name]


def said_once(complained: str) -> str:
    """What is complained of, without the lines that a slow machine is given as a sign of life."""
    return re.sub(r"(?m)^tiny: .*\n", "", complained)


def check(text: str | bytes, *, animatic: bool = True) -> Answer:
    """`followalong check` in this process, on a routine of that text in a project of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return check_file(path, animatic=animatic)


def check_file(path: Path, *, animatic: bool = True) -> Answer:
    flags = ["--animatic"] if animatic else []
    return in_process("check", *flags, str(path))


def in_process(*arguments: str) -> Answer:
    result = CliRunner().invoke(app, list(arguments))
    return Answer(result.exit_code, result.stdout, result.stderr)
