"""Many videos in one run: each goes on after another has failed, and in the end a table tells what became of all."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from compiler.cli.handout import write_beside
from compiler.cli.progress import progress_of
from compiler.cli.terminal import length, say, tell, wide_console
from compiler.model.errors import Diagnostic, ExitCode, FollowalongError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from compiler.pipeline.build import Built
    from compiler.pipeline.request import BuildSettings, Request
    from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one video: what was built, or why it was not."""

    request: "Request"
    built: "Built | None" = None
    error: FollowalongError | None = None


class _Telling:
    """Tells each warning once, however many versions of a routine have it."""

    def __init__(self) -> None:
        self.told: set[Diagnostic] = set()

    def __call__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        tell(tuple(one for one in diagnostics if one not in self.told))
        self.told.update(diagnostics)


def build_all(
    asked: "Sequence[Request]", settings: "BuildSettings", shop: "Workshop", *, with_handout: bool = False
) -> ExitCode:
    """Build one after the other and print what became of all; the exit code of the first that failed.

    With `with_handout`, the sheet of each is written beside its video.
    """
    if shop.note:
        typer.echo(f"note: {shop.note}", err=True)
    warn, outcomes = _Telling(), []
    for number, request in enumerate(asked, 1):
        outcome = _build(request, settings, shop, warn, f"[{number}/{len(asked)}] {named(request)}")
        if with_handout and outcome.built:
            outcome = _with_sheet(outcome, settings, shop)
        outcomes.append(outcome)
        _tell(outcome)
    wide_console().print(_table(outcomes))
    failed = [one.error for one in outcomes if one.error]
    say([f"{len(outcomes) - len(failed)} of {len(outcomes)} videos made"])
    return failed[0].exit_code if failed else ExitCode.OK


def _build(
    request: "Request", settings: "BuildSettings", shop: "Workshop", warn: _Telling, name: str
) -> _Outcome:
    from compiler.pipeline.build import build

    try:
        with progress_of(name) as on_progress:
            working = replace(shop, on_progress=on_progress)
            return _Outcome(request, build(request, settings, working, on_warnings=warn))
    except FollowalongError as error:
        return _Outcome(request, error=error)


def _with_sheet(outcome: _Outcome, settings: "BuildSettings", shop: "Workshop") -> _Outcome:
    try:
        write_beside(outcome.request, settings.output, shop)
    except FollowalongError as error:
        return replace(outcome, built=None, error=error)
    return outcome


def named(request: "Request") -> str:
    """The routine, and who or which version it is for."""
    wanted = request.variant
    who = wanted.row.name if wanted.row else wanted.patient.stem if wanted.patient else ""
    week = f"week {wanted.week}" if wanted.week else ""
    size = wanted.size[0] if wanted.size else ""
    return " · ".join(part for part in (request.path.stem, who, wanted.profile or "", week, size) if part)


def _tell(outcome: _Outcome) -> None:
    if outcome.error:
        tell(outcome.error.diagnostics)
    elif outcome.built:
        built = outcome.built
        took = f"built in {built.seconds:.1f} s ({frames_of(built)})"
        say([f"wrote {built.outputs.mp4}: {length(built.timeline)}, {took}"])
        say_what_it_came_to(built)


def frames_of(built: "Built") -> str:
    """How much of the picture had to be made."""
    return f"{built.encoded_frames} frames encoded" if built.encoded_frames else "nothing had to be encoded"


def say_what_it_came_to(built: "Built") -> None:
    """What a fit and a size that was asked for have come to."""
    say(built.fit)
    say([f"size: {built.size}"] if built.size else [])


def _table(outcomes: "Sequence[_Outcome]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("video")
    table.add_column("length", justify="right")
    table.add_column("made", no_wrap=True)
    table.add_column("where, or why not", overflow="fold")
    for one in outcomes:
        what = Text(named(one.request))
        if one.built:
            table.add_row(what, length(one.built.timeline), "yes", Text(str(one.built.outputs.mp4)))
        elif one.error:
            table.add_row(what, "", "no", Text(_why(one.error)))
    return table


def _why(error: FollowalongError) -> str:
    """The first mistake, with its place."""
    first = error.diagnostics[0]
    more = f" (and {len(error.diagnostics) - 1} more)" if len(error.diagnostics) > 1 else ""
    return f"{first.span}: {first.message}{more}" if first.span else f"{first.message}{more}"
