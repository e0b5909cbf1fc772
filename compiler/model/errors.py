"""What can go wrong, as values with a place and as exceptions with an exit code.

A user's mistake is a :class:`Diagnostic`: a value that says where, what and how to mend it. Checks return
lists of them and all are shown at once. Exceptions are for the world and for bugs::

    FollowalongError            70  a bug, unless a subclass says otherwise
    ├── InvalidRoutine           3  the YAML says something that cannot be done
    ├── BadMedia                 4  an input file is missing, unreadable or not what it says it is
    ├── ToolFailed               5  a voice or another tool is missing, died or hung
    ├── CannotWrite              6  the output or the disk does not take what was made
    ├── Busy                     7  another followalong is at work on the same thing
    ├── LoginNeeded              8  publishing: no usable login
    ├── QuotaReached             9  publishing: a limit; come back later
    ├── NetworkInterrupted      10  publishing: run again to go on
    ├── Refused                 11  publishing: the remote said no
    └── Conflict                12  what is there, at the remote or in the output, is not what we left there
"""

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from compiler.model.showing import visible

DISK_ERRORS = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO") if hasattr(errno, name)
)
"""What the system answers when a disk takes no more, whatever was being written."""


class ExitCode(IntEnum):
    """What the command answers to the shell; relied on from outside, so never renumbered."""

    OK = 0
    USAGE = 2
    INVALID_ROUTINE = 3
    BAD_MEDIA = 4
    TOOL_FAILED = 5
    CANNOT_WRITE = 6
    BUSY = 7
    LOGIN_NEEDED = 8
    QUOTA_REACHED = 9
    NETWORK_INTERRUPTED = 10
    REFUSED = 11
    CONFLICT = 12
    INTERNAL = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """Errors stop a build, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpan:
    """A place in a text file: 1-based line and column, and the line itself for showing.

    `width` is how many columns the caret underlines, at least 1.
    """

    path: Path
    line: int
    column: int
    width: int = 1
    source_line: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One mistake: what is wrong, where, and what would mend it.

    `estimated` marks what measuring may still show to be fine; `beyond_range` a dose that was asked for all the same.
    """

    message: str
    span: SourceSpan | None = None
    hint: str | None = None
    severity: Severity = Severity.ERROR
    exit_code: ExitCode = ExitCode.INVALID_ROUTINE
    estimated: bool = False
    beyond_range: bool = False

    def render(self) -> str:
        """The diagnostic as text of one to four lines: place and message, source line, caret, hint.

        What a file brings along that a terminal would obey, or that turns the line around, is shown escaped.
        """
        place = f"{self.span}: " if self.span else ""
        lines = [visible(f"{place}{self.severity}: {self.message}")]
        if self.span and self.span.source_line.strip():
            lines += _excerpt(self.span)
        if self.hint:
            lines.append(visible(f"    hint: {self.hint}"))
        return "\n".join(lines)


_EXCERPT_COLUMNS = 100


def _excerpt(span: SourceSpan) -> list[str]:
    """The source line and a caret under the place, cut to a screen's width around it."""
    stop = span.column - 1 + span.width
    start = max(0, span.column - 1 - _EXCERPT_COLUMNS // 2) if stop > _EXCERPT_COLUMNS else 0
    shown = span.source_line[start : start + _EXCERPT_COLUMNS]
    plain = "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in shown)
    before = "".join("\t" if c == "\t" else " " for c in plain[: span.column - 1 - start])
    width = max(1, min(span.width, len(plain) - len(before)))
    return [f"    {plain}", f"    {before}{'^' * width}"]


class FollowalongError(Exception):
    """Something stopped the work. `diagnostics` says what, for people; never empty."""

    exit_code = ExitCode.INTERNAL

    def __init__(
        self,
        *diagnostics: Diagnostic | str,
        hint: str | None = None,
        span: SourceSpan | None = None,
    ) -> None:
        """Accepts ready diagnostics or plain messages; `hint` and `span` go with plain messages."""
        self.diagnostics: tuple[Diagnostic, ...] = tuple(
            Diagnostic(message=d, hint=hint, span=span, exit_code=self.exit_code) if isinstance(d, str) else d
            for d in diagnostics
        )
        super().__init__("\n".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[type["FollowalongError"], tuple[Diagnostic, ...]]:
        """Diagnostics survive the way back from a worker process."""
        return (type(self), self.diagnostics)


class InvalidRoutine(FollowalongError):
    """The routine, or a file that it names, says something that cannot be done."""

    exit_code = ExitCode.INVALID_ROUTINE


class BadMedia(FollowalongError):
    """An input file is missing, unreadable or not what it says it is."""

    exit_code = ExitCode.BAD_MEDIA


class ToolFailed(FollowalongError):
    """A voice or another tool is missing, died or hung."""

    exit_code = ExitCode.TOOL_FAILED


class CannotWrite(FollowalongError):
    """The output folder or the disk does not take what was made."""

    exit_code = ExitCode.CANNOT_WRITE


class Busy(FollowalongError):
    """Another followalong is at work on the same thing."""

    exit_code = ExitCode.BUSY


class LoginNeeded(FollowalongError):
    """There is no usable login for the channel."""

    exit_code = ExitCode.LOGIN_NEEDED


class QuotaReached(FollowalongError):
    """A limit of the remote is reached; trying again at once is useless."""

    exit_code = ExitCode.QUOTA_REACHED


class NetworkInterrupted(FollowalongError):
    """The connection did not last; the same command goes on where this one stopped."""

    exit_code = ExitCode.NETWORK_INTERRUPTED


class Refused(FollowalongError):
    """The remote understood and said no."""

    exit_code = ExitCode.REFUSED


class Conflict(FollowalongError):
    """What is at the remote, or in the output folder, is not what was left there."""

    exit_code = ExitCode.CONFLICT


def errors_among(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those that stop a build, in the order given."""
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)
