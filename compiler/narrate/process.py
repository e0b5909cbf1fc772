"""Running a voice in a process of its own: a time limit, no shell, and nothing left behind."""

import contextlib
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from compiler.model.errors import ToolFailed
from compiler.narrate.ending import end_process, how_it_ended, last_words
from compiler.narrate.served import ServedTools


@dataclass(slots=True, kw_only=True)
class ToolRunner:
    """Runs tools and remembers those at work, so that all can be ended at once. For several threads."""

    timeout_seconds: float = 120.0
    served: ServedTools = field(default_factory=ServedTools)
    _live: set["subprocess.Popen[bytes]"] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: bool = False

    def run(
        self,
        arguments: Sequence[str],
        *,
        name: str,
        text: str = "",
        hint: str | None = None,
    ) -> str:
        """Run `arguments` with `text` on standard input; what it wrote on standard output.

        Raises:
            ToolFailed: it cannot be started, answers with another code than 0, dies, or takes longer
                than `timeout_seconds`. `name` says in the message what failed, `hint` what to do.
        """
        with _files(text) as streams:
            try:
                process = self._start(arguments, streams)
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) else str(error)
                raise ToolFailed(f"{name} cannot be started: {reason}", hint=hint) from error
            code = self._wait(process)
            if code is None:
                limit = f"{self.timeout_seconds:g} s"
                raise ToolFailed(f"{name} did not finish within {limit} and was ended", hint=hint)
            if code:
                raise ToolFailed(f"{name} {how_it_ended(code)}{last_words(streams.complaint)}", hint=hint)
            streams.answer.seek(0)
            return streams.answer.read().decode("utf-8", "replace")

    def _start(self, arguments: Sequence[str], streams: "_Streams") -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._stopped:
                raise ValueError("the work was stopped")
            process = subprocess.Popen(
                list(arguments),
                stdin=streams.given,
                stdout=streams.answer,
                stderr=streams.complaint,
                start_new_session=sys.platform != "win32",
            )
            self._live.add(process)
            return process

    def _wait(self, process: "subprocess.Popen[bytes]") -> int | None:
        """The exit code, negative for a signal; None if the process was ended for taking too long."""
        late = threading.Event()

        def end_it() -> None:
            late.set()
            end_process(process)

        alarm = threading.Timer(self.timeout_seconds, end_it)
        alarm.daemon = True
        alarm.start()
        try:
            code = process.wait()
        finally:
            alarm.cancel()
            self._forget(process)
        return None if late.is_set() else code

    def _forget(self, process: "subprocess.Popen[bytes]") -> None:
        with self._lock:
            self._live.discard(process)
        if process.poll() is None:
            end_process(process)
            process.wait()

    def close(self) -> None:
        """End the tools that wait to be asked again."""
        self.served.stop()

    def stop(self) -> None:
        """End everything that runs now and start nothing more."""
        self.served.stop()
        with self._lock:
            self._stopped = True
            for process in self._live:
                end_process(process)


@dataclass(frozen=True, slots=True)
class _Streams:
    """What a tool reads, answers and complains. Files and not pipes: nothing blocks, however much is said."""

    given: IO[bytes]
    answer: IO[bytes]
    complaint: IO[bytes]


@contextlib.contextmanager
def _files(text: str) -> Iterator[_Streams]:
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaint,
    ):
        given.write(text.encode("utf-8", "replace"))
        given.seek(0)
        yield _Streams(given, answer, complaint)
