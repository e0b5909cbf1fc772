"""Voices that take long to load: processes that stay and answer one question after the other."""

import json
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from compiler.model.errors import ToolFailed
from compiler.narrate.ending import end_process, how_it_ended, last_words

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Server:
    """One process, its questions and answers on pipes, its complaints in a file."""

    process: "subprocess.Popen[bytes]"
    complaint: IO[bytes]

    def ask(self, question: bytes) -> bytes:
        """One line for one line; nothing where the process is gone."""
        assert self.process.stdin and self.process.stdout
        try:
            self.process.stdin.write(question)
            self.process.stdin.flush()
            return self.process.stdout.readline()
        except OSError:
            return b""

    def end(self) -> int:
        """Kill it if it lives, and let go of what it held; its exit code."""
        end_process(self.process)
        code = self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:  # what was still to be written to it
                    continue
        return code


@dataclass(slots=True, kw_only=True)
class ServedTools:
    """As many processes of each command as threads ask at once. For several threads."""

    _idle: "defaultdict[Command, list[_Server]]" = field(default_factory=lambda: defaultdict(list))
    _live: set[_Server] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: bool = False

    def ask(
        self,
        arguments: Sequence[str],
        question: dict[str, Any],
        *,
        name: str,
        seconds: float,
        hint: str | None,
    ) -> dict[str, Any]:
        """The answer to `question` of a process run by `arguments`.

        Raises:
            ToolFailed: it cannot be started, died, gave no answer, or took longer than `seconds`; `name` says
                in the message what failed, `hint` what to do.
        """
        server = self._taken(tuple(arguments), name, hint)
        late = threading.Event()

        def end_it() -> None:
            late.set()
            end_process(server.process)

        alarm = threading.Timer(seconds, end_it)
        alarm.daemon = True
        alarm.start()
        try:
            answer = server.ask(json.dumps(question).encode() + b"\n")
        finally:
            alarm.cancel()
        if not answer.endswith(b"\n"):
            raise ToolFailed(self._how_it_failed(server, name, seconds if late.is_set() else None), hint=hint)
        self._given_back(tuple(arguments), server)
        return dict(json.loads(answer))

    def _taken(self, command: Command, name: str, hint: str | None) -> _Server:
        with self._lock:
            if self._idle[command]:
                return self._idle[command].pop()
            if self._stopped:
                raise ToolFailed(f"{name} cannot be started: the work was stopped", hint=hint)
            complaint = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
            try:
                process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaint,
                    start_new_session=sys.platform != "win32",
                )  # fmt: skip
            except OSError as error:
                complaint.close()
                raise ToolFailed(f"{name} cannot be started: {error.strerror}", hint=hint) from error
            server = _Server(process, complaint)
            self._live.add(server)
            return server

    def _given_back(self, command: Command, server: _Server) -> None:
        with self._lock:
            if not self._stopped:
                self._idle[command].append(server)

    def _how_it_failed(self, server: _Server, name: str, limit: float | None) -> str:
        with self._lock:
            self._live.discard(server)
        code = server.end()
        with server.complaint:
            if limit is not None:
                return f"{name} did not finish within {limit:g} s and was ended"
            return f"{name} {how_it_ended(code)}{last_words(server.complaint)}"

    def stop(self) -> None:
        """End all processes and start no more; who waits for an answer is told that it failed."""
        with self._lock:
            self._stopped = True
            idle = {server for servers in self._idle.values() for server in servers}
            busy, self._live = self._live - idle, set()
            self._idle.clear()
        for server in idle:
            server.end()
            server.complaint.close()
        for server in busy:
            end_process(server.process)
