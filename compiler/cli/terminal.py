"""How the command line talks to people: diagnostics, exit codes, progress. Nothing else prints or exits."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from compiler.model.errors import (
    DISK_ERRORS,
    CannotWrite,
    Diagnostic,
    ExitCode,
    FollowalongError,
    ToolFailed,
    errors_among,
)
from compiler.system import interrupts, surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from compiler.model.timeline import Timeline


@contextmanager
def answering() -> Iterator[None]:
    """Whatever happens inside becomes a message and an exit code."""
    try:
        try:
            yield
        finally:
            _flush()
    except FollowalongError as error:
        leave(_told_as_gone(error) or _told(error))
    except KeyboardInterrupt:
        _leave_stopped()
    except BrokenPipeError:
        leave(ExitCode.OK)
    except Exception as error:
        if hasattr(error, "exit_code"):  # the command line's own: wrong usage, --help, a wish to leave
            raise
        if interrupts.interrupted():
            _leave_stopped()
        leave(_told_as_gone(error) or _tell_unexpected(error))


def _leave_stopped() -> NoReturn:
    interrupts.ignore_interrupts()
    typer.echo("stopped; what was finished is kept, and the same command goes on from there", err=True)
    leave(ExitCode.INTERRUPTED)


def _flush() -> None:
    """Say now what is still to be said, so that trouble with it shows here and not while Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        surroundings.close_stdout()
        raise


def _told(error: FollowalongError) -> ExitCode:
    tell(error.diagnostics)
    return error.exit_code


def _told_as_gone(error: Exception) -> ExitCode:
    """What goes wrong outside the routine, without a folder to be in or one for temporary files, is told as that."""
    if isinstance(error, (OSError, ToolFailed, CannotWrite)):
        try:
            surroundings.require_folders()
        except CannotWrite as gone:
            tell(gone.diagnostics)
            return gone.exit_code
        except OSError:  # no folder takes temporary files
            pass
    return ExitCode.OK


def _tell_unexpected(error: Exception) -> ExitCode:
    """A full disk is the world's fault and told as such; anything else is ours."""
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        place = f" {error.filename}" if error.filename else ""
        typer.echo(f"error: cannot write{place}: {error.strerror}", err=True)
        return ExitCode.CANNOT_WRITE
    path = surroundings.write_bug_report(error)
    where = f"the details are in {path}" if path else "the details could not be written anywhere"
    message = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    typer.echo(f"internal error: {message}; this is a bug of followalong, {where}", err=True)
    return ExitCode.INTERNAL


def leave(code: ExitCode) -> NoReturn:
    """End the command with this exit code."""
    sys.exit(int(code))


def tell(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Each with its place, and how many errors there are."""
    for diagnostic in diagnostics:
        typer.echo(diagnostic.render(), err=True)
    errors = len(errors_among(diagnostics))
    if errors > 1:
        typer.echo(f"{errors} errors", err=True)


def code_of(diagnostics: tuple[Diagnostic, ...]) -> ExitCode:
    """The exit code of the gravest."""
    errors = errors_among(diagnostics)
    return min((d.exit_code for d in errors), default=ExitCode.OK)


def say(lines: Iterable[str]) -> None:
    """Each on a line of standard output."""
    for line in lines:
        typer.echo(line)


def named(path: "Path", timeline: "Timeline") -> str:
    """The routine's file, with the variant where it is none by itself."""
    written = path.stem.endswith(f".{timeline.variant}")
    return f"{path} ({timeline.variant})" if timeline.variant and not written else str(path)


def length(timeline: "Timeline") -> str:
    """How long it lasts, as on a clock."""
    from compiler.model.timing import clock

    return clock(timeline.duration_seconds)


def how_sure(timeline: "Timeline") -> str:
    """Whether its times are those of the video."""
    return " (speech measured)" if timeline.measured else " (speech estimated; build measures it)"


def wide_console() -> "Console":
    """A console for tables: as wide as the screen, and never too narrow to read."""
    from rich.console import Console

    return Console(width=max(80, Console().width) if sys.stdout.isatty() else 120)
