"""Run a conform job in a child process, and take crashes, hangs and errors for what they are."""

import pickle
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from compiler.media.job import APPLYING, DECODING, Conform
from compiler.model.errors import BadMedia, FollowalongError, InvalidRoutine
from compiler.store.scratch import scratch_folder
from compiler.system.python_child import python_environment

STALLED_SECONDS = 120.0
"""A frame takes milliseconds; a child that says nothing for so long has hung."""

_COMMAND = (sys.executable, "-m", "compiler.media.worker")


def run_in_child(
    job: Conform,
    destination: Path,
    *,
    command: Sequence[str] = _COMMAND,
    stalled_seconds: float = STALLED_SECONDS,
) -> None:
    """Do the job in a child process and wait for it.

    Raises:
        BadMedia: the file is bad, or decoding it crashed or hung the child.
        InvalidRoutine: an effect failed.
        CannotWrite: the child could not write.
    """
    with (
        scratch_folder() as folder,
        tempfile.TemporaryFile() as complaints,
        _started(command, complaints) as child,
    ):
        doing = DECODING
        try:
            _ask(child, (job, destination, folder))
            for kind, value in _messages(child, stalled_seconds):
                if kind == "failed":
                    raise value
                if kind == "done":
                    return
                doing = value
            status = child.wait(stalled_seconds)
        except (queue.Empty, subprocess.TimeoutExpired):
            raise _trouble(job, doing, f"nothing happened for {stalled_seconds:g} s") from None
        finally:
            child.kill()
            child.wait()
        complaints.seek(0)
        raise _trouble(job, doing, _cause(status, complaints.read()))


def _started(command: Sequence[str], complaints: IO[bytes]) -> "subprocess.Popen[bytes]":
    """A child that finds the same packages as this process does."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=python_environment(),
    )


def _ask(child: "subprocess.Popen[bytes]", request: Any) -> None:
    """The child takes the end of its input for the end of this process, so that stays open."""
    assert child.stdin is not None
    try:
        pickle.dump(request, child.stdin)
        child.stdin.flush()
    except BrokenPipeError:  # it died at once; what it said of that is read with its other messages
        with suppress(BrokenPipeError):  # what could not be sent would be tried again at the end
            child.stdin.close()


def _messages(child: "subprocess.Popen[bytes]", stalled_seconds: float) -> Iterator[tuple[str, Any]]:
    """What the child says, until it says no more; `queue.Empty` if it is silent for too long."""
    heard: queue.Queue[tuple[str, Any] | None] = queue.Queue()
    threading.Thread(target=_listen, args=(child.stdout, heard), daemon=True).start()
    while (message := heard.get(timeout=stalled_seconds)) is not None:
        yield message


def _listen(stream: IO[bytes], heard: "queue.Queue[tuple[str, Any] | None]") -> None:
    try:
        while True:
            heard.put(pickle.load(stream))
    except (EOFError, pickle.UnpicklingError, ValueError, OSError):
        heard.put(None)


def _cause(status: int, complaints: bytes) -> str:
    if status < 0:
        return f"the decoder crashed (signal {-status})"
    lines = complaints.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else f"the decoder stopped (status {status})"


def _trouble(job: Conform, doing: str, cause: str) -> FollowalongError:
    footage = job.footage
    if doing == APPLYING:
        names = ", ".join(effect.name for effect in footage.effects)
        return InvalidRoutine(
            f"an effect failed on {footage.path.name}: {cause}",
            hint=f"check the parameters of {names} in MoviePy's documentation",
            span=footage.effects[0].span or footage.span,
        )
    return BadMedia(
        f"{footage.path} cannot be decoded: {cause}", hint="export it again as H.264", span=footage.span
    )
